import { type Context, Hono } from 'hono';
import { readForm } from '../../http/form-fields.ts';
import { rememberDevice } from '../attempts.ts';
import { passkeysPossible } from '../passkeys.ts';
import { passwordMatches } from '../password.ts';
import { accountByLoginName } from '../queries/accounts.ts';
import { hasSecondFactor } from '../queries/credentials.ts';
import { sweepShortLived } from '../queries/short-lived.ts';
import { normalisedLoginName, stageOf } from '../rules.ts';
import { takeSecondFactor } from '../second-factor.ts';
import { signInHere, signOutHere } from '../session.ts';
import { instant } from '../sessions.ts';
import type { FieldError, SignInView } from '../views.ts';
import { checkFormToken, enter, type Kit, nextOf, pageOf, sessionAt, tooMany } from './shared.ts';

const WRONG = '利用者IDかパスワードが違います。';
const BUSY = 'サインインが混み合っています。1分ほど待ってから、もう一度試してください。';
const DAYS = 24 * 60;

/** `/sign-in` by password, then `/sign-in/second-factor`; `/sign-out`. */
export function passwordRoutes(kit: Kit): Hono {
  const { deps, views, attempts, home } = kit;
  const app = new Hono();

  const page = (c: Context, view: Partial<SignInView>) =>
    views.signIn({
      loginName: '',
      next: null,
      errors: [],
      kept: c.req.query('kept') !== undefined,
      notice:
        c.req.query('again') === undefined
          ? null
          : '安全のための設定を変えるには、もう一度サインインします。',
      passkeys: passkeysPossible(deps.settings),
      oidc: deps.settings.oidc !== null,
      ...view,
    });

  app.get('/sign-in', (c) => {
    const next = nextOf(c.req.query('next'));
    const again = c.req.query('again') !== undefined;
    if (c.get('account') !== undefined && !again) return c.redirect(next ?? home, 303);
    return c.html(page(c, { next }));
  });

  app.post('/sign-in', async (c) => {
    const form = await readForm(c);
    const loginName = normalisedLoginName(form.text('loginName')).slice(0, 100);
    const next = nextOf(form.text('next'));
    const refuse = (message: string, status: 422 | 429) => {
      const errors: FieldError[] = [{ field: 'loginName', message }];
      return c.html(page(c, { loginName, next, errors }), status);
    };
    const password = form.text('password');
    if (loginName === '' || password === '') return refuse('利用者IDとパスワードを入力してください。', 422);
    // Counted before the hash is computed: whoever sends ten thousand costs us ten thousand look-ups, not hashes.
    const wait = await attempts.take(c, 'password', loginName);
    if (wait !== null) return refuse(tooMany(wait), 429);
    const account = await accountByLoginName(deps.db, loginName);
    const usable = account !== null && account.disabledAt === null && (!account.trial || deps.settings.trial);
    const right = await passwordMatches(usable ? account.argon2 : null, password.slice(0, 1000));
    if (right === null) return refuse(BUSY, 429);
    if (account === null || !right) {
      deps.log.warn({ event: 'sign-in-refused', requestId: c.get('requestId') }, 'sign-in');
      return refuse(WRONG, 422);
    }
    await attempts.forget(c, 'password', loginName);
    await sweepShortLived(deps.db, instant(deps), instant(deps, -90 * DAYS));
    const hasFactor = await hasSecondFactor(deps.db, account.accountId);
    const { secondFactor } = account;
    const stage = stageOf({ method: 'password', completed: false, secondFactor, hasFactor });
    if (stage === 'complete') {
      rememberDevice(c, deps, [loginName, account.accountId]);
      return enter(c, kit, { accountId: account.accountId, method: 'password' }, next);
    }
    await signInHere(c, deps, { accountId: account.accountId, method: 'password', completed: false });
    return c.redirect(pageOf(stage, next, home), 303);
  });

  app.get('/sign-in/second-factor', (c) => {
    const session = sessionAt(c, 'second-factor');
    const next = nextOf(c.req.query('next'));
    if (session === null) return c.redirect('/sign-in', 303);
    const csrf = c.get('signInSession')?.formToken ?? '';
    return c.html(views.secondFactor({ loginName: session.loginName, next, errors: [], csrf }));
  });

  app.post('/sign-in/second-factor', async (c) => {
    const session = sessionAt(c, 'second-factor');
    if (session === null) return c.redirect('/sign-in', 303);
    await checkFormToken(c);
    const form = await readForm(c);
    const next = nextOf(form.text('next'));
    const wait = await attempts.take(c, 'factor', session.accountId);
    const taken = wait !== null ? null : await takeSecondFactor(deps, session.accountId, form.text('code'));
    if (taken === null) {
      const message = wait === null ? 'コードが違うか、既に使われています。' : tooMany(wait);
      const csrf = c.get('signInSession')?.formToken ?? '';
      const view = { loginName: session.loginName, next, errors: [{ field: 'code', message }], csrf };
      return c.html(views.secondFactor(view), wait === null ? 422 : 429);
    }
    await attempts.forget(c, 'factor', session.accountId);
    rememberDevice(c, deps, [session.loginName, session.accountId]);
    return enter(c, kit, { accountId: session.accountId, method: 'password' }, next);
  });

  app.post('/sign-out', async (c) => {
    if (c.get('signInSession') !== undefined) {
      await checkFormToken(c);
      await signOutHere(c, deps);
    }
    return c.redirect('/', 303);
  });
  return app;
}
