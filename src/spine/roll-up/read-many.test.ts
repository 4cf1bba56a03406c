import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, type Site } from '../../../test/support/site.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { municipalitiesOf } from '../bodies/queries/register.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { readSnapshot } from './read.ts';
import { readManyFigures } from './read-many.ts';

const ON = '2023-04-01';
const AREAS = ['000000', '010006', '020001'];
/** A procedure that both levels have. */
let procedure = '';
const CLASSES = ['all', 'town', 'core-city', 'without-designated'] as const;

let site: Site;
let definitions: ReadonlyMap<string, IndicatorDefinition>;

beforeAll(async () => {
  site = await openSite('2026-01-10T09:00:00+09:00');
  definitions = new Map((await allDefinitions(site.deps.db)).map((one) => [one.id, one]));
  procedure = definitions.get('online-rate')?.parts?.find((one) => one.levels?.length !== 1)?.id ?? '';
  const bodies = (await municipalitiesOf(site.deps.db, null, ON)).filter(
    (body) => body.prefectureCode < '030000',
  );
  const yes = (round: bigint) =>
    bodies.map(({ bodyCode }, index) =>
      observed({
        bodyCode,
        ...(index % 11 === 0
          ? { value: null, reason: 'not-asked' as const }
          : { value: (BigInt(index) + round) % 2n }),
      }),
    );
  const share = bodies.map(({ bodyCode }, index) =>
    observed({ bodyCode, indicator: 'procedures-32@1', value: BigInt(index % 9), base: BigInt(index % 23) }),
  );
  const mean = bodies.map(({ bodyCode }, index) =>
    observed({
      bodyCode,
      indicator: 'standardization@1',
      part: 'total',
      value: BigInt(index % 40),
      base: index % 3 === 0 ? 40n : 80n,
    }),
  );
  const rate = (series: string, more: bigint) =>
    bodies.map(({ bodyCode }, index) =>
      observed({ bodyCode, indicator: 'card-holding@1', value: BigInt(index % 60) + more, series }),
    );
  // Rates without counts of the prefectural governments: only a median can be told of them.
  const governments = ['010006', '020001', '030007'].map((bodyCode, index) =>
    observed({ bodyCode, indicator: 'online-rate@1', part: procedure, value: BigInt(100 + 50 * index) }),
  );
  const towns = bodies
    .slice(0, 40)
    .map(({ bodyCode }, index) =>
      observed({ bodyCode, indicator: 'online-rate@1', part: procedure, value: BigInt(7 * index) }),
    );
  await site.save([...yes(0n), ...share, ...mean, ...rate('second-source', 0n), ...governments, ...towns]);
  site.clock.set('2026-02-01T09:00:00+09:00');
  await site.save(yes(1n));
  // Believed more than the second, and taken back again.
  const believed = await site.save(rate('first-source', 20n));
  site.clock.set('2026-03-01T09:00:00+09:00');
  await site.undo(believed);
  site.clock.set('2026-04-01T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

describe('many figures at once', () => {
  it.each(['municipality', 'prefecture', 'all'] as const)(
    'give medians at the level %s too',
    async (level) => {
      const definition = definitions.get('online-rate') as IndicatorDefinition;
      const one = { definition, part: procedure, on: ON, strata: null };
      const stand = { today: '2026-04-01', knownOn: null };
      const [many] = await readManyFigures(site.deps.db, [one], AREAS, stand);
      const snapshot = await readSnapshot(site.deps.db, { ...one, ...stand }, true);
      for (const area of AREAS) {
        const asked = { area, level, bodyClass: 'all' } as const;
        expect(many?.figure(asked)).toEqual({ ...snapshot.figure(asked), coveragePopulation: null });
      }
      const nation = many?.figure({ area: '000000', level, bodyClass: 'all' });
      // 10.0, 15.0 and 20.0 were given.
      if (level === 'prefecture') expect(nation).toMatchObject({ value: '15.0', reported: 3 });
      expect(nation?.value).not.toBeNull();
    },
  );

  it.each([null, '2026-01-31', '2026-02-15', '2026-01-01'])(
    'are the figures that a snapshot of each gives, as known on %s',
    async (knownOn) => {
      const stand = { today: '2026-04-01', knownOn };
      const wanted = [
        { id: 'overall-policy', part: '' },
        { id: 'procedures-32', part: '' },
        { id: 'standardization', part: 'total' },
        { id: 'card-holding', part: '' },
      ].map(({ id, part }) => ({
        definition: definitions.get(id) as IndicatorDefinition,
        part,
        on: ON,
        strata: ['town'] as const,
      }));
      const many = await readManyFigures(site.deps.db, wanted, AREAS, stand);
      for (const [index, one] of wanted.entries()) {
        const snapshot = await readSnapshot(site.deps.db, { ...one, ...stand }, true);
        for (const area of AREAS) {
          for (const bodyClass of CLASSES) {
            const asked = { area, level: 'municipality', bodyClass } as const;
            expect(many[index]?.figure(asked)).toEqual({
              ...snapshot.figure(asked),
              coveragePopulation: null,
            });
          }
        }
        const towns = snapshot.bodies({ area: '000000', level: 'municipality', bodyClass: 'town' });
        expect(many[index]?.values).toEqual(
          towns.flatMap(({ body_code, shown }) => (shown === null ? [] : [{ bodyCode: body_code, shown }])),
        );
      }
      const [policy] = many;
      const nation = policy?.figure({ area: '000000', level: 'municipality', bodyClass: 'all' });
      expect(nation?.reported === 0).toBe(knownOn === '2026-01-01');
    },
    60_000,
  );
});
