import { describe, expect, it } from 'vitest';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { isPublicHoliday } from '../../../platform/holidays.ts';
import { proposedDue, proposeHandouts, reminderText, standingOf } from './handout-proposal.ts';

const SECTIONS = [
  { sectionId: 's1', name: '総務課', organ: '長' },
  { sectionId: 's2', name: '企画課', organ: '長' },
  { sectionId: 's3', name: '事務局', organ: '選挙管理委員会' },
];

function surveyOf(hints: readonly (string | null)[]): SurveyDefinition {
  const question = (hint: string | null, index: number): Question => ({
    id: `q-${index}`,
    section: index < 2 ? 'first' : 'second',
    number: String(index + 1),
    title: '',
    help: '',
    kind: { type: 'text', maxLength: 10 },
    ...(hint === null ? {} : { usuallyKnownBy: hint }),
  });
  return {
    ...{
      id: 'try',
      title: '',
      legalBasis: '',
      purpose: '',
      returned: '',
      source: '',
      level: 'both',
      minutes: 1,
    },
    sections: [
      { id: 'first', title: '体制' },
      { id: 'second', title: '職員' },
    ],
    questions: hints.map(question),
    bindings: [],
  };
}

function all(survey: SurveyDefinition): ReadonlySet<string> {
  return new Set(survey.questions.map((question) => question.id));
}

describe('a first split', () => {
  it('goes by who usually knows: a section of that name, its organ, or the words alone', () => {
    const survey = surveyOf(['総務・人事', '情報政策・企画', '選挙管理', '福祉', null, '総務']);
    expect(proposeHandouts(survey, all(survey), SECTIONS)).toEqual({
      handouts: [
        { sectionId: 's1', sectionName: '総務課', organ: '長', questions: ['q-0', 'q-5'] },
        { sectionId: 's2', sectionName: '企画課', organ: '長', questions: ['q-1'] },
        { sectionId: 's3', sectionName: '事務局', organ: '選挙管理委員会', questions: ['q-2'] },
        { sectionId: null, sectionName: '福祉担当', organ: '長', questions: ['q-3'] },
      ],
      kept: ['q-4'],
    });
  });

  it('without any hint goes by the sections of the survey; leaves out what is handed out already', () => {
    const survey = surveyOf([null, null, null]);
    expect(proposeHandouts(survey, new Set(['q-0', 'q-2']), SECTIONS)).toEqual({
      handouts: [
        { sectionId: null, sectionName: '体制担当', organ: '長', questions: ['q-0'] },
        { sectionId: null, sectionName: '職員担当', organ: '長', questions: ['q-2'] },
      ],
      kept: [],
    });
  });
});

describe('the deadline of a section', () => {
  it.each([
    // 2026-05-11 is a Monday; 5/3 to 5/6 are holidays: five working days before are 5/8, 5/7, 5/1, 4/30, 4/28.
    ['2026-05-11', '2026-04-20', '2026-04-28'],
    ['2026-05-11', '2026-05-08', '2026-05-11'],
    ['2026-05-11', '2026-05-12', null],
    [null, '2026-04-20', null],
  ])('of %s, on %s: %s', (due, today, expected) => {
    expect(proposedDue(due, today, isPublicHoliday)).toBe(expected);
  });

  it('is overdue the day after, and only while nothing came back', () => {
    expect(standingOf({ state: 'out', due: '2026-04-24' }, '2026-04-24')).toBe('waiting');
    expect(standingOf({ state: 'out', due: '2026-04-24' }, '2026-04-25')).toBe('overdue');
    expect(standingOf({ state: 'out', due: null }, '2030-01-01')).toBe('waiting');
    expect(standingOf({ state: 'back', due: '2026-04-24' }, '2026-04-25')).toBe('back');
  });

  it('is reminded of with the number, the day and what is open', () => {
    const text = reminderText({
      ...{
        sectionName: '総務課',
        roundTitle: '体制の調査',
        handoutNo: 'S0012-992011-2',
        due: '令和8年4月24日',
      },
      ...{ open: ['問1', '問2'], from: '見本市 企画課 係長' },
    });
    for (const word of [
      '総務課　ご担当者様',
      'S0012-992011-2',
      '令和8年4月24日',
      '2問です（問1、問2）',
      '見本市 企画課 係長',
    ])
      expect(text).toContain(word);
  });
});
