import { describe, expect, it } from 'vitest';
import type { HomeItem, HomeTask } from '../../contracts/home.ts';
import { chosen, readAreaView } from './area.ts';
import { countOf, standingOf } from './items.ts';
import { lateGroups } from './late.ts';
import { monthOf } from './tasks.ts';

const TODAY = '2026-04-10';

function task(title: string, dueOn: string | null, minutes = 10): HomeTask {
  return { title, dueOn, minutes, href: '/x', button: '開く', why: null };
}

function part(more: Partial<HomeItem>): HomeItem {
  return { item: 'bpr', state: 'none', text: '', href: '/x', dueOn: null, late: null, next: null, ...more };
}

describe('今月やること', () => {
  it('is three lines: what is over or due this month, then the shortest without a day, then what is later', () => {
    const month = monthOf(
      [
        task('期限なし長い', null, 60),
        task('来月', '2026-05-01'),
        task('今月末', '2026-04-30'),
        task('期限なし短い', null, 5),
        task('過ぎた', '2026-04-01'),
        task('もっと過ぎた', '2026-03-01'),
      ],
      TODAY,
    );
    expect(month.now.map((one) => one.title)).toEqual(['もっと過ぎた', '過ぎた', '今月末']);
    expect(month.later.map((one) => one.title)).toEqual(['期限なし短い', '期限なし長い', '来月']);
    expect(month.minutes).toBe(30);
  });

  it('is nothing where nothing waits', () => {
    expect(monthOf([], TODAY)).toEqual({ now: [], later: [], minutes: 0 });
  });
});

describe('an item', () => {
  it.each<[string, readonly HomeItem[], boolean, HomeItem['state']]>([
    ['silence is なし', [], false, 'none'],
    ['a figure alone is 申告のみ', [], true, 'declared'],
    ['a part without anything does not lower it', [part({})], true, 'declared'],
    [
      'the best of the parts counts',
      [part({ state: 'declared' }), part({ state: 'evidenced' })],
      false,
      'evidenced',
    ],
    ['of another item nothing counts', [part({ item: 'ai', state: 'evidenced' })], false, 'none'],
  ])('%s', (_, parts, declared, state) => {
    expect(standingOf('bpr', parts, declared).state).toBe(state);
  });

  it('names the next action of what is late before that of what is due first', () => {
    const soon = part({ dueOn: '2026-04-11', next: { title: '近い', href: '/a' } });
    const late = part({ dueOn: '2026-04-20', late: '遅れた理由', next: { title: '遅れ', href: '/b' } });
    expect(standingOf('bpr', [soon, late], false)).toMatchObject({
      late: '遅れた理由',
      dueOn: '2026-04-20',
      next: { title: '遅れ' },
    });
  });

  it('is counted by state and lateness', () => {
    const all = [standingOf('bpr', [part({ late: 'x' })], false), standingOf('bpr', [], true)];
    expect(countOf(all)).toEqual({ evidenced: 0, declared: 1, none: 1, late: 1 });
  });
});

describe('bodies of an area', () => {
  const body = (bodyCode: string, kind: string, late: number, needs: number) => ({
    body: { bodyCode, kind },
    late,
    needs,
  });
  const all = [body('2', 'town', 0, 3), body('1', 'town', 2, 1), body('3', 'village', 2, 0)];

  it.each([
    ['', '1,2,3'],
    ['kind=town', '1,2'],
    ['show=late', '1,3'],
    ['sort=needs', '2,1,3'],
    ['sort=late', '1,3,2'],
    ['kind=<script>&show=x&sort=y', '1,2,3'],
  ])('%s: %s', (query, codes) => {
    const view = readAreaView((name) => new URLSearchParams(query).get(name) ?? undefined);
    expect(
      chosen(all, view)
        .map((one) => one.body.bodyCode)
        .join(),
    ).toBe(codes);
  });
});

describe('late bodies', () => {
  it('are counted once by item and step, prefectural governments apart', () => {
    const line = (bodyCode: string, title: string, dueOn: string, government = false) => ({
      ...{ bodyCode, title, dueOn, government },
      item: 'telework',
    });
    expect(
      lateGroups([
        line('1', 'ア', '2026-03-02'),
        line('1', 'ア', '2026-03-01'),
        line('2', 'ア', '2026-03-03'),
        line('990001', 'ア', '2026-03-05', true),
        line('2', 'イ', '2026-02-01'),
      ]),
    ).toEqual([
      { item: 'telework', title: 'ア', municipalities: 2, governments: 1, oldest: '2026-03-01' },
      { item: 'telework', title: 'イ', municipalities: 1, governments: 0, oldest: '2026-02-01' },
    ]);
  });
});
