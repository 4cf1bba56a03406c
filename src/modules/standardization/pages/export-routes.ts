import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { prefectureOf, wholeOf } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { marksOf, sheetOfPrefecture } from '../actions/export.ts';
import { beginNationBook } from '../actions/nation-book.ts';
import { monthText } from '../rules/month.ts';
import { bodyRows, markBook, statusBook, statusHead } from '../rules/status-book.ts';
import { askingOf, monthAsked } from './asking.ts';
import { bookAnswer, csvHeaders, csvText } from './files.ts';

const MONTH = '/standardization/pmo/months/:month';

/** Tables of many bodies: the ministry's workbook for a prefecture, for the nation as work in the background, statuses as CSV for all, 特定移行支援システム. */
export function exportPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${MONTH}/statuses.xlsx`, requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const month = monthAsked(c);
    const asked = seat.kind === 'nation' ? (c.req.query('prefecture') ?? '') : prefectureOf(seat.bodyCode);
    if (!/^\d{6}$/.test(asked))
      throw new HttpProblem(
        404,
        '都道府県を選んでください。',
        '全国の分は、月の締めのページから作ります。少し時間がかかります。',
      );
    const sheet = await inScope((tx) => sheetOfPrefecture(tx, month, asked));
    return bookAnswer(c, `標準化_${asked}_${monthText(month)}.xlsx`, statusBook(sheet, today));
  });

  app.post(`${MONTH}/book`, requireSeat('standardization:review'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    if (seat.kind !== 'nation')
      throw new HttpProblem(403, '全国の分は国の職が作ります。', '域内の分は、すぐに書き出せます。');
    const month = monthAsked(c);
    const jobId = await inScope((tx) => beginNationBook(tx, deps.clock, seat, month));
    return c.redirect(`/jobs/${jobId}`, 303);
  });

  app.get(`${MONTH}/statuses.csv`, requireSeat('standardization:review'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    const month = monthAsked(c);
    const all = await prefectures(deps.db, month, 'infinity', wholeOf(seat.bodyCode));
    const areas = seat.kind === 'nation' ? all.map((one) => one.bodyCode) : [prefectureOf(seat.bodyCode)];
    csvHeaders(c, 'statuses.csv');
    // A prefecture at a time: the whole nation's 1.4 million cells never stand in memory.
    return stream(c, async (out) => {
      for (const [index, area] of areas.entries()) {
        const sheet = await inScope((tx) => sheetOfPrefecture(tx, month, area));
        if (index === 0) await out.write(`\uFEFF${csvText([statusHead(sheet.list)])}`);
        const rows = sheet.bodies.flatMap((body) => bodyRows(body, month, sheet.list));
        if (rows.length > 0) await out.write(csvText(rows));
      }
    });
  });

  app.get('/standardization/pmo/late-migration.xlsx', requireSeat('standardization:review'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const marks = await inScope((tx) => marksOf(tx, seat, today));
    return bookAnswer(c, `特定移行支援システム_${today}.xlsx`, markBook(marks, today));
  });
  return app;
}
