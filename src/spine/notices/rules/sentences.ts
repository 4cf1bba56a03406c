import type { NoticeRefusal } from './notice.ts';

/** One sentence and one status for each refusal; `field`: what it is about on the form. */
export const NOTICE_REFUSALS: Readonly<
  Record<NoticeRefusal, { status: 403 | 404 | 413 | 422; sentence: string; field: string }>
> = {
  'unknown-kind': { status: 422, sentence: '通知の種類を選んでください。', field: 'kind' },
  'no-title': {
    status: 422,
    sentence: '件名は、改行を含まない1文字以上120文字以内で入力してください。',
    field: 'title',
  },
  'no-text': { status: 422, sentence: '本文は、1文字以上2万文字以内で入力してください。', field: 'text' },
  'advice-without-document': {
    status: 422,
    sentence: '助言には、文書番号と文書の日付が必要です。文書によらない場合は情報提供・連絡です。',
    field: 'documentNo',
  },
  'bad-document': {
    status: 422,
    sentence: '文書番号（60文字以内）と、今日までの文書の日付を、両方入力してください。',
    field: 'documentNo',
  },
  'bad-day': { status: 422, sentence: '日付を読めません。例：2026-04-01', field: 'replyBy' },
  'past-day': { status: 422, sentence: '期限は、今日以降の日にしてください。', field: 'replyBy' },
  'no-recipients': {
    status: 422,
    sentence: '送る先がありません。団体コードを確かめてください。',
    field: 'codes',
  },
  'not-reached': {
    status: 422,
    sentence: '送ることのできない団体が含まれています。団体コードを確かめてください。',
    field: 'codes',
  },
  'may-not-send': { status: 403, sentence: 'この職では、通知を送れません。', field: 'title' },
  'attachment-too-large': {
    status: 413,
    sentence: '添付は10個まで、1個20 MBまでです。分けて送ってください。',
    field: 'file',
  },
  'unknown-notice': { status: 404, sentence: 'この通知は見つかりません。', field: 'title' },
  'may-not-receive': { status: 403, sentence: 'この職では、受領を記録できません。', field: 'title' },
};
