/** 標準化の17作業項目 出典: 総務省「自治体DX推進計画策定後の動き」（2022年5月11日）605–607行 */
export interface WorkItem {
  readonly no: number;
  readonly phase: '計画立案' | 'システム選定' | '移行';
  readonly title: string;
}

function items(phase: WorkItem['phase'], first: number, titles: readonly string[]): WorkItem[] {
  return titles.map((title, index) => ({ no: first + index, phase, title }));
}

export const WORK_ITEMS: readonly WorkItem[] = [
  ...items('計画立案', 1, [
    '推進体制の立ち上げ',
    '現行システムの概要調査',
    '標準仕様との比較分析',
    '移行計画作成',
  ]),
  ...items('システム選定', 5, [
    'ベンダに対する情報提供依頼（RFI）資料の作成',
    'RFIの実施',
    'RFI結果分析及び移行計画の詳細化',
    '予算要求',
    'ベンダへ提案依頼（RFP）',
    'ベンダ選定・決定',
    '契約・詳細スケジュールの確定',
    '特定個人情報保護評価（PIA）',
  ]),
  ...items('移行', 13, [
    'システム移行時の設定',
    'データ移行',
    'テスト・研修',
    '次期情報システム環境構築・NW',
    '条例・規則等改正',
  ]),
];

export const PRIVACY_ITEM = 12;
export const DATA_MIGRATION_ITEM = 14;

/**
 * 作業項目 of a step by its name, where the name bears the item's; 0: not known, and decided by a person. The 40 names
 * are in no document, so nothing else can be said of them beforehand.
 */
export function itemOfStep(name: string): number {
  const plain = squeezed(name);
  const found = WORK_ITEMS.filter((item) => plain.includes(squeezed(item.title)));
  return found.length === 1 ? (found[0]?.no ?? 0) : 0;
}

function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s（）()・]/g, '');
}
