import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { addDays } from '../../core/calendar.ts';
import type { IndicatorDefinition, Operator, Reason } from '../../core/indicator.ts';
import type { Db } from '../../platform/db/database.ts';
import { correctRegister, loadRegister } from '../bodies/actions.ts';
import { REGISTER_SOURCE } from '../bodies/register-data.ts';
import type { BodyChange } from '../bodies/rules/change.ts';
import { registerDefinitions, registerSeries } from '../indicators/actions.ts';
import { historyOf } from '../observations/queries/history.ts';
import type { NewBatch, NewObservation } from '../observations/types.ts';
import { aroundMembershipChange, preview, recompute, record, registerRules, undoBatch } from './actions.ts';
import { type CellRow, readCells } from './queries/cells.ts';
import { factKeys } from './queries/periods.ts';
import { readSnapshot } from './read.ts';

const BODIES = [
  '012025',
  '012033',
  '011002',
  '022012',
  '023019',
  '132012',
  '131016',
  '133078',
  '010006',
  '020001',
];
const DAYS = ['2021-04-01', '2023-04-01'];

function definition(
  id: string,
  operator: Operator,
  more: Partial<IndicatorDefinition> = {},
): IndicatorDefinition {
  return {
    id,
    version: 1,
    title: id,
    shortTitle: '試験',
    definition: '試験のための定義',
    formula: '試験のための式',
    source: '試験のための資料',
    level: 'both',
    valueKind: 'yes-no',
    unit: '%',
    decimals: 1,
    scale: 0,
    better: 'up',
    period: 'day',
    operator,
    base: 'all',
    baseBodies: 'all',
    planItems: [],
    precedence: ['first', 'second'],
    ...more,
  };
}

const DEFINITIONS = [
  definition('sample-yes', { kind: 'share-of-bodies', atLeast: 1 }),
  definition('sample-share', { kind: 'mean-of-bodies' }, { valueKind: 'share' }),
  definition('sample-people', { kind: 'sum' }, { valueKind: 'count', unit: '人', decimals: 0 }),
  definition(
    'sample-rate',
    { kind: 'ratio-of-sums' },
    {
      valueKind: 'count',
      denominator: { indicator: 'sample-people', title: '人口' },
    },
  ),
];

let test: TestDatabase;
let db: Db;
let now = Date.parse('2026-01-01T03:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  test = await testDatabase();
  db = test.db;
  await loadRegister(db, clock, REGISTER_SOURCE);
  await registerSeries(
    db,
    ['first', 'second'].map((series) => ({
      series,
      title: series,
      publisher: '試験',
      licence: '試験',
      attribution: '試験',
    })),
  );
  await registerDefinitions(db, clock, DEFINITIONS);
  await registerRules(db, DEFINITIONS);
}, 60_000);
afterAll(() => test?.close());

function batch(editionOn: string | null = null): NewBatch {
  return {
    batchId: randomUUID(),
    kind: 'import',
    title: '試験のファイル.csv',
    recordedBy: '運用管理者',
    sheets: [{ fileName: '試験のファイル.csv', sheetName: '', sha256: '0'.repeat(64), editionOn }],
  };
}

function cell(
  more: Partial<NewObservation> & Pick<NewObservation, 'bodyCode' | 'indicator'>,
): NewObservation {
  return {
    part: '',
    on: '2023-04-01',
    series: 'first',
    value: 1n,
    base: null,
    baseOn: null,
    reason: null,
    state: 'final',
    note: null,
    sheet: 0,
    row: 2,
    column: 3,
    ...more,
  };
}

async function save(observations: readonly NewObservation[], given = batch()) {
  const [outcome] = await db
    .transaction()
    .execute((tx) => record(tx, clock, [{ batch: given, observations }]));
  return { outcome: outcome!, batchId: given.batchId };
}

async function allCells(from: Db): Promise<readonly CellRow[]> {
  const rows = await sql<CellRow>`
    select * from rollup.cell
    order by indicator_key, part_key, period_end, area_code, stratum, unit_base`.execute(from);
  return rows.rows;
}

