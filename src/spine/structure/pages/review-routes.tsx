import { Hono } from 'hono';
import { isPrefectureCode, SAMPLE_PREFECTURE, wholeOf } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { renderPage } from '../../../ui/page.tsx';
import { municipalitiesOf, prefectures } from '../../bodies/queries/register.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { bodiesOnDay } from '../standing.ts';
import { ReviewPage } from './review-page.tsx';

/** What stands in the municipalities of a prefecture. The nation chooses which. */
export function reviewRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/structure/review', requireSeat('structure:review'), async (c) => {
    const seat = seatOf(c);
    const today = dayInJapan(deps.clock.now());
    const page = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const whole = wholeOf(seat.bodyCode);
      const all = seat.kind === 'nation' ? await prefectures(tx, today, undefined, whole) : [];
      const asked = c.req.query('prefecture') ?? '';
      const first = whole === SAMPLE_PREFECTURE ? SAMPLE_PREFECTURE : (all[0]?.bodyCode ?? '');
      const chosen = all.some((one) => one.bodyCode === asked) && isPrefectureCode(asked) ? asked : first;
      const prefecture = seat.kind === 'nation' ? chosen : seat.bodyCode;
      const municipalities = await municipalitiesOf(tx, prefecture, today);
      const [own] = (await prefectures(tx, today, undefined, whole)).filter(
        (one) => one.bodyCode === prefecture,
      );
      const bodies = own === undefined ? municipalities : [own, ...municipalities];
      const standing = await bodiesOnDay(
        tx,
        bodies.map((one) => one.bodyCode),
        today,
      );
      return { prefecture: own ?? null, municipalities, standing, choices: all };
    });
    return c.html(renderPage(<ReviewPage {...page} today={today} />));
  });

  return app;
}
