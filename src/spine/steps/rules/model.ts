import type { Day } from '../../../core/calendar.ts';
import type { EvidenceKey } from '../../contracts/evidence.ts';

/**
 * Where a step stands. 「未報告」 is a state of its own: nobody has said anything, which is not 「未着手」. The codes are what
 * modules pack (one digit for each step); they never change.
 */
export const STATE_CODES = {
  unreported: 0,
  'not-started': 1,
  'in-progress': 2,
  done: 3,
  'not-applicable': 4,
} as const;
export type StepState = keyof typeof STATE_CODES;

export const STEP_STATES = Object.keys(STATE_CODES) as readonly StepState[];

export const STATE_TITLES: Readonly<Record<StepState, string>> = {
  unreported: '未報告',
  'not-started': '未着手',
  'in-progress': '作業中',
  done: '完了済み',
  'not-applicable': '対象外',
};

/** @throws RangeError on a number that is the code of no state: packed data is ours. */
export function stateOfCode(code: number): StepState {
  const state = STEP_STATES[code];
  if (state === undefined) throw new RangeError(`no state has the code ${code}`);
  return state;
}

/** Nothing more is to be done. */
export function isClosed(state: StepState): boolean {
  return state === 'done' || state === 'not-applicable';
}

/** A line of a document: `source` is an id of data/plan/sources.json; lines from 1, both included. */
export interface Citation {
  readonly source: string;
  readonly lines: readonly [number, number];
}

/** What closes a step. */
export type Closing =
  /** Said with a day, by whoever may. */
  | { readonly kind: 'declaration' }
  /** A dated record of one of `records`; it stands as evidence under `key` then. */
  | { readonly kind: 'record'; readonly key: EvidenceKey | null; readonly records: readonly string[] }
  /** Evidence that stands elsewhere: all of these. Nobody types it here. */
  | { readonly kind: 'evidence'; readonly allOf: readonly EvidenceKey[] };

/** Another step that must be done, or 対象外 with its reason, on the day or before. */
export interface Gate {
  readonly step: string;
  /** One sentence for who stands before it. */
  readonly why: string;
}

/** What a done step says of an indicator: `telework@1`, value × 10^scale. */
export interface StepFact {
  readonly indicator: string;
  readonly value: number;
}

export interface Step {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly phase: string;
  /** What usually comes before. A hint: a step may be begun and done out of order. */
  readonly after: readonly string[];
  readonly closes: Closing;
  /** Who says so: the verb on `steps`. */
  readonly who: 'answer' | 'decide';
  /** Of work as a document gives it, in days; null: 「資料に記載なし」. */
  readonly usualDays: number | null;
  /** Whether the document marks it as possible early; null: it cannot be read there. */
  readonly early: boolean | null;
  readonly gates: readonly Gate[];
  readonly facts: readonly StepFact[];
  /** What 対象外 is called here: 「実施不要」. */
  readonly excludedAs: string | null;
  readonly hint: string | null;
  readonly citation: Citation;
}

export interface Template {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Item of the newest plan. */
  readonly item: string;
  /** Id of data/plan/handbooks.json. */
  readonly handbook: string;
  /** Once for each body, or for each business of it. */
  readonly subject: 'body' | 'business';
  readonly firstNumber: number;
  /** Whether steps may be 対象外. */
  readonly mayExclude: boolean;
  readonly note: string;
  readonly phases: readonly { readonly id: string; readonly title: string }[];
  readonly steps: readonly Step[];
  readonly citation: Citation;
}

/** What was said of one step. Appended, never changed; `undoes` takes back an earlier one. */
export interface StepEvent {
  /** Counts from 1 within body, template, subject and step. */
  readonly seq: number;
  readonly step: string;
  /** State since `on`; of an event that takes back, the state it leads back to. */
  readonly state: StepState;
  readonly on: Day;
  /** Day in Japan on which it was entered. */
  readonly recordedOn: Day;
  /** Why 対象外, why begun again, why taken back. */
  readonly reason: string | null;
  /** One of the closing's `records`. */
  readonly record: string | null;
  readonly note: string | null;
  readonly url: string | null;
  /** `seq` of what it takes back. */
  readonly undoes: number | null;
}

export function stepOf(template: Template, id: string): Step | null {
  return template.steps.find((step) => step.id === id) ?? null;
}

/** 「⑭ データ移行」 as it is named in sentences: 「14 データ移行」. */
export function stepTitle(step: Pick<Step, 'number' | 'title'>): string {
  return `${step.number} ${step.title}`;
}
