import { createHash, randomUUID } from 'node:crypto';
import type { BodyCode } from '../../core/body-code.ts';
import { ok, type Result } from '../../core/result.ts';
import { NORMALISE_VERSION } from '../../core/text.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import { type Instant, wholeRegister } from './queries/register.ts';
import * as write from './queries/write.ts';
import { type ChangeRefusal, checkChange, type RegisterChange } from './rules/change.ts';
import type { RegisterRow, RegisterSource, StatusRow } from './rules/register.ts';
import { searchTerms } from './rules/search-terms.ts';

/**
 * What the program brings counts as known since ever: a figure of yesterday would otherwise be empty because the
 * program was installed today. Whatever is corrected afterwards bears the clock's instant.
 */
const SINCE_EVER: Instant = '1970-01-01T00:00:00Z';

/** Takes bodies out of the figures, applies a change, puts them back: given by the roll-up. */
export type Around = (bodyCodes: readonly BodyCode[], apply: () => Promise<void>) => Promise<void>;

const alone: Around = (_, apply) => apply();

/** Raised when what is derived from the register (terms, classes) is derived in another way. */
const DERIVATION = 1;

export function seedHash(source: RegisterSource): string {
  const { rows, statuses, aliases, lineage } = source;
  return createHash('sha256')
    .update(JSON.stringify([DERIVATION, rows, statuses, aliases, lineage]))
    .digest('hex');
}

export type SeedOutcome = 'loaded' | 'renewed' | 'unchanged';

/**
 * Brings the register to what the program knows. Unchanged: one small query. The first time everything counts as known
 * since ever; a later edition retires and appends like any correction, and leaves bodies alone that were corrected here.
 */
export async function loadRegister(
  db: Db,
  clock: Clock,
  source: RegisterSource,
  aroundOf: (tx: Tx) => Around = () => alone,
): Promise<SeedOutcome> {
  const state = { seedHash: seedHash(source), normaliseVersion: NORMALISE_VERSION };
  if (isSame(await write.readState(db), state)) return 'unchanged';
  return db.transaction().execute(async (tx) => {
    await write.lockRegister(tx);
    const known = await write.readState(tx);
    if (isSame(known, state)) return 'unchanged';
    const at = known === null ? SINCE_EVER : instantOf(clock);
    await write.addBodies(tx, codesOf(source));
    const steps = await seedSteps(tx, source);
    // Nothing stands on the register yet when it comes the first time.
    const around = known === null ? alone : aroundOf(tx);
    await around(steps.bodyCodes, async () => {
      await applySteps(tx, steps, at);
      await write.saveLineage(tx, source.lineage, at);
      await write.replaceAliases(tx, source.aliases);
      await write.refreshSpans(tx, null);
    });
    await write.replaceTerms(tx, searchTerms(await wholeRegister(tx)));
    await write.saveState(tx, state);
    return known === null ? 'loaded' : 'renewed';
  });
}

function isSame(known: write.State | null, state: write.State): boolean {
  return known?.seedHash === state.seedHash && known.normaliseVersion === state.normaliseVersion;
}

/**
 * Corrects rows, statuses and lineage: what was held is retired, never changed, and the classes, the search and (by
 * `around`) the figures follow in the caller's transaction. Gives the bodies touched.
 */
export async function correctRegister(
  tx: Tx,
  clock: Clock,
  change: RegisterChange,
  around: Around,
): Promise<Result<{ readonly bodyCodes: readonly BodyCode[] }, ChangeRefusal>> {
  const checked = checkChange(change);
  if (!checked.ok) return checked;
  await write.lockRegister(tx);
  const at = instantOf(clock);
  const lineage = change.lineage ?? [];
  await write.addBodies(tx, [
    ...change.bodies.map((body) => body.bodyCode),
    ...lineage.flatMap((event) => [event.fromCode, event.toCode]),
  ]);
  const steps = await correctionSteps(tx, change);
  await around(steps.bodyCodes, async () => {
    await applySteps(tx, steps, at);
    await write.saveLineage(tx, lineage, at);
    await write.refreshSpans(tx, steps.bodyCodes);
  });
  await write.replaceTerms(tx, searchTerms(await wholeRegister(tx)));
  await write.raiseRevision(tx);
  return ok({ bodyCodes: steps.bodyCodes });
}

