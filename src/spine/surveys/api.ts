import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Question } from '../../core/survey/definition.ts';
import { readAnswer } from '../../core/survey/read-answer.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { sameToken } from '../../platform/http/form-token.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { requireSeat, seatOf, seatToken } from '../posts/acting.ts';
import { answeringScope, findOwnSheet, type OpenSheet, openSheet } from './actions/open-sheet.ts';
import { printSheet } from './actions/read-sheet.ts';
import { saveAnswers, type Typed } from './actions/save-answers.ts';
import { answerFields } from './rules/answer-text.ts';
import {
  answerFaultSentence,
  KEPT_SENTENCES,
  SAVE_REFUSAL_STATUS,
  saveRefusalSentence,
} from './rules/sentences.ts';

const ANSWERS = '/api/v1/workspace/sheets/:no/answers';
const MAX_BYTES = 256 * 1024;

const given = z.strictObject({
  question: z.string().max(100),
  /** The texts of its fields: options by id or title, of a share value and base; null: the answer is taken back. */
  value: z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(200)]).nullable(),
  remark: z.string().max(20_000).nullable().default(null),
  /** Revision that was read; 0: there was no answer. */
  seenRevision: z.int().min(0),
});
const request = z.strictObject({ answers: z.array(given).min(1).max(500) });

/** Answers of one sheet for programs of a signed-in seat: read and judged by the same rules as the page's. */
export function surveyApi(deps: Deps): Hono {
  const app = new Hono();

  app.get(ANSWERS, programsOnly(), requireSeat('surveys:read'), async (c) => {
    const view = await openSheet(deps, seatOf(c), c.req.param('no') ?? '');
    if (!view.ok) throw noSuchSheet();
    await printSheet(deps, seatOf(c), view.value.sheet, 'api');
    c.header('X-Form-Token', seatToken(c));
    return c.json(documentOf(view.value));
  });

  app.put(ANSWERS, programsOnly(), requireSeat('surveys:answer'), async (c) => {
    const parsed = request.safeParse(await bodyOf(c));
    if (!parsed.success)
      throw new HttpProblem(
        400,
        '要求の形が違います。',
        '形は docs/workspace-api.md にあります。何も保存していません。',
        {
          errors: parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), code: issue.code })),
        },
      );
    return c.json(await save(c, deps, parsed.data.answers));
  });

  return app;
}

/** Programs are told what is wrong; they are not led to a page. */
function programsOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (c.get('account') === undefined || c.get('seat') === undefined)
      throw new HttpProblem(
        403,
        'サインインしていないか、今日の在席がありません。',
        'サインインした在席のCookieを付けて、要求してください。',
      );
    if (c.req.method !== 'GET' && !sameToken(c.req.header('X-Form-Token') ?? '', seatToken(c)))
      throw new HttpProblem(
        403,
        'X-Form-Token が無いか、違います。何も保存していません。',
        '同じアドレスを GET すると、応答のヘッダー X-Form-Token に付きます。',
      );
    await next();
  };
}

function noSuchSheet(): HttpProblem {
  return new HttpProblem(404, 'その回答票は見つかりません。', '回答票番号と、今の在席を確かめてください。');
}

async function bodyOf(c: Context): Promise<unknown> {
  if (Number(c.req.header('Content-Length') ?? 0) > MAX_BYTES)
    throw new HttpProblem(413, '要求が大きすぎます。', `一度に送れるのは ${MAX_BYTES / 1024} kB までです。`);
  const text = await c.req.text();
  if (text.length > MAX_BYTES)
    throw new HttpProblem(413, '要求が大きすぎます。', `一度に送れるのは ${MAX_BYTES / 1024} kB までです。`);
  try {
    return JSON.parse(text);
  } catch {
    // Told as a wrong shape: the schema refuses it.
    return undefined;
  }
}

function documentOf(view: OpenSheet) {
  const { sheet, round } = view;
  return {
    sheetNo: sheet.sheetNo,
    bodyCode: sheet.bodyCode,
    title: round.title,
    baseDay: round.baseDay,
    due: view.due,
    state: sheet.state,
    acceptance: view.acceptance,
    questions: round.survey.questions.map((question) => {
      const saved = view.now.get(question.id);
      const known = view.known.get(question.id);
      return {
        question: question.id,
        number: question.number,
        title: question.title,
        kind: question.kind,
        asked: view.path.get(question.id) ?? 'asked',
        revision: saved?.revision ?? 0,
        answer: saved?.value ?? null,
        fields: answerFields(question, saved?.value),
        remark: saved?.remark ?? null,
        known: known === undefined ? null : { answer: known.value, on: known.on, source: known.source },
      };
    }),
  };
}

/** All or nothing: one text that is no answer refuses the whole, with a sentence for each. */
async function save(c: Context, deps: Deps, answers: readonly z.infer<typeof given>[]) {
  const seat = seatOf(c);
  const saved = await withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, c.req.param('no') ?? '');
    if (found === null) throw noSuchSheet();
    const typed = read(found.round.survey.questions, answers);
    return saveAnswers(tx, deps.clock, seat, { ...found.sheet, via: 'api', answers: typed });
  });
  if (!saved.ok)
    throw new HttpProblem(
      SAVE_REFUSAL_STATUS[saved.code],
      saveRefusalSentence(saved),
      '何も保存していません。',
    );
  return {
    acceptance: saved.value.acceptance,
    outcomes: saved.value.outcomes.map((one) =>
      one.kind === 'kept'
        ? {
            question: one.questionId,
            outcome: one.kind,
            because: one.because,
            message: KEPT_SENTENCES[one.because],
            now: one.now === null ? null : { answer: one.now.value, revision: one.now.revision },
          }
        : { question: one.questionId, outcome: one.kind, revision: one.revision },
    ),
  };
}

function read(questions: readonly Question[], answers: readonly z.infer<typeof given>[]): readonly Typed[] {
  const errors: { question: string; code: string; message: string }[] = [];
  const typed = answers.flatMap((one): Typed[] => {
    const question = questions.find(({ id }) => id === one.question);
    const line = { questionId: one.question, remark: one.remark, seenRevision: one.seenRevision };
    if (question === undefined || one.value === null) return [{ ...line, value: null }];
    const answer = readAnswer(question, [one.value].flat());
    if (!answer.ok) {
      errors.push({ question: one.question, code: answer.code, message: answerFaultSentence(answer) });
      return [];
    }
    // An empty text says nothing; only null takes an answer back.
    return answer.value === null ? [] : [{ ...line, value: answer.value }];
  });
  if (errors.length > 0)
    throw new HttpProblem(
      422,
      '回答として読めない値があります。',
      '直してから送り直してください。何も保存していません。',
      { errors },
    );
  return typed;
}
