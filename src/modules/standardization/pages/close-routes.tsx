import { type Context, Hono } from 'hono';
import { prefectureOf, wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { CLOSE_SENTENCES, closeMonth } from '../actions/close-month.ts';
import { keepDue } from '../actions/due.ts';
import { dueOf } from '../queries/due.ts';
import { closeOf } from '../queries/months.ts';
import { silentBodies } from '../queries/pmo.ts';
import { monthText } from '../rules/month.ts';
import { type Fault, fault, statusOf } from '../rules/sentences.ts';
import { askingOf, changing, monthAsked } from './asking.ts';
import { ClosePage } from './close-page.tsx';
import { choicesOf } from './pmo-filter.ts';

const PMO = '/standardization/pmo';

/** A month as the nation conducts it: the day by which it is to be given, who is silent, 確定. */
export function closePages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${PMO}/months/:month`, requireSeat('standardization:review'), async (c) =>
    closePage(c, deps, EMPTY_FORM, []),
  );

  app.post(`${PMO}/months/:month/close`, requireSeat('standardization:conduct'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    const month = monthAsked(c);
    const closed = await inScope((tx) => closeMonth(tx, deps.clock, seat, month));
    if (closed.ok) return c.redirect(`${PMO}/months/${monthText(month)}`, 303);
    return closePage(c, deps, EMPTY_FORM, [fault('month-closed', 'month', CLOSE_SENTENCES[closed.code])]);
  });

  app.post(`${PMO}/months/:month/due`, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const month = monthAsked(c);
    const form = await readForm(c);
    const kept = await changing(c, deps, (tx) => keepDue(tx, deps.clock, seat, month, form.trimmed('due')));
    if (kept.ok) return c.redirect(`${PMO}/months/${monthText(month)}`, 303);
    return closePage(c, deps, form, kept.faults);
  });
  return app;
}

async function closePage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<Response> {
  const { seat, today, inScope } = askingOf(c, deps);
  const month = monthAsked(c);
  const whole = wholeOf(seat.bodyCode);
  const area = seat.kind === 'nation' ? '' : prefectureOf(seat.bodyCode);
  const found = await inScope(async (tx) => ({
    close: await closeOf(tx, whole, month),
    due: await dueOf(tx, whole, month),
    ...(await silentBodies(tx, whole, month, area)),
  }));
  const { prefectures } = await choicesOf(deps, seat, today);
  const props = { seat, month, prefectures, ...found, form, faults, csrf: seatToken(c) };
  return c.html(renderPage(<ClosePage {...props} />), faults.length === 0 ? 200 : statusOf(faults));
}
