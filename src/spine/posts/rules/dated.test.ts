import { describe, expect, it } from 'vitest';
import { checkEnd, checkSeat, covers, gaps, nextRotation, spanText, versionOn } from './dated.ts';

const TODAY = '2026-11-21';

/** `2026-04-01/2027-04-01` with the end exclusive; `/` alone: open. */
function seat(text: string, more: { personId?: string; kind?: 'regular' | 'concurrent' | 'acting' } = {}) {
  const [validFrom = '', validTo = ''] = text.split('/');
  return {
    seatId: text,
    personId: more.personId ?? 'a',
    kind: more.kind ?? ('regular' as const),
    validFrom,
    validTo: validTo === '' ? null : validTo,
  };
}

describe('a seat beside those that the post has', () => {
  it.each([
    // existing, wanted, shared, outcome
    ['the first holder', [], seat('2026-04-01/'), false, 'ok'],
    [
      'a successor from the day after the last',
      [seat('2024-04-01/2027-04-01')],
      seat('2027-04-01/', { personId: 'b' }),
      false,
      'ok',
    ],
    [
      'a successor one day too early',
      [seat('2024-04-01/2027-04-01')],
      seat('2027-03-31/', { personId: 'b' }),
      false,
      'post-taken',
    ],
    [
      'a second holder of an open seat',
      [seat('2024-04-01/')],
      seat('2027-04-01/', { personId: 'b' }),
      false,
      'post-taken',
    ],
    [
      'somebody who leaves before the next one comes',
      [seat('2027-04-01/', { personId: 'b' })],
      seat('2026-04-01/2027-04-01'),
      false,
      'ok',
    ],
    ['several in a shared post', [seat('2024-04-01/')], seat('2026-04-01/', { personId: 'b' }), true, 'ok'],
    [
      'the same person twice, shared or not',
      [seat('2024-04-01/')],
      seat('2026-04-01/'),
      true,
      'same-person-twice',
    ],
    [
      'a 職務代理 beside a holder who is long away',
      [seat('2024-04-01/')],
      seat('2026-10-01/2026-12-01', { personId: 'b', kind: 'acting' }),
      false,
      'ok',
    ],
    [
      'a second 職務代理 at the same time',
      [seat('2026-10-01/2026-12-01', { kind: 'acting' })],
      seat('2026-11-30/', { personId: 'b', kind: 'acting' }),
      false,
      'post-taken',
    ],
    [
      'a place that was taken back before it began',
      [seat('2026-04-01/2026-04-01')],
      seat('2026-04-01/', { personId: 'b' }),
      false,
      'ok',
    ],
    ['an end before the beginning', [], seat('2026-04-01/2026-03-31'), false, 'ends-before-it-begins'],
    ['no day at all', [], seat('2026-04-01/2026-04-01'), false, 'ends-before-it-begins'],
  ] as const)('%s', (_, existing, wanted, shared, outcome) => {
    const found = checkSeat(existing, wanted, shared);
    expect(found.ok ? 'ok' : found.code).toBe(outcome);
  });
});

describe('the end of a seat', () => {
  it.each([
    ['today is the last day', '2024-04-01/', TODAY, '2026-11-22'],
    ['a day ahead', '2024-04-01/', '2027-03-31', '2027-04-01'],
    ['a day in the past: they left and nobody said so', '2024-04-01/', '2026-10-31', '2026-11-01'],
    ['later than it was to end', '2024-04-01/2027-04-01', '2027-09-30', '2027-10-01'],
    ['one that lies ahead is taken back', '2027-04-01/', '2027-03-31', '2027-04-01'],
    ['one that began today is taken back', `${TODAY}/`, '2026-11-20', TODAY],
    ['before it began', '2024-04-01/', '2024-03-30', 'ends-before-it-begins'],
    ['one that began yesterday is not taken back', '2026-11-20/', '2026-11-19', 'ends-before-it-begins'],
    ['one that has ended stays ended', '2024-04-01/2026-04-01', '2027-03-31', 'ended-already'],
  ])('%s', (_, span, lastOn, outcome) => {
    const found = checkEnd(seat(span), lastOn, TODAY);
    expect(found.ok ? found.value : found.code).toBe(outcome);
  });
});

describe('days on which nobody holds a post', () => {
  it.each([
    ['nobody at all', [], ['2026-11-21/']],
    ['an open seat', ['2024-04-01/'], []],
    ['a successor on the day', ['2024-04-01/2027-04-01', '2027-04-01/'], []],
    ['a week between', ['2024-04-01/2027-04-01', '2027-04-08/'], ['2027-04-01/2027-04-08']],
    ['nobody follows', ['2024-04-01/2027-04-01'], ['2027-04-01/']],
    [
      'two at once, the shorter one first',
      ['2024-04-01/2026-12-01', '2025-04-01/2028-04-01'],
      ['2028-04-01/'],
    ],
    ['what has passed is no gap', ['2020-04-01/2021-04-01', '2026-11-21/'], []],
    ['taken back', ['2027-04-01/2027-04-01'], ['2026-11-21/']],
  ])('%s', (_, spans, expected) => {
    const found = gaps(
      spans.map((span) => seat(span)),
      TODAY,
    );
    expect(found.map((gap) => `${gap.validFrom}/${gap.validTo ?? ''}`)).toEqual(expected);
  });
});

describe('versions', () => {
  const version = (validFrom: string, versionNo: number, closed = false) => ({
    validFrom,
    versionNo,
    closed,
  });
  const versions = [
    version('2024-04-01', 1),
    version('2027-04-01', 2),
    version('2024-04-01', 3),
    version('2030-04-01', 4, true),
  ];

  it.each([
    ['2024-03-31', null],
    ['2024-04-01', 3],
    ['2027-03-31', 3],
    ['2027-04-01', 2],
    ['2030-03-31', 2],
    ['2030-04-01', null],
  ])('on %s it is %s', (day, expected) => {
    expect(versionOn(versions, day)?.versionNo ?? null).toBe(expected);
  });
});

it('says the last day itself, as officers write it', () => {
  expect(spanText(seat('2026-04-01/2027-04-01'))).toBe(
    '令和8年4月1日（2026年）から令和9年3月31日（2027年）まで',
  );
  expect(covers(seat('2026-04-01/2027-04-01'), '2027-03-31')).toBe(true);
  expect(covers(seat('2026-04-01/2027-04-01'), '2027-04-01')).toBe(false);
});

it.each([
  ['2026-03-31', '2026-04-01'],
  ['2026-04-01', '2027-04-01'],
  ['2026-11-21', '2027-04-01'],
])('after %s people rotate on %s', (today, expected) => {
  expect(nextRotation(today)).toBe(expected);
});
