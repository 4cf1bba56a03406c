import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import { type Day, parseDay } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { writerOf } from '../actions/by.ts';
import { type MonthView, readMonthView } from '../actions/month.ts';
import { type MonthInput, type SaveOutcome, saveMonth } from '../actions/save-month.ts';
import { dueOf } from '../queries/due.ts';
import { eventsOf } from '../queries/months.ts';
import { type Business, businessNo } from '../rules/businesses.ts';
import type { PrivacyAssessment } from '../rules/gate.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { type Fault, fault, statusOf } from '../rules/sentences.ts';
import { isStepState, type Move, movesBetween, parseMoves, stateAt, withState } from '../rules/states.ts';
import { askingOf, businessAsked, changing, gone, monthAsked } from './asking.ts';
import { LinePage } from './line-page.tsx';
import { MonthPage } from './month-page.tsx';

const MONTH = '/standardization/months/:month';

/** A body's month and its lines; every step a form that works without a script. */
export function monthPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(MONTH, requireSeat('standardization:read'), async (c) => {
    const moved = c.req.query('saved');
    const saved =
      moved === undefined || !/^\d{1,4}$/.test(moved)
        ? undefined
        : `${monthTitle(monthAsked(c))}を保存しました（動いたステップ${moved}）`;
    return c.html(await monthPage(c, deps, EMPTY_FORM, [], saved));
  });

  app.post(MONTH, requireSeat('standardization:answer'), async (c) => {
    const month = monthAsked(c);
    const form = await readForm(c);
    const moves = new Map<number, readonly Move[]>();
    for (let no = 1; no <= 20; no += 1) {
      const ticked = form.all(`move-${no}`).flatMap((value) => parseMoves(value));
      if (ticked.length > 0) moves.set(no, ticked);
    }
    const saved = await save(c, deps, { month, moves, via: 'page', replacement: replacementOf(form) });
    if (saved.ok) {
      return c.redirect(`/standardization/months/${monthText(month)}?saved=${saved.value.moved}`, 303);
    }
    return c.html(await monthPage(c, deps, form, saved.faults), statusOf(saved.faults));
  });

  app.get(`${MONTH}/lines/:business`, requireSeat('standardization:read'), async (c) =>
    c.html(await linePage(c, deps, EMPTY_FORM, [])),
  );

  app.post(`${MONTH}/lines/:business`, requireSeat('standardization:answer'), async (c) => {
    const month = monthAsked(c);
    const business = businessAsked(c);
    const form = await readForm(c);
    const read = lineInput(form, business);
    const saved: SaveOutcome =
      read.faults.length > 0
        ? { ok: false, faults: read.faults }
        : await save(c, deps, { ...read.input, month, via: 'page', replacement: replacementOf(form) });
    if (saved.ok) {
      return c.redirect(`/standardization/months/${monthText(month)}?saved=${saved.value.moved}`, 303);
    }
    return c.html(await linePage(c, deps, form, saved.faults), statusOf(saved.faults));
  });
  return app;
}

async function viewOf(c: Context, deps: Deps, month: Day): Promise<MonthView> {
  const { seat, inScope } = askingOf(c, deps);
  if (seat.kind === 'nation') throw gone('団体の月の報告');
  return inScope((tx) => readMonthView(tx, seat.bodyCode, month));
}

async function monthPage(
  c: Context,
  deps: Deps,
  form: Form,
  faults: readonly Fault[],
  saved?: string,
): Promise<string> {
  const { seat, today, inScope } = askingOf(c, deps);
  const month = monthAsked(c);
  const view = await viewOf(c, deps, month);
  const due = await inScope((tx) => dueOf(tx, wholeOf(seat.bodyCode), month));
  return renderPage(<MonthPage {...{ seat, view, due, today, form, faults, saved }} csrf={seatToken(c)} />);
}

async function linePage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, inScope } = askingOf(c, deps);
  const month = monthAsked(c);
  const business = businessAsked(c);
  const view = await viewOf(c, deps, month);
  const line = view.lines.find((one) => one.business.id === business.id);
  if (line === undefined) throw gone('この団体のその業務');
  const events = await inScope((tx) => eventsOf(tx, seat.bodyCode, month, line.businessNo));
  return renderPage(<LinePage {...{ seat, view, line, events, form, faults }} csrf={seatToken(c)} />);
}

/** 差替え is the body's decision, so it wants the right to decide. */
async function save(c: Context, deps: Deps, input: MonthInput): Promise<SaveOutcome> {
  const { seat } = askingOf(c, deps);
  if (seat.kind === 'nation') throw gone('団体の月の報告');
  if (input.replacement != null && !seat.rights.has('standardization:decide')) {
    const message = '差替えは、決裁を記録できる職が行います。';
    return { ok: false, faults: [fault('not-yours', 'replacement', message)] };
  }
  return changing(c, deps, (tx) => saveMonth(tx, deps.clock, writerOf(seat), seat.bodyCode, input));
}

function replacementOf(form: Form): { readonly reason: string; readonly documentNo: string } | null {
  const given = { reason: form.trimmed('replacement'), documentNo: form.trimmed('documentNo') };
  return given.reason === '' && given.documentNo === '' ? null : given;
}

function lineInput(
  form: Form,
  business: Business,
): {
  readonly input: Pick<MonthInput, 'moves' | 'reasons' | 'assessments'>;
  readonly faults: readonly Fault[];
} {
  const no = businessNo(business.id);
  const was = form.trimmed('was');
  const wanted = [...was].reduce((states, _, index) => {
    const given = form.trimmed(`step-${index + 1}`);
    return isStepState(given) ? withState(states, index + 1, given) : states;
  }, was);
  const valid = [...was].every((_, index) => stateAt(was, index + 1) === was[index]);
  const faults: Fault[] =
    valid && was !== '' ? [] : [fault('missing', `line-${no}`, 'ステップの状態を選んでください。')];
  const assessment = assessmentOf(form);
  if (assessment === 'unreadable')
    faults.push(fault('bad-assessment', `line-${no}`, '評価の日が日付として読めません。例：2026-02-10'));
  return {
    input: {
      moves: new Map([[no, movesBetween(was, wanted)]]),
      reasons: new Map([[no, form.trimmed(`reason-${no}`)]]),
      assessments: new Map(assessment === null || assessment === 'unreadable' ? [] : [[no, assessment]]),
    },
    faults,
  };
}

function assessmentOf(form: Form): PrivacyAssessment | null | 'unreadable' {
  const held = form.trimmed('heldOn');
  const notNeeded = form.trimmed('notNeeded');
  if (held === '') return notNeeded === '' ? null : { heldOn: null, notNeeded };
  const heldOn = parseDay(held);
  return heldOn === null ? 'unreadable' : { heldOn, notNeeded: null };
}