/** The cells as a full recompute makes them, without keeping them. */
async function recomputed(): Promise<readonly CellRow[]> {
  let cells: readonly CellRow[] = [];
  const rollback = new Error('rollback');
  await db
    .transaction()
    .execute(async (tx) => {
      await recompute(tx);
      cells = await allCells(tx);
      throw rollback;
    })
    .catch((error) => {
      if (error !== rollback) throw error;
    });
  return cells;
}

async function nation(indicator: string, on = '2023-04-01', knownOn: string | null = null) {
  const found = DEFINITIONS.find((candidate) => candidate.id === indicator)!;
  const today = new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);
  const snapshot = await readSnapshot(db, { definition: found, part: '', on, knownOn, today }, true);
  return snapshot.figure({ area: '000000', level: 'municipality', bodyClass: 'all' });
}

describe('recording', () => {
  it('counts insert, unchanged, supersede and older, and keeps every revision', async () => {
    const first = await save([cell({ bodyCode: '012025', indicator: 'sample-yes@1' })], batch('2023-05-01'));
    expect(first.outcome).toEqual({ inserted: 1, superseded: 0, unchanged: 0, older: 0 });
    const again = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', note: '注' })],
      batch('2023-06-01'),
    );
    expect(again.outcome).toMatchObject({ unchanged: 1, superseded: 0 });
    const changed = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 0n })],
      batch('2023-07-01'),
    );
    expect(changed.outcome).toMatchObject({ superseded: 1 });
    const older = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n })],
      batch('2023-06-15'),
    );
    expect(older.outcome).toMatchObject({ older: 1, superseded: 0 });
    expect(await nation('sample-yes')).toMatchObject({ reported: 1, numerator: '0', partial: true });
    const history = await historyOf(db, {
      bodyCode: '012025',
      indicator: 'sample-yes@1',
      part: '',
      on: '2023-04-01',
    });
    expect(history.map((row) => [row.revision, row.value, row.counts])).toEqual([
      [2, 0n, true],
      [1, 1n, false],
    ]);
  });

  it('previews without writing', async () => {
    const before = await allCells(db);
    const seen = await preview(db, clock, batch(), [
      cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n }),
    ]);
    expect(seen.outcome).toMatchObject({ superseded: 1 });
    expect(seen.changes).toMatchObject([
      { action: 'supersede', body_code: '012025', old_value: 0n, value: 1n },
    ]);
    expect(await allCells(db)).toEqual(before);
  });

  it('refuses an unknown body, indicator or series, and two values for one fact; nothing stays', async () => {
    const before = await allCells(db);
    await expect(save([cell({ bodyCode: '999999', indicator: 'sample-yes@1' })])).rejects.toThrow(/unknown/);
    await expect(save([cell({ bodyCode: '012025', indicator: 'nothing@1' })])).rejects.toThrow(/unknown/);
    const twice = cell({ bodyCode: '012033', indicator: 'sample-yes@1' });
    await expect(save([twice, { ...twice, value: 0n }])).rejects.toThrow(/two values/);
    expect(await allCells(db)).toEqual(before);
  });

  it('believes the first series, shows the second when the first is gone', async () => {
    const fact = { bodyCode: '022012', indicator: 'sample-yes@1' };
    await save([cell({ ...fact, series: 'second', value: 0n })]);
    expect((await nation('sample-yes')).numerator).toBe('0');
    const first = await save([cell({ ...fact, series: 'first', value: 1n })]);
    expect((await nation('sample-yes')).numerator).toBe('1');
    await db.transaction().execute((tx) => undoBatch(tx, clock, first.batchId, '運用管理者'));
    expect(await nation('sample-yes')).toMatchObject({ numerator: '0', reported: 2 });
  });

  it('an undone batch leaves no trace in figures and cannot be undone twice', async () => {
    const before = await allCells(db);
    const saved = await save([
      cell({ bodyCode: '133078', indicator: 'sample-yes@1' }),
      cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n }),
    ]);
    expect(await allCells(db)).not.toEqual(before);
    const undone = await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
    expect(undone).toEqual({ ok: true, value: { restored: 1, withdrawn: 1 } });
    expect(await allCells(db)).toEqual(before);
    const again = await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
    expect(again).toMatchObject({ ok: false, code: 'already-undone' });
    const unknown = await db.transaction().execute((tx) => undoBatch(tx, clock, randomUUID(), '運用管理者'));
    expect(unknown).toMatchObject({ ok: false, code: 'unknown-batch' });
  });

  it('a value that two files say stands until both are undone', async () => {
    const before = await allCells(db);
    const fact = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    const excerpt = await save([cell(fact)]);
    const whole = await save([cell(fact), cell({ ...fact, bodyCode: '012033' })]);
    expect(whole.outcome).toMatchObject({ inserted: 1, unchanged: 1 });
    const both = await allCells(db);
    const undo = (batchId: string) =>
      db.transaction().execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
    expect(await undo(excerpt.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 0 } });
    expect(await allCells(db)).toEqual(both);
    expect(await undo(whole.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 2 } });
    expect(await allCells(db)).toEqual(before);
  });

  it('the first of two corrections is undone without the second losing what it repeats', async () => {
    const one = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    const two = { ...one, bodyCode: '012033' };
    const first = await save([cell({ ...one, value: 0n }), cell({ ...two, value: 0n })]);
    const before = await allCells(db);
    const correction = await save([cell({ ...one, value: 1n }), cell({ ...two, value: 0n })]);
    const second = await save([cell({ ...one, value: 1n }), cell({ ...two, value: 1n })]);
    const after = await allCells(db);
    for (const [saved, expected] of [
      [correction, after],
      [second, before],
    ] as const) {
      await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
      expect(await allCells(db)).toEqual(expected);
      expect(await allCells(db)).toEqual(await recomputed());
    }
    await db.transaction().execute((tx) => undoBatch(tx, clock, first.batchId, '運用管理者'));
  });

  it('an edition older than one that repeated the value does not overwrite it', async () => {
    const fact = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    await save([cell(fact)], batch('2023-01-01'));
    await save([cell(fact)], batch('2023-03-01'));
    const between = await save([cell({ ...fact, value: 0n })], batch('2023-02-01'));
    expect(between.outcome).toMatchObject({ older: 1, superseded: 0 });
  });

  it('what an older edition said counts when the newer one is taken back, and goes with its own undoing', async () => {
    const fact = { bodyCode: '133078', indicator: 'sample-people@1', on: '2021-04-01' };
    const undo = (batchId: string) =>
      db.transaction().execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
    const value = async () => (await nation('sample-people', '2021-04-01')).value;
    const before = await value();
    const newer = await save([cell({ ...fact, value: 9n, row: 5 })], batch('2024-01-01'));
    const older = await save([cell({ ...fact, value: 7n, row: 6 })], batch('2023-01-01'));
    expect(older.outcome).toMatchObject({ older: 1, inserted: 0 });
    expect(await value()).toBe(String(Number(before ?? 0) + 9));
    expect(await undo(newer.batchId)).toEqual({ ok: true, value: { restored: 1, withdrawn: 0 } });
    expect(await value()).toBe(String(Number(before ?? 0) + 7));
    const [row] = await historyOf(db, { ...fact, part: '' });
    expect(row).toMatchObject({
      counts: true,
      value: 7n,
      row_no: 6,
      batch_kind: 'undo',
      edition_on: '2023-01-01',
    });
    // A newer edition supersedes it as any other; undone, it is there again.
    const third = await save([cell({ ...fact, value: 8n })], batch('2023-06-01'));
    expect(third.outcome).toMatchObject({ superseded: 1 });
    await undo(third.batchId);
    expect(await value()).toBe(String(Number(before ?? 0) + 7));
    expect(await undo(older.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 1 } });
    expect(await value()).toBe(before);
    expect(await allCells(db)).toEqual(await recomputed());
  });

  it('whatever comes and goes, the newest standing edition counts; of two alike the later', async () => {
    const step = fc.record({
      edition: fc.integer({ min: 1, max: 4 }),
      value: fc.bigInt({ min: 0n, max: 2n }),
      undo: fc.option(fc.nat(6), { nil: null, freq: 2 }),
    });
    let day = 0;
    const sequence = fc.array(step, { minLength: 3, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        day += 1;
        const fact = { bodyCode: '022012', indicator: 'sample-people@1', on: addDays('2000-01-01', day) };
        const given: { edition: number; value: bigint; batchId: string; stands: boolean }[] = [];
        for (const { edition, value, undo } of steps) {
          const taken = undo === null ? undefined : given.filter((one) => one.stands)[undo];
          if (taken === undefined) {
            const { batchId } = await save([cell({ ...fact, value })], batch(`2023-01-0${edition}`));
            given.push({ edition, value, batchId, stands: true });
          } else {
            taken.stands = false;
            await db.transaction().execute((tx) => undoBatch(tx, clock, taken.batchId, '運用管理者'));
          }
          const standing = given.filter((one) => one.stands);
          const newest = Math.max(...standing.map((one) => one.edition));
          const expected = standing.findLast((one) => one.edition === newest)?.value ?? null;
          const counting = (await historyOf(db, { ...fact, part: '' })).find((row) => row.counts);
          expect(counting?.value ?? null).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
    expect(await allCells(db)).toEqual(await recomputed());
  }, 60_000);

  it('a corrected denominator corrects the rate that stands on it', async () => {
    const people = { bodyCode: '131016', indicator: 'sample-people@1', on: '2021-04-01' };
    await save([
      cell({ ...people, value: 200n }),
      cell({ bodyCode: '131016', indicator: 'sample-rate@1', value: 50n, base: 200n, baseOn: '2021-04-01' }),
    ]);
    expect((await nation('sample-rate')).value).toBe('25.0');
    await save([cell({ ...people, value: 250n })]);
    expect(await nation('sample-rate')).toMatchObject({ value: '20.0', denominator: '250' });
    expect(await allCells(db)).toEqual(await recomputed());
  });
});

describe('a change of who is believed', () => {
  it('moves the figures of contested facts, and nothing else', async () => {
    const fact = { bodyCode: '132012', indicator: 'sample-share@1', on: '2020-04-01' };
    await save([cell({ ...fact, series: 'first', value: 1n, base: 4n })]);
    await save([cell({ ...fact, series: 'second', value: 3n, base: 4n })]);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('25.0');
    const others = DEFINITIONS.map((one) =>
      one.id === 'sample-share' ? { ...one, precedence: ['second', 'first'] } : one,
    );
    await registerDefinitions(db, clock, others);
    await registerRules(db, others);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('75.0');
    expect(await allCells(db)).toEqual(await recomputed());
    await registerDefinitions(db, clock, DEFINITIONS);
    await registerRules(db, DEFINITIONS);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('25.0');
  });
});

type Command =
  | { readonly kind: 'save'; readonly cells: readonly NewObservation[]; readonly edition: string | null }
  | { readonly kind: 'undo'; readonly which: number }
  | { readonly kind: 'register'; readonly change: 'core-city' | 'no-core-city' | 'town' | 'village' };

const REASONS: readonly Reason[] = [
  'not-asked',
  'not-answered',
  'not-applicable',
  'blank-in-source',
  'withdrawn',
];

function cellsArbitrary(): fc.Arbitrary<NewObservation[]> {
  const one = fc
    .record({
      bodyCode: fc.constantFrom(...BODIES),
      indicator: fc.constantFrom('sample-yes@1', 'sample-share@1', 'sample-people@1'),
      on: fc.constantFrom(...DAYS),
      series: fc.constantFrom('first', 'second'),
      value: fc.bigInt(0n, 3n),
      base: fc.constantFrom(3n, 4n),
      reason: fc.option(fc.constantFrom(...REASONS), { freq: 3 }),
      state: fc.constantFrom('final' as const, 'provisional' as const),
    })
    .map(({ value, base, reason, ...rest }) => {
      const share = rest.indicator === 'sample-share@1';
      const yes = rest.indicator === 'sample-yes@1';
      const own = yes ? value % 2n : value;
      return cell({
        ...rest,
        value: reason === null ? own : null,
        base: reason === null && share ? base : null,
        reason,
      });
    });
  return fc.uniqueArray(one, {
    minLength: 1,
    maxLength: 12,
    selector: (o) => [o.bodyCode, o.indicator, o.on, o.series].join(),
  });
}

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('save' as const),
        cells: cellsArbitrary(),
        edition: fc.constantFrom(null, '2023-05-01', '2023-06-01'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(20) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('register' as const),
        change: fc.constantFrom(
          'core-city' as const,
          'no-core-city' as const,
          'town' as const,
          'village' as const,
        ),
      }),
    },
  ),
  { minLength: 2, maxLength: 7 },
);

