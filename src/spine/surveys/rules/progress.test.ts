import { describe, expect, it } from 'vitest';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { conditionText, formPages, minutesLeft, pageTitle, progressOf, type Standing } from './progress.ts';

function asking(id: string, more: Partial<Question> = {}): Question {
  return {
    id,
    section: 'a',
    number: id,
    title: id,
    help: '',
    kind: {
      type: 'choice',
      options: [
        { id: 'yes', title: 'ある' },
        { id: 'no', title: 'ない' },
      ],
    },
    ...more,
  };
}

const none = new Set<string>();
const standing = (more: Partial<Standing>): Standing => ({
  path: new Map(),
  answered: none,
  known: none,
  byProxy: none,
  unreadable: none,
  ...more,
});
const survey = (questions: readonly Question[]): SurveyDefinition => ({
  id: 's',
  title: '',
  legalBasis: '',
  purpose: '',
  returned: '',
  source: '',
  level: 'municipality',
  minutes: 30,
  sections: [
    { id: 'a', title: '甲' },
    { id: 'b', title: '乙' },
  ],
  questions,
  bindings: [],
});
const ten = Array.from({ length: 10 }, (_, index) => asking(`q${index}`));

describe('how far a sheet is', () => {
  it('counts each question once', () => {
    const at = standing({
      path: new Map([
        ['q3', 'not-asked'],
        ['q4', 'open'],
      ]),
      answered: new Set(['q0', 'q1', 'q3']),
      byProxy: new Set(['q1']),
      known: new Set(['q2']),
      unreadable: new Set(['q5']),
    });
    expect(progressOf(ten, at)).toEqual({
      asked: 8,
      answered: 1,
      toConfirm: 2,
      unreadable: 1,
      open: 4,
      waiting: 1,
    });
  });

  it.each([
    ['nothing done', {}, 30],
    ['half done', { answered: new Set(['q0', 'q1', 'q2', 'q3', 'q4']) }, 15],
    ['a third of a minute is a minute', { answered: new Set(ten.slice(1).map((one) => one.id)) }, 3],
    ['all known', { known: new Set(ten.map((one) => one.id)) }, 1],
    ['all done', { answered: new Set(ten.map((one) => one.id)) }, 0],
  ])('minutes: %s', (_, more, minutes) => {
    expect(minutesLeft(survey(ten), progressOf(ten, standing(more)))).toBe(minutes);
  });
});

describe('pages of a form', () => {
  it('are sections; a long one is cut evenly and loses nothing', () => {
    const long = Array.from({ length: 25 }, (_, index) => asking(`l${index}`, { section: 'b' }));
    const pages = formPages(survey([...ten, ...long]));
    expect(pages.map((page) => [page.number, pageTitle(page), page.questions.length])).toEqual([
      [1, '甲', 10],
      [2, '乙（1／3）', 9],
      [3, '乙（2／3）', 9],
      [4, '乙（3／3）', 7],
    ]);
    expect(pages.flatMap((page) => page.questions)).toHaveLength(35);
  });

  it('short sections share a page, in their order, until it is full', () => {
    const sections = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }));
    const sizes: Record<string, number> = { a: 2, b: 3, c: 2, d: 13 };
    const questions = sections.flatMap(({ id }) =>
      Array.from({ length: sizes[id] ?? 0 }, (_, index) => asking(`${id}${index}`, { section: id })),
    );
    const pages = formPages({ ...survey(questions), sections });
    expect(pages.map((page) => [pageTitle(page), page.questions.length])).toEqual([
      ['a・b', 5],
      ['c', 2],
      ['d（1／2）', 7],
      ['d（2／2）', 6],
    ]);
    expect(pages.flatMap((page) => page.questions)).toEqual(questions);
  });
});

it('says when a question is asked', () => {
  const second = asking('2', {
    askedWhen: [
      { question: 'q0', options: ['yes', 'no'] },
      { question: 'q1', options: ['yes'] },
    ],
  });
  expect(conditionText(second, ten)).toBe(
    '問q0で「ある」か「ない」を選んだとき、かつ問q1で「ある」を選んだとき',
  );
});
