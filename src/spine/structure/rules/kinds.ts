import type { EvidenceKey } from '../../contracts/evidence.ts';

/** What the 体制台帳 keeps. */
export const KINDS = ['cio', 'cio-aide', 'dedicated-unit', 'cross-cutting', 'dx-leader'] as const;
export type Kind = (typeof KINDS)[number];

export interface KindWords {
  readonly title: string;
  /** What the field for its name asks for. */
  readonly named: string;
  readonly example: string;
  /** One sentence: what is registered here. */
  readonly about: string;
  /** Several may stand at the same time. */
  readonly several: boolean;
}

/** 定義の出典: 総務省「自治体DX推進計画策定後の動き」（2022年5月11日）185・191・201・237–238行 */
export const KIND_WORDS: Readonly<Record<Kind, KindWords>> = {
  cio: {
    title: 'CIO（最高情報統括責任者）',
    named: 'CIOの職',
    example: '例：副町長',
    about: '庁内全般を把握し、部局間の調整を担う者です。',
    several: false,
  },
  'cio-aide': {
    title: 'CIO補佐官等',
    named: 'CIO補佐官等の職',
    example: '例：デジタル戦略アドバイザー',
    about: '専門的な知見からCIOを補佐する者です。複数の団体で共同で置く者を含みます。',
    several: true,
  },
  'dedicated-unit': {
    title: 'DX推進専任部署',
    named: '部署の名称',
    example: '例：総務部 デジタル推進課',
    about: '企画立案、部門間の総合調整、全体方針や取組の進捗管理等を担う部署です。',
    several: false,
  },
  'cross-cutting': {
    title: '全庁的・横断的な推進体制',
    named: '推進体制の名称',
    example: '例：DX推進本部',
    about: '首長や副首長等の下で、各部局が連携してDXを推進する体制です。',
    several: false,
  },
  'dx-leader': {
    title: 'DX推進リーダー',
    named: 'リーダーの職や人数',
    example: '例：各課1人、計12人',
    about: '各部署でDXの取組を進める職員です。',
    several: true,
  },
};

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** 空席, 職務代理, 置かない: what is said of a day on which nobody holds it. */
export const STATES = ['held', 'vacant', 'acting', 'not-placed'] as const;
export type State = (typeof STATES)[number];

const HELD: Readonly<Record<Kind, string>> = {
  cio: '任命している',
  'cio-aide': '任命している',
  'dedicated-unit': '置いている',
  'cross-cutting': '設けている',
  'dx-leader': '指名している',
};

export function stateTitle(kind: Kind, state: State): string {
  if (state === 'held') return HELD[kind];
  return { vacant: '空席', acting: '職務代理', 'not-placed': '置かない' }[state];
}

/** A unit or a meeting is no seat: it cannot be empty, and nobody acts for it. */
export function statesOf(kind: Kind): readonly State[] {
  return kind === 'cio' || kind === 'cio-aide' ? STATES : ['held', 'not-placed'];
}

export const RANKS = ['head', 'deputy', 'director', 'external', 'other'] as const;
export type Rank = (typeof RANKS)[number];
export const RANK_TITLES: Readonly<Record<Rank, string>> = {
  head: '首長（知事、市区町村長）',
  deputy: '副首長（副知事、副市区町村長）',
  director: '部局長',
  external: '外部の人材',
  other: 'その他',
};

/** Whose rank is asked for: of a CIO, and of the chair of a 推進体制, who is nobody from outside. */
export function ranksOf(kind: Kind): readonly Rank[] {
  if (kind === 'cio') return RANKS;
  return kind === 'cross-cutting' ? ['head', 'deputy', 'director', 'other'] : [];
}

export const UNITS = ['department', 'division', 'group', 'other'] as const;
export type Unit = (typeof UNITS)[number];
export const UNIT_TITLES: Readonly<Record<Unit, string>> = {
  department: '部局',
  division: '課室',
  group: '係',
  other: 'その他',
};

/** What stands as 根拠資料 while an entry is held; nothing of DX推進リーダー. */
export const MARKS_OF: Readonly<Record<Kind, readonly EvidenceKey[]>> = {
  cio: ['structure.cio'],
  'cio-aide': ['structure.cio-aide'],
  'dedicated-unit': ['structure.dedicated-unit'],
  'cross-cutting': ['structure.cross-cutting', 'structure.cross-cutting-by-head'],
  'dx-leader': [],
};
