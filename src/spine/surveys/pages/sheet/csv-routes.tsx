import { stringify } from 'csv-stringify/sync';
import type { Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { encodeShiftJis, encodeUtf8 } from '../../../../platform/files/encode-text.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { may } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { knownFactRows, knownFacts } from '../../actions/known-facts.ts';
import { printSheet } from '../../actions/read-sheet.ts';
import { csvRows, guarded } from '../../rules/csv-sheet.ts';
import { isSampleSeat, sheetOf } from './asking.ts';
import { CsvPage } from './csv-page.tsx';
import { KnownFactsPage } from './known-facts-page.tsx';

/** One sheet as CSV. It comes back by the same way as a workbook (`/uploads`), with the same preview. */
export function csvRoutes(app: Hono, deps: Deps): void {
  app.get('/surveys/sheets/:no/csv', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    const mayAnswer = may(seatOf(c), 'surveys:answer');
    return c.html(
      renderPage(<CsvPage view={view} csrf={seatToken(c)} sample={isSampleSeat(c)} mayAnswer={mayAnswer} />),
    );
  });

  app.get('/surveys/sheets/:no/answers.csv', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    const rows = csvRows(view.sheet, view.round.survey.questions, (question) => {
      const saved = view.now.get(question.id);
      const value = saved?.value ?? view.known.get(question.id)?.value ?? null;
      return { value, remark: saved?.remark ?? null };
    });
    await printSheet(deps, seatOf(c), view.sheet, 'csv');
    return sendCsv(c, rows, `kaito-${view.sheet.sheetNo}`);
  });
}

/** よく聞かれる項目 as a page to print and as CSV. */
export function knownFactsRoutes(app: Hono, deps: Deps): void {
  app.get('/surveys/known-facts', requireSeat('surveys:read'), async (c) => {
    const seat = seatOf(c);
    const { bodyName, bodyCode } = seat;
    const known = await knownFacts(deps, seat);
    return c.html(
      renderPage(<KnownFactsPage {...known} {...{ bodyName, bodyCode }} sample={isSampleSeat(c)} />),
    );
  });

  app.get('/surveys/known-facts.csv', requireSeat('surveys:read'), async (c) => {
    const { facts } = await knownFacts(deps, seatOf(c));
    return sendCsv(c, knownFactRows(facts), `known-facts-${seatOf(c).bodyCode}`);
  });
}

/** Rows as a file to be saved: UTF-8 with BOM, or Shift_JIS when `?encoding=shift_jis` asks for it and it can hold them. */
export function sendCsv(c: Context, rows: readonly (readonly string[])[], name: string): Response {
  const cells = rows.map((row) => row.map(guarded));
  const text = stringify(cells, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  const shiftJis = c.req.query('encoding') === 'shift_jis';
  const encoded = shiftJis ? encodeShiftJis(text) : { bytes: encodeUtf8(text), lost: [] };
  if (encoded.lost.length > 0)
    throw new HttpProblem(
      422,
      `Shift_JISに無い文字（${encoded.lost.slice(0, 10).join('、')}）があるため、書き出せません。`,
      '文字が失われないよう、UTF-8のCSVで書き出してください。',
    );
  return c.body(new Uint8Array(encoded.bytes), 200, {
    'Content-Type': `text/csv; charset=${shiftJis ? 'Shift_JIS' : 'utf-8'}`,
    'Content-Disposition': `attachment; filename="${name}.csv"`,
    'X-Content-Type-Options': 'nosniff',
  });
}
