import { type Context, Hono } from 'hono';
import encodeQR from 'qr';
import { readForm } from '../../http/form-fields.ts';
import { rememberDevice } from '../attempts.ts';
import { newCodes, offerTotp, openOffer, setUpTotp } from '../second-factor.ts';
import { signInHere } from '../session.ts';
import { instant } from '../sessions.ts';
import { base32, otpauthAddress } from '../totp.ts';
import type { FieldError, TotpView } from '../views.ts';
import { checkFormToken, type Kit, nextOf, sessionAt, withNext } from './shared.ts';

/** What the page of a new authenticator app shows; `secret` is the one of the first showing, or a new one. */
export function totpView(
  c: Context,
  offer: { readonly secret: Buffer; readonly sealed: string },
  more: Pick<TotpView, 'during' | 'action' | 'next' | 'errors'>,
): TotpView {
  const session = c.get('signInSession');
  const address = otpauthAddress(offer.secret, session?.loginName ?? '', 'しるべ');
  return {
    csrf: session?.formToken ?? '',
    sealed: offer.sealed,
    secret: base32(offer.secret).replace(/(.{4})(?=.)/g, '$1 '),
    qr: encodeQR(address, 'raw', { ecc: 'medium', border: 4 }),
    ...more,
  };
}

/** Ten codes, shown once, to be printed. */
export async function showCodes(
  c: Context,
  kit: Kit,
  accountId: string,
  loginName: string,
  csrf: string,
  next: string,
): Promise<Response> {
  const { deps, views } = kit;
  const codes = await deps.db.transaction().execute((tx) => newCodes(tx, deps, accountId));
  const host = new URL(deps.settings.baseUrl).host;
  return c.html(views.codes({ csrf, loginName, codes, issuedAt: instant(deps), host, next }));
}

/** `/sign-in/set-up`: the first second factor of an account that needs one: an app, or the printed codes alone. */
export function setUpRoutes(kit: Kit): Hono {
  const { deps, views, home } = kit;
  const app = new Hono();
  const ACTION = '/sign-in/set-up';

  const page = (
    c: Context,
    offer: ReturnType<typeof offerTotp>,
    errors: readonly FieldError[],
    next: string | null,
  ) => views.totp(totpView(c, offer, { during: 'sign-in', action: ACTION, errors, next }));

  app.get(ACTION, (c) => {
    const session = sessionAt(c, 'set-up-factor');
    if (session === null) return c.redirect('/sign-in', 303);
    return c.html(page(c, offerTotp(deps, session.accountId), [], nextOf(c.req.query('next'))));
  });

  app.post(ACTION, async (c) => {
    const session = sessionAt(c, 'set-up-factor');
    if (session === null) return c.redirect('/sign-in', 303);
    await checkFormToken(c);
    const form = await readForm(c);
    const next = nextOf(form.text('next'));
    const { accountId, loginName } = session;
    if (form.text('way') !== 'codes') {
      const sealed = form.text('sealed');
      const secret = openOffer(deps, accountId, sealed);
      const offer = secret === null ? offerTotp(deps, accountId) : { secret, sealed };
      const right =
        secret !== null &&
        (await deps.db
          .transaction()
          .execute((tx) => setUpTotp(tx, deps, accountId, secret, form.text('code'))));
      if (!right) {
        const message =
          secret === null
            ? '時間が経ったため、新しいQRコードにしました。読み取り直してください。'
            : 'コードが違います。端末の時刻を確かめ、今の6桁を入力してください。';
        return c.html(page(c, offer, [{ field: 'code', message }], next), 422);
      }
    }
    rememberDevice(c, deps, [loginName, accountId]);
    // The codes come with the app too: who loses the telephone gets in by paper.
    await signInHere(c, deps, { accountId, method: session.method, completed: true });
    return showCodes(c, kit, accountId, loginName, '', withNext('/sign-in/kept', next ?? home));
  });
  return app;
}
