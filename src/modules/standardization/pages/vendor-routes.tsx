import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Deps } from '../../../platform/deps.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { instant, writerOf } from '../actions/by.ts';
import { slip } from '../actions/slip.ts';
import { makeToken } from '../actions/tokens.ts';
import { vendorsOf } from '../queries/pmo.ts';
import { systemsOf } from '../queries/systems.ts';
import { revokeToken, tokensOf } from '../queries/tokens.ts';
import { consentsOf, endConsent, saveConsent, slipBodies, slips } from '../queries/vendors.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { askingOf, bodyAsking, changing, EMPTY, type Form, formOf, gone } from './asking.ts';
import { SlipsPage, VendorsPage } from './vendor-pages.tsx';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Consents and keys of a body; slips that the nation or a prefecture makes felt in all consenting bodies at once. */
export function vendorPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/standardization/vendors', requireSeat('standardization:read'), async (c) =>
    c.html(await vendorsPage(c, deps, EMPTY, [], null)),
  );

  app.post('/standardization/vendors/consent', requireSeat('standardization:decide'), async (c) => {
    const { seat, today, inScope } = bodyAsking(c, deps);
    const form = await formOf(c);
    const vendorId = form.text('vendor');
    const give = form.text('give') === '1';
    const known = await inScope((tx) => systemsOf(tx, seat.bodyCode));
    if (!known.some((system) => system.vendorId === vendorId)) throw gone('その事業者');
    await inScope(async (tx) => {
      const writer = writerOf(seat);
      const by = { seatTitle: writer.title, at: instant(deps.clock) };
      if (give) await saveConsent(tx, seat.bodyCode, vendorId, today, by);
      else await endConsent(tx, seat.bodyCode, vendorId, today);
      await audit(tx, deps.clock, {
        actor: writer.actor,
        action: 'standardization:consent.save',
        object: { kind: 'standardization-vendor', id: vendorId },
        bodyCode: seat.bodyCode,
        detail: { give },
      });
    });
    return c.redirect('/standardization/vendors', 303);
  });

  app.post('/standardization/vendors/tokens', requireSeat('standardization:decide'), async (c) => {
    const { seat } = bodyAsking(c, deps);
    const form = await formOf(c);
    const businesses = form
      .all('businesses')
      .map(Number)
      .filter((no) => no >= 1 && no <= 20);
    const given = {
      vendorId: form.text('vendor'),
      title: form.text('title'),
      businesses,
      until: form.text('until'),
    };
    const made = await changing(c, deps, (tx) => makeToken(tx, deps.clock, seat, given));
    // Not a redirect: the secret is on this answer alone, and in no address.
    if (made.ok) return c.html(await vendorsPage(c, deps, EMPTY, [], made.value));
    return c.html(await vendorsPage(c, deps, form, made.faults, null), statusOf(made.faults));
  });

  app.post('/standardization/vendors/tokens/revoke', requireSeat('standardization:decide'), async (c) => {
    const { seat, inScope } = bodyAsking(c, deps);
    const tokenId = (await formOf(c)).text('token');
    const done = UUID.test(tokenId)
      ? await inScope(async (tx) => {
          const revoked = await revokeToken(tx, seat.bodyCode, tokenId, instant(deps.clock));
          if (!revoked) return false;
          await audit(tx, deps.clock, {
            actor: writerOf(seat).actor,
            action: 'standardization:token.revoke',
            object: { kind: 'standardization-token', id: tokenId },
            bodyCode: seat.bodyCode,
          });
          return true;
        })
      : false;
    if (!done) throw gone('その鍵');
    return c.redirect('/standardization/vendors', 303);
  });

  app.get('/standardization/pmo/slips', requireSeat('standardization:review'), async (c) =>
    c.html(await slipsPage(c, deps, EMPTY, [], null)),
  );

  app.post('/standardization/pmo/slips', requireSeat('standardization:review'), async (c) => {
    const { seat } = askingOf(c, deps);
    const form = await formOf(c);
    const business = form.text('business');
    const given = {
      vendorId: form.text('vendor'),
      businessNo: /^([1-9]|1\d|20)$/.test(business) ? Number(business) : null,
      days: form.text('days'),
      reason: form.text('reason'),
      documentNo: form.text('documentNo'),
    };
    const done = await changing(c, deps, (tx) => slip(tx, deps.clock, seat, given));
    if (done.ok) return c.redirect(`/standardization/pmo/slips/${done.value}`, 303);
    return c.html(await slipsPage(c, deps, form, done.faults, null), statusOf(done.faults));
  });

  app.get('/standardization/pmo/slips/:slip', requireSeat('standardization:review'), async (c) => {
    const id = c.req.param('slip');
    if (!UUID.test(id)) throw gone('その予定変更');
    return c.html(await slipsPage(c, deps, EMPTY, [], id));
  });
  return app;
}

async function vendorsPage(
  c: Context,
  deps: Deps,
  form: Form,
  faults: readonly Fault[],
  secret: string | null,
): Promise<string> {
  const { seat, inScope } = bodyAsking(c, deps);
  const found = await inScope(async (tx) => {
    const named = (await systemsOf(tx, seat.bodyCode)).flatMap((system) =>
      system.vendorId === null ? [] : [[system.vendorId, system.vendor ?? ''] as const],
    );
    return {
      vendors: [...new Map(named)].map(([vendorId, name]) => ({ vendorId, name })),
      consents: await consentsOf(tx, seat.bodyCode),
      tokens: await tokensOf(tx, seat.bodyCode),
      slips: await slips(tx, wholeOf(seat.bodyCode)),
    };
  });
  return renderPage(<VendorsPage {...found} {...{ seat, form, faults, secret }} csrf={seatToken(c)} />);
}

async function slipsPage(
  c: Context,
  deps: Deps,
  form: Form,
  faults: readonly Fault[],
  slipId: string | null,
): Promise<string> {
  const { seat, inScope } = askingOf(c, deps);
  const whole = wholeOf(seat.bodyCode);
  const found = await inScope(async (tx) => {
    const [one] = slipId === null ? [] : await slips(tx, whole, slipId);
    if (slipId !== null && one === undefined) throw gone('その予定変更');
    return {
      vendors: await vendorsOf(tx, whole),
      slips: await slips(tx, whole),
      chosen: one === undefined ? null : { slip: one, bodies: await slipBodies(tx, one.slipId) },
    };
  });
  return renderPage(<SlipsPage {...found} {...{ seat, form, faults }} csrf={seatToken(c)} />);
}
