import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { instant, writerOf } from '../actions/by.ts';
import { makeToken } from '../actions/tokens.ts';
import { systemsOf } from '../queries/systems.ts';
import { revokeToken, tokensOf } from '../queries/tokens.ts';
import { consentsOf, endConsent, saveConsent, slips } from '../queries/vendors.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { bodyAsking, changing, gone, UUID } from './asking.ts';
import { VendorsPage } from './vendors-page.tsx';

/** Consents and keys of a body. */
export function vendorPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/standardization/vendors', requireSeat('standardization:read'), async (c) =>
    c.html(await vendorsPage(c, deps, EMPTY_FORM, [], null)),
  );

  app.post('/standardization/vendors/consent', requireSeat('standardization:decide'), async (c) => {
    const { seat, today, inScope } = bodyAsking(c, deps);
    const form = await readForm(c);
    const vendorId = form.trimmed('vendor');
    const give = form.trimmed('give') === '1';
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
    const form = await readForm(c);
    const businesses = form
      .all('businesses')
      .map(Number)
      .filter((no) => no >= 1 && no <= 20);
    const given = {
      vendorId: form.trimmed('vendor'),
      title: form.trimmed('title'),
      businesses,
      until: form.trimmed('until'),
    };
    const made = await changing(c, deps, (tx) => makeToken(tx, deps.clock, seat, given));
    // Not a redirect: the secret is on this answer alone, and in no address.
    if (made.ok) return c.html(await vendorsPage(c, deps, EMPTY_FORM, [], made.value));
    return c.html(await vendorsPage(c, deps, form, made.faults, null), statusOf(made.faults));
  });

  app.post('/standardization/vendors/tokens/revoke', requireSeat('standardization:decide'), async (c) => {
    const { seat, inScope } = bodyAsking(c, deps);
    const tokenId = (await readForm(c)).trimmed('token');
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
