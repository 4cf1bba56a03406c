import { describe, expect, it } from 'vitest';
import type { AnswerValue } from './answer.ts';
import type { Binding, Question } from './definition.ts';
import { carryAnswer, fitsQuestion } from './fits.ts';
import { type HeldFact, reverseFacts } from './reverse.ts';

const options = (...ids: string[]) => ids.map((id) => ({ id, title: id }));

function question(kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id: 'q', section: 's', number: '1', title: '問', help: '', kind, ...more };
}

const choice = question({ type: 'choice', options: options('a', 'b', 'c') });
const several = question({
  type: 'choices',
  options: [...options('a', 'b'), { id: 'none', title: 'none', alone: true }],
  atMost: 2,
});
const staff = question({ type: 'number', unit: '人', scale: 0, min: 0, max: 100 });

function binding(from: Binding['from']): Binding {
  return { indicator: 'x@1', part: '', from };
}
const values = (map: Record<string, number>): Binding =>
  binding({ kind: 'option', question: 'q', values: map });
const has = (option: string): Binding => binding({ kind: 'has-option', question: 'q', option });
const fact = (value: bigint | null, on = '2026-04-01', more: Partial<HeldFact> = {}): HeldFact => ({
  on,
  value,
  base: null,
  reason: null,
  ...more,
});
const one = (option: string): AnswerValue => ({ type: 'choice', option });

describe('from a figure back to the answer', () => {
  it.each<[string, Question, Binding[], (HeldFact | null)[], AnswerValue | null]>([
    ['the only option of the value', choice, [values({ a: 1, b: 0, c: 2 })], [fact(0n)], one('b')],
    ['two options of one value', choice, [values({ a: 1, b: 0, c: 0 })], [fact(0n)], null],
    ['no option of the value', choice, [values({ a: 1, b: 0 })], [fact(3n)], null],
    ['no figure', choice, [values({ a: 1 })], [null], null],
    ['withdrawn', choice, [values({ a: 1 })], [fact(null, '2026-04-01', { reason: 'withdrawn' })], null],
    [
      'does not apply, where that may be said',
      { ...choice, mayNotApply: true },
      [values({ a: 1 })],
      [fact(null, '2026-04-01', { reason: 'not-applicable' })],
      { type: 'not-applicable' },
    ],
    ['two that disagree on a day', choice, [values({ a: 1 }), values({ b: 1 })], [fact(1n), fact(1n)], null],
    [
      'the newer of two',
      choice,
      [values({ a: 1 }), values({ b: 1 })],
      [fact(1n), fact(1n, '2025-04-01')],
      one('a'),
    ],
    [
      'a number in its limits',
      staff,
      [binding({ kind: 'number', question: 'q' })],
      [fact(100n)],
      { type: 'number', value: '100' },
    ],
    ['a number out of them', staff, [binding({ kind: 'number', question: 'q' })], [fact(101n)], null],
    [
      'several, all known on one day',
      several,
      [has('a'), has('b')],
      [fact(1n), fact(0n)],
      { type: 'choices', options: ['a'] },
    ],
    [
      'none of them: what stands alone',
      several,
      [has('a'), has('b')],
      [fact(0n), fact(0n)],
      { type: 'choices', options: ['none'] },
    ],
    ['several of two days', several, [has('a'), has('b')], [fact(1n), fact(0n, '2025-04-01')], null],
    ['several, one unknown', several, [has('a')], [fact(1n)], null],
    [
      'what all had to hold',
      choice,
      [binding({ kind: 'all-of', conditions: [{ question: 'q', options: ['a'] }] })],
      [fact(1n)],
      one('a'),
    ],
    [
      'what one of two made',
      choice,
      [binding({ kind: 'all-of', conditions: [{ question: 'q', options: ['a', 'b'] }] })],
      [fact(1n)],
      null,
    ],
    [
      'what did not hold',
      choice,
      [binding({ kind: 'all-of', conditions: [{ question: 'q', options: ['a'] }] })],
      [fact(0n)],
      null,
    ],
  ])('%s', (_, asked, bindings, held, expected) => {
    expect(reverseFacts(asked, bindings, (index) => held[index] ?? null)?.value ?? null).toEqual(expected);
  });
});

describe('from an earlier wording to this one', () => {
  const rate = (scale: number, unit = '%') => question({ type: 'number', unit, scale, min: null, max: null });
  const n = (value: string): AnswerValue => ({ type: 'number', value });
  it.each<[string, Question, Question, AnswerValue, AnswerValue | null]>([
    ['more decimals', rate(0), rate(1), n('12'), n('120')],
    ['fewer, exactly', rate(1), rate(0), n('120'), n('12')],
    ['fewer, not exactly', rate(1), rate(0), n('125'), null],
    ['another unit', rate(0), rate(0, '人'), n('12'), null],
    ['an option taken out', choice, question({ type: 'choice', options: options('a', 'b') }), one('c'), null],
    ['another kind', choice, staff, one('a'), null],
    [
      'one too many now',
      several,
      question({ type: 'choices', options: options('a', 'b'), atMost: 1 }),
      { type: 'choices', options: ['a', 'b'] },
      null,
    ],
  ])('%s', (_, before, now, answer, expected) => {
    expect(carryAnswer(before, now, answer)).toEqual(expected);
  });

  it('該当なし only where it may be said', () => {
    expect(fitsQuestion(staff, { type: 'not-applicable' })).toBe(false);
    expect(fitsQuestion({ ...staff, mayNotApply: true }, { type: 'not-applicable' })).toBe(true);
  });
});
