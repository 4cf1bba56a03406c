import { type Context, Hono } from 'hono';
import { readForm } from '../../http/form-fields.ts';
import { rememberDevice } from '../attempts.ts';
import { dropCookie, putCookie, readCookie } from '../cookies.ts';
import { accountOfPasskey, passkeyQuestion, passkeysPossible } from '../passkeys.ts';
import { getAccount } from '../queries/accounts.ts';
import { enter, type Kit, nextOf } from './shared.ts';

const WRONG = 'パスキーを確かめられませんでした。もう一度試すか、パスワードでサインインしてください。';

export function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

/** `/sign-in/passkey`: the one page that needs a script, because browsers give passkeys to scripts only. */
export function passkeyRoutes(kit: Kit): Hono {
  const { deps, views } = kit;
  const app = new Hono();

  const page = async (c: Context, next: string | null, error: string | null) => {
    const { options, flow } = await passkeyQuestion(deps);
    putCookie(c, deps.settings, 'flow', flow, 600);
    return views.passkey({ next, error, options: JSON.stringify(options) });
  };

  app.get('/sign-in/passkey', async (c) => {
    if (!passkeysPossible(deps.settings)) return c.redirect('/sign-in', 303);
    return c.html(await page(c, nextOf(c.req.query('next')), null));
  });

  app.post('/sign-in/passkey', async (c) => {
    const form = await readForm(c);
    const next = nextOf(form.text('next'));
    const flow = readCookie(c, deps.settings, 'flow');
    dropCookie(c, deps.settings, 'flow');
    const accountId = await accountOfPasskey(deps, flow, parsedJson(form.text('answer')));
    const account = accountId === null ? null : await getAccount(deps.db, accountId);
    if (account === null || account.disabledAt !== null || account.trial) {
      return c.html(await page(c, next, WRONG), 422);
    }
    rememberDevice(c, deps, [account.loginName, account.accountId]);
    return enter(c, kit, { accountId: account.accountId, method: 'passkey' }, next);
  });
  return app;
}
