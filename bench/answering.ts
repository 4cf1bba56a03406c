import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db/database.ts';
import { type AnsweringSite, QUESTIONS, withAnsweringSite } from './answering-site.ts';
import { type ResultRow, say } from './measure.ts';

const run = promisify(execFile);
/** All municipalities in ten minutes, 200 of their officers at a time. */
const ALL = 1741;
const SECONDS = 600;
const OFFICERS = 200;

interface Driven {
  readonly saves: number;
  readonly failed: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
  /** At a time, at most: officers at work, and requests that waited for their answers. */
  readonly officers: number;
  readonly requests: number;
  readonly seconds: number;
}

/**
 * So many bodies of 1,741 answer 40 questions, each by the pages that its officer uses. Officers come spread over time
 * and stay as long as lets 200 be there at once and the last be done after ten minutes. Fewer bodies are a shorter time
 * of the same: as many come in a second, and each stays as long. `pace` 2: everything twice as fast.
 */
export async function benchAnswering(count: number, pace: number): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = [];
  await withAnsweringSite(count, async (site) => {
    rows.push(await answerAll(site, pace));
    rows.push(...(await readPage(site)));
  });
  return rows;
}

/** S3 */
async function answerAll(site: AnsweringSite, pace: number): Promise<ResultRow> {
  const { places } = site;
  const stay = (SECONDS * OFFICERS) / (ALL + OFFICERS) / pace;
  const spread = ((SECONDS / pace - stay) * places.length) / ALL;
  const list = join(site.folder, 'places.json');
  writeFileSync(list, JSON.stringify(places));
  const driven = await drive([site.base, 'answer', list, String(spread), String(stay)]);
  const expected = places.length * QUESTIONS;
  const stored = await storedAnswers(site.owner, site.roundId);
  const doubled = stored.answers - stored.questions;
  const whole = stored.answers === expected && doubled === 0;
  const seconds = driven.seconds.toFixed(0);
  say(`  ${driven.saves} saves in ${seconds} s, p95 ${driven.p95.toFixed(0)} ms`);
  return {
    id: 'S3',
    work: `${places.length.toLocaleString('en')} bodies answer ${QUESTIONS} questions by their pages in ${seconds} s, ${pace === 1 ? 'the pace' : `${pace} times the pace`} of ${ALL.toLocaleString('en')} in ten minutes; at most ${driven.officers} officers at a time and ${driven.requests} requests under way`,
    figure: `a save: median ${driven.median.toFixed(0)} ms, p95 ${driven.p95.toFixed(0)} ms, slowest ${driven.most.toFixed(0)} ms; ${driven.failed} failed`,
    against: `${expected.toLocaleString('en')} answers expected, ${stored.answers.toLocaleString('en')} in force, ${doubled.toLocaleString('en')} doubled`,
    ratio: '–',
    goal: 'within 10 minutes, 200 at a time, none lost or doubled, p95 ≤ 200 ms',
    met: whole && driven.failed === 0 && driven.p95 <= 200 && driven.seconds <= SECONDS,
  };
}

/** S4: once a second by somebody in each prefecture, which is far more than they do, and as fast as ten readers can. */
async function readPage(site: AnsweringSite): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = [];
  for (const [readers, every, how] of [
    [47, 1, '47 readers, each once a second'],
    [10, 0, '10 readers without a pause'],
  ] as const) {
    const path = `/surveys/review/${site.roundId}`;
    const page = await drive([site.base, 'page', site.reviewer, path, String(readers), '10', String(every)]);
    rows.push({
      id: 'S4',
      work: `the prefecture's page of open answers (北海道, 179 sheets), ${how}`,
      figure: `${(page.saves / page.seconds).toFixed(0)} requests/s, median ${page.median.toFixed(0)} ms, p95 ${page.p95.toFixed(0)} ms`,
      against: '–',
      ratio: '–',
      goal: 'p95 ≤ 100 ms',
      met: page.failed === 0 && page.p95 <= 100,
    });
  }
  return rows;
}

/** In a process of its own, so that it does not wait for the server's event loop; it shares the machine all the same. */
async function drive(args: readonly string[]): Promise<Driven> {
  const script = fileURLToPath(new URL('answering-load.ts', import.meta.url));
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Driven;
}

/** Rows in force, and how many questions of sheets they are of: more rows than questions would be doubled answers. */
async function storedAnswers(
  db: Db,
  roundId: string,
): Promise<{ readonly answers: number; readonly questions: number }> {
  const { rows } = await sql<{ answers: number; questions: number }>`
    select count(*)::integer as answers, count(distinct (body_code, question_id))::integer as questions
    from surveys.answer where round_id = ${roundId} and in_force and value is not null`.execute(db);
  return rows[0] ?? { answers: 0, questions: 0 };
}
