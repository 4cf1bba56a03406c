import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { modules } from '../src/app/modules.ts';
import { prepareDatabase } from '../src/app/prepare.ts';
import { createApp } from '../src/app/server.ts';
import { APP_ROLE } from '../src/platform/db/app-role.ts';
import type { Db } from '../src/platform/db/database.ts';
import { DATABASE_USER } from '../src/platform/db/embedded/launch.ts';
import type { Deps } from '../src/platform/deps.ts';
import { parseSettings } from '../src/platform/env.ts';
import { signInAs } from '../src/platform/sign-in/trial.ts';
import { municipalitiesOf } from '../src/spine/bodies/queries/register.ts';
import { officer } from './answering-site.ts';
import { ms, type ResultRow, summarise, time } from './measure.ts';

const SCRIPT = fileURLToPath(
  new URL('../src/modules/standardization/measure/full-size-child.ts', import.meta.url),
);
/** The child fills months up to February 2026; March is the month that bodies work on. */
const TODAY = '2026-04-10';
const clock = { now: () => Date.parse(`${TODAY}T09:00:00+09:00`) };
const READERS = 40;
/** Figures of earlier months are filled for so long, the newest first. */
const FILL_SECONDS = 120;

/** M1–M9. `months` of history; 36 make 50 million states. */
export async function benchStandardization(
  open: (name: string) => Promise<Db>,
  asApp: (name: string) => Promise<Db>,
  months: number,
): Promise<readonly ResultRow[]> {
  const name = 'bench_standardization';
  const owner = await open(name);
  const settings = parseSettings({ SHIRUBE_TRIAL: 'on', SHIRUBE_SAMPLE: 'off', SHIRUBE_DATA: tmpdir() });
  const own: Deps = { db: owner, clock, log: pino({ enabled: false }), settings };
  await prepareDatabase(own, modules);
  const inside = await measureInside(owner, name, months);
  return [...(await measurePages(own, await asApp(name))), ...inside];
}

/** In a process of its own, inside the module. */
async function measureInside(owner: Db, database: string, months: number): Promise<readonly ResultRow[]> {
  const { rows } = await sql<{
    dir: string;
  }>`select current_setting('unix_socket_directories') as dir`.execute(owner);
  const args = [rows[0]?.dir ?? '', database, String(months), String(FILL_SECONDS), DATABASE_USER, APP_ROLE];
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the measuring process ended with ${code}`);
  return JSON.parse(out) as readonly ResultRow[];
}

/** Pages through the whole program, one after the other, by officers of 40 bodies and one of the nation. */
async function measurePages(own: Deps, appDb: Db): Promise<readonly ResultRow[]> {
  const deps: Deps = { ...own, db: appDb };
  const app = createApp(deps, modules, '/nowhere');
  app.get('/bench/sign-in/:account', async (c) => {
    await signInAs(c, deps, c.req.param('account'));
    return c.text('ok');
  });
  const seated = async (bodyCode: string, role: string) => {
    const account = await officer(own, bodyCode, role);
    const answer = await app.request(`/bench/sign-in/${account}`);
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  };
  const read = async (path: string, cookie: string) => {
    const answer = await app.request(path, { headers: { cookie } });
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return html;
  };
  const bodies = (await municipalitiesOf(own.db, null, TODAY)).map((one) => one.bodyCode);
  const cookies: string[] = [];
  for (let at = 0; at < READERS; at += 1) cookies.push(await seated(bodies[at * 43] ?? '', 'sole-officer'));
  const nation = await seated('000000', 'nation-conductor');
  const pages = async (count: number, path: (at: number) => string, cookie: (at: number) => string) => {
    const runs: number[] = [];
    for (let at = 0; at < count; at += 1) runs.push(await time(() => read(path(at), cookie(at))));
    return summarise(runs);
  };
  const ofBody = (at: number) => cookies[at % READERS] ?? '';
  await read('/standardization/months/2026-03', ofBody(0));
  const month = await pages(200, () => '/standardization/months/2026-03', ofBody);
  const first = await time(() => read('/standardization/systems', ofBody(0)));
  const systems = await pages(100, () => '/standardization/systems', ofBody);
  const filters = ['', 'business=3', 'prefecture=010006', 'stratum=town', 'ministry=mic', 'step=30'];
  const late = await pages(
    60,
    (at) => `/standardization/pmo/late?page=${1 + (at % 7)}&${filters[at % filters.length]}`,
    () => nation,
  );
  const pmo = await pages(
    20,
    (at) => `/standardization/pmo?month=2026-02&by=${at % 2 === 0 ? 'business' : 'prefecture'}`,
    () => nation,
  );
  const row = (id: string, work: string, times: typeof month, goal: string, most: number): ResultRow => ({
    ...{ id, work, goal, against: '–', ratio: '–' },
    figure: `median ${ms(times.median)}, p95 ${ms(times.p95)}`,
    met: times.p95 <= most,
  });
  return [
    row('M1', 'the page of a month, 200 times by 40 bodies', month, 'p95 ≤ 150 ms', 150),
    row('M4', 'the page of late systems, six filters and seven pages', late, 'p95 ≤ 100 ms', 100),
    row(
      'M8',
      `the page of a body's systems with forecasts; the first of a day whose night made no bands ${ms(first)}`,
      systems,
      '–',
      Number.POSITIVE_INFINITY,
    ),
    row('M9', "the nation's 進捗管理, by business and by prefecture", pmo, '–', Number.POSITIVE_INFINITY),
  ];
}
