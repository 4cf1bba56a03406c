import type { Day } from './calendar.ts';
import type { PublicationState } from './indicator.ts';
import { normalise } from './text.ts';

/**
 * What is known of one published edition of an official file: the day of each of its rows, which the file itself does
 * not print. Kept as data (`data/editions/*.json`) with the reason for each day.
 */
export interface EditionProfile {
  readonly id: string;
  /** Kind of file that it is an edition of. */
  readonly kind: string;
  /** 「2024年7月12日公開版」 */
  readonly title: string;
  /** Day of publication; null where it is not known. */
  readonly editionOn: Day | null;
  /** Day of the file as a whole. */
  readonly asOf: Day;
  readonly state: PublicationState;
  /** How the days are known. */
  readonly basis: string;
  /** Rows whose day is another than `asOf`, by indicator. */
  readonly rows: readonly { readonly indicator: string; readonly on: Day; readonly note: string | null }[];
  /**
   * Cells as this edition prints them. The next edition has the same labels; only its figures tell that it is
   * another one, and last year's day must never stand on them.
   */
  readonly witnesses: readonly { readonly body: string; readonly label: string; readonly text: string }[];
}

export type EditionMatch =
  | { readonly kind: 'known'; readonly profile: EditionProfile }
  | { readonly kind: 'unknown' };

/**
 * The edition whose witnesses the file agrees with: more than half of those that stand in it. A correction of some
 * cells is still the same edition; another year is not.
 * @param lookup the cell of a body under a label; null when body or label is not in the file
 */
export function matchEdition(
  profiles: readonly EditionProfile[],
  kind: string,
  lookup: (body: string, label: string) => string | null,
): EditionMatch {
  for (const profile of profiles) {
    if (profile.kind !== kind) continue;
    const found = profile.witnesses.map((witness) => ({
      witness,
      text: lookup(witness.body, witness.label),
    }));
    const present = found.filter(({ text }) => text !== null);
    const agreeing = present.filter(({ witness, text }) => normalise(text ?? '') === normalise(witness.text));
    if (present.length > 0 && agreeing.length * 2 > present.length) return { kind: 'known', profile };
  }
  return { kind: 'unknown' };
}

/** Day and note of an indicator's row; what the operator gave stands above what a profile assumes. */
export function rowDay(
  profile: EditionProfile | null,
  given: Day | null,
  indicator: string,
): { readonly on: Day; readonly note: string | null } | null {
  if (profile === null || (given !== null && given !== profile.asOf)) {
    return given === null ? null : { on: given, note: null };
  }
  const row = profile.rows.find((candidate) => candidate.indicator === indicator);
  return row ?? { on: profile.asOf, note: null };
}
