import { type Context, Hono } from 'hono';
import { parseDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Refusal } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { renderPage } from '../../../ui/page.tsx';
import { may, type Seat } from '../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../posts/acting.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { declareStep, undoStep } from '../actions/declare.ts';
import { planStep } from '../actions/plan.ts';
import { loadForecasts, loadOwn, loadSteps, OWN_TEMPLATES, type OwnTemplate } from '../load.ts';
import { eventsOf, planHistory, type Run } from '../queries/events.ts';
import { MOVES, movesFrom } from '../rules/moves.ts';
import { viewOn } from '../rules/replay.ts';
import { type StepRefusal, stepSentence } from '../rules/sentences.ts';
import { knownTemplate } from '../templates.ts';
import { HandbookPage, TemplatePage } from './own-pages.tsx';
import { type FormFault, StepPage, type StepView, type Typed } from './step-page.tsx';

const NOWHERE = new HttpProblem(
  404,
  'このステップは見つかりません。',
  '手順の一覧から開き直してください。何も変更していません。',
);

/** A body's own steps. */
export function ownRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('steps:read');
  const answering = requireSeat('steps:answer');
  const today = () => dayInJapan(deps.clock.now());
  const within = <T,>(seat: Seat, work: (tx: Tx) => Promise<T>) => withScope(deps.db, scopeOf(seat), work);

  app.get('/steps', reading, async (c) => {
    const seat = seatOf(c);
    // 国 has no steps of its own: it looks at those of others.
    if (seat.kind === 'nation') {
      if (may(seat, 'steps:review')) return c.redirect('/steps/review', 303);
      throw new HttpProblem(404, '国の在席には、自分の手順がありません。', '団体の在席で開いてください。');
    }
    const all = await within(seat, (tx) => loadSteps(tx, [seat.bodyCode], OWN_TEMPLATES, viewOn(today())));
    const found = all.get(seat.bodyCode)!;
    const props = { ...found, bodyName: seat.bodyName, today: today(), mayAnswer: may(seat, 'steps:answer') };
    return c.html(renderPage(<HandbookPage {...props} template={knownTemplate('handbook')} />));
  });

  app.get('/steps/telework', reading, async (c) => {
    const seat = seatOf(c);
    if (seat.kind === 'nation') throw NOWHERE;
    const { steps, forecast } = await within(seat, async (tx) => ({
      steps: await loadOwn(tx, seat.bodyCode, 'telework', today()),
      forecast: await loadForecasts(tx, seat, [seat.bodyCode], 'telework', today()),
    }));
    const props = {
      id: 'telework' as const,
      steps,
      today: today(),
      forecast: forecast.get(seat.bodyCode) ?? null,
    };
    return c.html(renderPage(<TemplatePage {...props} template={knownTemplate('telework')} />));
  });

  app.get('/steps/:template/:step', reading, (c) => show(c, {}, null, 200));

  app.post('/steps/:template/:step', answering, async (c) => {
    const { seat, run, step } = addressed(c);
    const typed = await typedOf(c);
    const move = MOVES.find((one) => one === typed.move);
    const on = parseDay(typed.on ?? '');
    if (move === undefined) return refused(c, 'declare', typed, { ok: false, code: 'no-choice', detail: {} });
    if (on === null)
      return refused(c, 'declare', typed, { ok: false, code: 'bad-day', detail: { found: typed.on ?? '' } });
    const given = {
      ...{ step, move, on, seen: Number(typed.seen) || 0 },
      ...{ reason: orNull(typed.reason), record: orNull(typed.record) },
      ...{ note: orNull(typed.note), url: orNull(typed.url) },
    };
    const done = await within(seat, (tx) => declareStep(tx, deps.clock, seat, run, given));
    return done.ok ? c.redirect(stepAddress(run, step), 303) : refused(c, 'declare', typed, done);
  });

  app.post('/steps/:template/:step/plan', answering, async (c) => {
    const { seat, run, step } = addressed(c);
    const typed = await typedOf(c);
    const text = (typed.plannedOn ?? '').trim();
    const plannedOn = text === '' ? null : parseDay(text);
    if (text !== '' && plannedOn === null)
      return refused(c, 'plan', typed, { ok: false, code: 'bad-day', detail: { found: text } });
    const given = { step, plannedOn, seen: Number(typed.seen) || 0 };
    const done = await within(seat, (tx) => planStep(tx, deps.clock, seat, run, given));
    return done.ok ? c.redirect(stepAddress(run, step), 303) : refused(c, 'plan', typed, done);
  });

  app.post('/steps/:template/:step/undo', answering, async (c) => {
    const { seat, run, step } = addressed(c);
    const typed = await typedOf(c);
    const given = { step, reason: orNull(typed.reason), seen: Number(typed.seen) || 0 };
    const done = await within(seat, (tx) => undoStep(tx, deps.clock, seat, run, given));
    if (done.ok) return c.redirect(stepAddress(run, step), 303);
    return refused(c, 'undo', { 'undo-reason': typed.reason ?? '' }, done);
  });

  function refused(c: Context, form: FormFault['form'], typed: Typed, refusal: Refusal<StepRefusal>) {
    const { status, field, message } = stepSentence(refusal);
    if (status === 403 || status === 404) throw new HttpProblem(status, message, '何も変更していません。');
    return show(c, typed, { form, field, message }, status);
  }

  async function show(c: Context, typed: Typed, fault: FormFault | null, status: 200 | 409 | 422) {
    const { seat, run, step } = addressed(c);
    const view = await within(seat, (tx) => viewOf(tx, seat, run, step));
    return c.html(renderPage(<StepPage {...{ view, typed, fault, csrf: seatToken(c) }} />), status);
  }

  async function viewOf(tx: Tx, seat: Seat, run: Run & { template: OwnTemplate }, stepId: string) {
    const template = knownTemplate(run.template);
    const { lines } = await loadOwn(tx, run.bodyCode, run.template, today());
    const line = lines.find((one) => one.step.id === stepId)!;
    const events = (await eventsOf(tx, [run.bodyCode], [run.template])).filter((one) => one.step === stepId);
    const view: StepView = {
      ...{ template, line, events, plans: await planHistory(tx, run, stepId) },
      before: lines.filter((one) => line.step.after.includes(one.step.id)),
      moves: movesFrom(template, line.step, line.event?.state ?? 'unreported'),
      writes: may(seat, `steps:${line.step.who}`),
    };
    return view;
  }

  return app;
}

function addressed(c: Context): { seat: Seat; run: Run & { template: OwnTemplate }; step: string } {
  const seat = seatOf(c);
  const template = OWN_TEMPLATES.find((one) => one === c.req.param('template'));
  const step = c.req.param('step') ?? '';
  if (seat.kind === 'nation' || template === undefined) throw NOWHERE;
  if (!knownTemplate(template).steps.some((one) => one.id === step)) throw NOWHERE;
  return { seat, run: { bodyCode: seat.bodyCode, template, subject: '' }, step };
}

function stepAddress(run: Run, step: string): string {
  return `/steps/${run.template}/${step}`;
}

async function typedOf(c: Context): Promise<Typed> {
  const form = await readForm(c);
  return Object.fromEntries([...form.values.keys()].map((name) => [name, form.trimmed(name)]));
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
