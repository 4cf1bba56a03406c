import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { instant, writerOf } from '../actions/by.ts';
import { readMonthFile, requestNoText, sheetOf } from '../actions/exchange.ts';
import { readMonthView } from '../actions/month.ts';
import { saveMonth } from '../actions/save-month.ts';
import { closes, reportsOf } from '../queries/months.ts';
import { findRequest, insertRequest, markReturned, requestsOf } from '../queries/requests.ts';
import { systemsOf } from '../queries/systems.ts';
import { monthText, monthToSay, parseMonth } from '../rules/month.ts';
import { type Fault, fault, statusOf } from '../rules/sentences.ts';
import { statusBook, statusRows } from '../rules/status-book.ts';
import { askingOf, bodyAsking, changing, gone, monthAsked } from './asking.ts';
import { RequestsPage, UploadPage } from './exchange-pages.tsx';
import { bookAnswer, csvAnswer, sentWorkbook } from './files.ts';

const MONTH = '/standardization/months/:month';

/** Tables out and in: the ministry's workbook in its two sheets, CSV, request sheets for vendors. */
export function exchangePages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${MONTH}/statuses.xlsx`, requireSeat('standardization:read'), async (c) => {
    const { seat, today } = askingOf(c, deps);
    const sheet = await ownSheet(c, deps);
    return bookAnswer(c, `標準化_${seat.bodyCode}_${monthText(sheet.month)}.xlsx`, statusBook(sheet, today));
  });

  app.get(`${MONTH}/statuses.csv`, requireSeat('standardization:read'), async (c) =>
    csvAnswer(c, 'statuses.csv', statusRows(await ownSheet(c, deps))),
  );

  app.get(`${MONTH}/upload`, requireSeat('standardization:answer'), async (c) => c.html(uploadPage(c, [])));

  app.post(`${MONTH}/upload`, requireSeat('standardization:answer'), async (c) => {
    const sent = await sentWorkbook(c);
    if (!sent.ok) return c.html(uploadPage(c, sent.faults), 422);
    return take(c, deps, sent.value);
  });

  app.get('/standardization/requests', requireSeat('standardization:answer'), async (c) =>
    c.html(await requestsPage(c, deps, [])),
  );

  app.post('/standardization/requests', requireSeat('standardization:answer'), async (c) => {
    const { seat, inScope } = bodyAsking(c, deps);
    const form = await readForm(c);
    const month = parseMonth(form.trimmed('month'));
    const vendor = form.trimmed('vendor');
    const made = await inScope(async (tx) => {
      const numbers = (await systemsOf(tx, seat.bodyCode))
        .filter((system) => system.vendorId === vendor)
        .map((system) => system.businessNo);
      if (numbers.length === 0 || month === null) return null;
      const view = await readMonthView(tx, seat.bodyCode, month);
      const known = Object.fromEntries(
        view.lines
          .filter((line) => numbers.includes(line.businessNo))
          .map((line) => [String(line.businessNo), line.states]),
      );
      const writer = writerOf(seat);
      const at = instant(deps.clock);
      const by = { madeBy: writer.title, at };
      const no = await insertRequest(tx, { bodyCode: seat.bodyCode, vendorId: vendor, month, known, ...by });
      await audit(tx, deps.clock, {
        actor: writer.actor,
        action: 'standardization:request.make',
        object: { kind: 'standardization-request', id: requestNoText(no, seat.bodyCode) },
        bodyCode: seat.bodyCode,
        detail: { month, businesses: numbers.length },
      });
      return no;
    });
    if (made !== null) return c.redirect('/standardization/requests', 303);
    const message = '台帳でその事業者のシステムが見つかりません。事業者を選び直してください。';
    return c.html(await requestsPage(c, deps, [fault('missing', 'vendor', message)]), 422);
  });

  app.get('/standardization/requests/:no/sheet.xlsx', requireSeat('standardization:answer'), async (c) => {
    const { seat, today, inScope } = bodyAsking(c, deps);
    const no = c.req.param('no');
    const found = await inScope(async (tx) => {
      const request = /^\d{1,6}$/.test(no) ? await findRequest(tx, seat.bodyCode, Number(no)) : null;
      if (request === null) return null;
      const view = await readMonthView(tx, seat.bodyCode, request.month);
      const lines = view.lines.flatMap((line) => {
        const states = request.known[String(line.businessNo)];
        return states === undefined ? [] : [{ ...line, states }];
      });
      return sheetOf(tx, { ...view, lines }, requestNoText(request.sheetNo, seat.bodyCode));
    });
    if (found === null) throw gone('その確認票');
    return bookAnswer(c, `確認票_${found.requestNo}.xlsx`, statusBook(found, today));
  });
  return app;
}

async function ownSheet(c: Context, deps: Deps) {
  const { seat, inScope } = bodyAsking(c, deps);
  const month = monthAsked(c);
  return inScope(async (tx) => sheetOf(tx, await readMonthView(tx, seat.bodyCode, month)));
}

function uploadPage(c: Context, faults: readonly Fault[]): string {
  const month = monthAsked(c);
  const action = `/standardization/months/${monthText(month)}/upload?csrf=${encodeURIComponent(seatToken(c))}`;
  return renderPage(<UploadPage seat={c.get('seat')!} month={month} faults={faults} action={action} />);
}

async function take(
  c: Context,
  deps: Deps,
  workbook: Parameters<typeof readMonthFile>[2],
): Promise<Response> {
  const { seat } = bodyAsking(c, deps);
  const month = monthAsked(c);
  const saved = await changing(c, deps, async (tx) => {
    const view = await readMonthView(tx, seat.bodyCode, month);
    const read = await readMonthFile(tx, view, workbook);
    if (read.faults.length > 0) return { ok: false, faults: read.faults };
    const input = { month, moves: read.moves, reasons: read.reasons, via: 'workbook' } as const;
    const outcome = await saveMonth(tx, deps.clock, writerOf(seat), seat.bodyCode, input);
    if (outcome.ok && read.requestNo !== null)
      await markReturned(tx, seat.bodyCode, read.requestNo, instant(deps.clock));
    return outcome;
  });
  if (!saved.ok) return c.html(uploadPage(c, saved.faults), statusOf(saved.faults));
  return c.redirect(`/standardization/months/${monthText(month)}?saved=${saved.value.moved}`, 303);
}

async function requestsPage(c: Context, deps: Deps, faults: readonly Fault[]): Promise<string> {
  const { seat, today, inScope } = bodyAsking(c, deps);
  const found = await inScope(async (tx) => {
    const reported = (await reportsOf(tx, seat.bodyCode)).map((report) => report.month);
    const closed = (await closes(tx, wholeOf(seat.bodyCode))).map((one) => one.month);
    const named = (await systemsOf(tx, seat.bodyCode)).flatMap((system) =>
      system.vendorId === null ? [] : [[system.vendorId, system.vendor ?? ''] as const],
    );
    return {
      requests: await requestsOf(tx, seat.bodyCode),
      vendors: [...new Map(named)].map(([vendorId, name]) => ({ vendorId, name })),
      month: monthToSay(today, reported, closed),
    };
  });
  return renderPage(<RequestsPage seat={seat} {...found} faults={faults} csrf={seatToken(c)} />);
}
