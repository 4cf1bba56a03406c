import type { Reason } from '../indicator.ts';

/**
 * 調査 as data. A version never changes once it has been sent; another wording is another version. Ids of questions
 * stay the same over the versions as long as the question means the same: notes, prefilled answers and checks against the
 * last round hang on them.
 */
export interface SurveyDefinition {
  /** Lower-case ASCII with hyphens: `structure`. */
  readonly id: string;
  readonly title: string;
  /** 根拠: law, article, or 「依頼」 where there is none. */
  readonly legalBasis: string;
  readonly purpose: string;
  /** 還元: what those who answer get back, and when. */
  readonly returned: string;
  /** Document that the wording follows, as printed. */
  readonly source: string;
  /** Whom it asks. */
  readonly level: 'municipality' | 'prefecture' | 'both';
  /** Minutes that one body needs without anything filled in, as its author estimates. */
  readonly minutes: number;
  readonly sections: readonly SurveySection[];
  readonly questions: readonly Question[];
  /** How answers become observations; in the order in which they are shown. */
  readonly bindings: readonly Binding[];
}

export interface SurveySection {
  readonly id: string;
  readonly title: string;
}

/** 設問. Printed numbers (`number`) are for people; `id` is what everything hangs on. */
export interface Question {
  /** Lower-case ASCII with hyphens, unique in the survey: `external-talent`. */
  readonly id: string;
  readonly section: string;
  /** As printed: `2-1`. Unique in the survey, too: it stands in the cells of the workbook. */
  readonly number: string;
  readonly title: string;
  /** What the words of the question mean, what counts and what does not. */
  readonly help: string;
  readonly kind: QuestionKind;
  /** May be left open without keeping the sheet from being handed in. */
  readonly optional?: true;
  /** 「該当なし」 may be answered instead of a value. */
  readonly mayNotApply?: true;
  /** Asked only when all of these hold; absent: asked of all. */
  readonly askedWhen?: readonly Condition[];
  readonly checks?: readonly Check[];
  /** Sections of an office that usually know it, for the 庁内照会: 「総務・人事」. */
  readonly usuallyKnownBy?: string;
}

export type QuestionKind =
  | { readonly type: 'choice'; readonly options: readonly Option[] }
  | { readonly type: 'choices'; readonly options: readonly Option[]; readonly atMost: number | null }
  /** Stored as a whole number × 10^scale. */
  | {
      readonly type: 'number';
      readonly unit: string;
      readonly scale: number;
      readonly min: number | null;
      readonly max: number | null;
    }
  /** k of n: 「うちオンライン」 of 「総数」. */
  | {
      readonly type: 'share';
      readonly unit: string;
      readonly valueTitle: string;
      readonly baseTitle: string;
    }
  | { readonly type: 'date' }
  | { readonly type: 'text'; readonly maxLength: number };

export interface Option {
  /** Lower-case ASCII with hyphens. */
  readonly id: string;
  readonly title: string;
  /** In `choices`: excludes all others (「いずれも行っていない」). */
  readonly alone?: true;
}

/** The answer to another, earlier question: one of these options is chosen (among several: at least one). */
export interface Condition {
  readonly question: string;
  readonly options: readonly string[];
}

/**
 * What an answer is measured against. An `error` keeps the sheet from being handed in, a `warning` wants a look and may
 * be left with a word why.
 */
export type Check =
  /** This number is not more than that of another question (share: its value). */
  | { readonly kind: 'not-more-than'; readonly question: string; readonly severity: 'error' | 'warning' }
  /** This number is the sum of those of other questions. */
  | { readonly kind: 'sum-of'; readonly questions: readonly string[]; readonly severity: 'error' | 'warning' }
  /** It differs from the last round by no more than this many percent. */
  | { readonly kind: 'like-last-round'; readonly percent: number; readonly severity: 'warning' };

/** Which observation an answer is. */
export interface Binding {
  /** `external-talent-2026@1` */
  readonly indicator: string;
  /** '' where the indicator has no parts. */
  readonly part: string;
  /**
   * The fact is asked of bodies for which all of these hold (テレワークの導入 among those with 301 staff and more); of the
   * others it is 調査無し, so that they are in no base.
   */
  readonly when?: readonly Condition[];
  readonly from: Derivation;
}

export type Derivation =
  /** The chosen option's value; an option without a value gives the reason beside it (「不明」). */
  | {
      readonly kind: 'option';
      readonly question: string;
      readonly values: Readonly<Record<string, number>>;
      readonly reasons?: Readonly<Record<string, Reason>>;
    }
  /** 1 when the option is among the chosen ones, otherwise 0. */
  | { readonly kind: 'has-option'; readonly question: string; readonly option: string }
  | { readonly kind: 'number'; readonly question: string }
  | { readonly kind: 'share'; readonly question: string }
  /**
   * k and n added up over several shares (58手続), or one of the two alone; those that do not apply are left out.
   * With one of them unanswered there is no sum.
   */
  | {
      readonly kind: 'pooled-share';
      readonly questions: readonly string[];
      readonly take: 'both' | 'value' | 'base';
    }
  /** 1 when every condition holds, otherwise 0: a cross-cutting body counts only with the head or deputy in the chair. */
  | { readonly kind: 'all-of'; readonly conditions: readonly Condition[] };
