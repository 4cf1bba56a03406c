import type { Day } from './calendar.ts';

/** 指標 as data. A definition that changes its meaning is another version or another id, never one unbroken line. */
export interface IndicatorDefinition {
  /** Lower-case ASCII with hyphens: `overall-policy`. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Column headings: at most 12 characters. */
  readonly shortTitle: string;
  /** The definition in plain Japanese: what counts, what does not. */
  readonly definition: string;
  /** The formula as text, as it is shown: `策定した団体数 ÷ 全団体数`. */
  readonly formula: string;
  /** Document or file that defines it, as printed. */
  readonly source: string;
  /** Whose figures these are: municipalities, prefectural governments, or both (kept apart always). */
  readonly level: 'municipality' | 'prefecture' | 'both';
  readonly valueKind: 'yes-no' | 'choice' | 'count' | 'share' | 'percent' | 'amount' | 'date';
  /** Of the rolled-up value: `%`, `団体`, `人`, `枚`. */
  readonly unit: string;
  /** Decimals of the rolled-up value as the source prints it. */
  readonly decimals: number;
  /** Stored integers are the body's value × 10^scale (0.72 with scale 2 is stored as 72). */
  readonly scale: number;
  /** Inclusive, in the unit of a body's own value, before scaling. */
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly choices?: readonly { readonly value: number; readonly title: string }[];
  readonly better: 'up' | 'down' | 'none';
  readonly period: 'day' | 'month' | 'fiscal-year';
  readonly parts?: readonly IndicatorPart[];
  /** What the whole of the parts is, where a body has one figure over all parts. */
  readonly partsTotal?: 'pooled-share';
  /** The dated series that a body's value is divided by; its date stands beside each observation (`baseOn`). */
  readonly denominator?: { readonly indicator: string; readonly title: string };
  readonly operator: Operator;
  /** The official base when every body of the base has a record or a reason. */
  readonly base: 'all' | 'asked' | 'answered';
  /** `市区町村` is 1,741, or 1,721 without 指定都市: each indicator names its own. */
  readonly baseBodies: 'all' | 'without-designated';
  /**
   * A list of marks: a body that is not on the list is not missing. Expected are those on the list; nobody else owes
   * a figure, so `noRecord` is 0 and the figure is never partial.
   */
  readonly openList?: true;
  /** Values carry forward only where this is set. */
  readonly carryForward?: { readonly maxMonths: number };
  /**
   * Fed by registers (series `evidence`): an entry stands until the next one of the body. Where a day is read of which
   * nothing is 確定, the newest entry not after it counts for a body without a row of that day; where something is 確定,
   * none does. Says how a day is read, not what a value means: it may be set on a registered definition.
   */
  readonly standing?: true;
  readonly target?: {
    readonly text: string;
    readonly value?: number;
    readonly on?: Day;
    readonly source: string;
  };
  /** Where it appears in the plan, by plan version: `{ plan: '5.0', item: 'organisation' }`. */
  readonly planItems: readonly { readonly plan: string; readonly item: string }[];
  readonly validFrom?: Day;
  readonly validTo?: Day;
  /** Dates from which figures are not comparable with earlier ones, and why. */
  readonly breaks?: readonly { readonly on: Day; readonly reason: string }[];
  /** Series of sources from the one believed first to the last; a series not named comes after these. */
  readonly precedence?: readonly string[];
}

export interface IndicatorPart {
  readonly id: string;
  readonly title: string;
  readonly group?: string;
  /** Whose part it is where an indicator serves both levels. */
  readonly levels?: readonly ('municipality' | 'prefecture')[];
}

/**
 * How bodies' values become an area's value.
 * - `share-of-bodies`: bodies whose value is at least `atLeast` ÷ base (yes/no: 1), in percent
 * - `sum`; `ratio-of-sums`: Σ value ÷ Σ base, in percent; `mean-of-bodies`: plain mean of bodies' shares, in percent
 * - `median`: rates that came without counts have no honest mean; distribution and median only
 * - `weighted-mean`: weight is the value of another indicator on the same or the last earlier day
 * - `last-known`: each body's newest value not older than `maxAgeMonths`, as a share of bodies
 * - `estimate`: Σ value of bodies that have one × (weight of all ÷ weight of those), printed as an estimate
 */
