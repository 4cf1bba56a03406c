import { addMonths, type Day, endOfMonth, makeDay, toWareki, yearOf } from '../../../core/calendar.ts';

/** A month is named by its last day: how things stand then is what is reported. */
export function parseMonth(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  const first = match === null ? null : makeDay(Number(match[1]), Number(match[2]), 1);
  return first === null ? null : endOfMonth(first);
}

/** `2026-03`, as addresses and files name it. */
export function monthText(month: Day): string {
  return month.slice(0, 7);
}

/** 「令和8年3月（2026年）」 */
export function monthTitle(month: Day): string {
  return `${toWareki(month).replace(/\d+日$/, '')}（${yearOf(month)}年）`;
}

/** 「令和8年3月」「2026年3月」「2026-03」「2026/3/31」 of a workbook's cell. */
export function readMonth(text: string): Day | null {
  const plain = text.normalize('NFKC').replace(/\s|（.*?）|\(.*?\)/g, '');
  const western = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月].*)?$/.exec(plain);
  const reiwa = /^(?:令和|R)(元|\d{1,2})[年.](\d{1,2})/.exec(plain);
  const year =
    western !== null
      ? Number(western[1])
      : reiwa === null
        ? null
        : 2018 + (reiwa[1] === '元' ? 1 : Number(reiwa[1]));
  const month = Number((western ?? reiwa)?.[2]);
  const first = year === null ? null : makeDay(year, month, 1);
  return first === null ? null : endOfMonth(first);
}

export function monthBefore(month: Day): Day {
  return endOfMonth(addMonths(`${month.slice(0, 7)}-01`, -1));
}

/**
 * The month that a body is to say: of the months not closed up to this one the first that it has not reported; this
 * month, when it has said all.
 */
export function monthToSay(today: Day, reported: readonly Day[], closed: readonly Day[]): Day {
  const now = endOfMonth(today);
  const before = monthBefore(now);
  const open = !closed.includes(before) && !reported.includes(before);
  // The month before is the one that is due; this one may be said early.
  return open && reported.some((month) => month < before) ? before : now;
}
