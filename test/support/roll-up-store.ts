import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import type { IndicatorDefinition, Operator } from '../../src/core/indicator.ts';
import type { Db } from '../../src/platform/db/database.ts';
import { loadRegister } from '../../src/spine/bodies/actions.ts';
import { REGISTER_SOURCE } from '../../src/spine/bodies/register-data.ts';
import { registerDefinitions, registerSeries } from '../../src/spine/indicators/actions.ts';
import type { NewBatch, NewObservation } from '../../src/spine/observations/types.ts';
import { recompute, record, registerRules } from '../../src/spine/roll-up/actions.ts';
import type { CellRow } from '../../src/spine/roll-up/queries/cells.ts';
import { readSnapshot } from '../../src/spine/roll-up/read.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const BODIES = [
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
export const DAYS = ['2021-04-01', '2023-04-01'];

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

export const DEFINITIONS = [
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
/** Of the owner; there once `useStore` has run. */
export let db: Db;
/** A test moves it. */
export const time = { now: Date.parse('2026-01-01T03:00:00Z') };
export const clock = { now: () => time.now };

/** A store of its own for the tests of one file. */
export function useStore(): void {
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
}

export function batch(editionOn: string | null = null): NewBatch {
  return {
    batchId: randomUUID(),
    kind: 'import',
    title: '試験のファイル.csv',
    recordedBy: '運用管理者',
    sheets: [{ fileName: '試験のファイル.csv', sheetName: '', sha256: '0'.repeat(64), editionOn }],
  };
}

export function cell(
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

export async function save(observations: readonly NewObservation[], given = batch()) {
  const [outcome] = await db
    .transaction()
    .execute((tx) => record(tx, clock, [{ batch: given, observations }]));
  return { outcome: outcome!, batchId: given.batchId };
}

export async function allCells(from: Db): Promise<readonly CellRow[]> {
  const rows = await sql<CellRow>`
    select * from rollup.cell
    order by indicator_key, part_key, period_end, area_code, stratum, unit_base`.execute(from);
  return rows.rows;
}

/** The cells as a full recompute makes them, without keeping them. */
export async function recomputed(): Promise<readonly CellRow[]> {
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

export async function nation(indicator: string, on = '2023-04-01', knownOn: string | null = null) {
  const found = DEFINITIONS.find((candidate) => candidate.id === indicator)!;
  const today = new Date(time.now + 9 * 3_600_000).toISOString().slice(0, 10);
  const snapshot = await readSnapshot(db, { definition: found, part: '', on, knownOn, today }, true);
  return snapshot.figure({ area: '000000', level: 'municipality', bodyClass: 'all' });
}
