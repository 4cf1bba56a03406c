import { Hono } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { listThreads, type Shelf, unansweredAt, unansweredByStation } from '../queries/read.ts';
import { ListPage, PER_PAGE, SHELVES, StationsPage } from './list-page.tsx';

const AT_STATION = 200;

/** Lists of threads, and where those without an answer stand. */
export function listRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('threads:read');
  const today = () => dayInJapan(deps.clock.now());

  app.get('/threads', reading, async (c) => {
    const seat = seatOf(c);
    const shelf = shelfOf(c.req.query('list'));
    const asked = c.req.query('page') ?? '1';
    const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
    const found = await withScope(deps.db, scopeOf(seat), (tx) =>
      listThreads(tx, seat.bodyCode, { shelf, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    );
    return c.html(renderPage(<ListPage {...{ ...found, seat, shelf, page }} today={today()} />));
  });

  app.get('/threads/stations', reading, async (c) => {
    const at = c.req.query('at') ?? '';
    const day = today();
    const found = await withScope(deps.db, scopeOf(seatOf(c)), async (tx) => {
      const counts = await unansweredByStation(tx, day);
      const station = counts.find((one) => one.holder === at);
      const lines = station === undefined ? [] : await unansweredAt(tx, at, AT_STATION);
      return { counts, opened: station === undefined ? null : { ...station, lines } };
    });
    return c.html(renderPage(<StationsPage {...found} today={day} />));
  });

  return app;
}

function shelfOf(text: string | undefined): Shelf {
  return text !== undefined && Object.hasOwn(SHELVES, text) ? (text as Shelf) : 'here';
}
