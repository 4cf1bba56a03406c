import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchAnswering } from './answering.ts';
import { registerBodies, withServer } from './database.ts';
import { benchImports } from './imports.ts';
import { type ResultRow, say } from './measure.ts';
import { benchPages } from './pages.ts';
import { benchStart } from './start.ts';
import { benchBytes, benchChange, benchRecompute, benchRecord, prepare } from './store.ts';
import { benchWorkbooks } from './workbooks.ts';

const { values } = parseArgs({
  options: {
    /** Full size: 1,788 bodies × 100 indicators × 60 months. */
    indicators: { type: 'string', default: '100' },
    months: { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    /** Write bench/results.md. */
    save: { type: 'boolean', default: false },
  },
});

const size = { indicators: Number(values.indicators), months: Number(values.months) };
const wanted = (id: string) => values.only === '' || values.only.split(',').includes(id);
const rows: ResultRow[] = [];
const notDone: string[] = [];

async function part(id: string, work: () => Promise<readonly ResultRow[]>): Promise<void> {
  if (!wanted(id)) {
    notDone.push(`${id} was not asked for`);
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
await part('B3', benchPages);
await part('B5', benchStart);
await part('S3', benchAnswering);

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
const lines = [
  '# Results of `npm run bench`',
  '',
  `- Date: ${new Date().toISOString().slice(0, 10)}`,
  `- Machine: ${machine}`,
  `- Commit: ${commit}`,
  `- Size: 1,788 bodies × ${size.indicators} indicators × ${size.months} months`,
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
