import type { BodyCode } from '../../../core/body-code.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import type { NameHow } from './names.ts';

/** `code`: 6 digits with check digit · `short-code`: digits lost, the name decided · `order`: place and name agree. */
export type How = 'code' | 'short-code' | 'order' | NameHow;

export type MentionOutcome =
  | {
      readonly kind: 'matched';
      readonly bodyCode: BodyCode;
      readonly how: How;
      /** What a reader should know: the file bears a former code or name. */
      readonly hint: string | null;
    }
  /** A person decides between the candidates (one candidate: whether it is meant at all). */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly BodyCode[]; readonly why: string }
  | { readonly kind: 'unmatched'; readonly why: string }
  | { readonly kind: 'ignored'; readonly why: string };

/** A fault for which the whole file is refused. The imports add the sheet's name and make a `Rejection` of it. */
export interface MatchRefusal {
  /** Index into the mentions. */
  readonly mention: number;
  /** As in the mention. */
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export interface MatchOutcome {
  /** One per mention, in their order. */
  readonly outcomes: readonly MentionOutcome[];
  readonly refusals: readonly MatchRefusal[];
}

/** What one mention gives: an outcome, and where its fault refuses the whole file, found and expected. */
export interface Verdict {
  readonly outcome: MentionOutcome;
  readonly refusal?: { readonly found: string; readonly expected: string; readonly message: string };
}

export function matched(bodyCode: BodyCode, how: How, hint: string | null = null): Verdict {
  return { outcome: { kind: 'matched', bodyCode, how, hint } };
}

export function ambiguous(candidates: readonly BodyCode[], why: string): Verdict {
  return { outcome: { kind: 'ambiguous', candidates: [...candidates].sort(), why } };
}

export function unmatched(why: string): Verdict {
  return { outcome: { kind: 'unmatched', why } };
}

export function refused(found: string, expected: string, message: string): Verdict {
  return { outcome: { kind: 'unmatched', why: message }, refusal: { found, expected, message } };
}

export function refusalAt(
  mentions: readonly BodyMention[],
  index: number,
  refusal: NonNullable<Verdict['refusal']>,
): MatchRefusal {
  const mention = mentions[index] as BodyMention;
  return { mention: index, sheet: mention.sheet, row: mention.row, column: mention.column, ...refusal };
}
