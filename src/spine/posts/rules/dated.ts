import { addDays, type Day, formatDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';

/** 本務, 兼務, 職務代理. */
export const SEAT_KINDS = ['regular', 'concurrent', 'acting'] as const;
export type SeatKind = (typeof SEAT_KINDS)[number];
export const SEAT_KIND_TITLES: Readonly<Record<SeatKind, string>> = {
  regular: '本務',
  concurrent: '兼務',
  acting: '職務代理',
};

/** Days from `validFrom` up to, not including, `validTo`; null: open. */
export interface Span {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface DatedSeat extends Span {
  readonly seatId: string;
  readonly personId: string;
  readonly kind: SeatKind;
}

export function covers(span: Span, day: Day): boolean {
  return span.validFrom <= day && (span.validTo === null || day < span.validTo);
}

/** A seat that was taken back before it began covers no day and is in nobody's way. */
export function overlap(a: Span, b: Span): boolean {
  const empty = (span: Span) => span.validTo !== null && span.validTo <= span.validFrom;
  if (empty(a) || empty(b)) return false;
  return (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);
}

/** 「2026年3月31日まで」: the last day itself, as officers write it. */
export function lastDay(validTo: Day): Day {
  return addDays(validTo, -1);
}

export function spanText(span: Span): string {
  const from = `${formatDay(span.validFrom)}から`;
  if (span.validTo === null) return from;
  if (span.validTo === span.validFrom) return `${from}（始まる前に取り消し）`;
  return `${from}${formatDay(lastDay(span.validTo))}まで`;
}

export type SeatRefusal = 'ends-before-it-begins' | 'same-person-twice' | 'post-taken';

/**
 * May this seat stand beside those that the post already has? One holder at a time unless the post is shared; a
 * 職務代理 may stand beside the holder (long absence) or in a gap, and never beside another 職務代理.
 */
export function checkSeat(
  existing: readonly DatedSeat[],
  wanted: Omit<DatedSeat, 'seatId'>,
  shared: boolean,
): Result<true, SeatRefusal> {
  if (wanted.validTo !== null && wanted.validTo <= wanted.validFrom) {
    return refuse('ends-before-it-begins', { day: formatDay(wanted.validFrom) });
  }
  const meeting = existing.filter((seat) => overlap(seat, wanted));
  const again = meeting.find((seat) => seat.personId === wanted.personId);
  if (again !== undefined) return refuse('same-person-twice', { span: spanText(again) });
  if (shared) return ok(true);
  const acting = wanted.kind === 'acting';
  const taken = meeting.find((seat) => (seat.kind === 'acting') === acting);
  return taken === undefined ? ok(true) : refuse('post-taken', { span: spanText(taken) });
}

export type EndRefusal = 'ends-before-it-begins' | 'ended-already';

/**
 * May this seat end so that `lastOn` is its last day? A seat that lies ahead, or that began today, is
 * taken back with the day before it begins. What has passed is not rewritten: an end that lies in the past stays.
 */
export function checkEnd(seat: Span, lastOn: Day, today: Day): Result<Day, EndRefusal> {
  if (seat.validTo !== null && seat.validTo <= today) {
    return refuse('ended-already', { span: spanText(seat) });
  }
  const validTo = addDays(lastOn, 1);
  if (validTo < seat.validFrom || (validTo === seat.validFrom && seat.validFrom < today)) {
    return refuse('ends-before-it-begins', { day: formatDay(seat.validFrom) });
  }
  return ok(validTo);
}

/**
 * Days on which nobody holds a post, from `today` on: 空席 to be shown, not refused. A 職務代理 fills a gap.
 */
export function gaps(seats: readonly DatedSeat[], today: Day): readonly Span[] {
  const spans = seats
    .filter((seat) => seat.validTo === null || (seat.validTo > today && seat.validTo > seat.validFrom))
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const found: Span[] = [];
  let reached: Day = today;
  for (const span of spans) {
    if (span.validFrom > reached) found.push({ validFrom: reached, validTo: span.validFrom });
    if (span.validTo === null) return found;
    if (span.validTo > reached) reached = span.validTo;
  }
  return [...found, { validFrom: reached, validTo: null }];
}

/** Dated versions of a section or post: the one that stands on a day. Null: not yet, or closed. */
export function versionOn<
  V extends { readonly validFrom: Day; readonly versionNo: number; readonly closed: boolean },
>(versions: readonly V[], day: Day): V | null {
  const begun = versions.filter((version) => version.validFrom <= day);
  const newest = begun.reduce<V | null>(
    (best, version) =>
      best === null ||
      version.validFrom > best.validFrom ||
      (version.validFrom === best.validFrom && version.versionNo > best.versionNo)
        ? version
        : best,
    null,
  );
  return newest === null || newest.closed ? null : newest;
}

/** 「次の4月1日」: the day to which successors are usually dated ahead. */
export function nextRotation(today: Day): Day {
  const year = Number(today.slice(0, 4));
  return today < `${year}-04-01` ? `${year}-04-01` : `${year + 1}-04-01`;
}
