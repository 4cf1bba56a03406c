import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';

/** What of a revision tells why it came. */
export interface RevisionKind {
  readonly revision: number;
  readonly void: boolean;
  readonly restores: number | null;
  readonly note: string | null;
  readonly batch_kind: string;
  /** 0 未公表, 1 速報, 2 確定. */
  readonly state: number;
}

/** The note that the store writes where a corrected denominator moved a rate. */
export const BASE_CORRECTED = '分母の訂正による';

const FINAL = 2;

/** Why a revision came, against the one before it in the same series (null: it is the first). */
export function revisionWord(row: RevisionKind, before: RevisionKind | null): string {
  if (row.void) return '取消し（値なしに戻す）';
  if (row.restores !== null) return `取消しによる復元（第${row.restores}版の値）`;
  if (row.batch_kind === 'undo') return '取消しによる復元（古い版の値）';
  if (before === null) return '新規';
  if (row.note === BASE_CORRECTED) return '分母の訂正';
  if (row.batch_kind === 'correction') return '訂正';
  if (before.void) return '再登録';
  // A 速報 is replaced without a word of 差替え: that word belongs to what had been 確定.
  if (before.state < FINAL) return row.state === FINAL ? '確定' : '速報の更新';
  return '差替え';
}

/** `2026-04-01 09:30`: an instant in Japan, to the minute. */
export function timeInJapan(milliseconds: number): string {
  const day: Day = dayInJapan(milliseconds);
  const minutes = Math.floor(milliseconds / 60_000) + 9 * 60;
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day} ${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}
