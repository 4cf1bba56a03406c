import { Hono } from 'hono';
import { HttpProblem } from '../../http/problem.ts';
import { dropCookie, putCookie, readCookie } from '../cookies.ts';
import { oidcProvider } from '../oidc.ts';
import { accountBySubject } from '../queries/accounts.ts';
import { enter, type Kit, nextOf } from './shared.ts';

/** `/sign-in/oidc` leads to the office's own provider of accounts, `/sign-in/oidc/callback` comes back. */
export function oidcRoutes(kit: Kit): Hono {
  const { deps } = kit;
  const app = new Hono();
  if (deps.settings.oidc === null) return app;
  const provider = oidcProvider(deps, deps.settings.oidc);

  app.get('/sign-in/oidc', async (c) => {
    const begun = await provider.begin(nextOf(c.req.query('next'))).catch((error: unknown) => {
      deps.log.error({ err: error, event: 'oidc-away' }, 'sign-in');
      throw new HttpProblem(
        503,
        '職員認証基盤につながりません。',
        '時間をおいて試すか、パスワードでサインインしてください。続く場合は運用管理者へ伝えてください。',
      );
    });
    putCookie(c, deps.settings, 'flow', begun.flow, 600);
    return c.redirect(begun.address, 303);
  });

  app.get('/sign-in/oidc/callback', async (c) => {
    const flow = readCookie(c, deps.settings, 'flow');
    dropCookie(c, deps.settings, 'flow');
    const who = await provider.finish(flow, new URL(c.req.url)).catch((error: unknown) => {
      deps.log.error({ err: error, event: 'oidc-failed' }, 'sign-in');
      return null;
    });
    if (who === null) {
      throw new HttpProblem(
        403,
        '職員認証基盤でのサインインを終えられませんでした。',
        'サインインのページから、もう一度やり直してください。',
      );
    }
    const account = await accountBySubject(deps.db, who);
    if (account === null || account.disabledAt !== null || account.trial) {
      throw new HttpProblem(
        403,
        'しるべの利用者として登録されていません。',
        `団体の管理者に、識別子「${who.subject}」の登録を依頼してください。`,
      );
    }
    return enter(c, kit, { accountId: account.accountId, method: 'oidc' }, who.next);
  });
  return app;
}
