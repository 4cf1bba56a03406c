import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { DefinitionFault, DefinitionFaultCode } from '../../../core/survey/definition-fault.ts';

/** Fields as the definition sheet and the editor name them. */
export const FIELD_TITLES: Readonly<Record<string, string>> = {
  id: '識別子',
  title: '見出し',
  legalBasis: '根拠',
  purpose: '目的',
  returned: '還元',
  source: '出典',
  minutes: '所要時間',
  sections: '区分',
  section: '区分',
  questions: '設問',
  number: '設問番号',
  options: '選択肢',
  atMost: '選べる数',
  limits: '下限・上限',
  scale: '小数の桁',
  maxLength: '最大字数',
  unit: '単位',
  valueTitle: '内数の見出し',
  baseTitle: '総数の見出し',
  askedWhen: '条件',
  checks: '確認',
  binding: '指標',
};

const SENTENCES: Readonly<Record<DefinitionFaultCode, string>> = {
  'text-missing': '{field}が空欄です。',
  'bad-id': '識別子「{found}」は使えません。英小文字、数字、ハイフンで書いてください。',
  'no-questions': '設問が1問もありません。',
  'id-twice': '識別子「{found}」が重なっています。',
  'number-twice': '設問番号「{found}」が重なっています。',
  'no-such-section': '区分「{found}」がありません。',
  'too-few-options': '選択肢を2つ以上書いてください。',
  'option-twice': '選択肢の識別子「{found}」が重なっています。',
  'option-title-twice': '選択肢「{found}」が重なっています。',
  'option-is-not-applicable': '「該当なし」は選択肢に書かず、「該当なし可」で指定してください。',
  'at-most': '選べる数「{found}」は、1から{expected}までにしてください。',
  'alone-without-company': '「単独」は、複数選ぶ設問の選択肢だけに付けられます。',
  limits: '下限と上限「{found}」が逆か、整数ではありません。',
  scale: '小数の桁「{found}」は、0から6までにしてください。',
  'max-length': '最大字数「{found}」は、1から4000までにしてください。',
  minutes: '所要時間「{found}」を、1分以上の整数で書いてください。',
  'condition-not-earlier': '条件の設問「{found}」は、この設問より前にありません。',
  'condition-no-option': '条件の選択肢「{found}」は、問{question}にありません。',
  'check-no-number': '確認で比べる「{found}」は、ほかの数値の設問にしてください。',
  'check-scale': '確認で比べる問{found}と、小数の桁が違います。',
  percent: '前回との差「{found}」%は、1から1000までにしてください。',
  'binding-no-question': '指標の元になる設問「{found}」がありません。',
  'binding-kind': 'この種類の設問は、指標「{found}」に結び付けられません。',
  'binding-option': '指標の元になる選択肢「{found}」が、この設問にありません。',
  'binding-option-unsaid': '選択肢「{found}」を選んだときの指標の値が決まっていません。',
  'binding-twice': '指標「{found}」に、2つの設問が結び付いています。',
  'binding-no-indicator': '指標「{found}」は登録されていません。',
  'binding-no-part': '指標「{indicator}」に内訳「{found}」はありません。',
  'binding-value': '指標「{indicator}」は、値「{found}」を取れません。',
};

/** 「問2-1：選択肢を2つ以上書いてください。」 */
export function definitionFaultSentence(fault: DefinitionFault, survey: SurveyDefinition): string {
  const sentence = faultSentence(fault);
  if (fault.question === null) return sentence;
  const number = survey.questions.find((one) => one.id === fault.question)?.number;
  return `問${number === undefined || number === '' ? fault.question : number}：${sentence}`;
}

/** Without the question, where it stands beside its field or cell. */
export function faultSentence(fault: DefinitionFault): string {
  const detail: Readonly<Record<string, string>> = {
    field: FIELD_TITLES[fault.field] ?? fault.field,
    ...fault.detail,
  };
  return SENTENCES[fault.code].replace(/\{(\w+)\}/g, (_, key: string) => detail[key] ?? '');
}
