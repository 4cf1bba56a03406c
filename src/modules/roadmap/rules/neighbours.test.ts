import { describe, expect, it } from 'vitest';
import { daysInCommon, runsTogether } from './neighbours.ts';

describe('a neighbour', () => {
  const other = (startsOn: string | null, endsOn: string | null, nextOn: string | null = null) => ({
    ...{ bodyCode: '993026', bodyName: '例示町', lineNo: 1, title: '共同調達', state: null },
    ...{ startsOn, endsOn, nextOn },
  });
  const own = {
    starts: { on: '2026-04-01', as: 'day' as const },
    ends: { on: '2027-03-31', as: 'day' as const },
    next: { text: '仕様をそろえる', on: '2026-07-01', owner: null },
  };
  it.each<[string, ReturnType<typeof other>, boolean, readonly string[]]>([
    ['runs at the same time', other('2027-03-31', '2028-03-31'), true, ['2027-03-31']],
    ['runs afterwards', other('2027-04-01', '2028-03-31'), false, []],
    ['names no end: nothing is said', other('2026-04-01', null), false, ['2026-04-01']],
    ['acts on the same day', other(null, null, '2026-07-01'), false, ['2026-07-01']],
  ])('%s', (_, line, together, days) => {
    expect([runsTogether(own, line), daysInCommon(own, line)]).toEqual([together, days]);
  });
});
