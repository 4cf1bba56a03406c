import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { HomeJoins } from '../../contracts/home.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { loadBodyHome } from '../load.ts';
import { BodyHomePage } from './body-home.tsx';

/** `/home`: where a seat begins; papers for the CIO and the 議会 beside it. */
export function homePages(joins: HomeJoins): (deps: Deps) => Hono {
  return (deps) => {
    const app = new Hono();
    app.get('/home', requireSeat(), async (c) => {
      const home = await loadBodyHome(deps, seatOf(c), joins);
      return c.html(renderPage(<BodyHomePage home={home} />));
    });
    return app;
  };
}
