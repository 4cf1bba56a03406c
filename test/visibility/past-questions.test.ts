import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import { observed, openSite, type Site } from '../support/site.ts';

/** However many indicators a page is about: one question for each value took seconds (505 to 1,715 of them). */
const MOST = 60;
/** A prefecture's page has five tables of lines and columns, each of which is read on its own. */
const MOST_OF_A_PREFECTURE = 95;

let site: Site;

beforeAll(async () => {
  site = await openSite('2026-01-10T09:00:00+09:00');
  const towns = ['012025', '012033', '013030', '022012'];
  await site.save([
    ...towns.map((bodyCode) => observed({ bodyCode })),
    ...towns.map((bodyCode) => observed({ bodyCode, indicator: 'cio@1' })),
    ...towns.map((bodyCode) => observed({ bodyCode, indicator: 'card-holding@1', value: 500n })),
  ]);
  site.clock.set('2026-03-10T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

it.each([
  ['/?knownOn=2026-02-01', MOST],
  ['/bodies/010006?knownOn=2026-02-01', MOST_OF_A_PREFECTURE],
  ['/bodies/990001?knownOn=2026-02-01', MOST_OF_A_PREFECTURE],
  ['/bodies/012025?knownOn=2026-02-01', MOST],
  ['/bodies/993611?knownOn=2026-02-01', MOST],
  ['/indicators?knownOn=2026-02-01', MOST],
  ['/indicators/cio?knownOn=2026-02-01', MOST],
  ['/api/v1/rollups?indicator=cio&knownOn=2026-02-01', MOST],
  ['/', MOST],
  ['/bodies/010006', MOST],
] as const)(
  '%s asks few questions',
  async (path, most) => {
    let questions = 0;
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        questions += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const db = site.appDeps.db.withPlugin(counting);
    const app = createApp({ ...site.appDeps, db }, modules, '/nowhere');
    const answer = await app.request(path);
    const text = await answer.text();
    expect([answer.status, text.length > 300]).toEqual([200, true]);
    expect(questions).toBeGreaterThan(3);
    expect(questions).toBeLessThanOrEqual(most);
  },
  60_000,
);
