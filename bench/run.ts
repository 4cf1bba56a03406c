import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchAnswering } from './answering.ts';
import { registerBodies, withServer } from './database.ts';
import { benchImports } from './imports.ts';
import { type ResultRow, say } from './measure.ts';
import { benchPages } from './pages.ts';
import { benchRecord } from './record.ts';
import { benchStandardization } from './standardization.ts';
import { benchStart } from './start.ts';
import { benchBytes, benchChange, benchRecompute, prepare } from './store.ts';
import { benchWorkbooks } from './workbooks.ts';

const FULL_MONTHS = 60;

const { values } = parseArgs({
  options: {
    /** Full size is 60 months; a fifth of it ends within the minutes below. */
    indicators: { type: 'string', default: '100' },
    months: { type: 'string', default: '12' },
    /** Municipalities that answer a survey (S3): all, or the first so many. */
    bodies: { type: 'string', default: '1741' },
    /** How many times faster they answer than ten minutes ask for. */
    pace: { type: 'string', default: '1' },
    /** No part is begun after so many minutes. */
    minutes: { type: 'string', default: '12' },
    /** Of the standardization: 36 make 50 million states. */
    history: { type: 'string', default: '36' },
    only: { type: 'string', default: '' },
    /** Write bench/results.md. */
    save: { type: 'boolean', default: false },
  },
});

const size = { indicators: Number(values.indicators), months: Number(values.months) };
const bodies = Number(values.bodies);
const wanted = (id: string) => values.only === '' || values.only.split(',').includes(id);
const rows: ResultRow[] = [];
const notDone: string[] = [];
const began = Date.now();
const load = loadavg()[0] ?? 0;
if (size.months < FULL_MONTHS)
  notDone.push(`the full size of ${FULL_MONTHS} months: --months ${FULL_MONTHS} --minutes 120`);
if (bodies < 1741) notDone.push('S3 with all municipalities: --bodies 1741');

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown: not a checkout';
  }
}

async function part(id: string, work: () => Promise<readonly ResultRow[]>): Promise<void> {
  if (!wanted(id)) {
    notDone.push(`${id} was not asked for`);
    return;
  }
  if (Date.now() - began > Number(values.minutes) * 60_000) {
    notDone.push(`${id} was not begun: ${values.minutes} minutes were over`);
    return;
  }
  say(`${id} …`);
  try {
    rows.push(...(await work()));
  } catch (error) {
    notDone.push(`${id} failed: ${(error as Error).message}`);
    say((error as Error).stack ?? String(error));
  }
}

if (['B1', 'B2', 'B4', 'B6'].some(wanted)) {
  await withServer(async (open) => {
    const db = await open('bench_store');
    await registerBodies(db);
    await prepare(db, size);
    await part('B2', () => benchRecompute(db, size));
    await part('B1', () => benchChange(db));
    await part('B6', () => benchBytes(db));
    const fresh = await open('bench_record');
    await registerBodies(fresh);
    await prepare(fresh, size);
    await part('B4', async () => [...(await benchRecord(fresh)), ...(await benchImports(open))]);
  });
}
if (['S1', 'S2'].some(wanted)) {
  await withServer((open) => part(wanted('S1') ? 'S1' : 'S2', () => benchWorkbooks(open)));
}
if (wanted('M')) {
  await withServer((open, asApp) =>
    part('M', () => benchStandardization(open, asApp, Number(values.history))),
  );
}
await part('B3', benchPages);
await part('B5', benchStart);
await part('S3', () => benchAnswering(bodies, Number(values.pace)));

const commit = commitOf();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
const lines = [
  '# Results of `npm run bench`',
  '',
  `- Date: ${new Date().toISOString().slice(0, 10)}`,
  `- Machine: ${machine}`,
  `- Commit: ${commit}`,
  `- Size: 1,788 bodies × ${size.indicators} indicators × ${size.months} months`,
  `- Load of the machine when the run began: ${load.toFixed(1)}; it took ${((Date.now() - began) / 60_000).toFixed(1)} minutes`,
  '',
  'Every figure that matters is a ratio inside one run, because machines differ and drift.',
  '',
  '| # | work | measured | compared in the same run with | ratio | goal | met |',
  '|---|---|---|---|---|---|---|',
  ...rows.map(
    (row) =>
      `| ${row.id} | ${row.work} | ${row.figure} | ${row.against} | ${row.ratio} | ${row.goal} | ${row.met ? 'yes' : '**no**'} |`,
  ),
  '',
  '## Not done in this run',
  '',
  ...(notDone.length === 0 ? ['Nothing was left out.'] : notDone.map((line) => `- ${line}`)),
  '',
].join('\n');
process.stdout.write(lines);
if (values.save) writeFileSync(fileURLToPath(new URL('results.md', import.meta.url)), lines);
