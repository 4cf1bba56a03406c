import type { ThreadRefusal } from './thread.ts';

/** One sentence and one status for each refusal; `field`: what it is about on the form. */
export const THREAD_REFUSALS: Readonly<
  Record<ThreadRefusal, { status: 403 | 404 | 409 | 422; sentence: string; field: string }>
> = {
  'unknown-kind': { status: 422, sentence: '種類を選んでください。', field: 'kind' },
  'no-title': { status: 422, sentence: '件名は、1文字以上120文字以内で入力してください。', field: 'title' },
  'no-text': { status: 422, sentence: '本文は、1文字以上2万文字以内で入力してください。', field: 'text' },
  'advice-without-document': {
    status: 422,
    sentence: '助言には文書番号が必要です。文書によらない場合は情報提供・連絡です。',
    field: 'documentNo',
  },
  'bad-document': {
    status: 422,
    sentence: '文書番号（60文字以内）と、今日までの文書の日付を、両方入力してください。',
    field: 'documentNo',
  },
  'bad-day': { status: 422, sentence: '日付を読めません。例：2026-04-01', field: 'answerBy' },
  'past-day': { status: 422, sentence: '回答の期限は、今日以降の日にしてください。', field: 'answerBy' },
  'bad-subject': {
    status: 422,
    sentence: '関係するページを読めません。開き直してください。',
    field: 'title',
  },
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
  'may-not': { status: 403, sentence: 'この職では、この操作はできません。', field: 'text' },
  'unknown-thread': { status: 404, sentence: 'このやり取りは見つかりません。', field: 'text' },
  'unknown-act': { status: 422, sentence: '行うことを選んでください。', field: 'text' },
  'unknown-station': { status: 422, sentence: '引継ぎ先を選んでください。', field: 'to' },
  'too-many-files': { status: 422, sentence: '添付できるファイルは5個までです。', field: 'file' },
  'file-too-large': {
    status: 422,
    sentence: '添付が大きすぎます。1個10 MB、合わせて30 MBまでです。',
    field: 'file',
  },
  'bad-file': {
    status: 422,
    sentence:
      '添付できるのは、PDF、docx、xlsx、pptx、画像（jpg・png）、csv、txtです。中身も確かめてください。',
    field: 'file',
  },
  'moved-meanwhile': {
    status: 409,
    sentence: '入力の間に、このやり取りが動きました。今の状況を確かめて、もう一度送ってください。',
    field: 'text',
  },
  'not-now': {
    status: 409,
    sentence: 'このやり取りは、今はこの操作をできる状態にありません。',
    field: 'text',
  },
};
