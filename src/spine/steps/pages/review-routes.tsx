import { Hono } from 'hono';
import { isSample, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { auditRead } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { renderPage } from '../../../ui/page.tsx';
import { bodyOn, municipalitiesOf, prefectures } from '../../bodies/queries/register.ts';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import type { Seat } from '../../contracts/seat.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { rightFor, scopeOf } from '../../posts/rules/rights.ts';
import { loadForecasts, loadInShort, loadSteps, mayForecast, OWN_TEMPLATES } from '../load.ts';
import { viewOn } from '../rules/replay.ts';
import { knownTemplate } from '../templates.ts';
import { BodyReviewPage, type ReviewLine, ReviewPage, SHOWN, type Shown } from './review-pages.tsx';

export const PER_PAGE = 50;

/** What a prefecture sees of its municipalities, and the nation of all. */
export function reviewRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reviewing = requireSeat('steps:review');
  const today = () => dayInJapan(deps.clock.now());

  app.get('/steps/review', reviewing, async (c) => {
    const seat = seatOf(c);
    const shown = SHOWN.find((one) => one.id === c.req.query('show'))?.id ?? 'all';
    const asked = c.req.query('page') ?? '1';
    const wanted = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
    const props = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const places = seat.kind === 'nation' ? await prefecturesOf(tx, seat) : [];
      const place = places.find((one) => one.bodyCode === c.req.query('prefecture')) ?? null;
      const within = place?.bodyCode ?? ownPlace(seat);
      const bodies = await municipalitiesOf(tx, within, today());
      // Who is late or where is known from the steps alone: then all are looked at, else only the page.
      const chosen = shown === 'all' ? bodies : await filtered(tx, bodies, shown);
      const pages = Math.max(1, Math.ceil(chosen.length / PER_PAGE));
      const page = Math.min(wanted, pages);
      const lines = await linesOf(tx, seat, chosen.slice((page - 1) * PER_PAGE, page * PER_PAGE));
      return { lines, total: chosen.length, all: bodies.length, page, pages, places, place };
    });
    const forecasts = seat.kind === 'prefecture';
    return c.html(renderPage(<ReviewPage {...{ ...props, seat, shown, forecasts, today: today() }} />));
  });

  app.get('/steps/review/:code', reviewing, async (c) => {
    const seat = seatOf(c);
    const found = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const body = await bodyOn(tx, c.req.param('code'), today());
      if (body === null || !rightFor(seat, 'steps:review', body)) return null;
      const { bodyCode } = body;
      await auditRead(tx, deps.clock, {
        actor: { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } },
        action: 'steps:review.read',
        object: { kind: 'body', id: bodyCode },
        bodyCode,
      });
      const steps = (await loadSteps(tx, [bodyCode], OWN_TEMPLATES, viewOn(today()))).get(bodyCode)!;
      const forecast = await loadForecasts(tx, seat, [bodyCode], 'telework', today());
      return { body, ...steps, forecast: forecast.get(bodyCode) ?? null };
    });
    if (found === null)
      throw new HttpProblem(404, 'この団体の手順は見られません。', '一覧から開き直してください。');
    const titles = {
      handbookTitle: knownTemplate('handbook').title,
      teleworkTitle: knownTemplate('telework').title,
    };
    return c.html(renderPage(<BodyReviewPage {...{ ...found, ...titles, today: today() }} />));
  });

  async function filtered(tx: Tx, bodies: readonly RegisterBody[], shown: Shown) {
    const codes = bodies.map((body) => body.bodyCode);
    const all = await loadInShort(tx, codes, OWN_TEMPLATES, today());
    return bodies.filter(({ bodyCode }) => {
      const { handbook, telework } = all(bodyCode);
      if (shown === 'late') return handbook.late || telework.late;
      return shown === 'finished' ? handbook.current === null : `step-${handbook.current}` === shown;
    });
  }

  async function linesOf(
    tx: Tx,
    seat: Seat,
    bodies: readonly RegisterBody[],
  ): Promise<readonly ReviewLine[]> {
    const codes = bodies.map((body) => body.bodyCode);
    const all = await loadSteps(tx, codes, OWN_TEMPLATES, viewOn(today()));
    const seen = codes.filter((code) => mayForecast(seat, code));
    const forecasts = await loadForecasts(tx, seat, seen, 'telework', today());
    return bodies.map((body) => ({
      ...{ body, ...all.get(body.bodyCode)! },
      forecast: forecasts.get(body.bodyCode) ?? null,
    }));
  }

  return app;
}

/** Whose municipalities: a prefecture's own; null: all of the nation. */
function ownPlace(seat: Seat): string | null {
  if (seat.kind === 'prefecture') return seat.bodyCode;
  return isSample(seat.bodyCode) ? SAMPLE_PREFECTURE : null;
}

function prefecturesOf(tx: Tx, seat: Seat) {
  return prefectures(tx, '9999-12-31', undefined, isSample(seat.bodyCode) ? SAMPLE_PREFECTURE : NATION);
}
