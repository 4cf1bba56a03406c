import { type Context, Hono } from 'hono';
import { isSample, wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { forecastsBelow } from '../actions/forecasts-below.ts';
import { readPmo } from '../actions/pmo.ts';
import { dueOf } from '../queries/due.ts';
import { monthBefore, parseMonth } from '../rules/month.ts';
import { PMO_VIEWS, type PmoView } from '../rules/pmo.ts';
import { askingOf } from './asking.ts';
import { ForecastPage } from './forecast-page.tsx';
import { choicesOf, filterOf, pageAsked } from './pmo-filter.ts';
import { PmoPage } from './pmo-page.tsx';

const PMO = '/standardization/pmo';

/** What the nation and a prefecture see of the standardization; each in its own scope. */
export function pmoPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(PMO, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const filter = filterOf(c, seat);
    const view = viewAsked(c, seat);
    const month = parseMonth(c.req.query('month') ?? '') ?? monthBefore(today);
    const data = await inScope(async (tx) => ({
      ...(await readPmo(tx, wholeOf(seat.bodyCode), month, today, filter, view)),
      choices: await choicesOf(deps, seat, today),
      due: await dueOf(tx, wholeOf(seat.bodyCode), month),
    }));
    const where = seat.kind === 'nation' ? (isSample(seat.bodyCode) ? '見本県' : '全国') : seat.bodyName;
    return c.html(renderPage(<PmoPage seat={seat} data={data} where={where} />));
  });

  app.get(`${PMO}/forecasts`, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const { business } = filterOf(c, seat);
    const found = await inScope((tx) => forecastsBelow(tx, seat, today, business));
    if (!found.ok)
      throw new HttpProblem(
        403,
        '移行の見込みは、団体とその都道府県だけに表示します。',
        '国の職には、期限を過ぎたシステムの一覧があります。',
      );
    const page = pageAsked(c);
    return c.html(renderPage(<ForecastPage {...{ seat, today, business, page }} lines={found.value} />));
  });
  return app;
}

function viewAsked(c: Context, seat: Seat): PmoView {
  const asked = c.req.query('by') ?? '';
  if (Object.hasOwn(PMO_VIEWS, asked)) return asked as PmoView;
  return seat.kind === 'nation' ? 'business' : 'body';
}