function instantOf(clock: Clock): Instant {
  return new Date(clock.now()).toISOString();
}

function codesOf(source: RegisterSource): BodyCode[] {
  const lineage = source.lineage.flatMap((event) => [event.fromCode, event.toCode]);
  return [...new Set([...source.rows.map((row) => row.bodyCode), ...lineage])];
}

interface Steps {
  readonly bodyCodes: readonly BodyCode[];
  readonly retiredRows: readonly string[];
  readonly newRows: readonly write.Held<RegisterRow>[];
  readonly retiredStatuses: readonly string[];
  readonly newStatuses: readonly write.Held<StatusRow>[];
}

async function applySteps(tx: Tx, steps: Steps, at: Instant): Promise<void> {
  await write.retireRows(tx, steps.retiredRows, at);
  await write.appendRows(tx, steps.newRows, at);
  await write.retireStatuses(tx, steps.retiredStatuses, at);
  await write.appendStatuses(tx, steps.newStatuses, at);
}

async function seedSteps(tx: Tx, source: RegisterSource): Promise<Steps> {
  const rows = await write.heldRows(tx, null);
  const statuses = await write.heldStatuses(tx, null);
  const corrected = new Set(
    [...rows, ...statuses].filter((row) => row.origin === 'correction').map((row) => row.bodyCode),
  );
  const free = <Row extends { readonly bodyCode: BodyCode }>(list: readonly Row[]): readonly Row[] =>
    list.filter((row) => !corrected.has(row.bodyCode));
  return stepsOf(
    compare(free(rows), free(source.rows), 'seed'),
    compare(free(statuses), free(source.statuses), 'seed'),
  );
}

async function correctionSteps(tx: Tx, change: RegisterChange): Promise<Steps> {
  const rowsOf = change.bodies.flatMap(({ bodyCode, rows }) =>
    rows === undefined ? [] : [{ bodyCode, rows }],
  );
  const statusesOf = change.bodies.flatMap(({ bodyCode, statuses }) =>
    statuses === undefined ? [] : [{ bodyCode, statuses }],
  );
  const heldRows = await write.heldRows(
    tx,
    rowsOf.map((body) => body.bodyCode),
  );
  const heldStatuses = await write.heldStatuses(
    tx,
    statusesOf.map((body) => body.bodyCode),
  );
  return stepsOf(
    compare(
      heldRows,
      rowsOf.flatMap(({ bodyCode, rows }) => rows.map((row) => ({ ...row, bodyCode }))),
      'correction',
    ),
    compare(
      heldStatuses,
      statusesOf.flatMap(({ bodyCode, statuses }) => statuses.map((row) => ({ ...row, bodyCode }))),
      'correction',
    ),
  );
}

interface Difference<Row> {
  readonly gone: readonly write.Held<Row>[];
  readonly fresh: readonly write.Held<Row>[];
}

/** Held rows that are wanted no more, and wanted ones that are not held; equal ones stay as they are. */
function compare<Row extends object>(
  held: readonly write.Held<Row>[],
  wanted: readonly Row[],
  origin: write.Origin,
): Difference<Row> {
  const key = (row: Row): string => {
    const { rowId: _id, origin: _origin, ...rest } = { rowId: null, origin: null, ...row };
    return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const heldKeys = new Set(held.map(key));
  const wantedKeys = new Set(wanted.map(key));
  return {
    gone: held.filter((row) => !wantedKeys.has(key(row))),
    fresh: wanted
      .filter((row) => !heldKeys.has(key(row)))
      .map((row) => ({ ...row, rowId: randomUUID(), origin })),
  };
}

function stepsOf(rows: Difference<RegisterRow>, statuses: Difference<StatusRow>): Steps {
  const touched = [...rows.gone, ...rows.fresh, ...statuses.gone, ...statuses.fresh];
  return {
    // In code order, so that writers take their locks in one order.
    bodyCodes: [...new Set(touched.map((row) => row.bodyCode))].sort(),
    retiredRows: rows.gone.map((row) => row.rowId),
    newRows: rows.fresh,
    retiredStatuses: statuses.gone.map((row) => row.rowId),
    newStatuses: statuses.fresh,
  };
}