/** 小樽市 becomes a 中核市 in 2022, or not; 檜原村 becomes a 町 in 2022, or not: for the days before nothing changes. */
function registerChange(change: 'core-city' | 'no-core-city' | 'town' | 'village'): BodyChange {
  const validFrom = '2022-01-01';
  if (change === 'core-city') {
    return {
      bodyCode: '012033',
      statuses: [{ status: 'core-city', validFrom, validTo: null, source: '試験' }],
    };
  }
  if (change === 'no-core-city') return { bodyCode: '012033', statuses: [] };
  const { bodyCode, ...row } = REGISTER_SOURCE.rows.find((candidate) => candidate.bodyCode === '133078')!;
  if (change === 'village') return { bodyCode, rows: [row] };
  return {
    bodyCode,
    rows: [
      { ...row, validTo: validFrom },
      { ...row, kind: 'town', validFrom },
    ],
  };
}

async function correct(change: BodyChange): Promise<void> {
  const outcome = await db
    .transaction()
    .execute((tx) => correctRegister(tx, clock, { bodies: [change] }, aroundMembershipChange(tx)));
  expect(outcome.ok).toBe(true);
}

describe('the incremental path', () => {
  it('equals a full recompute after any corrections, gaps, undos and changes of kind, and every past day stays as it was known', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (list) => {
        const batches: string[] = [];
        const known: { day: string; cells: readonly CellRow[] }[] = [];
        const keys = await factKeys(db, 'sample-share@1', '');
        for (const command of list) {
          if (command.kind === 'save')
            batches.push((await save(command.cells, batch(command.edition))).batchId);
          else if (command.kind === 'register') await correct(registerChange(command.change));
          else if (batches.length > 0) {
            const id = batches[command.which % batches.length]!;
            await db.transaction().execute((tx) => undoBatch(tx, clock, id, '運用管理者'));
          }
          expect(await allCells(db)).toEqual(await recomputed());
          const day = new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);
          known.push({ day, cells: await cellsOf(keys, null) });
          now += 86_400_000;
        }
        for (const { day, cells } of known) {
          expect(await cellsOf(keys, `${addDays(day, 1)}T00:00:00+09:00`)).toEqual(cells);
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

async function cellsOf(keys: { indicatorKey: number; partKey: number }, knownBefore: string | null) {
  const rows = await readCells(db, { ...keys, on: '2023-04-01', knownBefore });
  return [...rows].sort((a, b) => key(a).localeCompare(key(b)));
}

function key(row: CellRow): string {
  return [row.area_code, row.stratum, row.unit_base].join();
}

describe('writers at the same time', () => {
  it('neither deadlock nor lose a count', async () => {
    const writers = BODIES.slice(0, 8).map(async (bodyCode, index) => {
      for (let round = 0; round < 6; round += 1) {
        await save([
          cell({ bodyCode, indicator: 'sample-people@1', on: '2022-04-01', value: BigInt(index + round) }),
          cell({ bodyCode, indicator: 'sample-yes@1', on: '2022-04-01', value: BigInt(round % 2) }),
        ]);
      }
    });
    await Promise.all(writers);
    expect(await nation('sample-people', '2022-04-01')).toMatchObject({
      reported: 8,
      value: String(28 + 8 * 5),
    });
    expect(await allCells(db)).toEqual(await recomputed());
  }, 60_000);
});
