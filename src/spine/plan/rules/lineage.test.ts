import { describe, expect, test } from 'vitest';
import { loadPlanData } from '../data.ts';
import { itemOf, versionOf } from './contents.ts';
import {
  ancestors,
  areNeighbours,
  changesBetween,
  descendants,
  lineOf,
  missingBetween,
  newestItem,
  todayOf,
} from './lineage.ts';

const plan = loadPlanData();
const item = (version: string, id: string) => itemOf(plan, version, id)!;
const version = (id: string) => versionOf(plan, id)!;
const names = (items: readonly { version: string; id: string }[]) =>
  items.map((each) => `${each.version}/${each.id}`);

function kinds(from: string, to: string): Record<string, string> {
  const outcome = changesBetween(plan, from, to);
  if (!outcome.ok) throw new Error(outcome.code);
  return Object.fromEntries(
    outcome.value.changes.map((change) => [`${change.from?.id ?? ''}>${change.to?.id ?? ''}`, change.kind]),
  );
}

describe('where an item comes from and what it became', () => {
  test('standardization and sharing was split', () => {
    expect(names(descendants(plan, item('2024-04', 'standardization-and-sharing')))).toEqual([
      '5.0/standardization',
      '5.0/shared-systems',
    ]);
  });

  test('one part of a split is not in the line of the other', () => {
    const line = lineOf(plan, item('5.0', 'standardization'));
    expect(line.map((step) => names(step.items))).toEqual([
      ['1.0/standardization-and-sharing'],
      ['2.0/standardization-and-sharing'],
      ['2024-04/standardization-and-sharing'],
      ['5.0/standardization'],
    ]);
    expect(line[3]?.links.map((link) => link.kind)).toEqual(['split']);
  });

  test('online procedures live on in the front yard', () => {
    expect(names(ancestors(plan, item('5.0', 'front-yard')))).toEqual([
      '1.0/online-procedures',
      '2024-04/front-yard',
    ]);
    expect(names(todayOf(plan, item('1.0', 'online-procedures'), version('5.0')))).toEqual([
      '5.0/front-yard',
    ]);
  });

  test('a version whose contents nobody describes says nothing; a described one says absent', () => {
    const states = lineOf(plan, item('5.0', 'elqr')).map((step) => step.state);
    expect(states).toEqual(['absent', 'unknown', 'present', 'present']);
  });

  test('an id that ended is found in the newest version that has it', () => {
    expect(newestItem(plan, 'eltax')?.version).toBe('2024-04');
    expect(newestItem(plan, 'telework')?.version).toBe('5.0');
    expect(newestItem(plan, 'no-such-item')).toBeNull();
  });
});

describe('neighbours', () => {
  test.each([
    ['1.0', '2.0', true],
    ['2.0', '2024-04', false],
    ['2024-04', '5.0', false],
    ['1.0', '2024-04', false],
    ['2.0', '5.0', false],
  ])('%s and %s: %s', (from, to, expected) => {
    expect(areNeighbours(version(from), version(to))).toBe(expected);
  });

  test('what is missing between is said for every gap', () => {
    expect(missingBetween(plan, version('1.0'), version('2.0'))).toEqual([]);
    expect(missingBetween(plan, version('2024-04'), version('5.0')).length).toBe(1);
    expect(missingBetween(plan, version('1.0'), version('5.0')).length).toBe(2);
  });
});

describe('what changed', () => {
  test('2024-04 to 5.0', () => {
    expect(kinds('2024-04', '5.0')).toEqual({
      'organisation>organisation': 'same',
      'talent>talent': 'same',
      'planned-work>planned-work': 'same',
      'prefecture-cooperation>prefecture-cooperation': 'renamed',
      'front-yard>front-yard': 'same',
      'standardization-and-sharing>standardization': 'split',
      'standardization-and-sharing>shared-systems': 'split',
      'eltax>elqr': 'renamed',
      'my-number>my-number': 'renamed',
      'security>security': 'same',
      'ai>ai': 'narrowed',
      'telework>telework': 'same',
      'regional-digital>regional-digital': 'renamed',
      'divide>divide': 'same',
      'regulation>regulation': 'same',
      '>bpr': 'added',
      '>system-policy': 'added',
      '>open-data': 'added',
    });
  });

  test('over several revisions the strongest change names the whole, and later additions are additions', () => {
    const changes = kinds('1.0', '5.0');
    expect(changes).toMatchObject({
      'standardization-and-sharing>standardization': 'split',
      'online-procedures>front-yard': 'absorbed',
      'ai>ai': 'narrowed',
      'telework>telework': 'same',
      '>elqr': 'added',
      '>front-yard': 'added',
      '>regulation': 'added',
      '>bpr': 'added',
    });
    expect(changes['>telework']).toBeUndefined();
  });

  test('a version of which only changes are known leaves the rest open', () => {
    expect(kinds('1.0', '2.0')).toMatchObject({
      'talent>talent': 'same',
      'regional-digital>regional-digital': 'renamed',
      'telework>': 'unknown',
    });
    const later = kinds('2.0', '2024-04');
    expect(later['>eltax']).toBe('unknown');
    expect(Object.values(later)).not.toContain('added');
  });

  test('a direct comparison is preferred to a way by a version half known', () => {
    const outcome = changesBetween(plan, '1.0', '2024-04');
    const talent = outcome.ok
      ? outcome.value.changes.find((change) => change.from?.id === 'talent')
      : undefined;
    expect(talent?.way.length).toBe(1);
  });

  test('opinions of the study group come with 5.0', () => {
    const outcome = changesBetween(plan, '2024-04', '5.0');
    expect(outcome.ok && outcome.value.neighbours).toBe(false);
    const opinions = outcome.ok ? outcome.value.notes.filter(({ note }) => note.kind === 'opinion') : [];
    expect(opinions.length).toBe(4);
  });

  test.each([
    ['3.0', '5.0', 'unknown-version'],
    ['5.0', '3.0', 'unknown-version'],
    ['5.0', '5.0', 'same-version'],
    ['5.0', '1.0', 'wrong-order'],
  ])('%s to %s is refused: %s', (from, to, code) => {
    const outcome = changesBetween(plan, from, to);
    expect(outcome.ok ? null : outcome.code).toBe(code);
  });
});
