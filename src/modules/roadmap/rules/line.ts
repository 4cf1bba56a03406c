import type { Day } from '../../../core/calendar.ts';

/** A day, or the first or last day of a quarter of a 年度, with how it was given. */
export interface When {
  readonly on: Day;
  readonly as: 'day' | 'quarter';
}

/** 状態. The order is that of lists, the worst last. */
export const STATES = {
  'on-track': { title: '順調', mark: '順' },
  mostly: { title: '概ね順調', mark: '概' },
  late: { title: '遅れ', mark: '遅' },
  waiting: { title: '方針待ち', mark: '待' },
} as const;
export type StateId = keyof typeof STATES;

export const BUDGET_KINDS = { initial: '当初', supplementary: '補正', estimate: '見込み' } as const;
export type BudgetKind = keyof typeof BUDGET_KINDS;

/** Yen of one 年度 from one source. `yen` is a whole number as text: money is no float. */
export interface Budget {
  readonly year: number;
  readonly kind: BudgetKind;
  readonly yen: string;
}

/** 課 or 職, with its name as it was when it was written. */
export interface Owner {
  readonly sectionId: string | null;
  readonly postId: string | null;
  readonly name: string;
}

/** `register`: an indicator of the program, whose value is read and never typed. */
export type LineIndicator =
  | { readonly kind: 'register'; readonly id: string }
  | { readonly kind: 'own'; readonly title: string; readonly unit: string };

/** `after`: that line comes first. `together`: 連動. */
export const LINK_KINDS = { after: '先に終える取組', together: '連動する取組' } as const;
export type LinkKind = keyof typeof LINK_KINDS;

export interface LineLink {
  readonly line: number;
  readonly kind: LinkKind;
}

/** What a 個別取組 says. A null is a thing that nobody has written: shown as missing, never as zero. */
export interface LineContent {
  /** Item of the plan version that the line was written under: `front-yard`. */
  readonly item: string;
  readonly title: string;
  readonly owner: Owner | null;
  readonly starts: When | null;
  readonly ends: When | null;
  readonly budgets: readonly Budget[];
  readonly indicator: LineIndicator | null;
  readonly baseline: string | null;
  readonly baselineOn: Day | null;
  readonly target: string | null;
  readonly targetOn: Day | null;
  readonly indicatorSource: string | null;
  readonly state: { readonly level: StateId; readonly text: string; readonly on: Day } | null;
  readonly risks: string | null;
  readonly next: { readonly text: string; readonly on: Day; readonly owner: Owner | null } | null;
  readonly links: readonly LineLink[];
  readonly ended: { readonly on: Day; readonly reason: string } | null;
}

export const EMPTY_LINE: LineContent = {
  item: '',
  title: '',
  owner: null,
  starts: null,
  ends: null,
  budgets: [],
  indicator: null,
  baseline: null,
  baselineOn: null,
  target: null,
  targetOn: null,
  indicatorSource: null,
  state: null,
  risks: null,
  next: null,
  links: [],
  ended: null,
};

/** Parts of a line that change as one, with the words of the history. */
export const FIELD_TITLES: Readonly<Record<keyof LineContent, string>> = {
  item: '取組事項',
  title: '個別取組の名称',
  owner: '担当',
  starts: '開始',
  ends: '終了（予定）',
  budgets: '予算',
  indicator: '指標',
  baseline: '基準値',
  baselineOn: '基準値の時点',
  target: '目標値',
  targetOn: '目標の期日',
  indicatorSource: '指標の出典',
  state: '状態',
  risks: 'リスク',
  next: '次の行動',
  links: '前後関係・連動',
  ended: '取組の終了',
};
export const FIELDS = Object.keys(FIELD_TITLES) as readonly (keyof LineContent)[];

/** A line as it stands, with the number of writings that made it. */
export interface Line {
  readonly bodyCode: string;
  readonly lineNo: number;
  /** Raised by every writing: two people at one line do not overwrite each other. */
  readonly edition: number;
  /** Plan version whose item it names. */
  readonly planVersion: string;
  readonly content: LineContent;
}

/** 取組番号, printed in visible cells and in addresses: `K003-993026`. */
export function lineId(line: Pick<Line, 'bodyCode' | 'lineNo'>): string {
  return `K${String(line.lineNo).padStart(3, '0')}-${line.bodyCode}`;
}

/** Null: not written like a 取組番号. */
export function parseLineId(text: string): { readonly lineNo: number; readonly bodyCode: string } | null {
  const match = /^K(\d{3,6})-(\d{6})$/.exec(text.normalize('NFKC').trim());
  const lineNo = Number(match?.[1]);
  return match === null || lineNo === 0 ? null : { lineNo, bodyCode: match[2] ?? '' };
}
