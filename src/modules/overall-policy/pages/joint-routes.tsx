import { type Context, Hono } from 'hono';
import { isBodyCode } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { may } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { answerPartner } from '../actions/joint.ts';
import { inScopeOf, todayOf } from '../actions/open.ts';
import { heldPolicies } from '../actions/standing.ts';
import { bodyNames } from '../queries/names.ts';
import { templateItems } from '../queries/template.ts';
import { acting, type Failed, failedWith, noSuchPolicy, numberOf } from './asking.ts';
import { JointPage } from './joint-page.tsx';

const JOINT = '/overall-policy/joint/:lead/:no';

/** A policy of another body that this one is asked to share. */
export function jointRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(JOINT, requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post(JOINT, requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const target = { leadCode: c.req.param('lead'), policyNo: numberOf(c, 'no') };
    const done = await acting(c, deps, (by) =>
      answerPartner(by, target, {
        agree: form.text('answer') !== 'decline',
        documentNo: form.text('documentNo'),
        decidedOn: form.text('decidedOn'),
        decider: form.text('decider'),
        onBehalf: false,
        seenLater: false,
        samePerson: form.text('samePerson') === '1',
      }),
    );
    if (!done.ok) return page(c, failedWith(form, done, 'documentNo'));
    return c.redirect(`/overall-policy/joint/${target.leadCode}/${target.policyNo}`, 303);
  });

  async function page(c: Context, failed: Failed | null) {
    const seat = seatOf(c);
    const lead = c.req.param('lead') ?? '';
    if (!isBodyCode(lead)) throw noSuchPolicy();
    const policyNo = numberOf(c, 'no');
    const view = await inScopeOf(deps, seat, async (tx) => {
      const held = (await heldPolicies(tx, [seat.bodyCode])).get(seat.bodyCode) ?? [];
      const found = held.find(
        ({ subject, consent }) => consent !== null && subject === `${lead}-${policyNo}`,
      );
      const newest = found?.whole.versions.at(-1);
      if (found === undefined || newest === undefined) throw noSuchPolicy();
      const names = await bodyNames(tx, [lead], todayOf(deps.clock));
      const items = await templateItems(tx, newest.version.planVersion);
      return { held: found, newest, items, leadName: names.get(lead) ?? lead };
    });
    const props = { ...view, csrf: seatToken(c), mayDecide: may(seat, 'overall-policy:decide'), failed };
    return c.html(renderPage(<JointPage {...props} />), failed?.status ?? 200);
  }

  return app;
}
