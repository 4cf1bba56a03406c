/** Shapes of the plan as dated data. All dates are `YYYY-MM` or `YYYY-MM-DD`, as exact as the document is. */

/** Where a statement stands: a document, and the first and last line of its text. */
export interface Citation {
  readonly source: string;
  readonly lines: readonly [first: number, last: number];
}

export interface PlanSource {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  /** Null where the document states no date. */
  readonly on: string | null;
  /** Not written by those who wrote the plan. */
  readonly secondary: boolean;
  readonly note: string | null;
}

export const GROUPS = ['premise', 'structure', 'priority', 'together'] as const;
export type GroupId = (typeof GROUPS)[number];

export interface PlanGroup {
  readonly id: GroupId;
  /** Heading of the group in this version. */
  readonly title: string;
}

/** Something that a document says of a version as a whole. `opinion`: put in because members of the study group said so (構成員意見). */
export interface VersionNote {
  readonly kind: 'change' | 'opinion' | 'remark';
  readonly text: string;
  readonly items: readonly string[];
  readonly citation: Citation;
}

export interface PlanVersion {
  readonly id: string;
  readonly title: string;
  readonly on: string;
  /** 計画期間; null: none is set (5.0). */
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly citation: Citation;
  } | null;
  /** `changes-only`: no document gives the table of contents; its items are those that a document names. */
  readonly contents: 'complete' | 'changes-only';
  readonly groups: readonly PlanGroup[];
  readonly summary: string;
  readonly citation: Citation;
  readonly describedBy: readonly string[];
  /** The version that documents describe before this one; `adjacent` only where no other can lie between. */
  readonly previous: {
    readonly version: string;
    readonly adjacent: boolean;
    readonly missing: string | null;
    readonly citation: Citation;
  } | null;
  readonly notes: readonly VersionNote[];
}

export interface ItemKey {
  readonly version: string;
  readonly item: string;
}

/** 取組事項, keyed by version and id; the same id in two versions is the same, a renamed or a narrowed item. */
export interface PlanItem {
  readonly version: string;
  readonly id: string;
  readonly group: GroupId;
  /** Its number in the group; null where the document gives none. */
  readonly number: number | null;
  readonly title: string;
  readonly citation: Citation;
}

/** 取組方針 → 閣議決定文書等 → 国の主な支援策等: the order that version 5.0 made uniform. */
export const BLOCKS = ['policy', 'decisions', 'support'] as const;
export type BlockId = (typeof BLOCKS)[number];

export interface PlanEntry {
  readonly version: string;
  readonly item: string;
  readonly block: BlockId;
  readonly text: string;
  readonly note: string | null;
  readonly citation: Citation;
}

export const CROSSWALK_KINDS = [
  'same',
  'renamed',
  'narrowed',
  'absorbed',
  'merged',
  'split',
  'added',
] as const;
export type CrosswalkKind = (typeof CROSSWALK_KINDS)[number];

export interface CrosswalkLink {
  /** Null for what was added. */
  readonly from: ItemKey | null;
  readonly to: ItemKey;
  readonly kind: CrosswalkKind;
  /** `stated`: a document says so; `comparison`: tables of contents compared; `reading`: our reading. */
  readonly basis: 'stated' | 'comparison' | 'reading';
  readonly note: string | null;
  readonly citations: readonly Citation[];
}

export interface Handbook {
  readonly id: string;
  readonly kind: 'handbook' | 'case-library' | 'guide';
  readonly title: string;
  readonly about: string;
  /** Ids of items, in whichever version has them. */
  readonly items: readonly string[];
  readonly successor: {
    readonly id: string;
    readonly basis: 'stated' | 'reading';
    readonly note: string;
  } | null;
  readonly editions: readonly {
    /** Null where no document gives the month. */
    readonly on: string | null;
    readonly text: string;
    readonly citation: Citation;
  }[];
}

/** Everything that is known of the plan; versions, items and links in their order. */
export interface Plan {
  readonly sources: readonly PlanSource[];
  readonly versions: readonly PlanVersion[];
  readonly items: readonly PlanItem[];
  readonly entries: readonly PlanEntry[];
  readonly crosswalk: readonly CrosswalkLink[];
  readonly handbooks: readonly Handbook[];
}
