import type { Tx } from '../../../platform/db/database.ts';
import { keptAside, type SavedAnswer, standingAnswers } from '../queries/answers.ts';
import { keptOffers } from '../queries/aside.ts';
import type { Sheet } from '../queries/sheets.ts';
import type { Via } from '../tables.ts';

/** What typed answers come upon. Read once the sheet is locked; saving moves it on. */
export interface WhatStands {
  readonly now: Map<string, SavedAnswer>;
  readonly last: Map<string, number>;
  readonly shown: ReadonlyMap<string, SavedAnswer>;
  /** Keys of the texts kept beside the sheet, once they have been asked for. */
  kept: Set<string> | null;
}

/** `seen`: the questions that may be saved, with the revisions that their form names. */
export async function whatStands(
  tx: Tx,
  sheet: Sheet,
  seen: ReadonlyMap<string, number>,
): Promise<WhatStands> {
  const { now, last, shown } = await standingAnswers(tx, sheet.bodyCode, sheet.roundId, seen);
  return { now: new Map(now), last: new Map(last), shown, kept: null };
}

/** What is kept beside the sheet already and still offered, as keys; of a prefecture what it typed in itself. */
export async function keptBefore(tx: Tx, sheet: Sheet, via: Via): Promise<Set<string>> {
  const kept =
    via === 'proxy'
      ? await keptAside(tx, sheet.bodyCode, sheet.roundId)
      : await keptOffers(tx, sheet.bodyCode, sheet.roundId);
  return new Set(kept.map(keyOf));
}

/** The same for two texts of one question that say the same and do not count for the same reason. */
export function keyOf(kept: Pick<SavedAnswer, 'questionId' | 'value' | 'remark' | 'keptBecause'>): string {
  const entries =
    kept.value === null ? null : Object.entries(kept.value).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kept.questionId, entries, kept.remark ?? '', kept.keptBecause]);
}
