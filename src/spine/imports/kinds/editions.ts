import profiles from '../../../../data/editions/dashboard.json' with { type: 'json' };
import sources from '../../../../data/editions/sources.json' with { type: 'json' };
import type { Day } from '../../../core/calendar.ts';
import { type EditionProfile, matchEdition, rowDay } from '../../../core/edition.ts';
import type { PublicationState } from '../../../core/indicator.ts';
import type { FileSource, Remark } from '../../contracts/file-kind.ts';
import { cellsByName, type WideTable } from './wide-table.ts';

export const DASHBOARD: FileSource = sources['dx-dashboard'];

/** The days of one file: of each row by the profile of its edition, or by what the operator gave. */
export interface Dating {
  /** Null: no profile knows the file and no day was given. */
  readonly asOf: Day | null;
  readonly editionOn: Day | null;
  readonly state: PublicationState;
  readonly remarks: readonly Remark[];
  dayOf(indicator: string): { readonly on: Day; readonly note: string | null } | null;
}

export function dateTable(kind: string, wide: WideTable, given: Day | null): Dating {
  const match = matchEdition(profiles as readonly EditionProfile[], kind, cellsByName(wide));
  const profile = match.kind === 'known' ? match.profile : null;
  const asOf = given ?? profile?.asOf ?? null;
  const remarks: Remark[] = [];
  const remark = (text: string) => remarks.push({ sheet: 1, row: 0, column: 0, text });
  if (asOf === null) {
    remark('登録された版ではないため、基準日が分かりません。基準日を指定してください。');
  }
  if (profile !== null && given !== null && given !== profile.asOf) {
    remark(`${profile.title}の基準日は ${profile.asOf} です。指定された ${given} で読みました。`);
  }
  return {
    asOf,
    editionOn: profile?.editionOn ?? null,
    state: profile?.state ?? 'final',
    remarks,
    dayOf: (indicator) => rowDay(profile, given, indicator),
  };
}
