import { type Context, Hono } from 'hono';
import { addDays, fiscalYearEnd } from '../../../../core/calendar.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { requireSeat } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { dueLines, writeMonth } from '../../actions/month.ts';
import { type CarriedAnswer, carriedOf, mayOpenYear, openYear } from '../../actions/years.ts';
import { entriesOf, type HistoryEntry, linesOf } from '../../queries/lines.ts';
import { yearLinesOf, yearsOf } from '../../queries/years.ts';
import type { FieldError, Typed } from '../../rules/check.ts';
import { openableYears } from '../../rules/dates.ts';
import { replay } from '../../rules/history.ts';
import { EMPTY_LINE } from '../../rules/line.ts';
import { errorsOf } from '../../rules/sentences.ts';
import { type Asking, BLANK, one, ownAskingOf, problemOf, typedOf } from '../asking.ts';
import { MonthPage } from '../list/month-page.tsx';
import { ANSWER_TITLES, OpenYearPage, YearPage, type YearRow } from './year-pages.tsx';

/** The month's look at the lines, opening a year, and a year as it was. */
export function yearRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/roadmap/month', requireSeat('roadmap:answer'), (c) => monthPage(c, null, [], 200));

  app.post('/roadmap/month', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const typed = await typedOf(c);
    const done = await asking.within((tx) => writeMonth(tx, deps.clock, asking.seat, typed));
    if (done.ok) return c.redirect('/roadmap', 303);
    if (done.code !== 'input') throw problemOf(done.code);
    return monthPage(c, typed, errorsOf(done, 'line'), 422);
  });

  async function monthPage(
    c: Context,
    typed: Typed | null,
    errors: readonly FieldError[],
    status: 200 | 422,
  ) {
    const asking = ownAskingOf(c, deps);
    const { seat, today } = asking;
    const lines = await asking.within(async (tx) => {
      const asked = new Set(typed?.('line').map(Number));
      const due = await dueLines(tx, seat, seat.bodyCode, today);
      // What was typed stays on the form, also for a line that somebody else has brought up to date meanwhile.
      if (asked.size === 0) return due;
      return (await linesOf(tx, seat.bodyCode)).filter((line) => asked.has(line.lineNo));
    });
    return c.html(renderPage(<MonthPage {...{ asking, lines, typed, errors }} />), status);
  }

  app.get('/roadmap/years/:year/open', requireSeat('roadmap:read'), async (c) => {
    const asking = ownAskingOf(c, deps);
    yearAsked(c);
    if (!mayOpenYear(asking.seat)) throw problemOf('not-yours');
    return openPage(c, asking, BLANK, [], 200);
  });

  app.post('/roadmap/years/:year/open', requireSeat('roadmap:read'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const { seat } = asking;
    const fiscalYear = yearAsked(c);
    if (!mayOpenYear(seat)) throw problemOf('not-yours');
    const typed = await typedOf(c);
    const done = await asking.within(async (tx) => {
      const answers = (await linesOf(tx, seat.bodyCode)).flatMap((line) => answerOf(typed, line.lineNo));
      return openYear(tx, deps.clock, seat, { bodyCode: seat.bodyCode, fiscalYear }, answers);
    });
    if (done.ok) return c.redirect(`/roadmap/years/${fiscalYear}`, 303);
    if (done.code !== 'unanswered' && done.code !== 'lines-changed') throw problemOf(done.code);
    return openPage(c, asking, typed, errorsOf(done, 'answer'), done.code === 'unanswered' ? 422 : 409);
  });

  async function openPage(
    c: Context,
    asking: Asking,
    typed: Typed,
    errors: readonly FieldError[],
    status: 200 | 409 | 422,
  ) {
    const fiscalYear = yearAsked(c);
    const { bodyCode } = asking.seat;
    const { lines, years } = await asking.within(async (tx) => ({
      lines: carriedOf(await linesOf(tx, bodyCode)),
      years: await yearsOf(tx, bodyCode),
    }));
    if (years.some((year) => year.fiscalYear === fiscalYear))
      return c.redirect(`/roadmap/years/${fiscalYear}`, 303);
    if (!openableYears(asking.today).includes(fiscalYear)) throw problemOf('year-not-openable');
    return c.html(renderPage(<OpenYearPage {...{ asking, fiscalYear, lines, typed, errors }} />), status);
  }

  app.get('/roadmap/years/:year', requireSeat('roadmap:read'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const fiscalYear = yearAsked(c);
    const over = asking.today > fiscalYearEnd(fiscalYear);
    const { year, rows } = await asking.within(async (tx) => ({
      year: (await yearsOf(tx, asking.seat.bodyCode)).find((each) => each.fiscalYear === fiscalYear),
      rows: await rowsOf(tx, asking.seat.bodyCode, fiscalYear),
    }));
    if (year === undefined) throw problemOf('no-such-year');
    return c.html(renderPage(<YearPage {...{ asking, year, rows, over }} />));
  });

  return app;
}

function yearAsked(c: Context): number {
  const text = c.req.param('year') ?? '';
  if (!/^20\d\d$/.test(text)) throw problemOf('no-such-year');
  return Number(text);
}

function answerOf(typed: Typed, lineNo: number): readonly CarriedAnswer[] {
  const of = (name: string) => one(typed, `${name}-${lineNo}`);
  if (of('madeFrom') === '') return [];
  const answer = of('answer');
  return [
    {
      lineNo,
      madeFrom: Number(of('madeFrom')) || 0,
      answer: Object.hasOwn(ANSWER_TITLES, answer) ? (answer as CarriedAnswer['answer']) : null,
      reason: of('reason').slice(0, 200),
      ends: of('ends'),
    },
  ];
}

/** Lines of a year: 期首 by the edition that was kept, 期末 by what was written until the year's last day. */
async function rowsOf(tx: Tx, bodyCode: string, fiscalYear: number): Promise<readonly YearRow[]> {
  const kept = new Map((await yearLinesOf(tx, bodyCode, fiscalYear)).map((line) => [line.lineNo, line]));
  const written = new Map<number, HistoryEntry[]>();
  for (const entry of await entriesOf(tx, bodyCode))
    written.set(entry.lineNo, [...(written.get(entry.lineNo) ?? []), entry]);
  const tooLate = addDays(fiscalYearEnd(fiscalYear), 1);
  return [...written].flatMap(([lineNo, entries]): readonly YearRow[] => {
    const opening = kept.get(lineNo);
    const until = entries.filter((entry) => dayInJapan(Date.parse(entry.savedAt)) < tooLate);
    const first = opening ?? null;
    // A year may be opened before it begins: what was kept then is its opening all the same.
    const last = Math.max(until.at(-1)?.edition ?? 0, first?.edition ?? 0);
    const made = until[0] !== undefined && first === null && madeIn(until[0], fiscalYear);
    if (first === null && !made) return [];
    const at = (edition: number) => replay(EMPTY_LINE, entries.slice(0, edition));
    return [
      {
        line: { bodyCode, lineNo },
        opening: first === null ? null : at(first.edition),
        closing: at(last),
        answer: first?.answer ?? null,
        reason: first?.reason ?? null,
      },
    ];
  });
}

function madeIn(entry: HistoryEntry, fiscalYear: number): boolean {
  return dayInJapan(Date.parse(entry.savedAt)) >= `${fiscalYear}-04-01`;
}
