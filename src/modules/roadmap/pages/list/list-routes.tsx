import { Hono } from 'hono';
import { fiscalYearOf } from '../../../../core/calendar.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { may } from '../../../../spine/contracts/seat.ts';
import { requireSeat, seatOf } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { coordinates, mayWrite, ownsRoadmap } from '../../actions/who.ts';
import { linesOf } from '../../queries/lines.ts';
import { yearsOf } from '../../queries/years.ts';
import { openableYears } from '../../rules/dates.ts';
import { isDueForUpdate } from '../../rules/standing.ts';
import { ownAskingOf } from '../asking.ts';
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
    const { lines, years } = await asking.within(async (tx) => ({
      lines: await linesOf(tx, seat.bodyCode),
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
          {...{ asking, lines, filters, years }}
          shown={filtered(lines, filters, today)}
          owners={[...new Set(owners)].sort()}
          fiscalYear={fiscalYearOf(today)}
          openable={openableYears(today).filter((year) => !years.includes(year))}
          dueThisMonth={due.length}
          mayAdd={may(seat, 'roadmap:answer')}
          coordinates={coordinates(seat)}
        />,
      ),
    );
  });

  return app;
}
