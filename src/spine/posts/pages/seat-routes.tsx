import { type Context, Hono } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { safeNext } from '../../../platform/sign-in/rules.ts';
import { accountOf, requireAccount } from '../../../platform/sign-in/session.ts';
import { renderPage } from '../../../ui/page.tsx';
import { currentViewer } from '../../../ui/viewer.ts';
import { seatToken } from '../acting.ts';
import { actorOf } from '../actions/by.ts';
import { chooseSeat } from '../queries/chosen-seat.ts';
import { personOfAccount } from '../queries/people.ts';
import { problemOf } from './form.ts';
import { SeatsPage } from './seats-page.tsx';

/** `/seats`: where one goes after the sign-in, and where the acting seat is changed. */
export function seatRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/seats', requireAccount(), async (c) => {
    const seats = c.get('seats') ?? [];
    const next = safeNext(c.req.query('next'));
    // Who has one seat came here only on the way to somewhere.
    if (next !== null && seats.length === 1) return c.redirect(next, 303);
    return c.html(renderPage(await page(c, next)));
  });

  app.post('/seats', requireAccount(), async (c) => {
    const form = await readForm(c);
    // Among one's own seats of today, whatever the form says.
    const seat = (c.get('seats') ?? []).find((each) => each.seatId === form.text('seat'));
    if (seat === undefined) throw problemOf({ ok: false, code: 'unknown-seat', detail: {} });
    const { sessionId } = accountOf(c);
    await withScope(deps.db, { kind: 'system' }, async (tx) => {
      await chooseSeat(tx, sessionId, seat.seatId, new Date(deps.clock.now()).toISOString());
      await audit(tx, deps.clock, {
        actor: actorOf(seat),
        action: 'posts:seat.choose',
        object: { kind: 'seat', id: seat.seatId },
        bodyCode: seat.bodyCode,
      });
    });
    return c.redirect(safeNext(form.text('next')) ?? '/seats', 303);
  });

  async function page(c: Context, next: string | null) {
    const seats = c.get('seats') ?? [];
    const viewer = currentViewer();
    const { accountId } = accountOf(c);
    const person = await withScope(deps.db, { kind: 'system' }, (tx) => personOfAccount(tx, accountId));
    return (
      <SeatsPage
        seats={seats}
        acting={c.get('seat') ?? null}
        today={dayInJapan(deps.clock.now())}
        token={seatToken(c)}
        next={next}
        personId={person?.personId ?? null}
        links={viewer?.kind === 'signed-in' ? viewer.links : []}
      />
    );
  }

  return app;
}
