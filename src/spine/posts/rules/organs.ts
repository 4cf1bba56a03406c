/**
 * 執行機関等. 出典: 地方自治法（昭和22年法律第67号）138条の4・180条の5（執行機関）、89条・138条（議会・事務局）、地方公営企業法7条（管理者）
 * Who answers for what differs by organ: 選挙人名簿 is the 選挙管理委員会's, 就学 the 教育委員会's.
 */
export const ORGANS = [
  '長',
  '教育委員会',
  '選挙管理委員会',
  '人事委員会・公平委員会',
  '監査委員',
  '農業委員会',
  '固定資産評価審査委員会',
  '公安委員会',
  '労働委員会',
  '収用委員会',
  '海区漁業調整委員会',
  '内水面漁場管理委員会',
  '公営企業管理者',
  '議会',
  '府省',
] as const;

export type Organ = (typeof ORGANS)[number];

const PREFECTURAL: ReadonlySet<string> = new Set([
  '公安委員会',
  '労働委員会',
  '収用委員会',
  '海区漁業調整委員会',
  '内水面漁場管理委員会',
]);
const MUNICIPAL: ReadonlySet<string> = new Set(['農業委員会', '固定資産評価審査委員会']);

/** Organs that a body of this kind can have. */
export function organsOf(kind: 'municipality' | 'prefecture' | 'nation'): readonly Organ[] {
  if (kind === 'nation') return ['府省'];
  const other = kind === 'prefecture' ? MUNICIPAL : PREFECTURAL;
  return ORGANS.filter((organ) => organ !== '府省' && !other.has(organ));
}

/** The organ of posts that stand for the whole body. */
export function headOrgan(kind: 'municipality' | 'prefecture' | 'nation'): Organ {
  return kind === 'nation' ? '府省' : '長';
}
