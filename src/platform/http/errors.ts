import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { databaseIsAway } from '../db/away.ts';
import type { Deps } from '../deps.ts';
import { isOperator } from '../operator/session.ts';
import type { MessagePage, MessageRenderer } from './message.ts';
import { HttpProblem, problemDocument } from './problem.ts';

const HOME = { title: '全国の現在地へ', href: '/' };

function isApi(c: Context): boolean {
  return c.req.path === '/api' || c.req.path.startsWith('/api/');
}

function problemJson(c: Context, status: number, document: Record<string, unknown>): Response {
  return c.body(JSON.stringify(document), status as 400, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}

function page(c: Context, render: MessageRenderer, message: Omit<MessagePage, 'operator'>): Response {
  c.header('Cache-Control', 'no-store');
  return c.html(render({ ...message, operator: isOperator(c) }), message.status as 400);
}

/** No such page: offers the search. */
export function notFound(render: MessageRenderer): NotFoundHandler {
  return (c) => {
    if (isApi(c)) {
      const problem = new HttpProblem(
        404,
        'このアドレスのデータはありません。',
        '仕様は /api/openapi.json にあります。',
      );
      return problemJson(c, 404, problemDocument(problem, c.req.path));
    }
    return page(c, render, {
      status: 404,
      title: 'ページが見つかりません',
      paragraphs: [
        'アドレスが変わったか、入力に誤りがあります。',
        '団体のページは、名称か6桁の団体コードで探せます。',
      ],
      links: [
        HOME,
        { title: '指標の一覧へ', href: '/indicators' },
        { title: '計画の版の一覧へ', href: '/plan' },
      ],
      search: true,
    });
  };
}

/** Refusals as they are; anything else is our fault: a reference number on the page, the cause in the log. */
export function onError(deps: Deps, render: MessageRenderer): ErrorHandler {
  return (error, c) => {
    const reference = c.get('requestId') ?? '';
    const problem = asProblem(error);
    if (problem) {
      if (isApi(c)) return problemJson(c, problem.status, problemDocument(problem, c.req.path));
      return page(c, render, {
        status: problem.status,
        title: problem.title.replace(/。$/, ''),
        paragraphs: [problem.detail],
        links: [HOME],
        search: problem.status === 404,
      });
    }
    const waiting = databaseIsAway(error);
    deps.log.error(
      { err: error, requestId: reference, method: c.req.method, path: c.req.path },
      'request failed',
    );
    const status = waiting ? 503 : 500;
    const happened = waiting ? 'データベースにつながりません。' : 'しるべの側で処理に失敗しました。';
    const todo = waiting
      ? '1分ほど待ってから、開き直してください。'
      : '時間をおいて開き直してください。続く場合は、参照番号を運用管理者へ伝えてください。';
    const kept = 'この操作による変更は保存していません。これまでのデータはそのままです。';
    if (waiting) c.header('Retry-After', '30');
    if (isApi(c)) {
      const document = { type: 'about:blank', title: happened, status, detail: `${kept}${todo}` };
      return problemJson(c, status, { ...document, instance: c.req.path, reference });
    }
    return page(c, render, {
      status,
      title: waiting ? 'ただいま表示できません' : '処理に失敗しました',
      paragraphs: [happened, kept, todo, `参照番号: ${reference}`],
      links: [HOME],
      search: false,
    });
  };
}

function asProblem(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (error instanceof HTTPException && error.status < 500) {
    const status =
      ([400, 403, 404, 409, 413, 415, 422, 429] as const).find((known) => known === error.status) ?? 400;
    return new HttpProblem(status, '受け付けられない要求です。', '入力とアドレスを確かめてください。');
  }
  return null;
}
