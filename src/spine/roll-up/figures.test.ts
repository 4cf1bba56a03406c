import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, type Site } from '../../../test/support/site.ts';
import type { BodyClass, Level } from '../../core/indicator.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { definitionOf } from '../indicators/queries.ts';
import { figuresOf } from './figures.ts';
import { partKeys, periodsByPart } from './queries/batch.ts';
import { readSnapshot } from './read.ts';

let site: Site;
const ON = '2023-03-31';

beforeAll(async () => {
  site = await openSite('2026-04-01T09:00:00+09:00');
  const rates: [string, bigint][] = [
    ['012025', 100n],
    ['012033', 205n],
    ['131016', 990n],
    ['022012', 333n],
    ['010006', 700n],
    ['020001', 505n],
  ];
  await site.save(
    rates.map(([bodyCode, value]) =>
      observed({ bodyCode, indicator: 'online-rate@1', part: 'library-loans', on: ON, value }),
    ),
  );
  await site.save([
    observed({ bodyCode: '012025' }),
    observed({ bodyCode: '012033', value: null, reason: 'not-asked' }),
    observed({ bodyCode: '010006', value: 0n }),
    observed({ bodyCode: '012025', indicator: 'card-issued@1', value: 3n, base: 7n, baseOn: '2023-01-01' }),
  ]);
  site.clock.set('2026-04-03T09:00:00+09:00');
  await site.save([
    observed({ bodyCode: '012025', value: 0n }),
    observed({ bodyCode: '012025', indicator: 'online-rate@1', part: 'library-loans', on: ON, value: 999n }),
  ]);
}, 120_000);
afterAll(() => site?.close());

const CASES: readonly [string, string, string, Level, BodyClass][] = [
  ['overall-policy', '', '2023-04-01', 'municipality', 'all'],
  ['overall-policy', '', '2023-04-01', 'prefecture', 'all'],
  ['overall-policy', '', '2023-04-01', 'municipality', 'city'],
  ['card-issued', '', '2023-04-01', 'municipality', 'all'],
  ['online-rate', 'library-loans', ON, 'municipality', 'all'],
  ['online-rate', 'library-loans', ON, 'municipality', 'special-ward'],
  ['online-rate', 'library-loans', ON, 'prefecture', 'all'],
];

describe('many figures at once', () => {
  it.each([null, '2026-04-02'])('equal the figures read one by one, as known on %s', async (knownOn) => {
    const { db } = site.deps;
    const stand = { today: dayInJapan(site.clock.now()), knownOn };
    const asks = [];
    for (const [id, part, on, level, bodyClass] of CASES) {
      const definition = await definitionOf(db, id);
      if (definition === null) throw new Error(id);
      asks.push({ definition, part, on, level, bodyClass });
    }
    const together = await figuresOf(db, asks, stand);
    for (const [index, { definition, part, on, level, bodyClass }] of asks.entries()) {
      const snapshot = await readSnapshot(db, { definition, part, on, ...stand }, true);
      const alone = snapshot.figure({ area: '000000', level, bodyClass });
      const coveragePopulation = together[index]?.figure.coveragePopulation ?? null;
      expect(together[index]?.figure).toEqual({ ...alone, coveragePopulation });
    }
    const values = together.map(({ figure }) => figure.value);
    expect(values[4]).toBe(knownOn === null ? '66.2' : '26.9');
    expect(values[6]).toBe('60.3');
  });

  it('know for which level and part days are held, and that an undone day is none', async () => {
    const { db } = site.deps;
    const keys = await partKeys(db, ['cio@1']);
    const key = keys[0]?.keys.indicatorKey ?? 0;
    const wrong = await site.save([observed({ bodyCode: '012025', indicator: 'cio@1' })]);
    expect(await periodsByPart(db, [key], null, '2026-04-01')).toMatchObject([
      { period_end: '2023-04-01', municipal: true, prefectural: false },
    ]);
    const during = new Date(site.clock.now() + 1).toISOString();
    site.clock.set('2026-04-04T09:00:00+09:00');
    await site.undo(wrong);
    expect(await periodsByPart(db, [key], null, '2026-04-01')).toEqual([]);
    expect(await periodsByPart(db, [key], during, '2026-04-01')).toHaveLength(1);
    expect(await periodsByPart(db, [key], '2026-04-05T00:00:00+09:00', '2026-04-01')).toEqual([]);
  });
});
