import sources from '../../../../data/editions/sources.json' with { type: 'json' };
import profiles from '../../../../data/editions/standardization.json' with { type: 'json' };
import type { Day } from '../../../core/calendar.ts';
import { type EditionProfile, matchEdition } from '../../../core/edition.ts';
import type { PublicationState } from '../../../core/indicator.ts';
import type { FileSource, Remark } from '../../../spine/contracts/file-kind.ts';

export const RATES_SOURCE: FileSource = sources['standardization-pmo'];
export const LATE_MIGRATION_SOURCE: FileSource = sources['late-migration-list'];
/** What bodies report here month by month. */
export const MONTHS_SOURCE: FileSource = sources['standardization-months'];

export interface Dated {
  /** Null: no profile knows the file and no day was given. */
  readonly asOf: Day | null;
  readonly editionOn: Day | null;
  readonly state: PublicationState;
  readonly remarks: readonly Remark[];
}

/** One day for the whole table: these lists come every month with the same labels, so only their figures date them. */
export function dateOf(
  kind: string,
  given: Day | null,
  lookup: (body: string, label: string) => string | null,
): Dated {
  const match = matchEdition(profiles as readonly EditionProfile[], kind, lookup);
  const profile = match.kind === 'known' ? match.profile : null;
  const asOf = given ?? profile?.asOf ?? null;
  const text = remarkOn(profile, given);
  return {
    asOf,
    editionOn: profile?.editionOn ?? null,
    state: profile?.state ?? 'final',
    remarks: text === null ? [] : [{ sheet: 1, row: 0, column: 0, text }],
  };
}

function remarkOn(profile: EditionProfile | null, given: Day | null): string | null {
  if (profile === null) {
    return given === null
      ? '登録された版と値が違い、基準日が分かりません。--as-of で指定してください。'
      : null;
  }
  if (given === null || given === profile.asOf) return null;
  return `${profile.title}の基準日は ${profile.asOf} です。指定された ${given} で読みました。`;
}
