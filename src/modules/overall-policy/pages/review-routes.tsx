import { Hono } from 'hono';
import { SAMPLE_PREFECTURE, wholeOf } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Deps } from '../../../platform/deps.ts';
import { municipalitiesOf } from '../../../spine/bodies/queries/register.ts';
import { requireSeat, seatOf } from '../../../spine/posts/acting.ts';
import { holdersOf } from '../../../spine/posts/queries/for-parts.ts';
import { renderPage } from '../../../ui/page.tsx';
import { inScopeOf } from '../actions/open.ts';
import { heldPolicies } from '../actions/standing.ts';
import { REVIEW_STATES, type ReviewState, reviewOf } from '../rules/review.ts';
import { ReviewPage } from './review-page.tsx';

const LINES = 50;

/** A prefecture's look at its municipalities, and the nation's at all of them: state, day, what is missing, whom to ask. */
export function reviewRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/overall-policy/review', requireSeat('overall-policy:review'), async (c) => {
    const seat = seatOf(c);
    const today = dayInJapan(deps.clock.now());
    const asked = c.req.query('state') ?? '';
    const state = asked in REVIEW_STATES ? (asked as ReviewState) : null;
    const page = Math.max(1, Number(/^\d{1,4}$/.exec(c.req.query('page') ?? '')?.[0] ?? 1));
    const view = await inScopeOf(deps, seat, async (tx) => {
      // The ministry of 見本県 sees 見本県; the nation sees everything but it.
      const whole = wholeOf(seat.bodyCode) === SAMPLE_PREFECTURE ? SAMPLE_PREFECTURE : null;
      const bodies = await municipalitiesOf(tx, seat.kind === 'prefecture' ? seat.bodyCode : whole, today);
      const codes = bodies.map(({ bodyCode }) => bodyCode);
      const held = await heldPolicies(tx, codes);
      const lines = bodies.map((body) => ({
        bodyCode: body.bodyCode,
        name: body.name,
        prefectureName: body.prefectureName,
        ...reviewOf(
          (held.get(body.bodyCode) ?? []).map(({ whole: policy, standing, consent }) => ({
            versions: policy.versions,
            abolition: policy.policy.abolition,
            standing,
            joint: consent !== null,
          })),
        ),
      }));
      const chosen = state === null ? lines : lines.filter((line) => line.state === state);
      const shown = chosen.slice((page - 1) * LINES, page * LINES);
      const contacts = new Map<string, string>();
      for (const { bodyCode } of seat.kind === 'prefecture' ? shown : []) {
        const [holder] = await holdersOf(tx, bodyCode, 'overall-policy:answer', today);
        if (holder !== undefined)
          contacts.set(bodyCode, [holder.sectionName, holder.postTitle].filter(Boolean).join(' '));
      }
      return { lines, chosen: chosen.length, shown, contacts };
    });
    return c.html(
      renderPage(
        <ReviewPage
          {...view}
          state={state}
          page={page}
          pages={Math.max(1, Math.ceil(view.chosen / LINES))}
          seat={seat}
          today={today}
        />,
      ),
    );
  });

  return app;
}
