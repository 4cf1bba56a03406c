import type { Hono } from 'hono';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import * as review from '../../actions/review.ts';
import { loadReviewRound } from '../../chain-lists.ts';
import { notFound, problem } from '../chain/asking.ts';
import { isSampleSeat } from '../sheet/asking.ts';
import { askAllAgain, doneOf, listQuery, passedPage, passedStep, roundsPage } from './asking.tsx';
import { RoundFrame } from './round-frame.tsx';

/** A prefecture's part: 確認・取りまとめ, 差戻し, 再依頼. */
export function reviewRoutes(app: Hono, deps: Deps): void {
  app.get('/surveys/review', requireSeat('surveys:review'), async (c) =>
    c.html(await roundsPage(c, deps, 'review')),
  );

  app.get('/surveys/review/:round', requireSeat('surveys:review'), async (c) => {
    const query = listQuery(c);
    const view = await loadReviewRound(deps, seatOf(c), c.req.param('round'), query);
    if (view === null) throw notFound();
    return c.html(
      renderPage(
        <RoundFrame
          as="review"
          {...view}
          page={query.page}
          state={query.filter}
          csrf={seatToken(c)}
          sample={isSampleSeat(c)}
          {...doneOf(c)}
        />,
      ),
    );
  });

  app.post('/surveys/review/:round/gather', requireSeat('surveys:review'), async (c) => {
    const roundId = c.req.param('round');
    const chosen = (await readForm(c)).all('sheet');
    const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
      review.gatherMany(tx, deps.clock, seatOf(c), { bodyCodes: chosen, roundId }),
    );
    if (!done.ok) throw problem(done);
    return c.redirect(`/surveys/review/${roundId}?done=gathered`, 303);
  });

  app.post('/surveys/review/:round/ask-again', requireSeat('surveys:review'), async (c) =>
    askAllAgain(c, deps, 'review'),
  );

  app.get('/surveys/review/:round/:code', requireSeat('surveys:review'), async (c) =>
    c.html(await passedPage(c, deps, 'review')),
  );

  for (const [name, act] of [
    ['gather', review.gather],
    ['return', review.sendBack],
  ] as const)
    app.post(`/surveys/review/:round/:code/${name}`, requireSeat('surveys:review'), (c) =>
      passedStep(c, deps, 'review', act),
    );
}
