import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { modules } from '../src/app/modules.ts';
import { prepareDatabase } from '../src/app/prepare.ts';
import { createApp } from '../src/app/server.ts';
import { definitionKey } from '../src/core/indicator.ts';
import type { Db } from '../src/platform/db/database.ts';
import { parseSettings } from '../src/platform/env.ts';
import { keptPages } from '../src/platform/http/kept-pages.ts';
import { municipalitiesOf } from '../src/spine/bodies/queries/register.ts';
import { EVIDENCE_SOURCE } from '../src/spine/contracts/evidence.ts';
import { allDefinitions } from '../src/spine/indicators/queries.ts';
import type { NewObservation } from '../src/spine/observations/types.ts';
import { record } from '../src/spine/roll-up/actions.ts';
import { withServer } from './database.ts';
import { ms, type ResultRow, say, summarise, time } from './measure.ts';

const run = promisify(execFile);

const PAGES = [
  ['the nation page', '/'],
  ['a prefecture page (北海道, 179 municipalities)', '/bodies/010006'],
  ['a 団体別シート', '/bodies/012025'],
  ['the 1,741-row table (one page of it)', '/indicators/overall-policy?view=table'],
] as const;

interface Load {
  readonly perSecond: number;
  readonly p95: number;
  readonly failed: number;
}

async function load(url: string): Promise<Load> {
  const script = fileURLToPath(new URL('load.ts', import.meta.url));
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, url, '50', '4']);
  return JSON.parse(stdout) as Load;
}

/**
 * B3: each page against a constant page of its own size from the same server, in turn; 50 readers. The constant page is
 * kept compressed as the pages are, and asks the database nothing: the strictest that a page can be held against.
 */
export async function benchPages(): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = [];
  await withServer(async (open) => {
    const db = await open('bench_pages');
    const deps = {
      db,
      clock: { now: () => Date.now() },
      log: pino({ enabled: false }),
      settings: parseSettings({}),
    };
    await prepareDatabase(deps, modules);
    await fillNation(deps);
    const app = createApp(deps, modules);
    const constants = keptPages(16 * 1024 * 1024);
    app.get('/bench/constant/:name', (c) => {
      const page = constants.get(c.req.param('name'));
      return page === undefined ? c.notFound() : constants.answer(c, page);
    });
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (const [index, [title, path]] of PAGES.entries()) {
        const html = await (await fetch(base + path)).text();
        constants.keep(String(index), html, 'text/html; charset=UTF-8');
        const first = await load(`${base}/bench/constant/${index}`);
        const page = await load(base + path);
        const second = await load(`${base}/bench/constant/${index}`);
        const constant = (first.perSecond + second.perSecond) / 2;
        const ratio = page.perSecond / constant;
        const bytes = gzipSync(html).length;
        if (page.failed > 0) throw new Error(`${path}: ${page.failed} requests failed`);
        say(`  ${title}: ${page.perSecond.toFixed(0)}/s, constant ${constant.toFixed(0)}/s`);
        rows.push({
          id: 'B3',
          work: `${title}, 50 readers`,
          figure: `${page.perSecond.toFixed(0)} requests/s, p95 ${page.p95.toFixed(0)} ms, ${(bytes / 1000).toFixed(0)} kB compressed`,
          against: `constant page of the same size, kept compressed too, ${constant.toFixed(0)} requests/s`,
          ratio: ratio.toFixed(2),
          goal: '≥ 0.5; p95 ≤ 100 ms; ≤ 150 kB',
          met: ratio >= 0.5 && page.p95 <= 100 && bytes <= 150_000,
        });
      }
      for (const [title, path] of PAGES) rows.push(await firstRendering(deps, base + path, title));
    } finally {
      server.close();
    }
  });
  return rows;
}

/** What a reader waits for who comes first after a change: nothing is kept then. */
async function firstRendering(
  deps: Parameters<typeof fillNation>[0],
  url: string,
  title: string,
): Promise<ResultRow> {
  const { series } = await firstSeries(deps.db);
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const changed = { ...observation('012025', 'cio@1', '2023-04-01', BigInt(round % 2)), series };
    await deps.db
      .transaction()
      .execute((tx) => record(tx, deps.clock, [{ batch: batch(), observations: [changed] }]));
    times.push(
      await time(async () => {
        await (await fetch(url)).text();
      }),
    );
  }
  const { median } = summarise(times);
  return {
    id: 'B3',
    work: `${title}, first reader after a change (rendered anew)`,
    figure: ms(median),
    against: '–',
    ratio: '–',
    goal: '≤ 1 s',
    met: median <= 1000,
  };
}

function batch() {
  return {
    batchId: randomUUID(),
    kind: 'import' as const,
    title: '性能試験',
    recordedBy: '性能試験',
    sheets: [],
  };
}

function observation(
  bodyCode: string,
  indicator: string,
  on: string,
  value: bigint,
  base: bigint | null = null,
): NewObservation {
  return {
    bodyCode,
    indicator,
    part: '',
    on,
    series: 'dashboard',
    value,
    base,
    baseOn: null,
    reason: null,
    state: 'final',
    note: null,
    sheet: null,
    row: 2,
    column: 3,
  };
}

/** The first that is no register: entries of a register stand over days, and a nation of them is another store. */
function firstSeries(db: Db): Promise<{ series: string }> {
  return db
    .selectFrom('indicators.series')
    .select('series')
    .where('series', '<>', EVIDENCE_SOURCE.series)
    .orderBy('series_key')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Values for all 1,741 municipalities and every indicator without parts, on three days. */
async function fillNation(deps: Parameters<typeof prepareDatabase>[0]): Promise<void> {
  const bodies = await municipalitiesOf(deps.db, null, '2023-04-01');
  const series = await firstSeries(deps.db);
  const definitions = (await allDefinitions(deps.db)).filter(
    (definition) =>
      definition.parts === undefined && definition.level !== 'prefecture' && definition.valueKind !== 'date',
  );
  for (const on of ['2021-04-01', '2022-04-01', '2023-04-01']) {
    const observations = definitions.flatMap((definition) =>
      bodies.map((body, index) => {
        const yes = definition.valueKind === 'yes-no';
        const share = definition.valueKind === 'share' || definition.denominator !== undefined;
        const value = BigInt(yes ? index % 2 : index % 25);
        return {
          ...observation(body.bodyCode, definitionKey(definition), on, value, share ? 26n : null),
          series: series.series,
          baseOn: definition.denominator === undefined ? null : '2020-01-01',
        };
      }),
    );
    await deps.db.transaction().execute((tx) => record(tx, deps.clock, [{ batch: batch(), observations }]));
  }
}
