import { type Context, Hono } from 'hono';
import type { Paper } from '../../../core/paper.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { paperPdf } from '../../../platform/pdf/paper-pdf.ts';
import type { PdfRefusalCode } from '../../../platform/pdf/render-pdf.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { HomeJoins } from '../../contracts/home.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { type BodyHome, loadBodyHome } from '../load.ts';
import { choosable, cioPaper, onePaper } from '../papers.ts';
import { CioPage, OnePage } from './paper-pages.tsx';

const REFUSALS: Readonly<Record<PdfRefusalCode, { readonly status: 422 | 503; readonly title: string }>> = {
  'pdf-not-here': { status: 503, title: 'この機種のサーバーでは、PDFを作れません。' },
  'pdf-busy': { status: 503, title: 'PDFの作成が混み合っています。少し待ってから、もう一度開いてください。' },
  'pdf-too-large': { status: 422, title: '記録が多すぎるため、PDFを作れませんでした。' },
};

/** CIOの一枚 and 議会・首長用一枚, as pages to print and as PDF from the same blocks. */
export function paperRoutes(deps: Deps, joins: HomeJoins): Hono {
  const app = new Hono();
  const seated = requireSeat();
  const homeOf = (c: Context) => loadBodyHome(deps, seatOf(c), joins);

  app.get('/home/cio', seated, async (c) => {
    return c.html(renderPage(<CioPage paper={cioPaper(await homeOf(c))} />));
  });
  app.get('/home/cio.pdf', seated, async (c) => pdf(c, cioPaper(await homeOf(c)), '/home/cio', 'CIOの一枚'));

  app.get('/home/one-page', seated, async (c) => {
    const home = await homeOf(c);
    const asked = c.req.query('indicator') ?? '';
    const line = lineOf(home, asked);
    return c.html(
      renderPage(
        <OnePage
          paper={line === null ? null : onePaper(home, line)}
          chosen={line?.definition.id ?? ''}
          choices={choosable(home)}
          missing={asked !== '' && line === null}
        />,
      ),
    );
  });
  app.get('/home/one-page.pdf', seated, async (c) => {
    const home = await homeOf(c);
    const line = lineOf(home, c.req.query('indicator') ?? '');
    if (line === null)
      throw new HttpProblem(404, 'この指標の値は、この団体にありません。', '指標を選び直してください。');
    const { id } = line.definition;
    return pdf(c, onePaper(home, line), `/home/one-page?indicator=${id}`, `議会・首長用_${id}`);
  });
  return app;
}

function lineOf(home: BodyHome, indicator: string) {
  return choosable(home).find((line) => line.definition.id === indicator) ?? null;
}

/** @param instead where the same stands as a page to print */
async function pdf(c: Context, paper: Paper, instead: string, name: string): Promise<Response> {
  const made = await paperPdf(paper);
  if (!made.ok) {
    const { status, title } = REFUSALS[made.code];
    throw new HttpProblem(status, title, `同じ内容を、印刷用のページ（${instead}）から印刷できます。`);
  }
  const fileName = encodeURIComponent(`${name}_${paper.on}.pdf`);
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${fileName}`);
  c.header('Content-Type', 'application/pdf');
  return c.body(made.value);
}
