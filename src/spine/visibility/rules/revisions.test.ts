import { describe, expect, it } from 'vitest';
import { BASE_CORRECTED, type RevisionKind, revisionWord, timeInJapan } from './revisions.ts';

const FIRST: RevisionKind = {
  ...{ revision: 1, void: false, restores: null, note: null, batch_kind: 'import' },
  state: 2,
};
const MOVING = { ...FIRST, state: 1 };
const second = (more: Partial<RevisionKind>): RevisionKind => ({ ...FIRST, revision: 2, ...more });

describe('why a revision came', () => {
  it.each([
    ['first', FIRST, null, '新規'],
    ['a newer file', second({}), FIRST, '差替え'],
    ['a gathered answer that became 確定', second({}), MOVING, '確定'],
    ['a 速報 that moved', second({ state: 1 }), MOVING, '速報の更新'],
    ['a correction', second({ batch_kind: 'correction' }), FIRST, '訂正'],
    ['its denominator was corrected', second({ note: BASE_CORRECTED }), FIRST, '分母の訂正'],
    ['an undone import', second({ void: true, batch_kind: 'undo' }), FIRST, '取消し（値なしに戻す）'],
    [
      'an undone correction',
      second({ restores: 1, batch_kind: 'undo' }),
      FIRST,
      '取消しによる復元（第1版の値）',
    ],
    ['imported again', second({}), second({ void: true }), '再登録'],
  ])('%s', (_, row, before, expected) => expect(revisionWord(row, before)).toBe(expected));
});

it.each([
  ['2026-03-31T15:00:00Z', '2026-04-01 00:00'],
  ['2026-03-31T14:59:59.999Z', '2026-03-31 23:59'],
  ['1969-12-31T15:30:00Z', '1970-01-01 00:30'],
])('%s is %s in Japan', (instant, expected) => expect(timeInJapan(Date.parse(instant))).toBe(expected));
