import type { Context, Hono } from 'hono';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import * as conduct from '../../actions/conduct.ts';
import { loadConductRound } from '../../chain-lists.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';
import { notFound, problem } from '../chain/asking.ts';
import { isSampleSeat } from '../sheet/asking.ts';
import { askAllAgain, doneOf, listQuery, passedPage, passedStep, roundsPage } from './asking.tsx';
import { ConductPage } from './conduct-page.tsx';

/** The organiser's part: 疑義照会, 再依頼, 確定, 公表, 差替え. */
export function conductRoutes(app: Hono, deps: Deps): void {
  const conductPage = async (c: Context, error?: string): Promise<string> => {
    const query = listQuery(c);
    const view = await loadConductRound(deps, seatOf(c), c.req.param('round') ?? '', query);
    if (view === null) throw notFound();
    return renderPage(
      <ConductPage
        {...view}
        page={query.page}
        state={query.filter}
        csrf={seatToken(c)}
        sample={isSampleSeat(c)}
        {...doneOf(c)}
        {...(error === undefined ? {} : { error })}
      />,
    );
  };

  app.get('/surveys/conduct', requireSeat('surveys:conduct'), async (c) =>
    c.html(await roundsPage(c, deps, 'conduct')),
  );
  app.get('/surveys/conduct/:round', requireSeat('surveys:conduct'), async (c) =>
    c.html(await conductPage(c)),
  );
  app.post('/surveys/conduct/:round/ask-again', requireSeat('surveys:conduct'), async (c) =>
    askAllAgain(c, deps, 'conduct'),
  );
  app.post('/surveys/conduct/:round/fix-round', requireSeat('surveys:conduct'), async (c) => {
    const leaveOut = (await readForm(c)).trimmed('leaveOut') !== '';
    const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
      conduct.fixRound(tx, deps.clock, seatOf(c), { roundId: c.req.param('round'), leaveOut }),
    );
    if (!done.ok) {
      const { status, sentence } = chainSentence(done);
      return c.html(await conductPage(c, sentence), status);
    }
    return c.redirect(`/surveys/conduct/${c.req.param('round')}?done=fixed`, 303);
  });
  app.post('/surveys/conduct/:round/publish', requireSeat('surveys:conduct'), async (c) => {
    const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
      conduct.publishRound(tx, deps.clock, seatOf(c), { roundId: c.req.param('round') }),
    );
    if (!done.ok) throw problem(done);
    return c.redirect(`/surveys/conduct/${c.req.param('round')}?done=published`, 303);
  });
  app.get('/surveys/conduct/:round/:code', requireSeat('surveys:conduct'), async (c) =>
    c.html(await passedPage(c, deps, 'conduct')),
  );
  for (const [name, act] of [
    ['query', conduct.query],
    ['fix', conduct.fixReplacement],
  ] as const)
    app.post(`/surveys/conduct/:round/:code/${name}`, requireSeat('surveys:conduct'), (c) =>
      passedStep(c, deps, 'conduct', act),
    );
}
