import { formatDay, isDay } from '../../../core/calendar.ts';
import type { Refusal } from '../../../core/result.ts';

type Detail = Readonly<Record<string, string>>;

const day = (detail: Detail, name = 'found') => {
  const text = detail[name] ?? '';
  return isDay(text) ? formatDay(text) : text;
};

/** Every refusal of this module: its status, its field, its sentence. */
export const POLICY_REFUSALS = {
  'no-such-policy': {
    status: 404,
    field: '',
    sentence: () => 'その全体方針は見つかりません。',
  },
  'not-yours': { status: 403, field: '', sentence: () => 'この職では、この操作はできません。' },
  'no-title': {
    status: 422,
    field: 'title',
    sentence: () => '全体方針の名称を、100字までで入力してください。',
  },
  'text-too-long': {
    status: 422,
    field: '',
    sentence: (d) => `「${d.section}」は${d.limit}字までです。今は${d.found}字あります。`,
  },
  'bad-years': {
    status: 422,
    field: '',
    sentence: (d) => `「${d.section}」の年度は、開始、終了の順に、4桁で入力してください。`,
  },
  'years-without-text': {
    status: 422,
    field: '',
    sentence: (d) => `「${d.section}」は、年度と内容の両方を入力してください。`,
  },
  'changed-meanwhile': {
    status: 409,
    field: '',
    sentence: () => '別の人が先に保存していました。あなたの文は控えに残しました。',
  },
  decided: {
    status: 409,
    field: '',
    sentence: () =>
      '決裁を記録した版の内容は変えられません。改定を始めるか、決裁の記録を取り消してください。',
  },
  'text-changed': {
    status: 409,
    field: 'documentNo',
    sentence: () => '決裁用案を開いた後に、内容が変わっています。確かめてから、もう一度記録してください。',
  },
  'draft-open': {
    status: 409,
    field: 'changeNote',
    sentence: () => '決裁前の版が既にあります。その版の続きを進めてください。',
  },
  'not-abolished': { status: 409, field: 'reason', sentence: () => '廃止の記録がありません。' },
  'abolished-already': { status: 409, field: '', sentence: () => 'この全体方針は、既に廃止しています。' },
  'change-note-missing': {
    status: 422,
    field: 'changeNote',
    sentence: () => '改定の理由を入力してください。',
  },
  'part-missing': {
    status: 422,
    field: 'documentNo',
    sentence: () => '内容がまだありません。文を書くか、アドレスかPDFを登録してください。',
  },
  'bad-address': {
    status: 422,
    field: 'url',
    sentence: () => 'アドレスは、http:// か https:// で始めてください。',
  },
  'bad-pages': {
    status: 422,
    field: 'visionPages',
    sentence: (d) => `ページ「${d.found}」を読めません。「3」「3-5」「3-5、8」のように入力してください。`,
  },
  'pages-beyond': {
    status: 422,
    field: 'visionPages',
    sentence: (d) => `${d.found}ページはありません。登録したPDFは${d.limit}ページです。`,
  },
  'nothing-given': {
    status: 422,
    field: 'url',
    sentence: () => 'アドレスを入力するか、PDFを登録してください。',
  },
  'file-missing': { status: 422, field: 'file', sentence: () => 'PDFのファイルを選んでください。' },
  'file-too-large': {
    status: 422,
    field: 'file',
    sentence: () => 'ファイルが大きすぎます（上限 20 MB）。アドレスでの登録も使えます。',
  },
  'not-a-pdf': {
    status: 422,
    field: 'file',
    sentence: (d) => `PDFではありません（中身は${d.found}）。PDFを選び直してください。`,
  },
  'document-missing': { status: 422, field: 'documentNo', sentence: () => '文書番号を入力してください。' },
  'decided-missing': { status: 422, field: 'decidedOn', sentence: () => '決裁日を入力してください。' },
  'bad-decided': {
    status: 422,
    field: 'decidedOn',
    sentence: (d) => `決裁日「${d.found}」を日付として読めません。例：令和8年4月17日`,
  },
  'decided-future': {
    status: 422,
    field: 'decidedOn',
    sentence: (d) => `決裁日（${day(d)}）が今日より後です。決裁の後に記録してください。`,
  },
  'decided-before-last': {
    status: 422,
    field: 'decidedOn',
    sentence: (d) => `決裁日（${day(d)}）が、前の版の決裁日（${day(d, 'last')}）より前です。`,
  },
  'decider-missing': { status: 422, field: 'decider', sentence: () => '決裁者の職を入力してください。' },
  'seen-without-behalf': {
    status: 422,
    field: 'seenLater',
    sentence: () => '後閲は、代決のときだけ選べます。代決も選んでください。',
  },
  'not-decided': { status: 409, field: 'publishedOn', sentence: () => '先に、決裁を記録してください。' },
  'bad-day': {
    status: 422,
    field: 'abolishedOn',
    sentence: (d) => `「${d.found}」を日付として読めません。例：令和8年4月17日`,
  },
  'bad-published': {
    status: 422,
    field: 'publishedOn',
    sentence: (d) => `公表日「${d.found}」を日付として読めません。例：令和8年4月17日`,
  },
  'published-future': {
    status: 422,
    field: 'publishedOn',
    sentence: (d) => `公表日（${day(d)}）が今日より後です。公表の後に記録してください。`,
  },
  'published-before-decided': {
    status: 422,
    field: 'publishedOn',
    sentence: (d) =>
      `公表日（${day(d)}）が決裁日（${day(d, 'decided')}）より前です。どちらかを直してください。`,
  },
  'reason-missing': { status: 422, field: 'reason', sentence: () => '理由を入力してください。' },
  'abolished-missing': { status: 422, field: 'abolishedOn', sentence: () => '廃止日を入力してください。' },
  'abolished-future': {
    status: 422,
    field: 'abolishedOn',
    sentence: (d) => `廃止日（${day(d)}）が今日より後です。廃止の日以後に記録してください。`,
  },
  'abolished-before': {
    status: 422,
    field: 'abolishedOn',
    sentence: (d) => `廃止日（${day(d)}）が、決裁日（${day(d, 'decided')}）より前です。`,
  },
  'never-decided': {
    status: 409,
    field: 'reason',
    sentence: () => '決裁した版がないため、廃止できません。',
  },
  'unknown-body': {
    status: 422,
    field: 'body',
    sentence: (d) => `「${d.found}」という団体は見つかりません。団体コード6桁でも指定できます。`,
  },
  'same-body': {
    status: 422,
    field: 'body',
    sentence: () => '自分の団体は選べません。相手の団体を選んでください。',
  },
  'asked-already': { status: 409, field: 'body', sentence: (d) => `${d.found}には、既に照会しています。` },
  'no-such-consent': { status: 404, field: '', sentence: () => 'その照会は見つかりません。' },
  'no-such-upload': { status: 404, field: '', sentence: () => 'その取込は見つかりません。' },
  'upload-finished': { status: 409, field: '', sentence: () => 'この取込は、既に終わっています。' },
  'nothing-chosen': { status: 422, field: 'take', sentence: () => '取り込む欄が選ばれていません。' },
} as const satisfies Record<
  string,
  { status: 403 | 404 | 409 | 422; field: string; sentence: (detail: Detail) => string }
>;

export type PolicyRefusal = keyof typeof POLICY_REFUSALS;

export function policySentence(refusal: Refusal<PolicyRefusal>): string {
  return POLICY_REFUSALS[refusal.code].sentence(refusal.detail);
}
