import { type Context, Hono } from 'hono';
import { fiscalYearOf } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { levelOf, writerOf } from '../actions/by.ts';
import { fitOfSystem } from '../actions/fit.ts';
import { forecastsOf } from '../actions/forecasts.ts';
import { keepCosts, keepInventory, keepLimit } from '../actions/systems.ts';
import { costsOf } from '../queries/costs.ts';
import { limitsOf, systemsOf } from '../queries/systems.ts';
import { budgetBook } from '../rules/budget-book.ts';
import { businessesOf, businessNo } from '../rules/businesses.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { askingOf, bodyAsking, businessAsked, changing, gone } from './asking.ts';
import { bookAnswer } from './files.ts';
import { SystemPage } from './system-page.tsx';
import { SystemsPage } from './systems-page.tsx';

const SYSTEM = '/standardization/systems/:business';

/** システムの台帳, 期限, 経費: of the seat's own body. */
export function systemPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/standardization/systems', requireSeat('standardization:read'), async (c) => {
    const { seat, today, inScope } = bodyAsking(c, deps);
    const found = await inScope(async (tx) => ({
      systems: await systemsOf(tx, seat.bodyCode),
      forecasts: await forecastsOf(tx, seat.bodyCode, today),
    }));
    const businesses = businessesOf(levelOf(seat.bodyCode)).map((one) => businessNo(one.id));
    return c.html(renderPage(<SystemsPage {...found} {...{ seat, today, businesses }} />));
  });

  app.get('/standardization/budget.xlsx', requireSeat('standardization:read'), async (c) => {
    const { seat, today, inScope } = bodyAsking(c, deps);
    const costs = await inScope((tx) => costsOf(tx, seat.bodyCode));
    return bookAnswer(c, `予算要求_${seat.bodyCode}.xlsx`, budgetBook(seat.bodyName, today, costs));
  });

  app.get(SYSTEM, requireSeat('standardization:read'), async (c) =>
    c.html(await systemPage(c, deps, EMPTY_FORM, [])),
  );

  const writing = (
    path: string,
    work: (tx: Tx, c: Context, form: Form) => ReturnType<typeof keepLimit>,
  ): void => {
    app.post(path, requireSeat('standardization:answer'), async (c) => {
      bodyAsking(c, deps);
      const business = businessAsked(c);
      const form = await readForm(c);
      const saved = await changing(c, deps, (tx) => work(tx, c, form));
      if (saved.ok) return c.redirect(`/standardization/systems/${business.id}`, 303);
      return c.html(await systemPage(c, deps, form, saved.faults), statusOf(saved.faults));
    });
  };
  const target = (c: Context) => {
    const { seat } = askingOf(c, deps);
    return [deps.clock, writerOf(seat), seat.bodyCode, businessNo(businessAsked(c).id)] as const;
  };
  writing(SYSTEM, (tx, c, form) =>
    keepInventory(tx, ...target(c), {
      revision: form.trimmed('revision'),
      vendor: form.trimmed('vendor'),
      packageName: form.trimmed('packageName'),
      version: form.trimmed('version'),
      environment: form.trimmed('environment'),
      contractEnd: form.trimmed('contractEnd'),
      customisation: form.trimmed('customisation'),
      plannedOn: form.trimmed('plannedOn'),
    }),
  );
  writing(`${SYSTEM}/limit`, (tx, c, form) =>
    keepLimit(tx, ...target(c), {
      kind: form.trimmed('kind'),
      on: form.trimmed('on'),
      source: form.trimmed('source'),
    }),
  );
  writing(`${SYSTEM}/costs`, (tx, c, form) => {
    const year = form.trimmed('fiscalYear');
    const fiscalYear = /^20\d\d$/.test(year) ? Number(year) : fiscalYearOf(askingOf(c, deps).today);
    return keepCosts(tx, ...target(c), fiscalYear, form.trimmed);
  });
  return app;
}

async function systemPage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, today, inScope } = bodyAsking(c, deps);
  const business = businessAsked(c);
  const no = businessNo(business.id);
  if (!businessesOf(levelOf(seat.bodyCode)).includes(business)) throw gone('この団体のその業務');
  const found = await inScope(async (tx) => {
    const system = (await systemsOf(tx, seat.bodyCode)).find((one) => one.businessNo === no) ?? null;
    return {
      system,
      limits: await limitsOf(tx, seat.bodyCode, no),
      costs: (await costsOf(tx, seat.bodyCode)).filter((line) => line.businessNo === no),
      forecast: (await forecastsOf(tx, seat.bodyCode, today)).get(no),
      fit: await fitOfSystem(tx, seat.bodyCode, system),
    };
  });
  const props = { seat, today, business, form, faults, fiscalYear: fiscalYearOf(today), ...found };
  return renderPage(<SystemPage {...props} csrf={seatToken(c)} />);
}
