import type { Refusal } from '../../../core/result.ts';
import type { AnswerFault } from '../../../core/survey/read-answer.ts';
import { answerFaultSentence } from './sentences.ts';
import type { LineKind } from './workbook-compare.ts';
import type { IdentityFault } from './workbook-identity.ts';
import type { BookFault, Care, CellFault, ReadCell } from './workbook-read.ts';

function filled(sentence: string, detail: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => detail[key] ?? '不明');
}

type OwnFault = Exclude<CellFault, AnswerFault>;

const FAULTS: Readonly<Record<OwnFault, string>> = {
  'not-a-mark': '「{found}」は読めません。当てはまるときは○を記入してください。',
  'row-missing': '「{found}」の行がありません。選んだかどうかが分からないため、読みませんでした。',
  'said-twice': '同じ設問番号の行が{other}にもあり、書かれている値が違います。',
  'formula-without-result': '計算式の結果が保存されていません。値を記入してください。',
  'taken-back-and-answered': '「取消」と回答の両方が書かれています。どちらかにしてください。',
  'remark-alone': '補足だけが書かれています。回答がないため、取り込めません。',
};

function isOwn(fault: Refusal<CellFault>): fault is Refusal<OwnFault> {
  return fault.code in FAULTS;
}

/** 「シート『回答票』E14：…」: where it stands, and what is to be done. */
export function cellFaultSentence(fault: Refusal<CellFault>, at: ReadCell | null): string {
  const sentence = isOwn(fault)
    ? filled(FAULTS[fault.code], fault.detail)
    : answerFaultSentence(fault as Refusal<AnswerFault>);
  return at === null ? sentence : `${placeOf(at)}：${sentence}`;
}

export function placeOf(at: Pick<ReadCell, 'sheet' | 'address'>): string {
  // A CSV has lines and no sheets.
  return at.address.endsWith('行目') ? at.address : `シート『${at.sheet}』${at.address}`;
}

export const CARE_SENTENCES: Readonly<Record<Care, string>> = {
  'formula-result': '計算式の結果を読みました。値を確かめてから取り込んでください。',
  percent: '1より小さい値です。「50%」と入力すると0.5になります。確かめてください。',
  'day-number': '日付の書式が失われていたため、通し番号から日付に直しました。',
};

export const LINE_TITLES: Readonly<Record<LineKind, string>> = {
  new: '新しい回答',
  change: '回答の変更',
  confirm: '記入済みの値のまま',
  'take-back': '回答の取消',
  conflict: 'この間に変わった回答',
  same: '今の回答と同じ',
  untouched: '記入済みの値のまま（今の回答を残す）',
  empty: '空欄',
  emptied: '記入済みの値を消した欄',
  'no-row': '行がない設問',
  refused: '読めない値',
};

export type UploadRefusal =
  | IdentityFault
  | BookFault
  | 'no-file'
  | 'several-files'
  | 'other-body'
  | 'other-round'
  | 'unknown-issue';

/** Why a whole workbook is not read; nothing of it is taken over. */
export const UPLOAD_SENTENCES: Readonly<Record<UploadRefusal, string>> = {
  'no-file': 'ファイルが選ばれていません。Excelの回答票を選んでください。',
  'several-files': 'ファイルは一度に1つだけ送れます。',
  'no-sheet-number': '「回答票番号」が見つかりません。このページで作った回答票か確かめてください。',
  'several-sheet-numbers':
    '回答票番号が2つ以上あります（{found}）。1つのファイルに1つの回答票にしてください。',
  'body-code-differs': '団体コード {found} が、回答票番号の団体コード {expected} と違います。',
  'several-issues': '作成番号が2つ以上あります（{found}）。1つのファイルに1つの回答票にしてください。',
  'no-table': '「設問番号」の見出しが見つかりません。見出しの行を残したファイルを送ってください。',
  'no-answer-column': '「回答」の見出しが見つかりません。見出しの行を残したファイルを送ってください。',
  'other-body': '別の団体の回答票（{found}）です。この団体の回答票は {expected} です。',
  'other-round': '別の調査回の回答票（{found}）です。その回答票のページから送ってください。',
  'unknown-issue': '作成番号 {found} の回答票は作られていません。番号を書き換えていないか確かめてください。',
};

export function uploadSentence(refusal: Refusal<UploadRefusal>): string {
  return filled(UPLOAD_SENTENCES[refusal.code], refusal.detail);
}
