import { Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { lateSystems } from '../queries/late.ts';
import { businessAt } from '../rules/businesses.ts';
import { monthBefore } from '../rules/month.ts';
import { askingOf } from './asking.ts';
import { csvAnswer } from './files.ts';
import { LATE_PER_PAGE, LatePage, lateName } from './late-page.tsx';
import { choicesOf, filterOf, pageAsked } from './pmo-filter.ts';

const PMO = '/standardization/pmo';

/** Systems past their limit: as a page and as a file. */
export function latePages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${PMO}/late`, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const filter = filterOf(c, seat);
    const page = pageAsked(c);
    const found = await inScope((tx) =>
      lateSystems(tx, wholeOf(seat.bodyCode), today, filter, {
        limit: LATE_PER_PAGE,
        offset: (page - 1) * LATE_PER_PAGE,
      }),
    );
    const choices = await choicesOf(deps, seat, today);
    return c.html(
      renderPage(
        <LatePage {...found} {...{ seat, today, filter, choices, page }} month={monthBefore(today)} />,
      ),
    );
  });

  app.get(`${PMO}/late.csv`, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const { rows } = await inScope((tx) =>
      lateSystems(tx, wholeOf(seat.bodyCode), today, filterOf(c, seat), { limit: 50_000, offset: 0 }),
    );
    const lines = [
      [
        '団体コード',
        '団体',
        '業務',
        '事業者',
        '期限',
        '期限の根拠',
        '移行予定日',
        '終えたステップ',
        '全ステップ',
      ],
      ...rows.map((row) => [
        row.bodyCode,
        lateName(row),
        businessAt(row.businessNo)?.title ?? '',
        row.vendor ?? '',
        row.limitOn,
        row.limitSource ?? '',
        row.plannedOn ?? '',
        row.done === null ? '' : String(row.done),
        row.steps === null ? '' : String(row.steps),
      ]),
    ];
    return csvAnswer(c, 'late.csv', lines);
  });
  return app;
}
