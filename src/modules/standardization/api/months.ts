import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { dayInJapan } from '../../../core/known-on.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { readMonthView } from '../actions/month.ts';
import { saveMonth } from '../actions/save-month.ts';
import { beyondScope, tokenOf } from '../actions/tokens.ts';
import type { ApiToken } from '../queries/tokens.ts';
import { businessNo } from '../rules/businesses.ts';
import { monthText, parseMonth } from '../rules/month.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { type Move, parseStepState, STEP_STATES, stateAt } from '../rules/states.ts';

const PATH = '/api/v1/standardization/months/:month';

const BODY = z.object({
  moves: z
    .array(
      z.object({
        business: z.string(),
        step: z.number().int().min(1).max(99),
        from: z.string(),
        to: z.string(),
      }),
    )
    .max(1000),
});

class Refused extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super('refused');
  }
}

/** For vendors' tools: the businesses of one body that its key opens. States are the words of the page: 作業中. */
export function standardizationApi(deps: Deps): Hono {
  const app = new Hono();

  app.get(PATH, async (c) => {
    const token = await keyOf(c, deps);
    const month = monthAsked(c);
    const view = await withScope(deps.db, bodyScope(token), (tx) => readMonthView(tx, token.bodyCode, month));
    return c.json({
      bodyCode: token.bodyCode,
      month: monthText(month),
      state: view.close === null ? '速報' : '確定',
      reported: view.report !== null,
      steps: view.list.steps,
      lines: view.lines
        .filter((line) => token.businesses.includes(line.businessNo))
        .map((line) => ({
          business: line.business.id,
          states: view.list.steps.map((_, index) => STEP_STATES[stateAt(line.states, index + 1)]),
        })),
    });
  });

  app.put(PATH, async (c) => {
    const token = await keyOf(c, deps);
    const month = monthAsked(c);
    const parsed = BODY.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success)
      throw new HttpProblem(
        422,
        '送られた内容を読めません。',
        'moves に business、step、from、to を並べてください。',
      );
    const moves = movesOf(parsed.data.moves);
    const beyond = beyondScope(token, [...moves.keys()]);
    if (beyond.length > 0) {
      const detail = `この鍵で開けない業務：${beyond.join('、')}。団体に鍵の範囲を確かめてください。`;
      throw new HttpProblem(403, '鍵の範囲を超えています。', `${detail}何も変更していません。`, { beyond });
    }
    const writer = {
      actor: { seatId: null, person: { id: `standardization-token-${token.tokenId}`, name: token.vendor } },
      seatId: null,
      title: `${token.vendor}（${token.title}）`,
    };
    try {
      const saved = await withScope(deps.db, bodyScope(token), async (tx) => {
        const outcome = await saveMonth(tx, deps.clock, writer, token.bodyCode, { month, moves, via: 'api' });
        if (!outcome.ok) throw new Refused(outcome.faults);
        return outcome.value;
      });
      return c.json({ moved: saved.moved, lines: saved.lines });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const [first] = error.faults;
      throw new HttpProblem(statusOf(error.faults), '保存していません。', first?.message ?? '', {
        faults: error.faults.map(({ code, message }) => ({ code, message })),
      });
    }
  });
  return app;
}

async function keyOf(c: Context, deps: Deps): Promise<ApiToken> {
  const on = dayInJapan(deps.clock.now());
  const header = c.req.header('Authorization');
  const token = await withScope(deps.db, { kind: 'system' }, (tx) => tokenOf(tx, header, on));
  if (token !== null) return token;
  throw new HttpProblem(
    403,
    'この鍵は使えません。',
    '団体が発行した鍵を Authorization: Bearer で送ってください。期限と取消しも確かめてください。',
  );
}

function bodyScope(token: ApiToken) {
  return { kind: 'body', bodyCode: token.bodyCode } as const;
}

function monthAsked(c: Context) {
  const month = parseMonth(c.req.param('month') ?? '');
  if (month === null) throw new HttpProblem(404, 'その月はありません。', '2026-03 のように書いてください。');
  return month;
}

function movesOf(all: z.infer<typeof BODY>['moves']): ReadonlyMap<number, readonly Move[]> {
  const moves = new Map<number, Move[]>();
  for (const [index, one] of all.entries()) {
    const no = businessNo(one.business);
    const from = parseStepState(one.from);
    const to = parseStepState(one.to);
    if (no === 0 || from === null || to === null) {
      const what = no === 0 ? `業務「${one.business}」` : `状態「${from === null ? one.from : one.to}」`;
      throw new HttpProblem(422, '送られた内容を読めません。', `${index + 1}番目の${what}が分かりません。`);
    }
    moves.set(no, [...(moves.get(no) ?? []), { step: one.step, from, to }]);
  }
  return moves;
}
