import { describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import {
  QUESTION_COLUMNS,
  type QuestionCells,
  type SurveyCells,
} from '../../src/spine/surveys/rules/definition-columns.ts';
import { readDefinition } from '../../src/spine/surveys/rules/definition-read.ts';
import { questionCells, surveyCells } from '../../src/spine/surveys/rules/definition-write.ts';
import { shippedSurveys } from '../../src/spine/surveys/rules/shipped.ts';

const indicators = modules.flatMap((face) => face.indicators);
const sorted = <T>(list: readonly T[]) => [...list].map((one) => JSON.stringify(one)).sort();

describe('a definition sheet', () => {
  it.each(shippedSurveys.map((survey) => [survey.id, survey] as const))(
    'of %s reads back as it was',
    (_, survey) => {
      const rows = survey.questions.map((question) => questionCells(survey, question));
      const read = readDefinition(surveyCells(survey), rows, indicators);
      expect(read.faults).toEqual([]);
      expect({ ...read.survey, bindings: [] }).toEqual({ ...survey, bindings: [] });
      expect(sorted(read.survey.bindings)).toEqual(sorted(survey.bindings));
    },
  );

  it('has a column for every field, and no two of one name', () => {
    const titles = QUESTION_COLUMNS.map((column) => column.title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  const head: SurveyCells = {
    id: 'sample',
    title: '調査',
    legalBasis: '依頼',
    purpose: '目的',
    returned: '還元',
    source: '出典',
    level: '両方',
    minutes: '１０',
  };
  const choice: QuestionCells = {
    number: '1',
    id: 'plan',
    section: 'main：本体',
    title: '問',
    type: '一つ選択',
    options: 'yes：はい\nno：いいえ',
  };
  const faultsOf = (rows: QuestionCells[], more: SurveyCells = {}) =>
    readDefinition({ ...head, ...more }, rows, indicators).faults.map(
      (fault) => `${fault.row} ${fault.column} ${fault.message}`,
    );

  it('takes numbers for ids, words for options, and any width', () => {
    const second: QuestionCells = {
      number: '2',
      id: 'staff',
      section: 'main',
      title: '人数',
      type: '数値',
      unit: '人',
      askedWhen: '問１=はい／いいえ',
      checks: '前回差：２０％',
      optional: '〇',
    };
    const { survey, faults } = readDefinition(head, [choice, second]);
    expect(faults).toEqual([]);
    expect(survey.questions[1]).toMatchObject({
      optional: true,
      askedWhen: [{ question: 'plan', options: ['yes', 'no'] }],
      checks: [{ kind: 'like-last-round', percent: 20 }],
    });
    expect(survey.sections).toEqual([{ id: 'main', title: '本体' }]);
  });

  it.each<[string, QuestionCells, string]>([
    [
      'an unknown kind',
      { type: '自由' },
      '0 type 種類「自由」はありません。一つ選択、複数選択、数値、内数と総数、日付、文章のどれかにしてください。',
    ],
    [
      'a condition of no shape',
      { askedWhen: '問1のとき' },
      '0 askedWhen 条件「問1のとき」は、「設問＝選択肢／選択肢」の形に書いてください。',
    ],
    [
      'a check of no shape',
      { checks: '多すぎない' },
      '0 checks 確認「多すぎない」を読めません。「以下：」「合計：」「前回差：」のどれかで書いてください。',
    ],
    [
      'a binding of no shape',
      { bindings: 'CIOの任命' },
      '0 bindings 指標「CIOの任命」を読めません。「凡例」の書き方にしてください。',
    ],
    [
      'a binding without all values',
      { bindings: 'cio@1：yes=1' },
      '0 bindings 選択肢「no」を選んだときの指標の値が決まっていません。',
    ],
    [
      'an indicator that is none',
      { bindings: 'cios@1：yes=1、no=0' },
      '0 bindings 指標「cios@1」は登録されていません。',
    ],
    ['an empty title', { title: '' }, '0 title 見出しが空欄です。'],
    ['text for a number', { type: '複数選択', atMost: '二つ' }, '0 atMost 「二つ」は整数として読めません。'],
  ])('says at its cell: %s', (_, more, message) => {
    expect(faultsOf([{ ...choice, ...more }])).toEqual([message]);
  });

  it('says what is wrong with the head', () => {
    expect(faultsOf([choice], { level: '市', minutes: '十分', id: 'Ａ' })).toEqual([
      'null level 対象は、市区町村、都道府県、両方のどれかにしてください。',
      'null id 識別子「A」は使えません。英小文字、数字、ハイフンで書いてください。',
      'null minutes 所要時間「0」を、1分以上の整数で書いてください。',
    ]);
  });
});
