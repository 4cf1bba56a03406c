import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { checkDefinition } from '../../../core/survey/check-definition.ts';
import type { Binding, Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { definitionFaultSentence } from './definition-sentences.ts';

const YES_NO = {
  type: 'choice',
  options: [
    { id: 'yes', title: 'はい' },
    { id: 'no', title: 'いいえ' },
  ],
} as const;
const NUMBER = { type: 'number', unit: '人', scale: 0, min: 0, max: 100 } as const;
const SEVERAL = { type: 'choices', options: YES_NO.options, atMost: 2 } as const;

function question(more: Partial<Question> & { id: string }): Question {
  return { section: 'main', number: more.id, title: '問', help: '', kind: YES_NO, ...more };
}

function survey(questions: readonly Question[], bindings: readonly Binding[] = []): SurveyDefinition {
  return {
    id: 'sample',
    title: '調査',
    legalBasis: '依頼',
    purpose: '目的',
    returned: '還元',
    source: '出典',
    level: 'municipality',
    minutes: 10,
    sections: [{ id: 'main', title: '本体' }],
    questions,
    bindings,
  };
}

const INDICATORS = [
  { id: 'yes', version: 1, valueKind: 'yes-no', scale: 0 },
  { id: 'kinds', version: 1, valueKind: 'choice', choices: [{ value: 1, title: '一' }] },
  { id: 'people', version: 1, valueKind: 'count', scale: 1, parts: [{ id: 'men', title: '男' }] },
] as unknown as readonly IndicatorDefinition[];

function faultsOf(definition: SurveyDefinition) {
  return checkDefinition(definition, INDICATORS).map((fault) => definitionFaultSentence(fault, definition));
}
const a = question({ id: 'a' });
const n = question({ id: 'n', kind: NUMBER });
const bound = (from: Binding['from'], indicator = 'yes@1', part = ''): Binding => ({ indicator, part, from });
const option = { kind: 'option', question: 'a', values: { yes: 1, no: 0 } } as const;

describe('a definition that cannot be asked says why', () => {
  it('and one that can says nothing', () => {
    const later = question({
      id: 'b',
      kind: SEVERAL,
      askedWhen: [{ question: 'a', options: ['yes'] }],
    });
    const sum = question({
      id: 'm',
      kind: NUMBER,
      checks: [
        { kind: 'sum-of', questions: ['n'], severity: 'error' },
        { kind: 'like-last-round', percent: 30, severity: 'warning' },
      ],
    });
    expect(faultsOf(survey([a, later, n, sum], [bound(option)]))).toEqual([]);
  });

  it.each<[string, SurveyDefinition, string]>([
    ['no question', survey([]), '設問が1問もありません。'],
    ['no title', { ...survey([a]), title: ' ' }, '見出しが空欄です。'],
    ['no minutes', { ...survey([a]), minutes: 0 }, '所要時間「0」を、1分以上の整数で書いてください。'],
    [
      'an id in capitals',
      survey([question({ id: 'A' })]),
      '問A：識別子「A」は使えません。英小文字、数字、ハイフンで書いてください。',
    ],
    ['an id twice', survey([a, { ...a, number: '2' }]), '問a：識別子「a」が重なっています。'],
    [
      'a number twice, in another width',
      survey([{ ...a, number: '1' }, question({ id: 'b', number: '１' })]),
      '問１：設問番号「１」が重なっています。',
    ],
    ['a section that is none', survey([question({ id: 'a', section: 'x' })]), '問a：区分「x」がありません。'],
    [
      'one option',
      survey([question({ id: 'a', kind: { type: 'choice', options: [YES_NO.options[0]] } })]),
      '問a：選択肢を2つ以上書いてください。',
    ],
    [
      'two options alike',
      survey([
        question({
          id: 'a',
          kind: { type: 'choice', options: [...YES_NO.options, { id: 'x', title: 'は い' }] },
        }),
      ]),
      '問a：選択肢「は い」が重なっています。',
    ],
    [
      '該当なし as an option',
      survey([
        question({
          id: 'a',
          kind: { type: 'choice', options: [...YES_NO.options, { id: 'x', title: '該当なし' }] },
        }),
      ]),
      '問a：「該当なし」は選択肢に書かず、「該当なし可」で指定してください。',
    ],
    [
      'at most more than there are',
      survey([question({ id: 'a', kind: { ...SEVERAL, atMost: 3 } })]),
      '問a：選べる数「3」は、1から2までにしてください。',
    ],
    [
      'limits the wrong way round',
      survey([question({ id: 'a', kind: { ...NUMBER, min: 5, max: 1 } })]),
      '問a：下限と上限「5～1」が逆か、整数ではありません。',
    ],
    [
      'a condition on a later question',
      survey([question({ id: 'b', askedWhen: [{ question: 'a', options: ['yes'] }] }), a]),
      '問b：条件の設問「a」は、この設問より前にありません。',
    ],
    [
      'a condition on itself',
      survey([question({ id: 'a', askedWhen: [{ question: 'a', options: ['yes'] }] })]),
      '問a：条件の設問「a」は、この設問より前にありません。',
    ],
    [
      'a condition on an option that is none',
      survey([a, question({ id: 'b', askedWhen: [{ question: 'a', options: ['maybe'] }] })]),
      '問b：条件の選択肢「maybe」は、問aにありません。',
    ],
    [
      'a check against a choice',
      survey([
        a,
        question({
          id: 'b',
          kind: NUMBER,
          checks: [{ kind: 'not-more-than', question: 'a', severity: 'error' }],
        }),
      ]),
      '問b：確認で比べる「a」は、ほかの数値の設問にしてください。',
    ],
    [
      'a check over other decimals',
      survey([
        n,
        question({
          id: 'b',
          kind: { ...NUMBER, scale: 1 },
          checks: [{ kind: 'sum-of', questions: ['n'], severity: 'error' }],
        }),
      ]),
      '問b：確認で比べる問nと、小数の桁が違います。',
    ],
    [
      'a binding to no question',
      survey([a], [bound({ ...option, question: 'x' })]),
      '指標の元になる設問「x」がありません。',
    ],
    [
      'a binding of a number as an option',
      survey([n], [bound({ ...option, question: 'n' })]),
      '問n：この種類の設問は、指標「yes@1」に結び付けられません。',
    ],
    [
      'an option whose value is not said',
      survey([a], [bound({ ...option, values: { yes: 1 } })]),
      '問a：選択肢「no」を選んだときの指標の値が決まっていません。',
    ],
    [
      'one indicator twice',
      survey([a], [bound(option), bound(option)]),
      '問a：指標「yes@1」に、2つの設問が結び付いています。',
    ],
    [
      'an indicator that is none',
      survey([a], [bound(option, 'other@1')]),
      '問a：指標「other@1」は登録されていません。',
    ],
    [
      'a part that is none',
      survey(
        [question({ id: 'n', kind: { ...NUMBER, scale: 1 } })],
        [bound({ kind: 'number', question: 'n' }, 'people@1', 'women')],
      ),
      '問n：指標「people@1」に内訳「women」はありません。',
    ],
    [
      'a value that the indicator has not',
      survey([a], [bound({ ...option, values: { yes: 1, no: 2 } }, 'kinds@1')]),
      '問a：指標「kinds@1」は、値「2」を取れません。',
    ],
    [
      'decimals that the indicator has not',
      survey([n], [bound({ kind: 'number', question: 'n' }, 'people@1')]),
      '問n：指標「people@1」は、値「数値」を取れません。',
    ],
  ])('%s', (_, definition, sentence) => {
    expect(faultsOf(definition)).toEqual([sentence]);
  });
});
