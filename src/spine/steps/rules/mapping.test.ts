import { describe, expect, it } from 'vitest';
import { shippedNames } from '../templates.ts';
import { mapNames } from './mapping.ts';
import { STATE_CODES, stateOfCode } from './model.ts';
import { plainText } from './names.ts';

describe('names of a header', () => {
  it.each([
    ['⑭データ移行', 'データ移行'],
    ['14. データ　移行', 'データ移行'],
    ['(14)\nデータ移行', 'データ移行'],
    ['ステップ14：データ移行', 'データ移行'],
    ['ﾃﾞｰﾀ移行', 'データ移行'],
    ['2段階の確認', '2段階の確認'],
  ])('%s', (written, plain) => expect(plainText(written)).toBe(plain));

  it('lead to the 17; what nobody has placed stays unknown', () => {
    const table = [
      ...shippedNames('standardization'),
      { name: 'データ移行（本番）', step: 'data-migration' },
    ];
    expect(mapNames(['⑭データ移行', 'データ移行(本番)', '知らない名前', ''], table)).toEqual([
      ...['data-migration', 'data-migration', null, null],
    ]);
  });

  it('what somebody says stands above what is shipped', () => {
    const table = [...shippedNames('standardization'), { name: 'データ移行', step: 'testing' }];
    expect(mapNames(['データ移行'], table)).toEqual(['testing']);
  });
});

describe('state codes', () => {
  it('never change: packed months are read with them', () => {
    expect(STATE_CODES).toEqual({
      ...{ unreported: 0, 'not-started': 1, 'in-progress': 2, done: 3, 'not-applicable': 4 },
    });
    for (const [state, code] of Object.entries(STATE_CODES)) expect(stateOfCode(code)).toBe(state);
    expect(() => stateOfCode(5)).toThrow(RangeError);
  });
});
