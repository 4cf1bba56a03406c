import { describe, expect, test } from 'vitest';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { BodyMention, ControlSum, FileKind, ReadFact, Workbook } from '../../contracts/file-kind.ts';
import { checkControls, factKey, type MemberBody } from './controls.ts';
import { recordingOrder } from './order.ts';
import { recognise } from './recognise.ts';
import { resolveMentions } from './resolve.ts';
import { definitionsByKey, validateFacts } from './validate.ts';
import { valueText } from './value-text.ts';

const WORKBOOK: Workbook = {
  fileName: '見本.csv',
  format: 'csv',
  sheets: [
    {
      name: '見本',
      rows: [
        ['a', 'b'],
        ['c', '12'],
      ],
      formulas: [[2, 1]],
    },
  ],
};

function definition(id: string, more: Partial<IndicatorDefinition>): IndicatorDefinition {
  return {
    id,
    version: 1,
    title: `指標 ${id}`,
    shortTitle: id,
    definition: '見本',
    formula: '見本',
    source: '見本',
    level: 'municipality',
    valueKind: 'count',
    unit: '人',
    decimals: 0,
    scale: 0,
    better: 'none',
    period: 'day',
    operator: { kind: 'sum' },
    base: 'all',
    baseBodies: 'all',
    planItems: [],
    ...more,
  };
}

const DEFINITIONS = definitionsByKey([
  definition('yes', { valueKind: 'yes-no' }),
  definition('share', { valueKind: 'share' }),
  definition('rate', { valueKind: 'percent', scale: 1, range: { min: 0, max: 100 } }),
  definition('pick', { valueKind: 'choice', choices: [{ value: 3, title: '検討中' }] }),
  definition('cards', { denominator: { indicator: 'people', title: '人口' } }),
  definition('parts', { parts: [{ id: 'p1', title: '一' }] }),
]);

function fact(more: Partial<ReadFact>): ReadFact {
  return {
    mention: 0,
    indicator: 'yes@1',
    part: '',
    on: '2023-04-01',
    value: 1n,
    base: null,
    baseOn: null,
    reason: null,
    note: null,
    sheet: 1,
    row: 2,
    column: 2,
    ...more,
  };
}

const judge = (...facts: readonly Partial<ReadFact>[]) =>
  validateFacts(
    facts.map((each) => ({ bodyCode: '162019', bodyName: '富山県富山市', fact: fact(each) })),
    DEFINITIONS,
    WORKBOOK,
  );

describe('facts against their definitions', () => {
  test.each<[string, Partial<ReadFact>, string | null]>([
    ['yes', { value: 1n }, null],
    ['neither yes nor no', { value: 2n }, '0 か 1'],
    ['a reason instead of a value', { value: null, reason: 'not-asked' }, null],
    ['a whole share', { indicator: 'share@1', value: 4n, base: 4n }, null],
    ['k above n', { indicator: 'share@1', value: 5n, base: 4n }, '0～4'],
    ['a share of nothing', { indicator: 'share@1', value: 0n, base: 0n }, '1 以上の分母'],
    ['the highest rate', { indicator: 'rate@1', value: 1000n }, null],
    ['a rate above 100', { indicator: 'rate@1', value: 1001n }, '0～100'],
    ['a negative rate', { indicator: 'rate@1', value: -1n }, '0～100'],
    ['a choice', { indicator: 'pick@1', value: 3n }, null],
    ['no choice', { indicator: 'pick@1', value: 0n }, '検討中'],
    ['a formula', { column: 1 }, '値'],
  ])('%s', (_, given, expected) => {
    expect(judge(given).map((rejection) => rejection.expected)).toEqual(expected === null ? [] : [expected]);
  });

  test('a rejection says where, and what stands there', () => {
    expect(judge({ value: 2n })[0]).toMatchObject({ sheet: '見本', row: 2, column: 2, found: '12' });
  });

  test('one fact twice names both places; two series, days or parts are two facts', () => {
    expect(judge({}, { row: 1 })[0]?.message).toContain('2 行 2 列');
    expect(judge({}, { series: 'other' }, { on: '2024-04-01' })).toEqual([]);
  });

  test('what nobody defined, and a value beside a reason, are faults of the file kind', () => {
    expect(() => judge({ indicator: 'none@1' })).toThrow('unknown indicator');
    expect(() => judge({ indicator: 'parts@1', part: 'p2' })).toThrow('unknown part');
    expect(() => judge({ reason: 'not-asked' })).toThrow('both a value and a reason');
  });
});

