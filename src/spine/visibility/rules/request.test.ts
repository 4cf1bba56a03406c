import { describe, expect, test } from 'vitest';
import { notThere } from './request.ts';

const SHOWN = { indicator: 'cio', title: 'CIOの任命', on: '2023-04-01' };

describe('what was asked for and is not there is said', () => {
  test.each([
    ['nothing was asked for', null, null, []],
    ['what is shown was asked for', 'cio', '2023-04-01', []],
    ['a version of it', 'cio@1', null, []],
    [
      'an indicator that is none',
      'cioo',
      null,
      ['指標「cioo」はありません。「CIOの任命」を表示しています。'],
    ],
    [
      'a day without values',
      'cio',
      '2022-04-01',
      [
        '令和4年4月1日（2022年）を基準日とする団体ごとの値はありません。令和5年4月1日（2023年）の値を表示しています。',
      ],
    ],
  ])('%s', (_, indicator, asOf, messages) => {
    expect(notThere({ indicator, asOf }, SHOWN).map((fault) => fault.message)).toEqual(messages);
  });

  test('a day, where no body has a value at all', () => {
    const [fault] = notThere({ indicator: null, asOf: '2022-04-01' }, { ...SHOWN, on: null });
    expect(fault?.message).toBe('令和4年4月1日（2022年）を基準日とする団体ごとの値はありません。');
  });
});
