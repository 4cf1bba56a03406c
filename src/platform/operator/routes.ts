import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { FORM_TOKEN } from '../http/form-token.ts';
import type { MessageRenderer } from '../http/message.ts';
import { HttpProblem } from '../http/problem.ts';
import { startSession, stopSession } from './actions.ts';
import {
  clearSessionCookie,
  csrfToken,
  isOperator,
  requireOperator,
  sessionToken,
  setSessionCookie,
} from './session.ts';

/** `/operator?token=…` opens the session; `/operator` shows and ends it. */
export function operatorRoutes(deps: Deps, render: MessageRenderer): Hono {
  const app = new Hono();
  // For the whole program, not by address: behind a proxy all readers share one.
  const attempts = new RateLimiterMemory({ points: 30, duration: 60 });
  const secure = deps.settings.baseUrl.startsWith('https:');

  app.get('/operator', async (c) => {
    c.header('Cache-Control', 'private, no-store');
    const link = c.req.query('token');
    if (link !== undefined) {
      if (!(await attempts.consume('operator').catch(() => null))) {
        throw new HttpProblem(
          429,
          '試行の回数が多すぎます。',
          '1分ほど待ってから、リンクを開き直してください。',
        );
      }
      const token = await startSession(deps, link);
      if (token !== null) {
        setSessionCookie(c, token, secure);
        deps.log.info({ event: 'operator-session-started', requestId: c.get('requestId') }, 'operator');
        return c.html(render(welcome(null)));
      }
      if (!isOperator(c)) {
        throw new HttpProblem(
          403,
          'このリンクは使えません。',
          'リンクは一度だけ、24時間以内に使えます。npm run shirube -- operator-link で新しいリンクを発行できます。',
        );
      }
    }
    if (!isOperator(c)) {
      throw new HttpProblem(
        403,
        '運用管理者として入っていません。',
        'しるべの起動時に表示されたリンクを開いてください。',
      );
    }
    return c.html(render(welcome(csrfToken(c))));
  });

  app.post('/operator/end', requireOperator(), async (c) => {
    const token = sessionToken(c);
    if (token !== undefined) await stopSession(deps, token);
    clearSessionCookie(c);
    return c.redirect('/', 303);
  });
  return app;
}

function welcome(token: string | null) {
  return {
    status: 200,
    title: '運用管理者として入りました',
    paragraphs: [
      'この端末では12時間、資料の取込と取消し、最初の管理者の登録ができます。',
      '共用の端末では、使い終えたら終了してください。',
    ],
    links: [
      { title: '資料の取込へ', href: '/imports' },
      { title: '国・都道府県・市区町村の最初の管理者の登録へ', href: '/office/bootstrap' },
      { title: '全国の現在地へ', href: '/' },
    ],
    search: false,
    operator: true,
    ...(token === null
      ? {}
      : {
          button: {
            title: '運用管理者の利用を終了する',
            action: '/operator/end',
            values: { [FORM_TOKEN]: token },
          },
        }),
  };
}
