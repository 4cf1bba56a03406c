import { randomUUID } from 'node:crypto';
import { type BodyCode, prefectureOf, realmOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { audit } from '../../platform/audit/actions.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope } from '../../platform/db/scope.ts';
import type { Clock } from '../../platform/deps.ts';
import { isPublicHoliday } from '../../platform/holidays.ts';
import { bodyOn, municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import { type Right, type Seat, seatTitle } from '../contracts/seat.ts';
import { notify } from '../notices/actions.ts';
import { actorOf } from '../posts/actions/by.ts';
import { bodyName } from '../posts/queries/seats.ts';
import { rightFor, scopeOf } from '../posts/rules/rights.ts';
import { insertOpening, insertStations, insertThreads } from './queries/write.ts';
import { asksFirst, dueAt, nationOf, type Station } from './rules/route.ts';
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
  const threads = await open(tx, clock, seat, judged.value, { batchId, targets, dueOn: answerBy });
  return ok({ batchId, threads });
}

/** A body asks: a municipality its prefecture, a prefecture the nation. In the caller's transaction. */
export async function ask(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: Pick<ThreadText, 'title' | 'text' | 'about'>,
): Promise<Result<{ readonly bodyCode: BodyCode; readonly threadNo: number }, ThreadRefusal>> {
  const first = asksFirst(seat);
  const own = { bodyCode: seat.bodyCode, prefectureCode: seat.prefectureCode };
  if (first === null || !rightFor(seat, ANSWER, own)) return refuse('may-not');
  const today = dayInJapan(clock.now());
  const judged = judgeText(
    { ...given, kind: 'question', documentNo: null, documentOn: null, wantsAnswer: true, answerBy: null },
    today,
  );
  if (!judged.ok) return judged;
  const to = { key: first, title: await titleOf(tx, first, today), keeper: first };
  const targets = [{ owner: seat.bodyCode, to }];
  const dueOn = dueAt(first, today, isPublicHoliday);
  const [thread] = await open(tx, clock, seat, judged.value, { batchId: null, targets, dueOn });
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
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: 'threads:open',
      object: { kind: 'thread', id: how.batchId ?? threads.map(threadNo).join() },
      bodyCode: seat.bodyCode,
      detail: { kind: text.kind, threads: threads.length, documentNo: text.documentNo },
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

/** Names of the bodies that a seat may contact at all. */
export async function bodiesBelow(tx: Tx, seat: Seat, today: Day): Promise<ReadonlyMap<BodyCode, string>> {
  if (seat.kind === 'municipality') return new Map();
  const upper = seat.kind === 'nation' ? await prefectures(tx, today, undefined, seat.bodyCode) : [];
  const below =
    seat.kind === 'prefecture'
      ? await municipalitiesOf(tx, seat.bodyCode, today)
      : realmOf(seat.bodyCode) === 'sample'
        ? (await Promise.all(upper.map((one) => municipalitiesOf(tx, one.bodyCode, today)))).flat()
        : await municipalitiesOf(tx, null, today);
  return new Map([...upper, ...below].map((body) => [body.bodyCode, body.name]));
}

async function titleOf(tx: Tx, code: BodyCode, today: Day): Promise<string> {
  if (code === nationOf(code)) return bodyName(code, null);
  return (await bodyOn(tx, code, today))?.name ?? code;
}
