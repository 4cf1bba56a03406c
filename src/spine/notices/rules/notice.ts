import { type BodyCode, prefectureOf, realmOf } from '../../../core/body-code.ts';
import { type Day, isDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Seat } from '../../contracts/seat.ts';

/** Kinds of notices, as pages name them. `byHand`: a person may write one; the rest comes of the work on a survey. */
export const NOTICE_KINDS = {
  information: { title: '情報提供・連絡', byHand: true },
  /** 技術的助言 出典: 地方自治法245条の4 */
  advice: { title: '助言', byHand: true },
  request: { title: '依頼', byHand: true },
  deadline: { title: '期限', byHand: false },
  returned: { title: '差戻し', byHand: false },
  'asked-again': { title: '再依頼', byHand: false },
  question: { title: '疑義照会', byHand: false },
  replaced: { title: '差替え', byHand: false },
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export function isNoticeKind(text: string): text is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, text);
}

export interface NoticeText {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string | null;
  readonly documentOn: Day | null;
  readonly replyBy: Day | null;
  readonly wantsReceipt: boolean;
}

export type NoticeRefusal =
  | 'unknown-kind'
  | 'no-title'
  | 'no-text'
  | 'advice-without-document'
  | 'bad-document'
  | 'bad-day'
  | 'past-day'
  | 'no-recipients'
  | 'not-reached'
  | 'may-not-send'
  | 'attachment-too-large'
  | 'unknown-notice'
  | 'may-not-receive';

const LIMIT = { title: 120, text: 20_000, documentNo: 60 };

/** A text as it may be sent on `today`. */
export function judgeText(text: NoticeText, today: Day): Result<NoticeText, NoticeRefusal> {
  const documentNo = text.documentNo?.trim() || null;
  const title = text.title.trim();
  if (title === '' || title.length > LIMIT.title || /\p{Cc}/u.test(title)) return refuse('no-title');
  if (text.text.trim() === '' || text.text.length > LIMIT.text) return refuse('no-text');
  if (text.kind === 'advice' && documentNo === null) return refuse('advice-without-document');
  if ((documentNo === null) !== (text.documentOn === null)) return refuse('bad-document');
  if (documentNo !== null && documentNo.length > LIMIT.documentNo) return refuse('bad-document');
  if (text.documentOn !== null && !isDay(text.documentOn)) return refuse('bad-day');
  if (text.documentOn !== null && text.documentOn > today) return refuse('bad-document');
  if (text.replyBy !== null && !isDay(text.replyBy)) return refuse('bad-day');
  if (text.replyBy !== null && text.replyBy < today) return refuse('past-day');
  return ok({ ...text, title, documentNo });
}

type Sender = Pick<Seat, 'bodyCode' | 'kind'>;

/** Nation to every body of its realm, prefecture to its municipalities; equals do not instruct one another. */
export function reaches(sender: Sender, bodyCode: BodyCode): boolean {
  if (realmOf(sender.bodyCode) !== realmOf(bodyCode) || sender.bodyCode === bodyCode) return false;
  if (sender.kind === 'nation') return true;
  return sender.kind === 'prefecture' && prefectureOf(bodyCode) === sender.bodyCode;
}

/** Codes as typed: with spaces, commas, line breaks. */
export function codesOf(text: string): readonly BodyCode[] {
  const codes = text.normalize('NFKC').match(/\d+/g) ?? [];
  return [...new Set(codes)];
}
