import { describe, expect, test } from 'vitest';
import { loadPlanData } from '../data.ts';
import {
  circled,
  contentsOf,
  entriesOf,
  formatLines,
  formatPlanDate,
  newestFirst,
  newestVersion,
  numberedTitle,
  versionOf,
} from './contents.ts';

const plan = loadPlanData();

describe('numbering', () => {
  test.each([
    [1, '①'],
    [8, '⑧'],
    [20, '⑳'],
    [21, '21'],
    [0, '0'],
  ])('%i is %s', (number, expected) => expect(circled(number)).toBe(expected));

  test('a heading without a number keeps its title alone', () => {
    expect(numberedTitle({ number: null, title: '甲' })).toBe('甲');
    expect(numberedTitle({ number: 7, title: '自治体のAIの利用推進' })).toBe('⑦ 自治体のAIの利用推進');
  });
});

test.each([
  ['2020-12-25', '令和2年12月25日（2020年）'],
  ['2022-09', '令和4年9月（2022年）'],
  ['2019-04', '平成31年4月（2019年）'],
])('%s is printed as %s', (on, expected) => expect(formatPlanDate(on)).toBe(expected));

test.each([
  [[9, 9], '9行'],
  [[18, 39], '18～39行'],
] as const)('lines %j', (lines, expected) => expect(formatLines(lines)).toBe(expected));

describe('versions', () => {
  test('newest first', () => {
    expect(newestFirst(plan).map((version) => version.id)).toEqual(['5.0', '2024-04', '2.0', '1.0']);
    expect(newestVersion(plan)?.id).toBe('5.0');
  });

  test.each([
    ['1.0', { structure: 4, priority: 6, together: 2 }],
    ['2.0', { structure: 1, priority: 2, together: 1 }],
    ['2024-04', { structure: 4, priority: 7, together: 3 }],
    ['5.0', { premise: 3, structure: 4, priority: 8, together: 3 }],
  ])('%s has as many headings as its document lists', (id, expected) => {
    const contents = contentsOf(plan, versionOf(plan, id)!);
    expect(Object.fromEntries(contents.map(({ group, items }) => [group.id, items.length]))).toEqual(
      expected,
    );
  });

  test('headings stand in the order of their numbers, without a hole', () => {
    for (const version of plan.versions.filter((each) => each.contents === 'complete')) {
      for (const { items } of contentsOf(plan, version)) {
        expect(items.map((item) => item.number)).toEqual(items.map((_, index) => index + 1));
      }
    }
  });

  test('the eight priority items of 5.0', () => {
    const priority = contentsOf(plan, versionOf(plan, '5.0')!)[2];
    expect(priority?.items.map((item) => item.id)).toEqual([
      'front-yard',
      'standardization',
      'shared-systems',
      'elqr',
      'my-number',
      'security',
      'ai',
      'telework',
    ]);
  });
});

test('a block of which no document tells is empty', () => {
  const telework = plan.items.find((item) => item.version === '5.0' && item.id === 'telework')!;
  expect(entriesOf(plan, telework, 'policy')).toEqual([]);
  const old = plan.items.find((item) => item.version === '1.0' && item.id === 'telework')!;
  expect(entriesOf(plan, old, 'support').length).toBe(3);
});
