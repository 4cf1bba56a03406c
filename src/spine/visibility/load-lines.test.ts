import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineAlone } from '../../../test/support/line-alone.ts';
import { observed, openSite, type Site } from '../../../test/support/site.ts';
import { allDefinitions } from '../indicators/queries.ts';
import type { IndicatorLine } from './load.ts';
import { loadLines } from './load-lines.ts';
import { newestOf } from './load-page.ts';

let site: Site;
const TOWNS = ['012025', '012033', '013030', '013048', '022012', '023019', '011002'];

beforeAll(async () => {
  site = await openSite('2026-01-10T09:00:00+09:00');
  const all = (indicator: string, on: string, more: bigint) =>
    TOWNS.map((bodyCode, index) => observed({ bodyCode, indicator, on, value: (BigInt(index) + more) % 2n }));
  await site.save([
    ...all('overall-policy@1', '2023-04-01', 0n),
    ...all('cio@1', '2023-04-01', 0n),
    ...all('cio@1', '2024-04-01', 1n),
    ...TOWNS.map((bodyCode, index) =>
      observed({ bodyCode, indicator: 'card-holding@1', value: BigInt(300 + 40 * index) }),
    ),
    observed({ bodyCode: '010006', indicator: 'cio@1' }),
    observed({ bodyCode: '010006', indicator: 'cio@1', on: '2024-04-01', value: 0n }),
  ]);
  site.clock.set('2026-02-10T09:00:00+09:00');
  const wrong = await site.save(all('cio@1', '2025-04-01', 0n));
  site.clock.set('2026-03-10T09:00:00+09:00');
  await site.undo(wrong);
  await site.save(TOWNS.map((bodyCode) => observed({ bodyCode, indicator: 'card-holding@1', value: 999n })));
  site.clock.set('2026-04-10T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

/** What is printed of a line: no coverage of the population, and no kinds of bodies where there is no figure. */
function printed(line: IndicatorLine | null): unknown {
  if (line === null) return null;
  const text = JSON.stringify(line.figure === null ? { ...line, byKind: [] } : line, (key, value) =>
    key === 'coveragePopulation' ? null : typeof value === 'bigint' ? `${value}` : value,
  );
  return JSON.parse(text);
}

it.each([
  ['000000', 'municipality', null],
  ['000000', 'municipality', '2026-01-31'],
  ['000000', 'municipality', '2026-02-28'],
  ['000000', 'municipality', '2026-01-01'],
  ['010006', 'municipality', '2026-02-28'],
  ['010006', 'prefecture', '2026-03-31'],
  ['990001', 'municipality', '2026-01-31'],
] as const)(
  'lines of %s (%s) as known on %s are those that are read one by one',
  async (area, level, knownOn) => {
    const { db } = site.deps;
    const stand = { today: '2026-04-10', knownOn };
    // 見本県 has something of nearly every indicator: of those some are enough.
    const definitions = newestOf(await allDefinitions(db)).filter(
      (one, index) => one.planItems.length > 0 && (area !== '990001' || index % 4 === 0),
    );
    const lines = await loadLines(db, definitions, { area, level }, stand);
    let held = 0;
    for (const definition of definitions) {
      const alone = await lineAlone(db, definition, { area, level }, stand);
      const line = lines.get(definition.id) ?? null;
      expect(printed(line), definition.id).toEqual(printed(alone));
      if (alone !== null && alone.figure !== null) held += 1;
    }
    // On that day nothing of a body was known, and no document was registered.
    const nothing: string | null = '2026-01-01';
    expect(held > 0).toBe(knownOn !== nothing);
  },
  60_000,
);