describe('printed sums', () => {
  const member = (bodyCode: string, stratum: MemberBody['stratum']): MemberBody => ({
    bodyCode,
    name: bodyCode,
    prefectureCode: '160008',
    prefectureName: '富山県',
    stratum,
  });
  const members = [member('162019', 'core-city'), member('162027', 'city'), member('163210', 'village')];
  const control = (more: Partial<ControlSum>): ControlSum => ({
    indicator: 'n@1',
    part: '',
    on: '2021-01-01',
    prefecture: null,
    value: 6n,
    sheet: 1,
    row: 1,
    column: 1,
    ...more,
  });
  const known = (entries: [string, bigint][]) =>
    new Map([[factKey({ indicator: 'n@1', part: '', on: '2021-01-01' }, 's'), new Map(entries)]]);
  const all = known([
    ['162019', 1n],
    ['162027', 2n],
    ['163210', 3n],
  ]);
  const check = (more: Partial<ControlSum>, values = all, own = true) =>
    checkControls([control(more)], 's', values, () => members, WORKBOOK, own);

  test.each<[string, Partial<ControlSum>]>([
    ['of the nation', {}],
    ['of a prefecture by its name', { prefecture: '富山県' }],
    ['of a class', { bodyClass: 'city', value: 3n }],
  ])('%s agree', (_, more) => {
    expect(check(more)).toEqual({ checked: 1, withoutBodies: [], rejected: [] });
  });

  test('a difference of one is refused', () => {
    expect(check({ value: 7n }).rejected[0]).toMatchObject({ expected: '6' });
  });

  test('a missing body is named; where only sums are given, they wait until all bodies are known', () => {
    const gap = known([
      ['162019', 1n],
      ['163210', 3n],
    ]);
    expect(check({}, gap).rejected[0]?.message).toContain('値のない団体: 富山県162027');
    expect(check({}, gap, false)).toMatchObject({ checked: 0, rejected: [] });
    expect(check({}, new Map()).withoutBodies).toHaveLength(1);
  });
});

describe('recognition', () => {
  const kind = (id: string, confidence: number | null): FileKind => ({
    id,
    title: id,
    source: { series: 's', title: 's', publisher: 's', licence: 's', attribution: 's' },
    recognise: () => (confidence === null ? null : { confidence, why: id }),
    read: () => {
      throw new Error('not read here');
    },
  });

  test('the surest kind; none and two alike are refusals that name what there is', () => {
    const surest = recognise(WORKBOOK, [kind('a', 0.5), kind('b', 0.9), kind('c', null)]);
    expect(surest.ok && surest.value.kind.id).toBe('b');
    expect(recognise(WORKBOOK, [kind('c', null)])).toMatchObject({
      code: 'unknown-kind',
      detail: { kinds: 'c' },
    });
    expect(recognise(WORKBOOK, [kind('a', 1), kind('b', 1)])).toMatchObject({ code: 'two-kinds' });
  });
});

test('a decision answers a question and never overrules a match', () => {
  const mention = (row: number): BodyMention => ({
    sheet: 1,
    row,
    column: 1,
    code: null,
    prefecture: '北海道',
    name: '泊村',
    level: 'municipality',
  });
  const decisions = [1, 2, 3].map((row) => ({
    sheet: 1,
    row,
    column: 1,
    chosen: row === 3 ? 'ignore' : '014036',
  }));
  const resolved = resolveMentions(
    [1, 2, 3, 4].map(mention),
    [
      { kind: 'matched', bodyCode: '016969' },
      { kind: 'ambiguous', candidates: ['014036', '016969'], why: '二つある。' },
      { kind: 'unmatched', why: 'ない。' },
      { kind: 'unmatched', why: 'ない。' },
    ],
    decisions,
    (code) => (code === '014036' ? '北海道泊村' : null),
    WORKBOOK,
  );
  expect(resolved.bodies).toEqual(['016969', '014036', null, null]);
  expect(resolved.counts).toEqual({ matched: 2, unmatched: 1, ambiguous: 0, ignored: 1 });
  expect(resolved.questions[0]).toMatchObject({ row: 4, written: '北海道 泊村' });
});

test('older editions are recorded first, whatever order they came in', () => {
  const editions = ['2024-07-12', null, '2023-01-01', '2024-07-12'].map((editionOn) => ({ editionOn }));
  expect(recordingOrder(editions)).toEqual([1, 2, 0, 3]);
});

test.each<[string, string | null, string | null, number | null, string | null]>([
  ['yes@1', '0', null, null, '未実施'],
  ['yes@1', null, null, 1, '調査無し'],
  ['yes@1', null, null, null, null],
  ['share@1', '3', '4', null, '3／4'],
  ['rate@1', '5', null, null, '0.5 %'],
  ['rate@1', '-1234567', null, null, '−123,456.7 %'],
  ['pick@1', '3', null, null, '検討中'],
  ['cards@1', '1548', '45940', null, '1,548／45,940'],
  ['parts@1', '126654244', null, null, '126,654,244'],
])('%s %s/%s %s is shown as %s', (key, value, base, reason, text) => {
  expect(valueText(DEFINITIONS.get(key), { value, base, reason })).toBe(text);
});
