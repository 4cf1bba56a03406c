import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { drawnPaper } from '../../../../platform/pdf/drawn-paper.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { seatTitle } from '../../../contracts/seat.ts';
import { requireSeat, seatOf } from '../../../posts/acting.ts';
import { printSheet } from '../../actions/read-sheet.ts';
import { type Case, loadCase, recordCaseExport } from '../../case-view.ts';
import { loadOwnSheet, todayOf } from '../../chain-view.ts';
import { isSampleSeat, noSuchSheet } from '../sheet/asking.ts';
import { attachment } from '../workbook/routes.tsx';
import { CasePage } from './case-page.tsx';
import { casePaper } from './case-paper.ts';
import { draftSetPaper, type Making } from './draft-set-paper.ts';

const SHEET = '/surveys/sheets/:no';

/** Papers of one sheet: 起案セット and 一件書類, as PDF, and as pages where none can be made. */
export function paperPages(deps: Deps): Hono {
  const app = new Hono();
  const making = (c: Context): Making => ({
    today: todayOf(deps),
    by: seatTitle(seatOf(c)),
    sample: isSampleSeat(c),
  });
  const caseOf = async (c: Context): Promise<Case> => {
    const found = await loadCase(deps, seatOf(c), c.req.param('no') ?? '', withAside(c));
    if (found === null) throw noSuchSheet();
    return found;
  };

  app.get(`${SHEET}/draft-set.pdf`, requireSeat('surveys:read'), async (c) => {
    const view = await loadOwnSheet(deps, seatOf(c), c.req.param('no'));
    if (view === null) throw noSuchSheet();
    const bytes = await drawnPaper(draftSetPaper(view, making(c)), `${c.req.path.slice(0, -'.pdf'.length)}`);
    await printSheet(deps, seatOf(c), view.sheet, 'pdf');
    return attachment(c, `起案セット_${view.sheet.sheetNo}.pdf`, 'application/pdf', bytes);
  });

  app.get(`${SHEET}/case.pdf`, requireSeat('surveys:decide'), async (c) => {
    const one = await caseOf(c);
    const { sheet } = one.own;
    const bytes = await drawnPaper(casePaper(one, making(c)), `/surveys/sheets/${sheet.sheetNo}/case`);
    await recordCaseExport(deps, seatOf(c), sheet, { as: 'pdf', withAside: withAside(c) });
    return attachment(c, `一件書類_${sheet.sheetNo}_${todayOf(deps)}.pdf`, 'application/pdf', bytes);
  });

  app.get(`${SHEET}/case`, requireSeat('surveys:decide'), async (c) => {
    const one = await caseOf(c);
    const { sheet } = one.own;
    await recordCaseExport(deps, seatOf(c), sheet, { as: 'page', withAside: withAside(c) });
    return c.html(renderPage(<CasePage paper={casePaper(one, making(c))} sheetNo={sheet.sheetNo} />));
  });
  return app;
}

/** The body chooses whether its 控え leave with the case. */
function withAside(c: Context): boolean {
  return c.req.query('aside') === '1';
}
