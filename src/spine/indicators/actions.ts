import { createHash } from 'node:crypto';
import { definitionKey, type IndicatorDefinition } from '../../core/indicator.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Clock, Deps } from '../../platform/deps.ts';
import { UserError } from '../../platform/user-error.ts';
import { EVIDENCE_SOURCE } from '../contracts/evidence.ts';
import type { FileSource } from '../contracts/file-kind.ts';
import type { ModuleFace } from '../module.ts';
import {
  allSeries,
  appendRevision,
  insertDefinition,
  lockRegister,
  replacePrecedence,
  storedDefinitions,
  storedPrecedence,
  updateDefinition,
  upsertParts,
  upsertSeries,
} from './queries.ts';
import { canonicalJson, definitionFaults, mayReplace, partsOf, refusalMessage } from './rules.ts';

export interface RegisterOutcome {
  /** `cio@1` of definitions seen for the first time. */
  readonly added: readonly string[];
  /** `cio@1` of definitions whose wording changed. */
  readonly revised: readonly string[];
}

export function contentHash(definition: IndicatorDefinition): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}

/**
 * Registers definitions, all or none. The same wording again changes nothing; another wording is appended to the
 * history. Definitions that are no longer given stay: their observations stay true.
 * @throws UserError when a definition changes its meaning under the same version; Error when one is unsound.
 */
export async function registerDefinitions(
  db: Db,
  clock: Clock,
  definitions: readonly IndicatorDefinition[],
): Promise<RegisterOutcome> {
  const faults = definitions.flatMap(definitionFaults);
  const keys = definitions.map(definitionKey);
  const twice = keys.find((key, position) => keys.indexOf(key) !== position);
  if (twice !== undefined) faults.push(`${twice} is defined twice`);
  if (faults.length > 0) throw new Error(`unsound indicator definitions: ${faults.join('; ')}`);
  const recordedAt = new Date(clock.now()).toISOString();
  return db.transaction().execute(async (tx) => {
    await lockRegister(tx);
    const outcome = await storeDefinitions(tx, definitions, recordedAt);
    await storePrecedence(tx, definitions);
    return outcome;
  });
}

async function storeDefinitions(tx: Tx, definitions: readonly IndicatorDefinition[], recordedAt: string) {
  const stored = await storedDefinitions(tx);
  const added: string[] = [];
  const revised: string[] = [];
  for (const definition of definitions) {
    const key = definitionKey(definition);
    const hash = contentHash(definition);
    const known = stored.get(key);
    if (known?.contentHash === hash) continue;
    if (known !== undefined) {
      const allowed = mayReplace(known.definition, definition);
      if (!allowed.ok) throw new UserError(refusalMessage(allowed));
      await updateDefinition(tx, known.indicatorKey, definition, hash, recordedAt);
    }
    const indicatorKey = known?.indicatorKey ?? (await insertDefinition(tx, definition, hash, recordedAt));
    await appendRevision(tx, indicatorKey);
    await upsertParts(tx, indicatorKey, partsOf(definition));
    (known === undefined ? added : revised).push(key);
  }
  return { added, revised };
}

async function storePrecedence(tx: Tx, definitions: readonly IndicatorDefinition[]): Promise<void> {
  const registered = new Set((await allSeries(tx)).map((series) => series.series));
  const wanted = definitions
    .flatMap((definition) =>
      (definition.precedence ?? []).map((series, index) => ({
        key: definitionKey(definition),
        series,
        rank: index + 1,
      })),
    )
    .filter((entry) => registered.has(entry.series))
    .sort((a, b) => (a.key === b.key ? a.rank - b.rank : a.key < b.key ? -1 : 1));
  if (canonicalJson(wanted) === canonicalJson(await storedPrecedence(tx))) return;
  await replacePrecedence(tx, wanted);
}

/**
 * Registers the series of sources, in the caller's transaction when there is one. A changed title or attribution is the newest one: it describes the series, not a figure.
 * @throws Error when one series is described in two ways.
 */
export async function registerSeries(db: Db, sources: readonly FileSource[]): Promise<void> {
  const bySeries = new Map<string, FileSource>();
  for (const source of sources) {
    const other = bySeries.get(source.series);
    if (other !== undefined && canonicalJson(other) !== canonicalJson(source)) {
      throw new Error(`the series ${source.series} is described in two ways`);
    }
    bySeries.set(source.series, source);
  }
  const changed = async (reader: Db) => {
    const known = new Map(
      (await allSeries(reader)).map(({ seriesKey: _, ...source }) => [source.series, source]),
    );
    return [...bySeries.values()].filter(
      (source) => canonicalJson(known.get(source.series)) !== canonicalJson(source),
    );
  };
  // Known already is the common case, and then nobody waits for the lock.
  if ((await changed(db)).length === 0) return;
  const write = async (tx: Tx) => {
    await lockRegister(tx);
    for (const source of await changed(tx)) await upsertSeries(tx, source);
  };
  await (db.isTransaction ? write(db as Tx) : db.transaction().execute(write));
}

/** Called by main after all migrations: what the faces define is known to the database, or the start is refused. */
export async function seedIndicators(
  deps: Pick<Deps, 'db' | 'clock'>,
  faces: readonly ModuleFace[],
): Promise<RegisterOutcome> {
  const kinds = faces.flatMap((face) => face.fileKinds);
  await registerSeries(deps.db, [
    EVIDENCE_SOURCE,
    ...kinds.flatMap((kind) => [kind.source, ...(kind.otherSources ?? [])]),
  ]);
  return registerDefinitions(
    deps.db,
    deps.clock,
    faces.flatMap((face) => face.indicators),
  );
}
