import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Deps } from '../../../../platform/deps.ts';
import { zipStream } from '../../../../platform/files/zip-stream.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import { drawWorkbook, workbookName } from '../../actions/workbook.ts';
import {
  beginBatch,
  drawBatch,
  loadRoundBatches,
  openBatch,
  pageOfBatch,
  workbookOfBatch,
} from '../../actions/workbooks-of-round.ts';
import { isSampleSeat } from '../sheet/asking.ts';
import { BatchesPage, BatchPage, roundPath } from './batch-pages.tsx';
import { attachment } from './routes.tsx';

const ROUND = '/surveys/rounds/:round/workbooks';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PER_PAGE = 50;

function notFound(): HttpProblem {
  return new HttpProblem(
    404,
    'その調査回か回答票は見つかりません。',
    '調査・照会の一覧から開き直してください。',
  );
}

/** Workbooks of all bodies of a round, for who conducts it and for a prefecture that gathers it. */
export function batchPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(ROUND, requireSeat('surveys:read'), async (c) => {
    const seat = seatOf(c);
    const found = await loadRoundBatches(deps, seat, c.req.param('round'));
    if (found === null) throw notFound();
    return c.html(renderPage(<BatchesPage {...found} token={seatToken(c)} sample={isSampleSeat(c)} />));
  });

  app.post(ROUND, requireSeat('surveys:read'), async (c) => {
    const begun = await beginBatch(deps, seatOf(c), c.req.param('round'));
    if (!begun.ok) throw notFound();
    return c.redirect(roundPath({ roundId: c.req.param('round') }, `/${begun.value}`), 303);
  });

  app.get(`${ROUND}/:batch`, requireSeat('surveys:read'), async (c) => {
    const { batch, round } = await batchOf(c);
    const asked = c.req.query('page') ?? '1';
    const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
    const { made, done } = await pageOfBatch(deps, seatOf(c), batch, { page, perPage: PER_PAGE });
    const pages = Math.max(1, Math.ceil(done / PER_PAGE));
    return c.html(
      renderPage(<BatchPage {...{ round, batch, done, page, pages, made }} sample={isSampleSeat(c)} />),
    );
  });

  app.get(`${ROUND}/:batch/zip`, requireSeat('surveys:read'), async (c) => {
    const { batch, round } = await batchOf(c);
    if (batch.finishedAt === null)
      throw new HttpProblem(409, '回答票はまだ作成中です。', '終わってから、もう一度開いてください。');
    const name = `${round.title.replace(/[\\/:*?"<>|\s]/g, '')}_回答票.zip`;
    c.header('Content-Type', 'application/zip');
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    const scope = scopeOf(seatOf(c));
    return stream(c, async (out) => {
      for await (const piece of zipStream(drawBatch(deps.db, scope, batch, round))) {
        // The reader has gone: nobody waits for the rest.
        if (out.aborted) return;
        await out.write(piece);
      }
    });
  });

  app.get(`${ROUND}/:batch/:body`, requireSeat('surveys:read'), async (c) => {
    const { batch, round } = await batchOf(c);
    const made = await workbookOfBatch(deps, seatOf(c), batch, c.req.param('body'));
    if (made === null) throw notFound();
    return attachment(c, workbookName(made), XLSX, await drawWorkbook(round.survey, made));
  });

  async function batchOf(c: Context) {
    const found = await openBatch(deps, seatOf(c), c.req.param('batch') ?? '');
    if (found === null || found.round.roundId !== c.req.param('round')) throw notFound();
    return found;
  }

  return app;
}
