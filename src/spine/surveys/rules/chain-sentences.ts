import type { Refusal } from '../../../core/result.ts';

/** What keeps a step back: status of the answer and one sentence with what to do. */
const CHAIN: Readonly<Record<string, { readonly status: 404 | 403 | 409 | 422; readonly sentence: string }>> =
  {
    'no-such-sheet': { status: 404, sentence: 'この回答票は見つかりません。一覧から開き直してください。' },
    'no-such-round': { status: 404, sentence: 'この調査回は見つかりません。一覧から開き直してください。' },
    'not-yours': { status: 403, sentence: 'この操作は、今の在席ではできません。' },
    state: { status: 409, sentence: '今の状態では、この操作はできません。最新の状態を確かめてください。' },
    'round-state': { status: 409, sentence: 'この調査回は、今の状態ではこの操作ができません。' },
    'moved-meanwhile': {
      status: 409,
      sentence: '画面を開いた後に、ほかの人が手続を進めました。最新の状態を確かめてください。',
    },
    'guard-decided': {
      status: 422,
      sentence: '決裁の記録がないか、決裁の後に回答が変わっています。決裁を記録してから提出してください。',
    },
    'guard-complete': {
      status: 422,
      sentence: '未回答か、誤りのある設問があります。直してから提出してください。',
    },
    'guard-own-words': {
      status: 422,
      sentence: '都道府県の代行入力が確認されていません。回答票で確認してから提出してください。',
    },
    'guard-round-open': {
      status: 409,
      sentence: 'この調査回は確定しています。直すときは差替えを申し出てください。',
    },
    'guard-reason-given': { status: 422, sentence: '理由を入力してください。相手に届きます。' },
    'guard-via-prefecture': { status: 409, sentence: 'この回答票は、都道府県を経由しません。' },
    'guard-direct': { status: 409, sentence: 'この回答票は、都道府県を経由します。' },
    'guard-fixing-round': { status: 409, sentence: '確定は、調査回の画面で行います。' },
    'document-missing': { status: 422, sentence: '文書番号を入力してください。' },
    'decider-missing': { status: 422, sentence: '決裁者の職を入力してください。例：副町長' },
    'decided-later': { status: 422, sentence: '決裁日が今日より後です。決裁が済んでから記録してください。' },
    'decided-unreadable': {
      status: 422,
      sentence: '決裁日を日付として読めません。例：2026-04-17、令和8年4月17日',
    },
    'same-person-not-allowed': {
      status: 422,
      sentence: '「同一人」は、団体の規程を記録してから使えます。下の「決裁の決まり」で記録してください。',
    },
    'answers-changed': {
      status: 409,
      sentence: '起案の後に回答が変わりました（{questions}）。起案セットを作り直してください。',
    },
    incomplete: {
      status: 422,
      sentence: '未回答か、誤りのある設問があります。直してから決裁を記録してください。',
    },
    'basis-missing': { status: 422, sentence: '根拠とする規程の名前を入力してください。' },
    'not-passed-on': {
      status: 409,
      sentence: '都道府県の確認を待つ回答票があります。待つか、含めずに確定するかを選んでください。',
    },
    'bad-day': { status: 422, sentence: '日付として読めません。例：2026-05-15、令和8年5月15日' },
  };

export function chainSentence(refusal: Refusal<string>): {
  readonly status: 404 | 403 | 409 | 422;
  readonly sentence: string;
} {
  const entry = CHAIN[refusal.code] ?? { status: 409 as const, sentence: 'この操作はできません。' };
  return {
    status: entry.status,
    sentence: entry.sentence.replace(/\{(\w+)\}/g, (_, key: string) => refusal.detail[key] ?? '不明'),
  };
}
