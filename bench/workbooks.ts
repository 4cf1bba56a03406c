import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { modules } from '../src/app/modules.ts';
import { prepareDatabase } from '../src/app/prepare.ts';
import type { AnswerValue } from '../src/core/survey/answer.ts';
import type { Question, SurveyDefinition } from '../src/core/survey/definition.ts';
import type { Db } from '../src/platform/db/database.ts';
import type { Deps } from '../src/platform/deps.ts';
import { parseSettings } from '../src/platform/env.ts';
import { xlsxCodec, xlsxCodecOf } from '../src/platform/files/xlsx-codec.ts';
import { zipStream } from '../src/platform/files/zip-stream.ts';
import { runDueJobs } from '../src/platform/jobs/runner.ts';
import { municipalitiesOf } from '../src/spine/bodies/queries/register.ts';
import type { Right, Seat } from '../src/spine/contracts/seat.ts';
import { scopeOf } from '../src/spine/posts/rules/rights.ts';
import { receiveWorkbook } from '../src/spine/surveys/actions/upload.ts';
import { viewUpload } from '../src/spine/surveys/actions/upload-take.ts';
import { drawWorkbook } from '../src/spine/surveys/actions/workbook.ts';
import {
  beginBatch,
  drawBatch,
  makeWorkbooks,
  openBatch,
} from '../src/spine/surveys/actions/workbooks-of-round.ts';
import { insertSurvey, insertVersion } from '../src/spine/surveys/queries/definitions.ts';
import { advanceRound, insertRound } from '../src/spine/surveys/queries/rounds.ts';
import { insertSheets } from '../src/spine/surveys/queries/sheets.ts';
import { findInBatch } from '../src/spine/surveys/queries/workbooks.ts';
import { ms, type ResultRow, summarise, time } from './measure.ts';

/** 40 questions of every kind, as many of each as official surveys have. */
function wideSurvey(): SurveyDefinition {
  const options = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `o-${at + 1}`, title: `選択肢の${at + 1}番目の見出し` }));
  const kinds: readonly Question['kind'][] = [
    { type: 'choice', options: options(5) },
    { type: 'choices', options: options(8), atMost: 2 },
    { type: 'number', unit: '人', scale: 0, min: 0, max: null },
    { type: 'share', unit: '件', valueTitle: 'うちオンライン', baseTitle: '総数' },
    { type: 'text', maxLength: 400 },
  ];
  const questions = Array.from(
    { length: 40 },
    (_, at): Question => ({
      id: `q-${at + 1}`,
      section: `s-${Math.floor(at / 10)}`,
      number: `${Math.floor(at / 10) + 1}-${(at % 10) + 1}`,
      title: `取組の${at + 1}番目について、当てはまるものを答えてください。`,
      help: '委託によるものを含みます。検討中のものは含みません。基準日の時点で答えてください。',
      kind: kinds[at % kinds.length]!,
    }),
  );
  return {
    ...{
      id: 'bench-wide',
      title: '計測用の調査',
      legalBasis: '計測',
      purpose: '計測',
      returned: '計測',
      source: '計測',
    },
    ...{ level: 'municipality', minutes: 60, bindings: [], questions },
    sections: [0, 1, 2, 3].map((at) => ({ id: `s-${at}`, title: `区分${at + 1}` })),
  };
}

function seatOf(bodyCode: string, kind: Seat['kind'], rights: readonly Right[]): Seat {
  return {
    ...{
      seatId: randomUUID(),
      postId: randomUUID(),
      personId: randomUUID(),
      bodyCode,
      bodyName: bodyCode,
      kind,
    },
    ...{
      prefectureCode: null,
      sectionId: null,
      sectionName: null,
      organ: '長',
      postTitle: '計測',
      personName: '計測',
    },
    rights: new Set(rights),
  };
}

