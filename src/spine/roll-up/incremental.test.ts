import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allCells,
  BODIES,
  batch,
  cell,
  clock,
  DAYS,
  db,
  nation,
  recomputed,
  save,
  time,
  useStore,
} from '../../../test/support/roll-up-store.ts';
import { addDays } from '../../core/calendar.ts';
import type { Reason } from '../../core/indicator.ts';
import { correctRegister } from '../bodies/actions.ts';
import { REGISTER_SOURCE } from '../bodies/register-data.ts';
import type { BodyChange } from '../bodies/rules/change.ts';
import type { NewObservation } from '../observations/types.ts';
import { aroundMembershipChange, finalise, undoBatch } from './actions.ts';
import { type CellRow, readCells } from './queries/cells.ts';
import { factKeys } from './queries/periods.ts';

useStore();

type Command =
  | { readonly kind: 'save'; readonly cells: readonly NewObservation[]; readonly edition: string | null }
  | { readonly kind: 'undo'; readonly which: number }
  | { readonly kind: 'finalise'; readonly series: string; readonly bodies: number }
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
        kind: fc.constant('finalise' as const),
        series: fc.constantFrom('first', 'second'),
        bodies: fc.integer({ min: 1, max: BODIES.length }),
      }),
    },
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

/** 速報 of the newer day becomes 確定, of some bodies; gives the batch, which can be undone like any other. */
async function confirm(series: string, bodies: number): Promise<string> {
  const { batchId, title, recordedBy } = batch();
  const indicators = ['sample-yes@1', 'sample-share@1'];
  const facts = { series, indicators, on: '2023-04-01', bodyCodes: BODIES.slice(0, bodies) };
  await db
    .transaction()
    .execute((tx) => finalise(tx, clock, { batchId, kind: 'answer', title, recordedBy }, facts));
  return batchId;
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
          else if (command.kind === 'finalise') batches.push(await confirm(command.series, command.bodies));
          else if (command.kind === 'register') await correct(registerChange(command.change));
          else if (batches.length > 0) {
            const id = batches[command.which % batches.length]!;
            await db.transaction().execute((tx) => undoBatch(tx, clock, id, '運用管理者'));
          }
          expect(await allCells(db)).toEqual(await recomputed());
          const day = new Date(time.now + 9 * 3_600_000).toISOString().slice(0, 10);
          known.push({ day, cells: await cellsOf(keys, null) });
          time.now += 86_400_000;
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
