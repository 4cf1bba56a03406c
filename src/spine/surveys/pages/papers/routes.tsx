import { type Context, Hono } from 'hono';
import type { Paper } from '../../../../core/paper.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { paperPdf } from '../../../../platform/pdf/paper-pdf.ts';
import type { PdfRefusalCode } from '../../../../platform/pdf/render-pdf.ts';
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

const REFUSALS: Readonly<Record<PdfRefusalCode, { readonly status: 422 | 503; readonly title: string }>> = {
  'pdf-not-here': { status: 503, title: 'この機種のサーバーでは、PDFを作れません。' },
  'pdf-busy': { status: 503, title: 'PDFの作成が混み合っています。少し待ってから、もう一度開いてください。' },
  'pdf-too-large': { status: 422, title: '記録が多すぎるため、PDFを作れませんでした。' },
};

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
    const bytes = await drawn(draftSetPaper(view, making(c)), `${c.req.path.slice(0, -'.pdf'.length)}`);
    await printSheet(deps, seatOf(c), view.sheet, 'pdf');
    return attachment(c, `起案セット_${view.sheet.sheetNo}.pdf`, 'application/pdf', bytes);
  });

  app.get(`${SHEET}/case.pdf`, requireSeat('surveys:decide'), async (c) => {
    const one = await caseOf(c);
    const { sheet } = one.own;
    const bytes = await drawn(casePaper(one, making(c)), `/surveys/sheets/${sheet.sheetNo}/case`);
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

/** @param instead where the same stands as a page to print */
async function drawn(paper: Paper, instead: string): Promise<Uint8Array> {
  const pdf = await paperPdf(paper);
  if (pdf.ok) return pdf.value;
  const { status, title } = REFUSALS[pdf.code];
  throw new HttpProblem(status, title, `同じ内容を、印刷用のページ（${instead}）から印刷できます。`);
}
