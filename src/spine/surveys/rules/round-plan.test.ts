import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  workingDaysUntil,
} from '../../../core/working-days.ts';
import { isPublicHoliday } from '../../../platform/holidays.ts';
import { askedBodies, planFaults, planWarnings, type RoundPlan, sheetNumber } from './round-plan.ts';

describe('working days', () => {
  it.each<[string, string, boolean]>([
    ['2026-04-28', 'a Tuesday', true],
    ['2026-04-29', '昭和の日', false],
    ['2026-05-06', '憲法記念日の振替休日', false],
    ['2026-05-09', 'a Saturday', false],
    ['2026-05-10', 'a Sunday', false],
    ['2026-09-22', 'a day between two holidays', false],
    ['2026-12-28', 'the last day of the year', true],
    ['2026-12-29', 'the turn of the year', false],
    ['2027-01-04', 'the first day', true],
  ])('%s, %s', (day, _, working) => {
    expect(isWorkingDay(day, isPublicHoliday)).toBe(working);
  });

  it('are counted over the holidays of May', () => {
    // 4月30日, 5月1日, 7日, 8日: between 4月28日 and 5月8日 lie four.
    expect(workingDaysUntil('2026-04-28', '2026-05-08', isPublicHoliday)).toBe(4);
    expect(addWorkingDays('2026-04-28', 4, isPublicHoliday)).toBe('2026-05-08');
    expect(nextWorkingDay('2026-05-03', isPublicHoliday)).toBe('2026-05-07');
    expect(workingDaysUntil('2026-05-08', '2026-04-28', isPublicHoliday)).toBe(0);
  });
});

const TODAY = '2026-04-20';
const PLAN: RoundPlan = {
  title: '調査',
  organiserCode: '000000',
  baseDay: '2026-04-01',
  route: 'prefecture',
  designatedDirect: false,
  prefectureDue: '2026-05-20',
  nationDue: '2026-05-29',
};

describe('a planned 調査回', () => {
  it.each<[string, Partial<RoundPlan>, string[]]>([
    ['is fine', {}, []],
    ['without a title', { title: ' ' }, ['title']],
    ['without 県締切', { prefectureDue: null }, ['prefectureDue']],
    ['direct, without 県締切', { route: 'direct', prefectureDue: null }, []],
    [
      'due yesterday',
      { prefectureDue: '2026-04-19', nationDue: '2026-04-19' },
      ['prefectureDue', 'nationDue'],
    ],
    ['国締切 before 県締切', { nationDue: '2026-05-19' }, ['nationDue']],
    [
      'of a prefecture, past itself',
      { organiserCode: '010006', route: 'direct', prefectureDue: null },
      ['route'],
    ],
  ])('%s', (_, more, fields) => {
    expect(planFaults({ ...PLAN, ...more }, TODAY).map((fault) => fault.field)).toEqual(fields);
  });

  it.each<[string, Partial<RoundPlan>, string, string[]]>([
    ['nothing to say', {}, TODAY, []],
    [
      'a Sunday',
      { prefectureDue: '2026-05-17' },
      TODAY,
      ['県締切の日は閉庁日です。次の開庁日は令和8年5月18日（2026年）です。'],
    ],
    [
      'the turn of the fiscal year',
      { baseDay: '2026-02-01', prefectureDue: '2026-03-25', nationDue: '2026-04-15' },
      '2026-02-20',
      [
        '県締切が年度末・年度始めに当たります。人事異動と出納整理が重なり、担当者が代わる時期です。',
        '回答の期間が年度末・年度始めに掛かります。引継ぎの時間を見込んでください。',
      ],
    ],
    [
      'the assembly',
      { prefectureDue: '2026-06-10', nationDue: '2026-06-30' },
      TODAY,
      ['県締切が議会の定例会に当たります。3月・6月・9月・12月は、定例会を開く団体が多い時期です。'],
    ],
    [
      'little time',
      { prefectureDue: '2026-04-28', nationDue: '2026-05-01' },
      TODAY,
      [
        '回答の期間が6開庁日しかありません。庁内の照会と決裁に、10開庁日は要ります。',
        '県締切から国締切まで2開庁日です。取りまとめに、5開庁日は要ります。',
      ],
    ],
    [
      'a 基準日 ahead',
      { baseDay: '2026-05-01' },
      TODAY,
      ['基準日がまだ来ていません。対象の団体は、送る時に決まります。'],
    ],
  ])('warns of %s', (_, more, today, warnings) => {
    expect(planWarnings({ ...PLAN, ...more }, today, isPublicHoliday)).toEqual(warnings);
  });

  it('asks by level, realm and prefecture, 指定都市 directly where so chosen', () => {
    const body = (bodyCode: string, prefectureCode: string, kind: string, status: string | null = null) => ({
      bodyCode,
      name: bodyCode,
      prefectureCode,
      kind,
      status,
    });
    const bodies = [
      body('020001', '020001', 'prefecture'),
      body('010006', '010006', 'prefecture'),
      body('012025', '010006', 'city'),
      body('011002', '010006', 'city', 'designated-city'),
      body('022012', '020001', 'city'),
      body('992011', '990001', 'city'),
      body('990001', '990001', 'prefecture'),
    ];
    const asked = (organiserCode: string, level: 'municipality' | 'both', designatedDirect = false) =>
      askedBodies({ organiserCode, route: 'prefecture', designatedDirect }, level, bodies).map(
        (one) => `${one.bodyCode} ${one.route}`,
      );
    expect(asked('000000', 'municipality', true)).toEqual([
      '011002 direct',
      '012025 prefecture',
      '022012 prefecture',
    ]);
    expect(asked('000000', 'both')).toEqual([
      '010006 direct',
      '011002 prefecture',
      '012025 prefecture',
      '020001 direct',
      '022012 prefecture',
    ]);
    expect(asked('010006', 'both')).toEqual(['011002 prefecture', '012025 prefecture']);
    expect(asked('999997', 'both')).toEqual(['990001 direct', '992011 prefecture']);
    expect(sheetNumber(12, '992011')).toBe('S0012-992011');
  });
});
