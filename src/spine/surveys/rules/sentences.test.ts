import { describe, expect, it } from 'vitest';
import { checkAnswers } from '../../../core/survey/check-answers.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { readAnswer } from '../../../core/survey/read-answer.ts';
import { answerFields, answerText, numberText } from './answer-text.ts';
import { answerFaultSentence, findingSentence, saveRefusalSentence } from './sentences.ts';

function asking(kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id: 'q', section: 's', number: '1', title: '問い', help: '', kind, ...more };
}

const choice = asking({
  type: 'choice',
  options: ['ある', 'ない'].map((title) => ({ id: title === 'ある' ? 'yes' : 'no', title })),
});
const twoOfThree = asking({
  type: 'choices',
  atMost: 2,
  options: [
    { id: 'a', title: '研修' },
    { id: 'b', title: '採用' },
    { id: 'c', title: '委託' },
    { id: 'none', title: 'いずれも行っていない', alone: true },
  ],
});
const hours = asking({ type: 'number', unit: '時間', scale: 1, min: 0, max: 100 });
const share = asking({ type: 'share', unit: '手続', valueTitle: 'うちオンライン', baseTitle: '総数' });

describe('why a text is no answer', () => {
  it.each([
    [choice, ['もちろん'], '「もちろん」は選択肢にありません。選択肢から選んでください。'],
    [choice, ['該当なし'], 'この設問では「該当なし」を選べません。'],
    [twoOfThree, ['a', 'b', 'c'], '2つまで選べます。3つ選ばれています。'],
    [twoOfThree, ['a', 'none'], '「いずれも行っていない」は、ほかの選択肢と一緒に選べません。'],
    [hours, ['約10'], '「約10」は数値として読めません。数字だけを入力してください。'],
    [hours, ['1.25'], '「1.25」は小数点以下の桁が多すぎます。小数第1位までにしてください。'],
    [hours, ['-1'], '「-1」は小さすぎます。0 以上の数値にしてください。'],
    [hours, ['100.1'], '「100.1」は大きすぎます。100 以下の数値にしてください。'],
    [hours, ['=1+1'], '「=1+1」は計算式です。計算した後の数値を入力してください。'],
    [share, ['5', ''], '総数と内数の両方を入力してください。'],
    [share, ['5', '3'], '「5／3」では、内数が総数を超えています。'],
    [
      asking({ type: 'date' }),
      ['令和8年2月30日'],
      '「令和8年2月30日」は日付として読めません。例：令和8年4月1日、2026-04-01',
    ],
    [asking({ type: 'text', maxLength: 3 }), ['四文字だ'], '3字までです。今は4字あります。'],
  ])('%#', (question, texts, sentence) => {
    const read = readAnswer(question, texts);
    expect(read.ok ? 'read' : answerFaultSentence(read)).toBe(sentence);
  });

  it('a long text is cut in the sentence', () => {
    const read = readAnswer(choice, ['あ'.repeat(500)]);
    expect(read.ok ? '' : [...answerFaultSentence(read)].length).toBeLessThan(80);
  });
});

describe('what a check found', () => {
  const total = asking(
    { type: 'number', unit: '人', scale: 0, min: 0, max: null },
    {
      id: 'total',
      number: '3',
      checks: [
        { kind: 'sum-of', questions: ['q', 'r'], severity: 'error' },
        { kind: 'like-last-round', percent: 50, severity: 'warning' },
      ],
    },
  );
  const part = (id: string, number: string) =>
    asking(
      { type: 'number', unit: '人', scale: 0, min: 0, max: null },
      id === 'q'
        ? { id, number, checks: [{ kind: 'not-more-than', question: 'total', severity: 'error' }] }
        : { id, number },
    );
  const questions = [part('q', '1'), part('r', '2'), total];
  const number = (value: string) => ({ type: 'number', value }) as const;

  it('names the question that it is compared with', () => {
    const found = checkAnswers(
      questions,
      { q: number('3000'), r: number('1'), total: number('2500') },
      { total: number('1000') },
    );
    expect(found.map((one) => findingSentence(one, questions))).toEqual([
      '3,000 は、問3の 2,500 を超えています。',
      '2,500 は、問1、問2の合計 3,001 と一致しません。',
      '前回（1,000）と大きく違います。正しければ補足に理由を書いてください。',
    ]);
  });

  it('an open question is named as open', () => {
    const [missing] = checkAnswers([choice], {}, {});
    expect(missing === undefined ? '' : findingSentence(missing, [choice])).toBe('回答がまだありません。');
  });
});

describe('an answer as text', () => {
  it.each([
    ['125', 1, '12.5'],
    ['-5', 2, '-0.05'],
    ['1234567', 0, '1,234,567'],
    ['1200', 2, '12'],
    ['0', 0, '0'],
  ])('%s at scale %d is %s', (value, scale, text) => expect(numberText(value, scale)).toBe(text));

  it.each([
    [choice, ['ない']],
    [twoOfThree, ['採用', '委託']],
    [hours, ['12.5']],
    [share, ['5', '30']],
    [asking({ type: 'date' }), ['2026-04-01']],
    [asking({ type: 'text', maxLength: 30 }), ['一行目\n二行目']],
    [asking({ type: 'date' }, { mayNotApply: true }), ['該当なし']],
  ])('fields give the same answer again %#', (question, texts) => {
    const read = readAnswer(question, texts);
    if (!read.ok) throw new Error(read.code);
    expect(answerFields(question, read.value)).toEqual(texts);
    expect(answerText(question, read.value)).not.toBeNull();
  });
});

it('a stranger learns the same of a sheet that is not there and of one that is not theirs', () => {
  const refusal = (code: 'no-such-sheet' | 'not-yours') =>
    saveRefusalSentence({ ok: false, code, detail: {} });
  expect(refusal('no-such-sheet')).toBe(refusal('not-yours'));
});
