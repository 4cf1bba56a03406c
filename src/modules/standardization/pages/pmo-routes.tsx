import { type Context, Hono } from 'hono';
import { isSample, prefectureOf, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { CLOSE_SENTENCES, closeMonth } from '../actions/close-month.ts';
import { readPmo } from '../actions/pmo.ts';
import { closeOf } from '../queries/months.ts';
import { lateSystems, silentBodies, vendorsOf } from '../queries/pmo.ts';
import { BUSINESSES, businessAt } from '../rules/businesses.ts';
import { monthBefore, monthText, parseMonth } from '../rules/month.ts';
import { NO_FILTER, PMO_VIEWS, type PmoFilter, type PmoView } from '../rules/pmo.ts';
import { askingOf, monthAsked } from './asking.ts';
import { ClosePage } from './close-page.tsx';
import { LATE_PER_PAGE, LatePage } from './late-page.tsx';
import { PmoPage } from './pmo-page.tsx';
import { CLASSES, type PmoChoices } from './pmo-parts.tsx';

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
    }));
    const where = seat.kind === 'nation' ? (isSample(seat.bodyCode) ? '見本県' : '全国') : seat.bodyName;
    return c.html(renderPage(<PmoPage seat={seat} data={data} where={where} />));
  });

  app.get(`${PMO}/late`, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const filter = filterOf(c, seat);
    const asked = c.req.query('page') ?? '1';
    const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
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
        row.name,
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

  app.get(`${PMO}/months/:month`, requireSeat('standardization:review'), async (c) => closePage(c, deps));

  app.post(`${PMO}/months/:month/close`, requireSeat('standardization:conduct'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    const month = monthAsked(c);
    const closed = await inScope((tx) => closeMonth(tx, deps.clock, seat, month));
    if (closed.ok) return c.redirect(`${PMO}/months/${monthText(month)}`, 303);
    return closePage(c, deps, CLOSE_SENTENCES[closed.code]);
  });
  return app;
}

/** Text of a table: CSV in UTF-8 with a mark, as Excel reads it; what begins like a formula is text. */
export function csvAnswer(c: Context, name: string, rows: readonly (readonly string[])[]): Response {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}

async function closePage(c: Context, deps: Deps, error?: string): Promise<Response> {
  const { seat, inScope } = askingOf(c, deps);
  const month = monthAsked(c);
  const whole = wholeOf(seat.bodyCode);
  const area = seat.kind === 'nation' ? '' : prefectureOf(seat.bodyCode);
  const found = await inScope(async (tx) => ({
    close: await closeOf(tx, whole, month),
    ...(await silentBodies(tx, whole, month, area)),
  }));
  const props = { seat, month, ...found, csrf: seatToken(c), error };
  return c.html(renderPage(<ClosePage {...props} />), error === undefined ? 200 : 409);
}

/** A prefecture asks of its own municipalities, whatever the address says. */
export function filterOf(c: Context, seat: Seat): PmoFilter {
  const text = (name: string) => (c.req.query(name) ?? '').trim();
  const number = (name: string, most: number) => {
    const value = /^\d{1,2}$/.test(text(name)) ? Number(text(name)) : 0;
    return value >= 1 && value <= most ? value : null;
  };
  const asked = text('prefecture');
  const ministry = text('ministry');
  const vendor = text('vendor');
  return {
    ...NO_FILTER,
    prefecture: seat.kind === 'nation' ? (/^\d{6}$/.test(asked) ? asked : '') : prefectureOf(seat.bodyCode),
    stratum: CLASSES.some((one) => one.value === text('stratum')) ? text('stratum') : '',
    ministry: ministry === 'mic' || ministry === 'other' ? ministry : '',
    vendor: /^[0-9a-f-]{36}$/.test(vendor) ? vendor : '',
    business: number('business', BUSINESSES.length),
    step: number('step', 99),
  };
}

function viewAsked(c: Context, seat: Seat): PmoView {
  const asked = c.req.query('by') ?? '';
  if (Object.hasOwn(PMO_VIEWS, asked)) return asked as PmoView;
  return seat.kind === 'nation' ? 'business' : 'body';
}

async function choicesOf(deps: Deps, seat: Seat, today: Day): Promise<PmoChoices> {
  const whole = wholeOf(seat.bodyCode);
  const { db } = deps;
  return {
    prefectures: (await prefectures(db, today, 'infinity', whole)).map((one) => ({
      code: one.bodyCode,
      name: one.name,
    })),
    vendors: await db.transaction().execute((tx) => vendorsOf(tx, whole)),
  };
}
