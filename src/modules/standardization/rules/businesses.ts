/** 標準化対象業務（20業務） 出典: 総務省「自治体DX推進計画策定後の動き」（2022年5月11日）507行・537行 */
export interface Business {
  readonly id: string;
  /** Name as the law's summary writes it. */
  readonly title: string;
  /** Other names in official tables: two ministries call the same business differently. */
  readonly otherNames: readonly string[];
  /** 標準仕様の所管。資料が示すのは総務省の8業務だけで、他は null（資料に記載なし）。 同資料 584–594行 */
  readonly ministry: '総務省' | null;
  /** 17業務に後から加えられた3業務。 同資料 57行 */
  readonly addedLater: boolean;
  /**
   * Prefectural governments run it too, as far as documents tell: 児童扶養手当 carries marks of prefectures in the list
   * of 特定移行支援システム; 生活保護 is run by the prefecture's 福祉事務所 for towns that have none.
   */
  readonly prefecture: boolean;
}

function business(id: string, title: string, more: Partial<Omit<Business, 'id' | 'title'>> = {}): Business {
  return { id, title, otherNames: [], ministry: null, addedLater: false, prefecture: false, ...more };
}

const MIC = { ministry: '総務省' } as const;

export const BUSINESSES: readonly Business[] = [
  business('resident-register', '住民基本台帳', { ...MIC, otherNames: ['住民記録'] }),
  business('electoral-roll', '選挙人名簿管理', MIC),
  business('property-tax', '固定資産税', MIC),
  business('individual-resident-tax', '個人住民税', MIC),
  business('corporate-resident-tax', '法人住民税', MIC),
  business('light-vehicle-tax', '軽自動車税', MIC),
  business('school-enrolment', '就学'),
  business('national-pension', '国民年金'),
  business('national-health-insurance', '国民健康保険'),
  business('late-elderly-medical-care', '後期高齢者医療'),
  business('long-term-care-insurance', '介護保険'),
  business('disability-welfare', '障害者福祉'),
  business('public-assistance', '生活保護', { prefecture: true }),
  business('health-management', '健康管理'),
  business('child-allowance', '児童手当'),
  business('child-rearing-allowance', '児童扶養手当', { prefecture: true }),
  business('child-support', '子ども・子育て支援'),
  business('family-register', '戸籍', { addedLater: true }),
  business('family-register-supplement', '戸籍の附票', {
    ...MIC,
    addedLater: true,
    otherNames: ['戸籍附票'],
  }),
  business('seal-registration', '印鑑登録', { ...MIC, addedLater: true }),
];

/** 業務の番号 in stored lines: its place in the list above, from 1, which never changes. */
export function businessNo(id: string): number {
  return BUSINESSES.findIndex((one) => one.id === id) + 1;
}

export function businessAt(no: number): Business | null {
  return BUSINESSES[no - 1] ?? null;
}

/** The businesses of a municipality, or the two of a prefectural government. */
export function businessesOf(level: 'municipality' | 'prefecture'): readonly Business[] {
  return level === 'municipality' ? BUSINESSES : BUSINESSES.filter((one) => one.prefecture);
}

/** 業務でない列: 標準準拠システムをつなぐ共通の機能。 */
export const COMMON_FUNCTION = '共通機能';
