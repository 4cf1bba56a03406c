import { parseDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Recipients } from '../actions.ts';
import { codesOf, isNoticeKind, NOTICE_KINDS, type NoticeRefusal, type NoticeText } from '../rules/notice.ts';

/** What was typed, as text: kept when the form comes back. */
export interface Draft {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string;
  readonly documentOn: string;
  readonly replyBy: string;
  readonly wantsReceipt: boolean;
  readonly to: string;
  readonly codes: string;
}

export function draftOf(fields: ReadonlyMap<string, string>): Draft {
  const text = (name: string) => (fields.get(name) ?? '').trim();
  return {
    kind: text('kind'),
    title: text('title'),
    text: (fields.get('text') ?? '').replace(/\r\n?/g, '\n'),
    documentNo: text('documentNo'),
    documentOn: text('documentOn'),
    replyBy: text('replyBy'),
    wantsReceipt: fields.has('wantsReceipt'),
    to: text('to'),
    codes: text('codes'),
  };
}

/** Typed text → a notice and whom it is for; days that cannot be read are refused here, all else by the rules. */
export function noticeOf(
  draft: Draft,
): Result<{ readonly text: NoticeText; readonly to: Recipients }, NoticeRefusal> {
  const { kind, title, text, documentNo, wantsReceipt } = draft;
  if (!isNoticeKind(kind) || !NOTICE_KINDS[kind].byHand) return refuse('unknown-kind');
  const documentOn = draft.documentOn === '' ? null : parseDay(draft.documentOn);
  const replyBy = draft.replyBy === '' ? null : parseDay(draft.replyBy);
  if ((draft.documentOn !== '' && documentOn === null) || (draft.replyBy !== '' && replyBy === null))
    return refuse('bad-day');
  const to: Recipients =
    draft.to === 'municipalities' || draft.to === 'prefectures'
      ? { kind: draft.to }
      : { kind: 'codes', codes: codesOf(draft.codes) };
  const own = { kind, title, text, documentOn, replyBy, wantsReceipt };
  return ok({ text: { ...own, documentNo: documentNo === '' ? null : documentNo }, to });
}
