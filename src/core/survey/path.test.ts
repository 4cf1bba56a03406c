import { describe, expect, it } from 'vitest';
import type { Answers } from './answer.ts';
import type { Question } from './definition.ts';
import { pathOf } from './path.ts';

const yesNo = {
  type: 'choice',
  options: [
    { id: 'yes', title: 'はい' },
    { id: 'no', title: 'いいえ' },
  ],
} as const;
const several = { type: 'choices', options: yesNo.options, atMost: null } as const;

function question(id: string, askedWhen?: Question['askedWhen'], kind: Question['kind'] = yesNo): Question {
  const base = { id, section: 's', number: id, title: id, help: '', kind };
  return askedWhen === undefined ? base : { ...base, askedWhen };
}

const QUESTIONS = [
  question('first'),
  question('second', [{ question: 'first', options: ['yes'] }]),
  question('third', [{ question: 'second', options: ['yes'] }]),
  question('many', undefined, several),
  question('both', [
    { question: 'first', options: ['yes', 'no'] },
    { question: 'many', options: ['no'] },
  ]),
];
const YES = { type: 'choice', option: 'yes' } as const;
const NO = { type: 'choice', option: 'no' } as const;

describe('the way through a survey', () => {
  it.each<[string, Answers, string]>([
    ['nothing answered', {}, 'asked open open asked open'],
    ['no leads past the rest', { first: NO }, 'asked not-asked not-asked asked open'],
    ['yes leads on', { first: YES }, 'asked asked open asked open'],
    ['to the end', { first: YES, second: YES }, 'asked asked asked asked open'],
    [
      'what hangs on a question that is not asked is not asked',
      { first: NO, second: YES, third: YES },
      'asked not-asked not-asked asked open',
    ],
    [
      '該当なし is no option',
      { first: { type: 'not-applicable' } },
      'asked not-asked not-asked asked not-asked',
    ],
    [
      'one of several is enough',
      { first: NO, many: { type: 'choices', options: ['yes', 'no'] } },
      'asked not-asked not-asked asked asked',
    ],
    [
      'all conditions must hold',
      { first: NO, many: { type: 'choices', options: ['yes'] } },
      'asked not-asked not-asked asked not-asked',
    ],
    [
      'a no decides although another is open',
      { many: { type: 'choices', options: ['yes'] } },
      'asked open open asked not-asked',
    ],
  ])('%s', (_, answers, expected) => {
    expect([...pathOf(QUESTIONS, answers).values()].join(' ')).toBe(expected);
  });
});