export type Operator =
  | { readonly kind: 'share-of-bodies'; readonly atLeast: number }
  | { readonly kind: 'sum' }
  | { readonly kind: 'ratio-of-sums' }
  | { readonly kind: 'mean-of-bodies' }
  | { readonly kind: 'median' }
  | { readonly kind: 'weighted-mean'; readonly weight: string }
  | { readonly kind: 'last-known'; readonly atLeast: number; readonly maxAgeMonths: number }
  | { readonly kind: 'estimate'; readonly weight: string };

/** `cio@1`: how a definition is named in formulas, provenance and the API. */
export function definitionKey(definition: Pick<IndicatorDefinition, 'id' | 'version'>): string {
  return `${definition.id}@${definition.version}`;
}

/** Why a body has no value. "No record" is derived, never stored. */
export type Reason = 'not-asked' | 'not-answered' | 'not-applicable' | 'blank-in-source' | 'withdrawn';

/** Words on the screen; 「対象外」 belongs to the steps and businesses of the standardization only. */
export const REASON_TITLES: Readonly<Record<Reason, string>> = {
  'not-asked': '調査無し',
  'not-answered': '未回答',
  'not-applicable': '該当なし',
  'blank-in-source': '空欄',
  withdrawn: '取下げ',
};

export const NO_RECORD_TITLE = '登録なし';

export type PublicationState = 'unpublished' | 'provisional' | 'final';

export const STATE_TITLES: Readonly<Record<PublicationState, '未公表' | '速報' | '確定'>> = {
  unpublished: '未公表',
  provisional: '速報',
  final: '確定',
};

/** The strata into which every body falls on a day, exactly one each; classes are unions of strata. */
export const STRATA = [
  'prefecture',
  'special-ward',
  'designated-city',
  'core-city',
  'city',
  'town',
  'village',
] as const;
export type Stratum = (typeof STRATA)[number];
export type Level = 'municipality' | 'prefecture' | 'all';

const MUNICIPAL: readonly Stratum[] = [
  'special-ward',
  'designated-city',
  'core-city',
  'city',
  'town',
  'village',
];

/** 団体区分. Population bands and groupings cut across strata and are read body by body. */
export const BODY_CLASSES = {
  all: { title: 'すべて', strata: MUNICIPAL },
  'special-ward': { title: '特別区', strata: ['special-ward'] },
  city: { title: '市（指定都市を含む）', strata: ['designated-city', 'core-city', 'city'] },
  'designated-city': { title: '指定都市', strata: ['designated-city'] },
  'core-city': { title: '中核市', strata: ['core-city'] },
  'city-without-designated': { title: '市（指定都市を除く）', strata: ['core-city', 'city'] },
  town: { title: '町', strata: ['town'] },
  village: { title: '村', strata: ['village'] },
  'town-village': { title: '町村', strata: ['town', 'village'] },
  'without-designated': {
    title: '市区町村（指定都市を除く）',
    strata: ['special-ward', 'core-city', 'city', 'town', 'village'],
  },
} as const satisfies Record<string, { title: string; strata: readonly Stratum[] }>;
export type BodyClass = keyof typeof BODY_CLASSES;

/** The four kinds shown beside each other: 区・市・町・村. */
export const KIND_CLASSES = [
  'special-ward',
  'city',
  'town',
  'village',
] as const satisfies readonly BodyClass[];

export function strataOf(level: Level, bodyClass: BodyClass): readonly Stratum[] {
  if (level === 'prefecture') return ['prefecture'];
  if (level === 'all' && bodyClass === 'all') return STRATA;
  return BODY_CLASSES[bodyClass].strata;
}
