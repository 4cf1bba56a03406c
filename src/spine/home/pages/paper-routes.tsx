import { type Context, Hono } from 'hono';
import type { Paper } from '../../../core/paper.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { drawnPaper } from '../../../platform/pdf/drawn-paper.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { HomeJoins } from '../../contracts/home.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { loadBodyHome, loadOwnFigures, type OwnFigures } from '../load.ts';
import { choosable, cioPaper, onePaper } from '../papers.ts';
import { CioPage, OnePage } from './paper-pages.tsx';

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
    const home = await loadOwnFigures(deps, seatOf(c));
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
    const home = await loadOwnFigures(deps, seatOf(c));
    const line = lineOf(home, c.req.query('indicator') ?? '');
    if (line === null)
      throw new HttpProblem(404, 'この指標の値は、この団体にありません。', '指標を選び直してください。');
    const { id } = line.definition;
    return pdf(c, onePaper(home, line), `/home/one-page?indicator=${id}`, `議会・首長用_${id}`);
  });
  return app;
}

function lineOf(home: OwnFigures, indicator: string) {
  return choosable(home).find((line) => line.definition.id === indicator) ?? null;
}

/** @param instead where the same stands as a page to print */
async function pdf(c: Context, paper: Paper, instead: string, name: string): Promise<Response> {
  const bytes = await drawnPaper(paper, instead);
  const fileName = encodeURIComponent(`${name}_${paper.on}.pdf`);
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${fileName}`);
  c.header('Content-Type', 'application/pdf');
  return c.body(bytes);
}
