import type { Refusal } from '../../../core/result.ts';
import type { Finding } from '../../../core/survey/check-answers.ts';
import type { Question } from '../../../core/survey/definition.ts';
import type { AnswerFault } from '../../../core/survey/read-answer.ts';
import { numberText } from './answer-text.ts';
import type { Acceptance } from './deadline.ts';
import type { KeptBecause, SaveRefusal } from './save.ts';

function filled(sentence: string, detail: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => detail[key] ?? '不明');
}

/** Long texts and lists are cut: the sentence stands beside the field that holds the whole. */
function short(text: string): string {
  const characters = [...text];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text;
}

const FAULTS: Readonly<Record<AnswerFault, string>> = {
  'no-such-option': '「{found}」は選択肢にありません。選択肢から選んでください。',
  'too-many-options': '{expected}つまで選べます。{found}つ選ばれています。',
  'option-stands-alone': '「{expected}」は、ほかの選択肢と一緒に選べません。',
  'not-a-number': '「{found}」は数値として読めません。数字だけを入力してください。',
  'too-many-decimals': '「{found}」は小数点以下の桁が多すぎます。{decimals}',
  'too-small': '「{found}」は小さすぎます。{expected} 以上の数値にしてください。',
  'too-large': '「{found}」は大きすぎます。{expected} 以下の数値にしてください。',
  'share-above-one': '「{found}」では、内数が総数を超えています。',
  'share-half-given': '総数と内数の両方を入力してください。',
  'not-a-day': '「{found}」は日付として読めません。例：令和8年4月1日、2026-04-01',
  'too-long': '{expected}字までです。今は{found}字あります。',
  'may-not-be-left-out': 'この設問では「該当なし」を選べません。',
  'answered-and-not-applicable': '「該当なし」と回答「{found}」の両方があります。どちらかにしてください。',
  formula: '「{found}」は計算式です。計算した後の数値を入力してください。',
};

/** Why a text is no answer, in one sentence. What was typed stays where it was typed. */
export function answerFaultSentence(fault: Refusal<AnswerFault>): string {
  const { found, expected } = fault.detail;
  return filled(FAULTS[fault.code], {
    ...fault.detail,
    ...(found === undefined ? {} : { found: short(found) }),
    decimals: expected === '0' ? '整数で入力してください。' : `小数第${expected}位までにしてください。`,
  });
}

/** What a check found, for the person who can put it right; `questions` gives names to what it is compared with. */
export function findingSentence(finding: Finding, questions: readonly Question[]): string {
  const question = questions.find((one) => one.id === finding.question);
  const scale = question?.kind.type === 'number' ? question.kind.scale : 0;
  const number = (key: string) => {
    const value = finding.detail[key];
    return value === undefined ? '不明' : numberText(value, scale);
  };
  if (finding.code === 'missing') return '回答がまだありません。';
  if (finding.code === 'undecided') return '前の設問に答えると、この設問が決まります。';
  if (finding.code === 'unlike-last-round')
    return `前回（${number('expected')}）と大きく違います。正しければ補足に理由を書いてください。`;
  const check = question?.checks?.find(
    (one) => one.kind === (finding.code === 'more-than' ? 'not-more-than' : 'sum-of'),
  );
  const numberOf = (id: string) => `問${questions.find((one) => one.id === id)?.number ?? id}`;
  if (finding.code === 'more-than') {
    const other = check?.kind === 'not-more-than' ? numberOf(check.question) : '比べる設問';
    return `${number('found')} は、${other}の ${number('expected')} を超えています。`;
  }
  const parts = check?.kind === 'sum-of' ? check.questions.map(numberOf).join('、') : '内訳';
  return `${number('found')} は、${parts}の合計 ${number('expected')} と一致しません。`;
}

/** Why a typed answer does not count and what makes it count. It is kept in every case. */
export const KEPT_SENTENCES: Readonly<Record<KeptBecause, string>> = {
  'changed-meanwhile': '入力中に、ほかの人がこの設問の回答を保存しました。どちらにするか選んでください。',
  'deadline-over': '締切を過ぎたため、控えとして残しました。都道府県か国に期限の延長を相談してください。',
  'handed-in': '提出した後のため、控えとして残しました。直すときは、先に取下げをしてください。',
  fixed: '確定した後のため、控えとして残しました。直すときは、差替えを申し出てください。',
  unanswered: '未回答で確定した後のため、控えとして残しました。先に、確定後の回答を申し出てください。',
};

/** The short form for lists and workbooks. */
export const KEPT_TITLES: Readonly<Record<KeptBecause, string>> = {
  'changed-meanwhile': 'ほかの人が先に保存',
  'deadline-over': '締切後',
  'handed-in': '提出後',
  fixed: '確定後',
  unanswered: '未回答で確定後',
};

/** On top of a sheet: whether what is typed now counts. Null: there is nothing to say. */
export const ACCEPTANCE_SENTENCES: Readonly<Record<Acceptance, string | null>> = {
  open: null,
  late: '県の締切を過ぎています。国の締切までは、回答として保存できます。',
  'deadline-over':
    '締切を過ぎています。入力したものは控えに残ります。期限の延長は都道府県か国に相談してください。',
  'handed-in': '提出済みです。入力したものは控えに残ります。直すときは、先に取下げをしてください。',
  fixed: '確定済みです。入力したものは控えに残ります。直すときは、差替えを申し出てください。',
  unanswered:
    '未回答のまま確定しました。入力したものは控えに残ります。回答するときは、確定後の回答を申し出てください。',
};

/** The head over it. */
export function acceptanceTitle(accepted: Acceptance): string {
  return accepted === 'late' ? '県の締切を過ぎています' : '今入力しても、回答には数えません';
}

/** `no-such-sheet` and `not-yours` read alike: a stranger does not learn that the sheet exists. */
export const SAVE_REFUSAL_SENTENCES: Readonly<Record<SaveRefusal, string>> = {
  'no-such-sheet': 'その回答票は見つかりません。何も保存していません。',
  'not-yours': 'その回答票は見つかりません。何も保存していません。',
  'no-such-question': 'この調査に無い設問「{found}」が含まれています。何も保存していません。',
  'not-your-section':
    '自分の課に割り当てられていない設問が含まれています。割り当ては情報政策担当に確かめてください。',
};

export const SAVE_REFUSAL_STATUS: Readonly<Record<SaveRefusal, 403 | 404 | 422>> = {
  'no-such-sheet': 404,
  'not-yours': 404,
  'no-such-question': 422,
  'not-your-section': 403,
};

export function saveRefusalSentence(refusal: Refusal<SaveRefusal>): string {
  return filled(SAVE_REFUSAL_SENTENCES[refusal.code], refusal.detail);
}
