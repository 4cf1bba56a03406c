import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  allCells,
  batch,
  cell,
  clock,
  db,
  recomputed,
  save,
  useStore,
} from '../../../test/support/roll-up-store.ts';
import { addDays } from '../../core/calendar.ts';
import { municipalitiesOf } from '../bodies/queries/register.ts';
import type { NewObservation } from '../observations/types.ts';
import { undoBatch } from './actions.ts';

useStore();

/** Over the number up to which a write is one of a person's. */
const MANY = 210;
const FEW = 120;

type Step =
  | {
      readonly kind: 'save';
      readonly series: readonly string[];
      readonly edition: string | null;
      readonly first: number;
      readonly seed: number;
    }
  | { readonly kind: 'undo'; readonly which: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('save' as const),
        series: fc.constantFrom(['first'], ['second'], ['first', 'second']),
        edition: fc.constantFrom(null, '2023-05-01', '2023-06-01'),
        first: fc.nat(150),
        seed: fc.nat(5),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(5) }) },
  ),
  { minLength: 2, maxLength: 5 },
);

function cellsOf(step: Step & { kind: 'save' }, bodies: readonly string[], on: string): NewObservation[] {
  return step.series.flatMap((series) =>
    bodies.slice(step.first, step.first + MANY).map((bodyCode, at) => {
      const drawn = ((step.first + at) * 7 + step.seed * 3) % 11;
      const answered = drawn > 0;
      const value = answered ? BigInt(drawn % 3) : null;
      return cell({
        bodyCode,
        indicator: 'sample-people@1',
        on,
        series,
        value,
        reason: answered ? null : 'not-asked',
      });
    }),
  );
}

/** Saves in batches of at most so many cells; gives the batches. */
async function saveIn(
  size: number,
  cells: readonly NewObservation[],
  edition: string | null,
): Promise<string[]> {
  const batches: string[] = [];
  for (let start = 0; start < cells.length; start += size)
    batches.push((await save(cells.slice(start, start + size), batch(edition))).batchId);
  return batches;
}

/** Every revision of a day and whether it counts, what is said again or was older, and the cells. */
async function heldOf(on: string) {
  const { rows: revisions } = await sql`
    select o.body_code, o.series_key, o.revision, o.state, o.reason, o.void, o.restores, o.value, s.body_code is null as counts
    from observations.observation o
    left join observations.shadowed s using (body_code, indicator_key, part_key, period_end, series_key, revision)
    where o.period_end = ${on} order by 1, 2, 3`.execute(db);
  const { rows: again } = await sql`
    select body_code, series_key, revision from observations.confirmation where period_end = ${on}
    union all select body_code, series_key, null from observations.older where period_end = ${on}
    order by 1, 2, 3`.execute(db);
  const cells = (await allCells(db)) as readonly (object & { period_end?: string })[];
  return {
    revisions,
    again,
    cells: cells.filter((row) => row.period_end === on).map((row) => ({ ...row, period_end: '' })),
  };
}

let day = '2022-04-02';

describe('many at once', () => {
  it('are what few one after the other give: revisions, what counts, what is said again, and cells', async () => {
    const bodies = (await municipalitiesOf(db, null, day)).map((body) => body.bodyCode);
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const [large, small] = [addDays(day, 1), addDays(day, 2)];
        day = small;
        const done: { large: string[]; small: string[] }[] = [];
        for (const step of list) {
          if (step.kind === 'save') {
            done.push({
              large: await saveIn(Number.POSITIVE_INFINITY, cellsOf(step, bodies, large), step.edition),
              small: await saveIn(FEW, cellsOf(step, bodies, small), step.edition),
            });
          } else if (done.length > 0) {
            const { large: one, small: several } = done[step.which % done.length]!;
            await db.transaction().execute(async (tx) => {
              for (const id of [...one, ...several.toReversed()])
                await undoBatch(tx, clock, id, '運用管理者');
            });
          }
          const held = await heldOf(large);
          expect(held.revisions.length).toBeGreaterThanOrEqual(done.length === 0 ? 0 : MANY);
          expect(held).toEqual(await heldOf(small));
        }
        expect(await allCells(db)).toEqual(await recomputed());
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
