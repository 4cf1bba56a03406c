import { type Context, Hono } from 'hono';
import { readForm } from '../../http/form-fields.ts';
import { dropCookie, putCookie, readCookie } from '../cookies.ts';
import { addPasskey, newPasskeyQuestion, passkeysPossible } from '../passkeys.ts';
import { hashPassword, passwordMatches } from '../password.ts';
import { getAccount } from '../queries/accounts.ts';
import * as credentials from '../queries/credentials.ts';
import { endSession, endSessions, openSessions } from '../queries/sessions.ts';
import { recordOwn } from '../record.ts';
import { offerTotp, openOffer, setUpTotp } from '../second-factor.ts';
import { accountFormToken, accountOf, requireAccount } from '../session.ts';
import { idleSince, instant } from '../sessions.ts';
import type { FieldError } from '../views.ts';
import { BUSY, newPasswordErrors } from './new-password.ts';
import { parsedJson } from './passkey.ts';
import { showCodes, totpView } from './set-up.ts';
import { isFresh, type Kit, requireFresh, tooMany } from './shared.ts';

/** What a person is told after a change; by a word in the address, so that nothing of others can be put there. */
const DONE: Readonly<Record<string, string>> = {
  password: 'パスワードを変えました。ほかの端末のサインインは終了しました。',
  totp: '認証アプリを登録しました。',
  'totp-removed': '認証アプリの登録を消しました。',
  passkey: 'パスキーを登録しました。',
  'passkey-removed': 'パスキーの登録を消しました。',
  session: 'そのサインインを終了しました。',
  sessions: 'ほかの端末のサインインを、すべて終了しました。',
};

