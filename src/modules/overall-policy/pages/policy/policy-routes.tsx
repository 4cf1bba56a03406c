import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { may } from '../../../../spine/contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { undoAbolition } from '../../actions/abolition.ts';
import { askPartner } from '../../actions/joint.ts';
import { inScopeOf, todayOf, wholePolicy } from '../../actions/open.ts';
import { renamePolicy, startRevision } from '../../actions/start.ts';
import { eventsOf } from '../../queries/events.ts';
import { partnersOf } from '../../queries/joint.ts';
import { bodyNames } from '../../queries/names.ts';
import { templateItems } from '../../queries/template.ts';
import { compareVersions } from '../../rules/compare.ts';
import { standingOf } from '../../rules/counting.ts';
import { acting, failedWith, noSuchPolicy, numberOf } from '../asking.ts';
import { ComparePage } from './compare-page.tsx';
import type { FormProps } from './policy-forms.tsx';
import { OnePolicyPage } from './policy-page.tsx';

/** One policy of the seat's body: page, name, revision, partners, comparison. */
export function policyRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/overall-policy/:no', requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post('/overall-policy/:no/name', requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const typed = { title: form.text('title'), obligations: form.text('obligations') };
    const done = await acting(c, deps, (by) => renamePolicy(by, numberOf(c, 'no'), typed));
    return done.ok ? back(c) : page(c, { ...failedWith(form, done, 'title'), which: 'rename' });
  });

  app.post('/overall-policy/:no/versions', requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const way = form.text('way') === 'registered' ? 'registered' : 'written';
    const policyNo = numberOf(c, 'no');
    const begun = await acting(c, deps, (by) =>
      startRevision(by, policyNo, { changeNote: form.text('changeNote'), way }),
    );
    if (!begun.ok) return page(c, { ...failedWith(form, begun, 'changeNote'), which: 'revise' });
    const next = way === 'written' ? 'write/vision' : 'source';
    return c.redirect(`/overall-policy/${policyNo}/versions/${begun.value}/${next}`, 303);
  });

  app.post('/overall-policy/:no/partners', requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const asked = await acting(c, deps, (by) => askPartner(by, numberOf(c, 'no'), form.text('body')));
    return asked.ok ? back(c) : page(c, { ...failedWith(form, asked, 'body'), which: 'partner' });
  });

  app.post('/overall-policy/:no/abolish/undo', requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const done = await acting(c, deps, (by) => undoAbolition(by, numberOf(c, 'no'), form.text('reason')));
    return done.ok ? back(c) : page(c, { ...failedWith(form, done, 'reason'), which: 'abolition' });
  });

  app.get('/overall-policy/:no/compare', requireSeat('overall-policy:read'), async (c) => {
    const seat = seatOf(c);
    const policyNo = numberOf(c, 'no');
    const view = await inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      if (whole === null) throw noSuchPolicy();
      const of = (name: string, otherwise: number) => {
        const number = Number(c.req.query(name) ?? otherwise);
        return whole.versions.find(({ version }) => version.versionNo === number);
      };
      const from = of('from', whole.versions.length - 1);
      const to = of('to', whole.versions.length);
      if (from === undefined || to === undefined) return { whole, from: null, to: null, compared: [] };
      const items = await templateItems(tx, to.version.planVersion);
      return { whole, from, to, compared: compareVersions(from, to, items) };
    });
    return c.html(renderPage(<ComparePage {...view} />));
  });

  function back(c: Context) {
    return c.redirect(`/overall-policy/${numberOf(c, 'no')}`, 303);
  }

  async function page(c: Context, failed: FormProps['failed']) {
    const seat = seatOf(c);
    const policyNo = numberOf(c, 'no');
    const view = await inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      if (whole === null) throw noSuchPolicy();
      const partners = await partnersOf(tx, seat.bodyCode, policyNo);
      return {
        whole,
        items: await templateItems(tx, whole.versions.at(-1)?.version.planVersion ?? ''),
        standing: standingOf(whole.versions, whole.policy.abolition),
        events: await eventsOf(tx, seat.bodyCode, policyNo),
        partners,
        names: await bodyNames(
          tx,
          partners.map(({ bodyCode }) => bodyCode),
          todayOf(deps.clock),
        ),
        mayWrite: may(seat, 'overall-policy:answer'),
        mayDecide: may(seat, 'overall-policy:decide'),
      };
    });
    return c.html(
      renderPage(<OnePolicyPage view={view} csrf={seatToken(c)} failed={failed} />),
      failed?.status ?? 200,
    );
  }

  return app;
}