/** S1: all workbooks of a round, from the button to the last byte of the ZIP. S2: one workbook read back and compared. */
export async function benchWorkbooks(open: (name: string) => Promise<Db>): Promise<readonly ResultRow[]> {
  const db = await open('bench_workbooks');
  const deps: Deps = {
    db,
    clock: { now: () => Date.now() },
    log: pino({ enabled: false }),
    settings: parseSettings({}),
  };
  await prepareDatabase(deps, modules);
  const roundId = await sentRound(deps);
  const nation = seatOf('000000', 'nation', ['surveys:read', 'surveys:conduct']);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const before = process.memoryUsage().rss;
  let batchId = '';
  const issued = await time(async () => {
    const begun = await beginBatch(deps, nation, roundId);
    if (!begun.ok) throw new Error(begun.code);
    batchId = begun.value;
    await runDueJobs(deps, [makeWorkbooks]);
  });
  const found = await openBatch(deps, nation, batchId);
  if (found?.batch.finishedAt == null) throw new Error('the batch did not finish');
  let bytes = 0;
  const zipped = await time(async () => {
    for await (const piece of zipStream(drawBatch(db, scopeOf(nation), found.batch, found.round)))
      bytes += piece.length;
  });
  clearInterval(watch);
  const made = await findInBatch(db, batchId, '022012');
  if (made === null || Object.keys(made.filled).length !== 16)
    throw new Error('青森市 has no workbook with 16 answers of last year');
  const content = await drawWorkbook(found.round.survey, made);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const city = seatOf('022012', 'municipality', ['surveys:read', 'surveys:answer']);
  const child = fileURLToPath(new URL('../dist/xlsx-child.js', import.meta.url));
  const codec = existsSync(child) ? xlsxCodecOf(child) : xlsxCodec;
  const file = { fileName: 'a.xlsx', content, sha256 };
  const runs: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    runs.push(
      await time(async () => {
        const got = await receiveWorkbook(deps, city, made.sheetNo, file, codec);
        if (!got.ok || got.value.refusal !== null) throw new Error('the workbook was not read');
        const shown = await viewUpload(deps, city, made.sheetNo, got.value.uploadId);
        if (shown?.lines.length !== 40) throw new Error('40 questions were expected');
      }),
    );
  }
  const read = summarise(runs);
  const whole = issued + zipped;
  const growth = (peak - before) / 2 ** 20;
  return [
    {
      id: 'S1',
      work: '1,741 workbooks of a 40-question survey, from the button to the last byte of the ZIP',
      figure: `${(whole / 1000).toFixed(1)} s (numbers ${(issued / 1000).toFixed(1)} s, drawing ${(zipped / 1000).toFixed(1)} s), ${(bytes / 2 ** 20).toFixed(0)} MiB`,
      against: `memory of the process +${growth.toFixed(0)} MiB at most`,
      ratio: '–',
      goal: '≤ 180 s, +300 MiB',
      met: whole <= 180_000 && growth <= 300,
    },
    {
      id: 'S2',
      work: 'one workbook of 40 questions read back and compared, child process and transactions included',
      figure: `${ms(read.median)} (slowest of 7 ${ms(Math.max(...runs))})`,
      against: codec === xlsxCodec ? 'reader from the sources: nothing is built' : 'reader as built in dist/',
      ratio: '–',
      goal: '≤ 1 s',
      met: read.median <= 1000,
    },
  ];
}

async function sentRound(deps: Deps): Promise<string> {
  const survey = wideSurvey();
  const at = new Date(deps.clock.now()).toISOString();
  const roundId = randomUUID();
  const bodies = await municipalitiesOf(deps.db, null, '2026-04-01');
  await deps.db.transaction().execute(async (tx) => {
    await insertSurvey(tx, { surveyId: survey.id, organiserCode: '000000', at });
    const version = await insertVersion(tx, { document: survey, at, by: 'bench' });
    await insertRound(tx, {
      ...{
        roundId,
        surveyId: survey.id,
        version,
        title: '計測用の調査',
        organiserCode: '000000',
        at,
        by: 'bench',
      },
      ...{ baseDay: '2026-04-01', route: 'prefecture', designatedDirect: false, documentNo: null },
      ...{ prefectureDue: '2099-01-01', nationDue: '2099-02-01' },
    });
    await insertSheets(
      tx,
      roundId,
      bodies.map(({ bodyCode }) => ({
        bodyCode,
        sheetNo: `S9000-${bodyCode}`,
        route: 'prefecture' as const,
      })),
    );
    await advanceRound(tx, roundId, 'sent', at);
  });
  await lastYear(deps.db, survey, roundId);
  return roundId;
}

/** The same survey a year before, handed in by every body: two of five questions come filled in. */
async function lastYear(db: Db, survey: SurveyDefinition, roundId: string): Promise<void> {
  const before = randomUUID();
  const values = survey.questions.flatMap(({ id, kind }): { id: string; value: AnswerValue }[] =>
    kind.type === 'choice'
      ? [{ id, value: { type: 'choice', option: 'o-2' } }]
      : kind.type === 'number'
        ? [{ id, value: { type: 'number', value: '1234' } }]
        : [],
  );
  await sql`
    insert into surveys.round (round_id, survey_id, version, title, organiser_code, base_day, route, designated_direct, state,
      created_at, created_by)
    select ${before}::uuid, survey_id, version, title, organiser_code, base_day - 365, route, false, 'published', created_at, ''
    from surveys.round where round_id = ${roundId}`.execute(db);
  await sql`
    insert into surveys.sheet (body_code, round_id, sheet_no, owner_code, route, state)
    select body_code, ${before}::uuid, 'S8999-' || body_code, owner_code, route, 'fixed'
    from surveys.sheet where round_id = ${roundId}`.execute(db);
  await sql`
    insert into surveys.decision (body_code, round_id, decision_no, document_no, decided_on, decider, on_behalf, same_person,
      answers, seat_id, seat_title, recorded_at)
    select body_code, round_id, 1, '1', '2025-05-01', '長', false, false, '{}', gen_random_uuid(), '', now()
    from surveys.sheet where round_id = ${before}::uuid`.execute(db);
  await sql`
    insert into surveys.handed_in (body_code, round_id, decision_no, question_id, revision, value)
    select s.body_code, s.round_id, 1, v.id, 1, v.value
    from surveys.sheet s, unnest(${values.map((one) => one.id)}::text[],
      ${values.map((one) => JSON.stringify(one.value))}::jsonb[]) as v(id, value)
    where s.round_id = ${before}::uuid`.execute(db);
}
