import { describe, expect, it } from 'vitest';
import type { Question, QuestionKind } from './definition.ts';
import { findOption, readAnswer } from './read-answer.ts';

function asked(kind: QuestionKind, more: Partial<Question> = {}): Question {
  return { id: 'q', section: 's', number: '1', title: '問', help: '', kind, ...more };
}

const OPTIONS = [
  { id: 'use', title: '活用する方向で検討中' },
  { id: 'undecided', title: '未定' },
  { id: 'no-plan', title: '活用する予定なし' },
  { id: 'none', title: 'いずれも行っていない', alone: true },
] as const;
const choice = asked({ type: 'choice', options: OPTIONS.slice(0, 3) });
const choices = asked({ type: 'choices', options: OPTIONS, atMost: 2 });
const people = asked({ type: 'number', unit: '人', scale: 0, min: 0, max: 2000 });
const rate = asked({ type: 'number', unit: '%', scale: 1, min: null, max: null });
const share = asked({ type: 'share', unit: '件', valueTitle: 'うち', baseTitle: '総数' });
const day = asked({ type: 'date' });
const text = asked({ type: 'text', maxLength: 5 });
const optional = (question: Question): Question => ({ ...question, mayNotApply: true });

describe('an answer as it is read', () => {
  it.each<[string, Question, string[], unknown]>([
    ['nothing typed', choice, ['', ' 　'], null],
    ['an option by its id', choice, ['no-plan'], { type: 'choice', option: 'no-plan' }],
    ['by its title', choice, ['未定'], { type: 'choice', option: 'undecided' }],
    [
      'with width and spaces of its own',
      choice,
      ['　活用する 予定なし '],
      { type: 'choice', option: 'no-plan' },
    ],
    ['by its number', choice, ['２'], { type: 'choice', option: 'undecided' }],
    ['by a circled number and title', choice, ['①活用する方向で検討中'], { type: 'choice', option: 'use' }],
    ['in the second field', choice, ['', '未定'], { type: 'choice', option: 'undecided' }],
    ['several, in the order of the definition', choices, ['no-plan', 'use'], several('use', 'no-plan')],
    ['several in one cell', choices, ['未定；活用する予定なし'], several('undecided', 'no-plan')],
    ['one twice', choices, ['未定', 'undecided'], several('undecided')],
    ['separators alone', choices, ['；\n'], null],
    ['a number', people, ['１，２３４'], { type: 'number', value: '1234' }],
    ['a whole number as a cell writes it', people, ['12.0'], { type: 'number', value: '12' }],
    ['a decimal, scaled', rate, ['-2.5'], { type: 'number', value: '-25' }],
    ['zero', people, ['0'], { type: 'number', value: '0' }],
    ['k of n', share, ['3', '12'], { type: 'share', value: '3', base: '12' }],
    ['a day in 和暦', day, ['令和8年4月1日'], { type: 'date', day: '2026-04-01' }],
    ['text, trimmed, as typed', text, [' Ａb '], { type: 'text', text: 'Ａb' }],
    ['該当なし where it may be said', optional(people), ['該当なし'], { type: 'not-applicable' }],
    ['該当なし in both fields', optional(share), ['該当なし', '該当なし'], { type: 'not-applicable' }],
    ['該当なし as free text', text, ['該当なし'], { type: 'text', text: '該当なし' }],
  ])('%s', (_, question, texts, expected) => {
    expect(readAnswer(question, texts)).toEqual({ ok: true, value: expected });
  });

  it.each<[string, Question, string[], string]>([
    ['a choice outside the list', choice, ['検討しない'], 'no-such-option'],
    ['a number of no option', choice, ['4'], 'no-such-option'],
    ['two choices where one is asked', choice, ['未定', '活用する予定なし'], 'too-many-options'],
    ['a third choice', choices, ['use', 'undecided', 'no-plan'], 'too-many-options'],
    ['a third choice in one cell', choices, ['1;2;3'], 'too-many-options'],
    ['what stands alone, in company', choices, ['none', 'use'], 'option-stands-alone'],
    ['text in a number', people, ['約20人'], 'not-a-number'],
    ['two numbers', people, ['1', '2'], 'not-a-number'],
    ['a comma that groups nothing', people, ['1,23'], 'not-a-number'],
    ['a formula', people, ['=SUM(A1:A2)'], 'formula'],
    ['decimals', people, ['1.5'], 'too-many-decimals'],
    ['less than the least', people, ['-1'], 'too-small'],
    ['more than the most', people, ['2001'], 'too-large'],
    ['more digits than any store', rate, ['123456789012345678'], 'too-large'],
    ['half a share', share, ['3', ''], 'share-half-given'],
    ['more than the whole', share, ['13', '12'], 'share-above-one'],
    ['a day that does not exist', day, ['2026-02-29'], 'not-a-day'],
    ['too long a text', text, ['一二三四五六'], 'too-long'],
    ['該当なし where it may not', people, ['該当なし'], 'may-not-be-left-out'],
  ])('refuses %s', (_, question, texts, code) => {
    expect(readAnswer(question, texts)).toMatchObject({ ok: false, code });
  });

  it('finds an option whose title is a number before the one at that place', () => {
    const times = [
      { id: 'twice', title: '2' },
      { id: 'once', title: '1' },
    ];
    expect(findOption(times, '1')?.id).toBe('once');
  });
});

function several(...options: string[]) {
  return { type: 'choices', options };
}
