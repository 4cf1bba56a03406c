import { Hono } from 'hono';
import { fiscalYearOf } from '../../../../core/calendar.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { may } from '../../../../spine/contracts/seat.ts';
import { requireSeat, seatOf } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { shareRoadmap } from '../../actions/sharing.ts';
import { coordinates, mayWrite, ownsRoadmap } from '../../actions/who.ts';
import { linesOf } from '../../queries/lines.ts';
import { sharingOf } from '../../queries/neighbours.ts';
import { yearsOf } from '../../queries/years.ts';
import { openableYears } from '../../rules/dates.ts';
import { isDueForUpdate } from '../../rules/standing.ts';
import { ownAskingOf, problemOf } from '../asking.ts';
import { filtered, filtersOf } from './filters.ts';
import { ListPage } from './list-page.tsx';

/** The body's own roadmap. */
export function listRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/roadmap', requireSeat('roadmap:read'), async (c) => {
    // The nation has no roadmap of its own: it looks at those of others.
    if (!ownsRoadmap(seatOf(c))) return c.redirect('/roadmap/review', 303);
    const asking = ownAskingOf(c, deps);
    const { seat, today } = asking;
    const { lines, years, sharing } = await asking.within(async (tx) => ({
      lines: await linesOf(tx, seat.bodyCode),
      sharing: await sharingOf(tx, seat.bodyCode),
      years: (await yearsOf(tx, seat.bodyCode)).map((year) => year.fiscalYear),
    }));
    const filters = filtersOf((name) => c.req.query(name));
    const owners = lines.flatMap(({ content }) => (content.owner === null ? [] : [content.owner.name]));
    const due = lines.filter(
      (line) =>
        isDueForUpdate(line.content, today) && mayWrite(seat, 'roadmap:answer', line.bodyCode, line.content),
    );
    return c.html(
      renderPage(
        <ListPage
          {...{ asking, lines, filters, years, sharing }}
          shown={filtered(lines, filters, today)}
          owners={[...new Set(owners)].sort()}
          fiscalYear={fiscalYearOf(today)}
          openable={openableYears(today).filter((year) => !years.includes(year))}
          dueThisMonth={due.length}
          mayAdd={may(seat, 'roadmap:answer')}
          coordinates={coordinates(seat)}
          mayDecide={may(seat, 'roadmap:decide')}
        />,
      ),
    );
  });

  app.post('/roadmap/sharing', requireSeat('roadmap:decide'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const shared = (await readForm(c)).text('shared') === '1';
    const done = await asking.within((tx) => shareRoadmap(tx, deps.clock, asking.seat, shared));
    if (!done.ok) throw problemOf(done.code);
    return c.redirect('/roadmap#sharing', 303);
  });

  return app;
}
