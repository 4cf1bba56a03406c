import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import {
  BODIES,
  batch,
  cell,
  clock,
  DAYS,
  DEFINITIONS,
  db,
  save,
  time,
  useStore,
} from '../../../test/support/roll-up-store.ts';
import { NATION } from '../../core/body-code.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { dayInJapan, knownBefore } from '../../core/known-on.ts';
import { EVIDENCE_SERIES, EVIDENCE_SOURCE } from '../contracts/evidence.ts';
import { registerDefinitions, registerSeries } from '../indicators/actions.ts';
import { factsOfPrefecture } from '../observations/queries/values.ts';
import type { NewObservation } from '../observations/types.ts';
import { registerRules, undoBatch } from './actions.ts';
import { heldDates } from './figure.ts';
import { heldAt } from './queries/held.ts';
import { readSnapshot } from './read.ts';
import { askedFacts, readManyFigures } from './read-many.ts';

useStore();

const plain = DEFINITIONS[0] as IndicatorDefinition;
const people = DEFINITIONS.find((one) => one.id === 'sample-people') as IndicatorDefinition;
const { precedence: _, ...unranked } = plain;

/** What no sum can tell: the middle, weights, values that carry forward, entries of a register. */
const MORE: readonly IndicatorDefinition[] = [
  { ...people, id: 'sample-middle', operator: { kind: 'median' } },
  { ...people, id: 'sample-weighed', operator: { kind: 'weighted-mean', weight: 'sample-people' } },
  { ...people, id: 'sample-estimate', operator: { kind: 'estimate', weight: 'sample-people' } },
  { ...plain, id: 'sample-carried', carryForward: { maxMonths: 36 } },
  { ...plain, id: 'sample-last', operator: { kind: 'last-known', atLeast: 1, maxAgeMonths: 30 } },
  { ...unranked, id: 'sample-entered', base: 'answered', standing: true },
];
const ALL = [...DEFINITIONS, ...MORE];
const HOKKAIDO = '010006';
const AREAS = [NATION, HOKKAIDO];

beforeAll(async () => {
  await registerSeries(db, [EVIDENCE_SOURCE]);
  await registerDefinitions(db, clock, ALL);
  await registerRules(db, ALL);
});

type Step =
  | { readonly kind: 'save'; readonly rows: readonly NewObservation[] }
  | { readonly kind: 'undo'; readonly which: number };

const rows = fc.uniqueArray(
  fc
    .record({
      bodyCode: fc.constantFrom(...BODIES),
      definition: fc.constantFrom(...ALL),
      on: fc.constantFrom(...DAYS, '2022-04-01'),
      series: fc.constantFrom('first', 'second', 'entry'),
      value: fc.bigInt(0n, 4n),
      silent: fc.boolean(),
      state: fc.constantFrom('final' as const, 'provisional' as const),
    })
    .map(({ definition, series, value, silent, ...rest }) => {
      const entry = series === 'entry' && definition.standing === true;
      return cell({
        ...rest,
        indicator: `${definition.id}@1`,
        series: entry ? EVIDENCE_SERIES : series === 'entry' ? 'first' : series,
        state: entry ? 'provisional' : rest.state,
        value: silent ? null : definition.valueKind === 'yes-no' ? value % 2n : value,
        base: !silent && (definition.valueKind === 'share' || definition.denominator) ? 4n : null,
        reason: silent ? 'not-answered' : null,
      });
    }),
  {
    minLength: 20,
    maxLength: 60,
    selector: (one) => [one.bodyCode, one.indicator, one.on, one.series].join(),
  },
);

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('save' as const), rows }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(9) }) },
  ),
  { minLength: 2, maxLength: 5 },
);

/** Runs a history, one step a day; gives the days on which something was learnt. */
async function play(history: readonly Step[]): Promise<readonly string[]> {
  await sql`truncate observations.observation, observations.shadowed, observations.confirmation, rollup.cell`.execute(
    db,
  );
  const batches: string[] = [];
  const days: string[] = [];
  for (const step of history) {
    if (step.kind === 'save') batches.push((await save(step.rows, batch())).batchId);
    else if (batches.length > 0) {
      const id = batches[step.which % batches.length] as string;
      await db.transaction().execute((tx) => undoBatch(tx, clock, id, '運用管理者'));
    }
    days.push(dayInJapan(time.now));
    time.now += 86_400_000;
  }
  return days;
}

it('many facts at once are what one after the other gives, after any corrections and undos, as known on any day', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const days = await play(history);
      const today = dayInJapan(time.now);
      for (const knownOn of [null, days.at(-2) ?? null]) {
        const stand = { today, knownOn };
        const before = knownBefore(knownOn, today);
        const looking = knownOn ?? today;
        const wanted = ALL.flatMap((definition) =>
          ['2023-04-01', looking].map((on) => ({
            ...{ definition, part: '', on, strata: ['city', 'village'] as const },
          })),
        );
        const many = await readManyFigures(db, wanted, AREAS, stand);
        const facts = await askedFacts(db, wanted, stand);
        const ofHokkaido = await factsOfPrefecture(db, facts, before, HOKKAIDO);
        for (const [index, one] of wanted.entries()) {
          const snapshot = await readSnapshot(db, { ...one, ...stand }, true, false);
          for (const area of AREAS)
            for (const level of ['municipality', 'all'] as const) {
              const asked = { area, level, bodyClass: 'all' } as const;
              expect(many[index]?.figure(asked), `${one.definition.id} ${area}`).toEqual(
                snapshot.figure(asked),
              );
            }
          compared += snapshot.figure({ area: NATION, level: 'all', bodyClass: 'all' }).reported;
          const alike = snapshot
            .bodies({ area: NATION, level: 'municipality', bodyClass: 'all' })
            .filter((body) => body.shown !== null && ['city', 'village'].includes(body.stratum))
            .map(({ body_code, shown }) => ({ bodyCode: body_code, shown }));
          expect(many[index]?.values).toEqual(alike);
          const own = snapshot.bodies({ area: HOKKAIDO, level: 'all', bodyClass: 'all' });
          expect(ofHokkaido.filter((row) => row.asked === index)).toEqual(
            own.map(({ shown: _shown, population: _population, ...row }) => ({ ...row, asked: index })),
          );
        }
        const held = await heldAt(db, NATION, 'municipality', looking, before);
        for (const definition of ALL) {
          const dates = await heldDates(db, { definition, part: '', level: 'municipality', knownOn }, today);
          expect(held.filter((fact) => fact.indicator === `${definition.id}@1`)).toEqual(
            dates.map(({ on, moving }) => ({ indicator: `${definition.id}@1`, part: '', on, moving })),
          );
        }
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
  // The property is about something: values were there to compare.
  expect(compared).toBeGreaterThan(10);
}, 120_000);
