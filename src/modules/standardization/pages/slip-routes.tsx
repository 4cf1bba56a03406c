import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { planSlip, type SlipForm, slip } from '../actions/slip.ts';
import { vendorsOf } from '../queries/pmo.ts';
import { slipBodies, slips } from '../queries/vendors.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { askingOf, changing, gone, UUID } from './asking.ts';
import { SlipPage, SlipPlanPage, SlipsPage } from './slips-page.tsx';

const SLIPS = '/standardization/pmo/slips';

/** Slips that the nation or a prefecture makes felt in all consenting bodies at once, after it has seen in which. */
export function slipPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(SLIPS, requireSeat('standardization:review'), async (c) =>
    c.html(await slipsPage(c, deps, EMPTY_FORM, [])),
  );

  app.post(SLIPS, requireSeat('standardization:review'), async (c) => {
    const form = await readForm(c);
    if (!form.values.has('seen')) return showPlan(c, deps, form, []);
    const { seat } = askingOf(c, deps);
    const done = await changing(c, deps, (tx) =>
      slip(tx, deps.clock, seat, slipForm(form), form.trimmed('seen')),
    );
    if (done.ok) return c.redirect(`${SLIPS}/${done.value}`, 303);
    return showPlan(c, deps, form, done.faults);
  });

  app.get(`${SLIPS}/:slip`, requireSeat('standardization:review'), async (c) => {
    const id = c.req.param('slip');
    if (!UUID.test(id)) throw gone('その予定変更');
    const { seat, inScope } = askingOf(c, deps);
    const found = await inScope(async (tx) => {
      const [one] = await slips(tx, wholeOf(seat.bodyCode), id);
      return one === undefined ? null : { slip: one, bodies: await slipBodies(tx, one.slipId) };
    });
    if (found === null) throw gone('その予定変更');
    return c.html(renderPage(<SlipPage seat={seat} {...found} />));
  });
  return app;
}

function slipForm(form: Form): SlipForm {
  const business = form.trimmed('business');
  return {
    vendorId: form.trimmed('vendor'),
    businessNo: /^([1-9]|1\d|20)$/.test(business) ? Number(business) : null,
    days: form.trimmed('days').normalize('NFKC'),
    reason: form.trimmed('reason'),
    documentNo: form.trimmed('documentNo'),
  };
}

async function showPlan(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<Response> {
  const { seat, today, inScope } = askingOf(c, deps);
  const { planned, vendors } = await inScope(async (tx) => ({
    planned: await planSlip(tx, seat, slipForm(form), today),
    vendors: await vendorsOf(tx, wholeOf(seat.bodyCode)),
  }));
  if (!planned.ok) return c.html(await slipsPage(c, deps, form, planned.faults), statusOf(planned.faults));
  const vendor = vendors.find((one) => one.vendorId === form.trimmed('vendor'))?.name ?? '';
  const props = { seat, vendor, form, faults, plan: planned.value, csrf: seatToken(c) };
  return c.html(renderPage(<SlipPlanPage {...props} />), faults.length === 0 ? 200 : statusOf(faults));
}

async function slipsPage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, inScope } = askingOf(c, deps);
  const whole = wholeOf(seat.bodyCode);
  const found = await inScope(async (tx) => ({
    vendors: await vendorsOf(tx, whole),
    slips: await slips(tx, whole),
  }));
  return renderPage(<SlipsPage {...found} {...{ seat, form, faults }} csrf={seatToken(c)} />);
}