/** `/account`: what one signs in with and where one is signed in. Changes need a fresh sign-in. */
export function accountRoutes(kit: Kit): Hono {
  const { deps, views, attempts } = kit;
  const app = new Hono();
  const fresh = requireFresh(deps);
  const said = (c: Context, what: string) => c.redirect(`/account?done=${what}`, 303);

  const page = async (c: Context, errors: readonly FieldError[]) => {
    const { accountId, loginName, sessionId } = accountOf(c);
    const [account, password, totp, codes, passkeys, sessions] = await Promise.all([
      getAccount(deps.db, accountId),
      credentials.passwordOf(deps.db, accountId),
      credentials.totpOf(deps.db, accountId),
      credentials.codesLeft(deps.db, accountId),
      credentials.passkeysOf(deps.db, accountId),
      openSessions(deps.db, accountId, instant(deps), idleSince(deps)),
    ]);
    return views.account({
      csrf: accountFormToken(c),
      ...{ loginName, sessionId, sessions, codes, passkeys, errors },
      fresh: isFresh(c, deps),
      hasPassword: password !== null,
      totpSetAt: totp?.setAt ?? null,
      passkeysPossible: passkeysPossible(deps.settings),
      oidc: deps.settings.oidc !== null,
      secondFactorNeeded: account?.secondFactor === true,
      done: DONE[c.req.query('done') ?? ''] ?? null,
    });
  };

  app.use('/account', requireAccount());
  app.use('/account/*', requireAccount());
  app.get('/account', async (c) => c.html(await page(c, [])));

  app.post('/account/password', fresh, async (c) => {
    const { accountId, loginName, sessionId } = accountOf(c);
    const form = await readForm(c);
    const wait = await attempts.take(c, 'password', loginName);
    if (wait !== null) return c.html(await page(c, [{ field: 'password', message: tooMany(wait) }]), 429);
    const former = await credentials.passwordOf(deps.db, accountId);
    const right = await passwordMatches(former, form.text('password'));
    const errors =
      right === true
        ? newPasswordErrors(form, loginName)
        : [{ field: 'password', message: right === null ? BUSY : '今のパスワードが違います。' }];
    const argon2 = errors.length > 0 ? null : await hashPassword(form.text('newPassword'));
    if (argon2 === null) {
      return c.html(await page(c, errors.length > 0 ? errors : [{ field: 'password', message: BUSY }]), 422);
    }
    await attempts.forget(c, 'password', loginName);
    await deps.db.transaction().execute(async (tx) => {
      await credentials.setPassword(tx, accountId, argon2, instant(deps));
      await endSessions(tx, accountId, instant(deps), sessionId);
      await recordOwn(tx, deps, accountId, 'password.change');
    });
    return said(c, 'password');
  });

  app.get('/account/totp', fresh, (c) => {
    const offer = offerTotp(deps, accountOf(c).accountId);
    const more = { during: 'account', action: '/account/totp', next: null, errors: [] } as const;
    return c.html(views.totp(totpView(c, offer, more)));
  });

  app.post('/account/totp', fresh, async (c) => {
    const { accountId } = accountOf(c);
    const form = await readForm(c);
    const sealed = form.text('sealed');
    const secret = openOffer(deps, accountId, sealed);
    const right =
      secret !== null &&
      (await deps.db
        .transaction()
        .execute((tx) => setUpTotp(tx, deps, accountId, secret, form.text('code'))));
    if (right) return said(c, 'totp');
    const offer = secret === null ? offerTotp(deps, accountId) : { secret, sealed };
    const message = 'コードが違うか、時間が経ちました。今の6桁を入力してください。';
    const more = { during: 'account', action: '/account/totp', next: null } as const;
    return c.html(views.totp(totpView(c, offer, { ...more, errors: [{ field: 'code', message }] })), 422);
  });

  app.post('/account/totp/remove', fresh, async (c) => {
    const { accountId } = accountOf(c);
    const left = await credentials.codesLeft(deps.db, accountId);
    const keys = await credentials.passkeysOf(deps.db, accountId);
    const account = await getAccount(deps.db, accountId);
    if (account?.secondFactor === true && left.left === 0 && keys.length === 0) {
      const message = '先に、使い捨てコードかパスキーを用意してください。';
      return c.html(await page(c, [{ field: 'totp', message }]), 422);
    }
    await deps.db.transaction().execute(async (tx) => {
      await credentials.deleteTotp(tx, accountId);
      await recordOwn(tx, deps, accountId, 'totp.remove');
    });
    return said(c, 'totp-removed');
  });

  app.post('/account/codes', fresh, (c) => {
    const { accountId, loginName } = accountOf(c);
    return showCodes(c, kit, accountId, loginName, accountFormToken(c), '/account');
  });

  app.get('/account/passkey', fresh, async (c) => {
    if (!passkeysPossible(deps.settings)) return c.redirect('/account', 303);
    return c.html(await passkeyPage(c, '', null));
  });

  app.post('/account/passkey', fresh, async (c) => {
    const form = await readForm(c);
    const flow = readCookie(c, deps.settings, 'flow');
    dropCookie(c, deps.settings, 'flow');
    const title = form.trimmed('title').slice(0, 60) || 'パスキー';
    const added = await addPasskey(
      deps,
      accountOf(c).accountId,
      flow,
      parsedJson(form.text('answer')),
      title,
    );
    if (added) return said(c, 'passkey');
    return c.html(
      await passkeyPage(c, title, 'パスキーを登録できませんでした。もう一度試してください。'),
      422,
    );
  });

  app.post('/account/passkey/remove', fresh, async (c) => {
    const id = (await readForm(c)).text('id');
    const { accountId } = accountOf(c);
    await deps.db.transaction().execute(async (tx) => {
      if (!(await credentials.deletePasskey(tx, accountId, id))) return;
      await recordOwn(tx, deps, accountId, 'passkey.remove');
    });
    return said(c, 'passkey-removed');
  });

  app.post('/account/sessions/end', async (c) => {
    const id = (await readForm(c)).text('id');
    const { accountId, sessionId } = accountOf(c);
    const others = id === 'others';
    await deps.db.transaction().execute(async (tx) => {
      // An id that is none changes nothing; one of another account neither.
      const one = /^[0-9a-f-]{36}$/.test(id) ? id : null;
      const ended = others
        ? await endSessions(tx, accountId, instant(deps), sessionId)
        : Number(one !== null && (await endSession(tx, accountId, one, instant(deps))));
      if (ended > 0) await recordOwn(tx, deps, accountId, 'session.end-elsewhere', { ended });
    });
    return said(c, others ? 'sessions' : 'session');
  });

  const passkeyPage = async (c: Context, title: string, error: string | null) => {
    const { options, flow } = await newPasskeyQuestion(deps, accountOf(c));
    putCookie(c, deps.settings, 'flow', flow, 600);
    const csrf = accountFormToken(c);
    return views.newPasskey({ csrf, title, error, options: JSON.stringify(options) });
  };
  return app;
}
