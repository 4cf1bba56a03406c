import { createHash, randomUUID } from 'node:crypto';
import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { audit } from '../../platform/audit/actions.ts';
import { type AuditActor, SYSTEM } from '../../platform/audit/entry.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope, withScope } from '../../platform/db/scope.ts';
import type { Clock, Deps } from '../../platform/deps.ts';
import { municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import { type Right, type Seat, seatTitle } from '../contracts/seat.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { findNotice, isDelivered } from './queries/read.ts';
import { insertDeliveries, insertNotice, insertReceipt, keepAttachment, noteSeen } from './queries/write.ts';
import { judgeText, type NoticeKind, type NoticeRefusal, type NoticeText, reaches } from './rules/notice.ts';

export interface NewNotice {
  readonly kind: NoticeKind;
  /** Null: the program itself. */
  readonly from: Seat | null;
  /** `postId` null: the whole body. */
  readonly to: readonly { readonly bodyCode: BodyCode; readonly postId: string | null }[];
  readonly title: string;
  readonly text: string;
  /** Place in the program where it is done: begins with `/`. */
  readonly href?: string;
  readonly documentNo?: string | null;
  readonly documentOn?: Day | null;
  readonly replyBy?: Day | null;
  readonly wantsReceipt?: boolean;
}

function actorOf(seat: Seat | null): AuditActor {
  return seat === null
    ? SYSTEM
    : { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } };
}

/**
 * Tells bodies or posts something, in the caller's transaction. Who may tell whom is the caller's to know: this is for
 * the work of other parts; what people write goes through `sendNotice`.
 */
export async function notify(tx: Tx, clock: Clock, notice: NewNotice): Promise<string> {
  const { from, to } = notice;
  const row = {
    noticeId: randomUUID(),
    senderCode: from?.bodyCode ?? '',
    senderSeat: from?.seatId ?? null,
    senderTitle: from === null ? 'しるべ' : seatTitle(from),
    kind: notice.kind,
    title: notice.title,
    text: notice.text,
    documentNo: notice.documentNo ?? null,
    documentOn: notice.documentOn ?? null,
    replyBy: notice.replyBy ?? null,
    wantsReceipt: notice.wantsReceipt ?? false,
    href: notice.href ?? null,
    sentAt: new Date(clock.now()).toISOString(),
  };
  // A body that is told something is not of the scope of who tells it.
  await withinScope(tx, { kind: 'system' }, async () => {
    await insertNotice(tx, row);
    await insertDeliveries(tx, row, to);
    await audit(tx, clock, {
      actor: actorOf(from),
      action: 'notices:send',
      object: { kind: 'notice', id: row.noticeId },
      bodyCode: from?.bodyCode ?? null,
      detail: {
        kind: row.kind,
        bodies: new Set(to.map((one) => one.bodyCode)).size,
        documentNo: row.documentNo,
      },
    });
  });
  return row.noticeId;
}

const CONDUCT: Right = 'notices:conduct';
const RECEIVE: Right = 'notices:answer';
const MAX_FILES = 10;
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** All municipalities below, all prefectures (nation only), or the bodies of a list. */
export type Recipients =
  | { readonly kind: 'municipalities' }
  | { readonly kind: 'prefectures' }
  | { readonly kind: 'codes'; readonly codes: readonly BodyCode[] };

export interface GivenAttachment {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** A person writes to bodies below: may I → rules → rows, in one transaction. */
export async function sendNotice(
  deps: Deps,
  seat: Seat,
  given: { readonly text: NoticeText; readonly to: Recipients },
  files: readonly GivenAttachment[],
): Promise<Result<{ readonly noticeId: string; readonly bodies: number }, NoticeRefusal>> {
  if (!seat.rights.has(CONDUCT) || seat.kind === 'municipality') return refuse('may-not-send');
  const today = dayInJapan(deps.clock.now());
  const judged = judgeText(given.text, today);
  if (!judged.ok) return judged;
  if (files.length > MAX_FILES || files.some((file) => file.bytes.byteLength > MAX_FILE_BYTES))
    return refuse('attachment-too-large');
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const known = await bodiesBelow(tx, seat, today);
    const codes = codesFor(given.to, known);
    if (codes.length === 0) return refuse('no-recipients');
    // A code that is none, or of a body that this sender does not reach: nothing is sent to the others either.
    if (!codes.every((code) => known.all.has(code) && reaches(seat, code))) return refuse('not-reached');
    const to = codes.map((bodyCode) => ({ bodyCode, postId: null }));
    const noticeId = await notify(tx, deps.clock, { ...judged.value, from: seat, to });
    for (const [index, file] of files.entries()) {
      const sha256 = createHash('sha256').update(file.bytes).digest('hex');
      await keepAttachment(tx, noticeId, { position: index + 1, sha256, ...file });
    }
    return ok({ noticeId, bodies: codes.length });
  });
}

interface Known {
  readonly municipalities: readonly BodyCode[];
  readonly prefectures: readonly BodyCode[];
  readonly all: ReadonlySet<BodyCode>;
}

async function bodiesBelow(tx: Tx, seat: Seat, today: Day): Promise<Known> {
  const upper =
    seat.kind === 'nation'
      ? (await prefectures(tx, today, undefined, seat.bodyCode)).map((body) => body.bodyCode)
      : [];
  const below: BodyCode[] = [];
  for (const prefecture of seat.kind === 'nation' ? upper : [seat.bodyCode]) {
    below.push(...(await municipalitiesOf(tx, prefecture, today)).map((body) => body.bodyCode));
  }
  return { municipalities: below, prefectures: upper, all: new Set([...upper, ...below]) };
}

function codesFor(to: Recipients, known: Known): readonly BodyCode[] {
  if (to.kind === 'codes') return to.codes;
  return to.kind === 'municipalities' ? known.municipalities : known.prefectures;
}

/** Opens a notice for a post: from now on it is no longer unread there. Null: it did not come to this post. */
export async function openNotice(deps: Deps, seat: Seat, noticeId: string) {
  const { bodyCode, postId } = seat;
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const notice = await findNotice(tx, noticeId);
    if (notice === null) return null;
    const delivered = await isDelivered(tx, noticeId, { bodyCode, postId });
    if (!delivered && !(notice.senderCode === bodyCode && seat.rights.has(CONDUCT))) return null;
    if (delivered) {
      const at = new Date(deps.clock.now()).toISOString();
      await noteSeen(tx, { bodyCode, noticeId, postId, at });
    }
    return { notice, delivered };
  });
}

/** 受領 of a body by one of its seats; a second one changes nothing. */
export async function receiveNotice(
  deps: Deps,
  seat: Seat,
  noticeId: string,
): Promise<Result<null, NoticeRefusal>> {
  if (!seat.rights.has(RECEIVE)) return refuse('may-not-receive');
  const { bodyCode, postId, seatId } = seat;
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const notice = await findNotice(tx, noticeId);
    if (notice === null || !(await isDelivered(tx, noticeId, { bodyCode, postId })))
      return refuse('unknown-notice');
    const at = new Date(deps.clock.now()).toISOString();
    const receipt = { bodyCode, noticeId, senderCode: notice.senderCode, at, seatId, by: seatTitle(seat) };
    if (await insertReceipt(tx, receipt)) {
      await audit(tx, deps.clock, {
        actor: actorOf(seat),
        action: 'notices:receive',
        object: { kind: 'notice', id: noticeId },
        bodyCode,
      });
    }
    return ok(null);
  });
}
