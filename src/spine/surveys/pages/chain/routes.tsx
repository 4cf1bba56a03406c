import { Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat, seatOf } from '../../../posts/acting.ts';
import { loadResults } from '../../results-view.ts';
import { conductRoutes } from '../gather/conduct-routes.tsx';
import { reviewRoutes } from '../gather/review-routes.tsx';
import { isSampleSeat } from '../sheet/asking.ts';
import { notFound } from './asking.ts';
import { ownSheetRoutes } from './own-routes.tsx';
import { ResultsPage } from './results-page.tsx';

/** 決裁, 提出, 確認・取りまとめ, 差戻し, 再依頼, 疑義照会, 確定, 公表, 差替え: every step a form that works without a script. */
export function chainPages(deps: Deps): Hono {
  const app = new Hono();
  ownSheetRoutes(app, deps);
  reviewRoutes(app, deps);
  conductRoutes(app, deps);
  app.get('/surveys/results/:round', requireSeat('surveys:read'), async (c) => {
    const view = await loadResults(deps, seatOf(c), c.req.param('round'));
    if (view === null) throw notFound();
    return c.html(renderPage(<ResultsPage view={view} sample={isSampleSeat(c)} />));
  });
  return app;
}
