import { randomUUID } from 'node:crypto';
import { type BodyCode, prefectureOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { audit } from '../../platform/audit/actions.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope } from '../../platform/db/scope.ts';
import type { Clock } from '../../platform/deps.ts';
import { isPublicHoliday } from '../../platform/holidays.ts';
import { type Right, type Seat, seatTitle } from '../contracts/seat.ts';
import { notify } from '../notices/actions.ts';
import { actorOf } from '../posts/actions/by.ts';
import { rightFor, scopeOf } from '../posts/rules/rights.ts';
import { checkFiles, type GivenFile } from './files.ts';
import { insertFiles, type NewFile } from './queries/files.ts';
import { insertOpening, insertStations, insertThreads } from './queries/write.ts';
import { askable, bodiesBelow, titleOf } from './reach.ts';
import { dueAt, type Station } from './rules/route.ts';
import {
  judgeText,
  KINDS,
  type ThreadKind,
  type ThreadRefusal,
  type ThreadText,
  threadNo,
} from './rules/thread.ts';

export const ANSWER: Right = 'threads:answer';
export const CONTACT: Right = 'threads:review';

export interface NewContact {
  readonly toBodies: readonly BodyCode[];
  readonly kind: Exclude<ThreadKind, 'question'>;
  /** Of 助言 required: 技術的助言 leaves the house as a document. */
  readonly documentNo: string | null;
  /** Day of the document; absent: today. */
  readonly documentOn?: Day | null;
  readonly title: string;
  readonly text: string;
  readonly about: { readonly href: string; readonly title: string } | null;
  /** An answer is asked for until this day; absent or null: it need only be read. */
  readonly answerBy?: Day | null;
  readonly files?: readonly GivenFile[];
}

export interface Opened {
  readonly batchId: string;
  readonly threads: readonly { readonly bodyCode: BodyCode; readonly threadNo: number }[];
}

/**
 * THE WAY for other parts to contact bodies: 情報提供・連絡 or 助言 of a prefecture or the nation to bodies below, one thread
 * for each body, in the caller's transaction. Nobody is written to when one of them is out of reach.
 * @returns `may-not`, `not-reached`, `advice-without-document` … with a sentence each in `THREAD_REFUSALS`
 */
export async function openThreads(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: NewContact,
): Promise<Result<Opened, ThreadRefusal>> {
  if (!seat.rights.has(CONTACT)) return refuse('may-not');
  const today = dayInJapan(clock.now());
  const documentOn = given.documentNo?.trim() ? (given.documentOn ?? today) : (given.documentOn ?? null);
  const answerBy = given.answerBy ?? null;
  const judged = judgeText({ ...given, documentOn, answerBy, wantsAnswer: answerBy !== null }, today);
  if (!judged.ok) return judged;
  if (judged.value.kind === 'question') return refuse('unknown-kind');
  const files = await checkFiles(given.files ?? []);
  if (!files.ok) return files;
  const codes = [...new Set(given.toBodies)];
  if (codes.length === 0) return refuse('no-recipients');
  const known = await bodiesBelow(tx, seat, today);
  const within = (code: BodyCode) =>
    rightFor(seat, CONTACT, { bodyCode: code, prefectureCode: prefectureOf(code) });
  if (!codes.every((code) => known.has(code) && within(code))) return refuse('not-reached');
  const targets = codes.map((code) => ({
    owner: code,
    to: { key: code, title: known.get(code) ?? code, keeper: code },
  }));
  const batchId = randomUUID();
  const threads = await open(tx, clock, seat, judged.value, {
    ...{ batchId, targets, dueOn: answerBy },
    files: files.value,
  });
  return ok({ batchId, threads });
}

/**
 * A body asks: a municipality its prefecture, a prefecture the nation; a 指定都市 either, as it answers many surveys
 * directly. In the caller's transaction.
 */
export async function ask(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: Pick<ThreadText, 'title' | 'text' | 'about'> & {
    /** Whom; absent: who is asked first. */
    readonly to?: BodyCode;
    readonly files?: readonly GivenFile[];
  },
): Promise<Result<{ readonly bodyCode: BodyCode; readonly threadNo: number }, ThreadRefusal>> {
  const today = dayInJapan(clock.now());
  const whom = await askable(tx, seat, today);
  const first = given.to === undefined ? whom[0]?.code : whom.find(({ code }) => code === given.to)?.code;
  const own = { bodyCode: seat.bodyCode, prefectureCode: seat.prefectureCode };
  if (whom.length === 0 || !rightFor(seat, ANSWER, own)) return refuse('may-not');
  if (first === undefined) return refuse('unknown-station');
  const judged = judgeText(
    { ...given, kind: 'question', documentNo: null, documentOn: null, wantsAnswer: true, answerBy: null },
    today,
  );
  if (!judged.ok) return judged;
  const files = await checkFiles(given.files ?? []);
  if (!files.ok) return files;
  const to = { key: first, title: await titleOf(tx, first, today), keeper: first };
  const targets = [{ owner: seat.bodyCode, to }];
  const dueOn = dueAt(first, today, isPublicHoliday);
  const [thread] = await open(tx, clock, seat, judged.value, {
    ...{ batchId: null, targets, dueOn },
    files: files.value,
  });
  return thread === undefined ? refuse('not-reached') : ok(thread);
}

async function open(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  text: ThreadText,
  how: {
    readonly batchId: string | null;
    readonly targets: readonly { readonly owner: BodyCode; readonly to: Station }[];
    readonly dueOn: Day | null;
    readonly files: readonly NewFile[];
  },
): Promise<readonly { readonly bodyCode: BodyCode; readonly threadNo: number }[]> {
  const at = new Date(clock.now()).toISOString();
  const from = { key: seat.bodyCode, title: seat.bodyName };
  return withinScope(tx, scopeOf(seat), async () => {
    const given = { ...text, ...how, askerCode: seat.bodyCode, askerTitle: seat.bodyName, at };
    const threads = await insertThreads(tx, given, how.targets);
    const by = { askerCode: seat.bodyCode, addedBy: seat.bodyCode, at };
    await insertStations(tx, threads, { ...from, keeper: seat.bodyCode }, by);
    await insertStations(tx, threads, null, by);
    const byWhom = { byCode: seat.bodyCode, bySeat: seat.seatId, byTitle: seatTitle(seat) };
    await insertOpening(tx, threads, {
      act: 'open',
      from,
      to: null,
      text: text.text,
      dueOn: how.dueOn,
      ...byWhom,
      at,
    });
    await insertFiles(tx, threads, 1, how.files);
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: 'threads:open',
      object: { kind: 'thread', id: how.batchId ?? threads.map(threadNo).join() },
      bodyCode: seat.bodyCode,
      detail: {
        kind: text.kind,
        threads: threads.length,
        documentNo: text.documentNo,
        files: how.files.length,
      },
    });
    const [first] = threads;
    if (first === undefined) return threads;
    await notify(tx, clock, {
      kind: text.kind === 'question' ? 'request' : text.kind,
      from: seat,
      to: how.targets.map((one) => ({ bodyCode: one.to.keeper, postId: null })),
      title: text.title,
      text: `${KINDS[text.kind]}が届きました。本文と回答は「連絡・助言」にあります。`,
      href: how.batchId === null ? `/threads/${threadNo(first)}` : `/threads/batches/${how.batchId}`,
      documentNo: text.documentNo,
      documentOn: text.documentOn,
      replyBy: how.dueOn,
    });
    return threads;
  });
}
