import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Answers } from '../../../core/survey/answer.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { type Scope, withinScope, withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { ZipEntry } from '../../../platform/files/zip-stream.ts';
import { enqueue } from '../../../platform/jobs/actions.ts';
import { defineJob, JobRefused } from '../../../platform/jobs/handler.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { type KnownAnswers, knownAnswers } from '../queries/known.ts';
import { findRound, type Round } from '../queries/rounds.ts';
import { type Sheet, sheetsOfRound } from '../queries/sheets.ts';
import {
  countOfBatch,
  findBatch,
  findInBatch,
  finishBatch,
  insertBatch,
  insertWorkbooks,
  listBatches,
  lockSheets,
  type MadeWorkbook,
  type NewWorkbook,
  namesOn,
  type WorkbookBatch,
  workbooksOfBatch,
} from '../queries/workbooks.ts';
import { dueOf } from '../rules/deadline.ts';
import { actorOf } from './who.ts';
import { drawWorkbook, originOf, workbookName } from './workbook.ts';

export type BatchRefusal = 'no-such-round' | 'no-sheets';

/** Bodies at once: known answers come by the hundred, the transaction stays short. */
const CHUNK = 100;

/** Sheets whose workbooks this seat may make: all of its own round, or those that go through its prefecture. */
export function sheetsFor(seat: Seat, round: Round, visible: readonly Sheet[]): readonly Sheet[] {
  if (round.state === 'draft') return [];
  if (seat.rights.has('surveys:conduct') && round.organiserCode === seat.bodyCode) return visible;
  if (seat.kind !== 'prefecture' || !seat.rights.has('surveys:review')) return [];
  return visible.filter((sheet) => sheet.route === 'prefecture' && sheet.ownerCode !== seat.bodyCode);
}

/** Begins the workbooks of all bodies of a round as work in the background. */
export async function beginBatch(
  deps: Deps,
  seat: Seat,
  roundId: string,
): Promise<Result<string, BatchRefusal>> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const round = await findRound(tx, roundId);
    if (round === null) return refuse('no-such-round');
    const sheets = sheetsFor(seat, round, await sheetsOfRound(tx, roundId));
    if (sheets.length === 0) return refuse('no-sheets');
    const batchId = randomUUID();
    const { jobId } = await enqueue(tx, deps.clock, {
      kind: makeWorkbooks.kind,
      payload: {
        batchId,
        roundId,
        codes: sheets.map((sheet) => sheet.bodyCode),
        scope: scopeOf(seat),
        madeBy: seatTitle(seat),
      },
      key: batchId,
      bodyCode: seat.bodyCode,
      askedBy: seat.seatId,
      title: `「${round.title}」の回答票（Excel）${sheets.length}団体分`,
    });
    await insertBatch(tx, {
      ...{ batchId, roundId, byCode: seat.bodyCode, jobId, asked: sheets.length },
      ...{ madeBy: seatTitle(seat), madeAt: new Date(deps.clock.now()).toISOString() },
    });
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:workbooks.make',
      object: { kind: 'round', id: roundId },
      bodyCode: seat.bodyCode,
      detail: { batchId, asked: sheets.length },
    });
    return ok(batchId);
  });
}

const payload = z.object({
  batchId: z.string(),
  roundId: z.string(),
  codes: z.array(z.string()),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('body'), bodyCode: z.string() }),
    z.object({ kind: z.literal('prefecture'), bodyCode: z.string(), prefectureCode: z.string() }),
    z.object({ kind: z.literal('nation'), bodyCode: z.string() }),
  ]),
  madeBy: z.string(),
});

/** Gives every workbook its number and notes what it knows; the files themselves are drawn when they are fetched. */
export const makeWorkbooks = defineJob({
  kind: 'surveys.make-workbooks',
  title: '回答票（Excel）の一括作成',
  payload,
  async run(job) {
    const { batchId, roundId, codes, scope, madeBy } = job.payload;
    const round = await withScope(job.deps.db, { kind: 'system' }, (tx) => findRound(tx, roundId));
    if (round === null) throw new JobRefused('調査回がありません。');
    const madeAt = new Date(job.deps.clock.now()).toISOString();
    for (let at = Number(job.cursor ?? 0); at < codes.length; at += CHUNK) {
      await job.step(async (tx) => {
        await issueChunk(tx, round, codes.slice(at, at + CHUNK), { batchId, scope, madeBy, madeAt });
        const done = Math.min(at + CHUNK, codes.length);
        return { cursor: at + CHUNK, done, total: codes.length, message: `${done}団体分を作りました。` };
      });
    }
    await job.finish(async (tx) => {
      await finishBatch(tx, batchId, new Date(job.deps.clock.now()).toISOString());
      return { made: codes.length };
    });
  },
});

