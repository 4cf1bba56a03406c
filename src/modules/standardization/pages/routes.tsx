import { Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { dueOf } from '../queries/due.ts';
import { closes, reportsOf } from '../queries/months.ts';
import { monthToSay } from '../rules/month.ts';
import { askingOf } from './asking.ts';
import { closePages } from './close-routes.tsx';
import { exchangePages } from './exchange-routes.tsx';
import { exportPages } from './export-routes.ts';
import { fitPages } from './fit-routes.tsx';
import { inheritedPages } from './inherited-pages.tsx';
import { lateContactPages } from './late-contact.tsx';
import { latePages } from './late-routes.tsx';
import { loadPages } from './load-pages.tsx';
import { monthPages } from './month-routes.tsx';
import { planPages } from './plan-pages.tsx';
import { pmoPages } from './pmo-routes.tsx';
import { publicPages } from './public-page.tsx';
import { slipPages } from './slip-routes.tsx';
import { stepListPages } from './step-list-pages.tsx';
import { systemPages } from './systems-routes.tsx';
import { vendorPages } from './vendor-routes.tsx';
import { WorkStart } from './work-page.tsx';

/** Every page of the standardization. One line for each group of them. */
export function standardizationPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', startPages(deps));
  app.route('/', monthPages(deps));
  app.route('/', exchangePages(deps));
  app.route('/', systemPages(deps));
  app.route('/', inheritedPages(deps));
  app.route('/', vendorPages(deps));
  app.route('/', slipPages(deps));
  app.route('/', fitPages(deps));
  app.route('/', planPages(deps));
  app.route('/', pmoPages(deps));
  app.route('/', latePages(deps));
  app.route('/', lateContactPages(deps));
  app.route('/', closePages(deps));
  app.route('/', exportPages(deps));
  app.route('/', publicPages(deps));
  app.route('/', stepListPages(deps));
  app.route('/', loadPages(deps));
  return app;
}

function startPages(deps: Deps): Hono {
  const app = new Hono();
  app.get('/standardization/work', requireSeat('standardization:read'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    if (seat.kind === 'nation') return c.redirect('/standardization/pmo', 303);
    const found = await inScope(async (tx) => {
      const reports = await reportsOf(tx, seat.bodyCode);
      const closed = (await closes(tx, wholeOf(seat.bodyCode))).map((one) => one.month);
      const reported = reports.map((report) => report.month);
      const toSay = monthToSay(today, reported, closed);
      return { reports, closed, reported, toSay, due: await dueOf(tx, wholeOf(seat.bodyCode), toSay) };
    });
    const { reported, toSay, due } = found;
    const months = [...new Set([toSay, ...reported])].sort().reverse();
    const props = {
      seat,
      bodyName: seat.bodyName,
      toSay,
      due: reported.includes(toSay) ? null : due,
      months: months.map((month) => ({
        month,
        report: found.reports.find((report) => report.month === month) ?? null,
        closed: found.closed.includes(month),
      })),
      places: [
        { title: 'システムの台帳（事業者、期限、見込み、経費）', href: '/standardization/systems' },
        ...(seat.rights.has('standardization:answer')
          ? [{ title: '事業者への確認票（Excel）', href: '/standardization/requests' }]
          : []),
        { title: '合併・分割で引き継いだシステム', href: '/standardization/inherited' },
        { title: '事業者への同意と鍵', href: '/standardization/vendors' },
        { title: 'パッケージの適合性', href: '/standardization/packages' },
        { title: 'ステップの一覧', href: '/standardization/step-list' },
        { title: '移行計画', href: '/standardization/plan' },
        { title: '標準化の期限と日程', href: '/standardization/dates' },
        { title: '公表している進み具合', href: '/standardization' },
      ],
    };
    return c.html(renderPage(<WorkStart {...props} />));
  });
  return app;
}
