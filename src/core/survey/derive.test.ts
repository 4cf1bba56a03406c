import { describe, expect, it } from 'vitest';
import type { Answers } from './answer.ts';
import type { Condition, Derivation, Question, SurveyDefinition } from './definition.ts';
import { deriveFacts } from './derive.ts';

const options = (...ids: string[]) => ids.map((id) => ({ id, title: id }));

function question(id: string, kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id, section: 's', number: id, title: id, help: '', kind, ...more };
}

/** Cross-cutting bodies as the ministry counts them: only with the head or deputy in the chair. */
const QUESTIONS: readonly Question[] = [
  question('has', { type: 'choice', options: options('yes', 'no', 'unknown') }),
  question(
    'chair',
    { type: 'choice', options: options('head', 'deputy', 'director') },
    { askedWhen: [{ question: 'has', options: ['yes'] }] },
  ),
  question('means', { type: 'choices', options: options('a', 'b'), atMost: null }, { mayNotApply: true }),
  question('staff', { type: 'number', unit: '人', scale: 0, min: 0, max: null }),
  question(
    'loans',
    { type: 'share', unit: '件', valueTitle: 'うち', baseTitle: '総数' },
    { mayNotApply: true },
  ),
  question('use', { type: 'share', unit: '件', valueTitle: 'うち', baseTitle: '総数' }),
];
const ALL_OF: Derivation = {
  kind: 'all-of',
  conditions: [
    { question: 'has', options: ['yes'] },
    { question: 'chair', options: ['head', 'deputy'] },
  ],
};
const HAS: Derivation = {
  kind: 'option',
  question: 'has',
  values: { yes: 1, no: 0 },
  reasons: { unknown: 'not-answered' },
};
const CHAIR: Derivation = { kind: 'option', question: 'chair', values: { head: 1, deputy: 2, director: 3 } };
const A: Derivation = { kind: 'has-option', question: 'means', option: 'a' };

const POOL: Derivation = { kind: 'pooled-share', questions: ['loans', 'use'], take: 'both' };
const k = (value: string, base: string) => ({ type: 'share', value, base }) as const;

function factsOf(from: Derivation, answers: Answers, when?: Condition[]) {
  const survey = {
    questions: QUESTIONS,
    bindings: [{ indicator: 'x@1', part: '', from, ...(when === undefined ? {} : { when }) }],
  } as unknown as SurveyDefinition;
  const { value, base, reason } = deriveFacts(survey, answers)[0]!;
  return [value, base, reason];
}
const one = (option: string) => ({ type: 'choice', option }) as const;

describe('what a sheet says of its body', () => {
  it.each<[string, Derivation, Answers, unknown[]]>([
    ['a chosen option', HAS, { has: one('no') }, [0n, null, null]],
    ['不明 as its reason', HAS, { has: one('unknown') }, [null, null, 'not-answered']],
    ['no answer', HAS, {}, [null, null, 'not-answered']],
    [
      'a question left out by the way',
      CHAIR,
      { has: one('no'), chair: one('head') },
      [null, null, 'not-asked'],
    ],
    ['a question not decided yet', CHAIR, {}, [null, null, 'not-answered']],
    ['head in the chair', ALL_OF, { has: one('yes'), chair: one('head') }, [1n, null, null]],
    ['deputy in the chair', ALL_OF, { has: one('yes'), chair: one('deputy') }, [1n, null, null]],
    ['a director in the chair', ALL_OF, { has: one('yes'), chair: one('director') }, [0n, null, null]],
    ['no such body', ALL_OF, { has: one('no') }, [0n, null, null]],
    ['a body, the chair unsaid', ALL_OF, { has: one('yes') }, [null, null, 'not-answered']],
    ['nothing said', ALL_OF, {}, [null, null, 'not-answered']],
    ['among the chosen', A, { means: { type: 'choices', options: ['a', 'b'] } }, [1n, null, null]],
    ['not among them', A, { means: { type: 'choices', options: ['b'] } }, [0n, null, null]],
    ['該当なし', A, { means: { type: 'not-applicable' } }, [null, null, 'not-applicable']],
    [
      'a number',
      { kind: 'number', question: 'staff' },
      { staff: { type: 'number', value: '0' } },
      [0n, null, null],
    ],
    [
      'k of n',
      { kind: 'share', question: 'use' },
      { use: { type: 'share', value: '3', base: '9' } },
      [3n, 9n, null],
    ],
    ['shares added up', POOL, { loans: k('1', '2'), use: k('3', '9') }, [4n, 11n, null]],
    [
      'without those that do not apply',
      POOL,
      { loans: { type: 'not-applicable' }, use: k('3', '9') },
      [3n, 9n, null],
    ],
    ['not with one unanswered', POOL, { loans: k('1', '2') }, [null, null, 'not-answered']],
    [
      'their whole alone',
      { ...POOL, take: 'base' },
      { loans: k('1', '2'), use: k('3', '9') },
      [11n, null, null],
    ],
  ])('%s', (_, from, answers, expected) => {
    expect(factsOf(from, answers)).toEqual(expected);
  });

  it.each<[string, Answers, unknown[]]>([
    ['of those whom it concerns', { has: one('yes'), chair: one('head') }, [1n, null, null]],
    ['not of the others', { has: one('no') }, [null, null, 'not-asked']],
    ['while that is open', {}, [null, null, 'not-answered']],
  ])('a fact for some bodies is asked %s', (_, answers, expected) => {
    expect(factsOf(CHAIR, answers, [{ question: 'has', options: ['yes'] }])).toEqual(expected);
  });
});