interface Issuing {
  readonly batchId: string;
  /** The organiser's: a workbook is filled in with what the organiser may know, never with drafts. */
  readonly scope: Scope;
  readonly madeBy: string;
  readonly madeAt: string;
}

export async function issueChunk(
  tx: Tx,
  round: Round,
  codes: readonly string[],
  issuing: Issuing,
): Promise<void> {
  const known = await withinScope(tx, issuing.scope, (own) => knownAnswers(own, round, codes));
  const names = await namesOn(tx, codes, round.baseDay);
  const wanted = new Set(codes);
  const sheets = (await sheetsOfRound(tx, round.roundId)).filter((sheet) => wanted.has(sheet.bodyCode));
  await lockSheets(tx, round.roundId, codes);
  const questions = round.survey.questions.map((question) => question.id);
  await insertWorkbooks(
    tx,
    sheets.map((sheet): NewWorkbook => {
      const { filled, origins, last } = fromKnown(known, sheet.bodyCode);
      return {
        ...{ bodyCode: sheet.bodyCode, workbookId: randomUUID(), roundId: round.roundId, handoutId: null },
        ...{ batchId: issuing.batchId, madeBy: issuing.madeBy, madeAt: issuing.madeAt, known: {}, filled },
        printed: {
          roundTitle: round.title,
          bodyName: names.get(sheet.bodyCode) ?? sheet.bodyCode,
          madeOn: dayInJapan(Date.parse(issuing.madeAt)),
          due: dueOf({ ...round, route: sheet.route, own: sheet.due }),
          ...{ handoutNo: null, sectionName: null, message: null, questions, remarks: {}, origins, last },
        },
      };
    }),
  );
}

function fromKnown(known: KnownAnswers, bodyCode: string) {
  const entries = Object.entries(known.get(bodyCode) ?? {});
  const filled: Answers = Object.fromEntries(entries.map(([id, one]) => [id, one.value]));
  const last: Answers = Object.fromEntries(
    entries.filter(([, one]) => one.from === 'last-round').map(([id, one]) => [id, one.value]),
  );
  return { filled, last, origins: Object.fromEntries(entries.map(([id, one]) => [id, originOf(one)])) };
}

/** A batch and its round, for the seat whose body made it. */
export async function openBatch(
  deps: Deps,
  seat: Seat,
  batchId: string,
): Promise<{ readonly batch: WorkbookBatch; readonly round: Round } | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const batch = await findBatch(tx, seat.bodyCode, batchId);
    const round = batch === null ? null : await findRound(tx, batch.roundId);
    return batch === null || round === null ? null : { batch, round };
  });
}

/** Every workbook of a batch, drawn when its turn comes: a nation's worth never stands in memory. */
export async function* drawBatch(
  db: Db,
  scope: Scope,
  batch: WorkbookBatch,
  round: Round,
): AsyncGenerator<ZipEntry> {
  for (let after = ''; ; ) {
    const page = await withScope(db, scope, (tx) =>
      workbooksOfBatch(tx, batch.batchId, { after, limit: CHUNK }),
    );
    for (const made of page) {
      yield { name: workbookName(made), bytes: await drawWorkbook(round.survey, made) };
      // Other requests have their turn between two workbooks.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < CHUNK) return;
    after = last.bodyCode;
  }
}

/** What a seat sees of a round before it makes workbooks; null: it may make none. */
export async function loadRoundBatches(
  deps: Deps,
  seat: Seat,
  roundId: string,
): Promise<{
  readonly round: Round;
  readonly batches: readonly WorkbookBatch[];
  readonly sheets: number;
} | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const round = await findRound(tx, roundId);
    if (round === null) return null;
    const sheets = sheetsFor(seat, round, await sheetsOfRound(tx, roundId)).length;
    const batches = await listBatches(tx, seat.bodyCode, roundId);
    return sheets === 0 && batches.length === 0 ? null : { round, batches, sheets };
  });
}

export async function pageOfBatch(
  deps: Deps,
  seat: Seat,
  batch: WorkbookBatch,
  at: { readonly page: number; readonly perPage: number },
): Promise<{ readonly made: readonly MadeWorkbook[]; readonly done: number }> {
  return withScope(deps.db, scopeOf(seat), async (tx) => ({
    done: await countOfBatch(tx, batch.batchId),
    made: await workbooksOfBatch(tx, batch.batchId, {
      after: '',
      limit: at.perPage,
      offset: (at.page - 1) * at.perPage,
    }),
  }));
}

export async function workbookOfBatch(
  deps: Deps,
  seat: Seat,
  batch: WorkbookBatch,
  bodyCode: string,
): Promise<MadeWorkbook | null> {
  return withScope(deps.db, scopeOf(seat), (tx) => findInBatch(tx, batch.batchId, bodyCode));
}
