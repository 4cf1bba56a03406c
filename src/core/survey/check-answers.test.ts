import { describe, expect, it } from 'vitest';
import type { Answers } from './answer.ts';
import { checkAnswers } from './check-answers.ts';
import type { Question } from './definition.ts';

const NUMBER = { type: 'number', unit: '人', scale: 0, min: null, max: null } as const;
const YES_NO = {
  type: 'choice',
  options: [
    { id: 'yes', title: 'はい' },
    { id: 'no', title: 'いいえ' },
  ],
} as const;

function question(id: string, kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id, section: 's', number: id, title: id, help: '', kind, ...more };
}

const QUESTIONS: readonly Question[] = [
  question('has', YES_NO),
  question('men', NUMBER, { askedWhen: [{ question: 'has', options: ['yes'] }] }),
  question('women', NUMBER, { optional: true }),
  question('all', NUMBER, {
    checks: [
      { kind: 'sum-of', questions: ['men', 'women'], severity: 'error' },
      { kind: 'like-last-round', percent: 20, severity: 'warning' },
    ],
  }),
  question('trained', NUMBER, {
    optional: true,
    checks: [{ kind: 'not-more-than', question: 'all', severity: 'error' }],
  }),
  question('hint', YES_NO, { optional: true }),
  question('more', NUMBER, { askedWhen: [{ question: 'hint', options: ['yes'] }], optional: true }),
  question('must', NUMBER, { askedWhen: [{ question: 'hint', options: ['yes'] }] }),
];
const n = (value: number) => ({ type: 'number', value: String(value) }) as const;
const yes = { type: 'choice', option: 'yes' } as const;
const no = { type: 'choice', option: 'no' } as const;
const WHOLE: Answers = { has: yes, men: n(3), women: n(4), all: n(7), hint: no };

describe('what keeps a sheet from being handed in', () => {
  it.each<[string, Answers, Answers, string[]]>([
    ['nothing', WHOLE, {}, []],
    ['questions without an answer', {}, {}, ['has missing', 'all missing', 'must undecided']],
    ['not what is not asked', { ...WHOLE, has: no, men: n(3) }, {}, []],
    ['a sum that is none', { ...WHOLE, all: n(8) }, {}, ['all not-the-sum']],
    ['no sum of what was left open', { has: yes, men: n(3), all: n(9), hint: no }, {}, []],
    ['more than the whole', { ...WHOLE, trained: n(8) }, {}, ['trained more-than']],
    ['as much as the whole', { ...WHOLE, trained: n(7) }, {}, []],
    ['unlike the last round', WHOLE, { all: n(5) }, ['all unlike-last-round']],
    ['just like it', { ...WHOLE, women: n(3), all: n(6) }, { all: n(5) }, []],
    ['unlike a last round below zero', WHOLE, { all: n(-7) }, ['all unlike-last-round']],
    ['unlike nothing', WHOLE, { all: n(0) }, ['all unlike-last-round']],
    ['a question that hangs on one left open', { ...WHOLE, hint: yes, more: n(1) }, {}, ['must missing']],
  ])('%s', (_, answers, last, expected) => {
    expect(checkAnswers(QUESTIONS, answers, last).map((one) => `${one.question} ${one.code}`)).toEqual(
      expected,
    );
  });

  it('says what it found and what it would have been', () => {
    expect(checkAnswers(QUESTIONS, { ...WHOLE, all: n(8) }, {})).toEqual([
      { question: 'all', severity: 'error', code: 'not-the-sum', detail: { found: '8', expected: '7' } },
    ]);
  });
});
