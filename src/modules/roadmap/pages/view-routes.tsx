import { Hono } from 'hono';
import { fiscalYearOf, isDay } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { PlanNeighbours } from '../../../spine/contracts/plan-neighbours.ts';
import { may } from '../../../spine/contracts/seat.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { placesOf, planOfRoadmap } from '../plan-of.ts';
import { linesOf } from '../queries/lines.ts';
import { neighbourLines } from '../queries/neighbours.ts';
import { checklistOf } from '../rules/checklist.ts';
import { windowOf } from '../rules/dates.ts';
import type { LineContent } from '../rules/line.ts';
import { ownAskingOf } from './asking.ts';
import { GanttPage, PAPERS, type PaperId } from './gantt/gantt-page.tsx';
import { ItemPage } from './item-page.tsx';

/** The roadmap as a picture to print, and what the plan says of each of its items. */
export function viewRoutes(deps: Deps, homeFor: PlanNeighbours['homeFor']): Hono {
  const app = new Hono();

  app.get('/roadmap/gantt', requireSeat('roadmap:read'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const lines = await asking.within((tx) => linesOf(tx, asking.seat.bodyCode));
    const running = fiscalYearOf(asking.today);
    const starts = lines.flatMap(({ content }) =>
      content.starts !== null && isDay(content.starts.on) ? [fiscalYearOf(content.starts.on)] : [],
    );
    const first = Math.max(Math.min(running, ...starts), running - 10);
    const years = Array.from({ length: running + 2 - first }, (_, index) => first + index);
    const asked = Number(c.req.query('from'));
    const fiscalYear = years.includes(asked) ? asked : running;
    // What was over before the five years begin is history: it stands in the list, not in the picture.
    const shown = lines.filter(({ content }) => !endedBefore(content, windowOf(fiscalYear).from));
    const paper = c.req.query('paper') ?? '';
    return c.html(
      renderPage(
        <GanttPage
          {...{ asking, years, fiscalYear }}
          lines={shown}
          paper={Object.hasOwn(PAPERS, paper) ? (paper as PaperId) : 'a4'}
        />,
      ),
    );
  });

  app.get('/roadmap/items/:item', requireSeat('roadmap:read'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const item = planOfRoadmap().items.find((each) => each.id === c.req.param('item'));
    if (item === undefined)
      throw new HttpProblem(404, 'その取組事項は見つかりません。', '工程表のページから開き直してください。');
    const { all, around } = await asking.within(async (tx) => ({
      all: await linesOf(tx, asking.seat.bodyCode),
      around: await neighbourLines(tx, [item.id], asking.today),
    }));
    const lines = all.filter((line) => placesOf(line).includes(item));
    return c.html(
      renderPage(
        <ItemPage
          {...{ asking, item, lines, around }}
          points={checklistOf(item.id, lines, all, asking.today)}
          served={homeFor(item.id).kind === 'module'}
          mayAdd={may(asking.seat, 'roadmap:answer')}
        />,
      ),
    );
  });

  return app;
}

function endedBefore(content: LineContent, from: string): boolean {
  return content.ended !== null && content.ended.on < from;
}
