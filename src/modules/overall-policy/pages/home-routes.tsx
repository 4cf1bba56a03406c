import { type Context, Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { may } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { inScopeOf, newestTemplate, todayOf } from '../actions/open.ts';
import { heldPolicies } from '../actions/standing.ts';
import { startPolicy } from '../actions/start.ts';
import { bodyNames } from '../queries/names.ts';
import { acting, type Failed, failedWith } from './asking.ts';
import { HomePage } from './home-page.tsx';

/** 全体方針 of the seat's body, and its beginning. */
export function homeRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/overall-policy', requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post('/overall-policy', requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const way = form.text('way') === 'registered' ? 'registered' : 'written';
    const started = await acting(c, deps, (by) =>
      startPolicy(by, { title: form.text('title'), obligations: form.text('obligations'), way }),
    );
    if (!started.ok) return page(c, failedWith(form, started));
    const next = way === 'written' ? 'write/vision' : 'source';
    return c.redirect(`/overall-policy/${started.value}/versions/1/${next}`, 303);
  });

  async function page(c: Context, failed: Failed | null) {
    const seat = seatOf(c);
    const view = await inScopeOf(deps, seat, async (tx) => {
      const held = (await heldPolicies(tx, [seat.bodyCode])).get(seat.bodyCode) ?? [];
      const codes = held.map(({ whole }) => whole.policy.bodyCode);
      return {
        bodyCode: seat.bodyCode,
        bodyName: seat.bodyName,
        held,
        items: (await newestTemplate(tx)).items,
        names: await bodyNames(tx, codes, todayOf(deps.clock)),
        mayWrite: may(seat, 'overall-policy:answer') && seat.kind !== 'nation',
        mayReview: may(seat, 'overall-policy:review'),
      };
    });
    return c.html(
      renderPage(<HomePage view={view} csrf={seatToken(c)} failed={failed} />),
      failed?.status ?? 200,
    );
  }

  return app;
}
