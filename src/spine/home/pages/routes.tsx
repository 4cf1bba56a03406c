import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { HomeJoins } from '../../contracts/home.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { loadBodyHome } from '../load.ts';
import { loadAreaHome } from '../load-area.ts';
import { readAreaView } from '../rules/area.ts';
import { PrefectureHomePage } from './area-home.tsx';
import { BodyHomePage } from './body-home.tsx';
import { NationHomePage, readNationView } from './nation-home.tsx';
import { paperRoutes } from './paper-routes.tsx';

/** `/home`: where a seat begins; papers for the CIO and the 議会 beside it. */
export function homePages(joins: HomeJoins): (deps: Deps) => Hono {
  return (deps) => {
    const app = new Hono();
    app.get('/home', requireSeat(), async (c) => {
      const seat = seatOf(c);
      const query = (name: string) => c.req.query(name);
      if (seat.kind === 'municipality')
        return c.html(renderPage(<BodyHomePage home={await loadBodyHome(deps, seat, joins)} />));
      const home = await loadAreaHome(deps, seat, joins);
      return c.html(
        renderPage(
          seat.kind === 'prefecture' ? (
            <PrefectureHomePage home={home} view={readAreaView(query)} />
          ) : (
            <NationHomePage home={home} view={readNationView(query)} />
          ),
        ),
      );
    });
    app.route('/', paperRoutes(deps, joins));
    return app;
  };
}
