import { type Day, parseDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Decision } from './model.ts';
import type { PolicyRefusal } from './sentences.ts';

/** A day as people write it; empty text is no day and no error. */
function optionalDay(text: string): Result<Day | null, 'bad-day'> {
  if (text.trim() === '') return ok(null);
  const day = parseDay(text);
  return day === null ? refuse('bad-day', { found: text.trim() }) : ok(day);
}

/** A link that a reader may follow: an ordinary web address, nothing that runs. Null: none was given. */
export function addressOf(text: string): Result<string | null, 'bad-address'> {
  const plain = text.trim();
  if (plain === '') return ok(null);
  const fits = plain.length <= 500 && !/\s/.test(plain) && /^https?:\/\/[^/]/i.test(plain);
  return fits ? ok(plain) : refuse('bad-address', { found: plain.slice(0, 40) });
}

/**
 * Pages as people write them: 「3」「3-5」「3～5、8」「p.12」, written back as 「3-5、8」. Null: none was given.
 * @param filePages pages that the PDF has; null where that is not known
 */
export function pagesOf(text: string, filePages: number | null): Result<string | null, PolicyRefusal> {
  const plain = text.normalize('NFKC').replace(/[\s頁]|ページ|pp?\./gi, '');
  if (plain === '') return ok(null);
  const spans = plain.split(/[,、・]/).map((span) => /^(\d{1,4})(?:[-~〜–—ー](\d{1,4}))?$/.exec(span));
  const read: string[] = [];
  for (const span of spans) {
    if (span === null) return refuse('bad-pages', { found: text.trim().slice(0, 40) });
    const [from, to] = [Number(span[1]), Number(span[2] ?? span[1])];
    if (from < 1 || to < from) return refuse('bad-pages', { found: text.trim().slice(0, 40) });
    if (filePages !== null && to > filePages)
      return refuse('pages-beyond', { found: String(to), limit: String(filePages) });
    read.push(from === to ? String(from) : `${from}-${to}`);
  }
  return ok(read.join('、'));
}

/** The first page of 「3-5、8」, for a link into the PDF. */
export function firstPage(pages: string | null): number | null {
  const match = /^\d+/.exec(pages ?? '');
  return match === null ? null : Number(match[0]);
}

export interface DecisionForm {
  readonly documentNo: string;
  readonly decidedOn: string;
  readonly decider: string;
  readonly onBehalf: boolean;
  readonly seenLater: boolean;
  readonly samePerson: boolean;
}

/**
 * What the office says of its 決裁.
 * @param notBefore 決裁日 of the version before; null for the first
 */
export function decisionOf(
  form: DecisionForm,
  today: Day,
  notBefore: Day | null,
): Result<Decision, PolicyRefusal> {
  const documentNo = form.documentNo.trim();
  const decider = form.decider.trim();
  if (documentNo === '' || documentNo.length > 60) return refuse('document-missing');
  const on = parseDay(form.decidedOn);
  if (form.decidedOn.trim() === '') return refuse('decided-missing');
  if (on === null) return refuse('bad-decided', { found: form.decidedOn.trim() });
  if (on > today) return refuse('decided-future', { found: on });
  if (notBefore !== null && on < notBefore)
    return refuse('decided-before-last', { found: on, last: notBefore });
  if (decider === '' || decider.length > 60) return refuse('decider-missing');
  const { onBehalf, seenLater, samePerson } = form;
  if (seenLater && !onBehalf) return refuse('seen-without-behalf');
  return ok({ documentNo, on, decider, onBehalf, seenLater, samePerson });
}

/** 公表日 after a 決裁; null: not published yet, which is kept and does not count. */
export function publicationOf(
  form: { readonly publishedOn: string; readonly publishedUrl: string },
  today: Day,
  decidedOn: Day,
): Result<{ readonly on: Day | null; readonly url: string | null }, PolicyRefusal> {
  const day = optionalDay(form.publishedOn);
  if (!day.ok) return refuse('bad-published', day.detail);
  const url = addressOf(form.publishedUrl);
  if (!url.ok) return url;
  if (day.value !== null && day.value > today) return refuse('published-future', { found: day.value });
  if (day.value !== null && day.value < decidedOn)
    return refuse('published-before-decided', { found: day.value, decided: decidedOn });
  return ok({ on: day.value, url: url.value });
}
