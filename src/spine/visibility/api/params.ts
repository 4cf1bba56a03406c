import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { isBodyCode, isPrefectureCode } from '../../../core/body-code.ts';
import { isDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Clock } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';

/**
 * Parameters of the API. The `error` of each schema says what is expected: it is the sentence of the refusal, so that
 * what is checked, what is documented and what is told cannot differ.
 */
export const dayParam = (description: string) =>
  z
    .string()
    .refine(isDay, { error: '実在する日付（YYYY-MM-DD）。例：2023-04-01' })
    .optional()
    .openapi({ param: { description }, format: 'date', example: '2023-04-01' });

export const knownOnParam = dayParam(
  'この日（日本時間）の終わりまでに登録された内容で答える。省略時は現在の登録内容',
);

const CODE = { error: '検査数字を含む6桁の団体コード。例：012025' };
export const codeParam = z.string(CODE).refine(isBodyCode, CODE).openapi({ example: '012025' });

const PREFECTURE = { error: '都道府県の団体コード（検査数字を含む6桁）。例：010006' };
export const prefectureParam = (description: string) =>
  z
    .string(PREFECTURE)
    .refine((text) => isBodyCode(text) && isPrefectureCode(text), PREFECTURE)
    .optional()
    .openapi({ param: { description }, example: '010006' });

const INDICATOR = { error: '指標のID（版を付けるときは cio@1 の形）' };
export const indicatorParam = z
  .string(INDICATOR)
  .regex(/^[a-z][a-z0-9-]*(@[1-9]\d{0,3})?$/, INDICATOR)
  .openapi({ example: 'overall-policy' });

export const wordParam = (description: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, { error: '半角の英小文字、数字、ハイフンのID' })
    .optional()
    .openapi({ param: { description } });

export const formatParam = z
  .enum(['json', 'csv', 'xlsx'], { error: 'json、csv、xlsx のいずれか' })
  .optional()
  .openapi({ param: { description: '応答の形式。省略時は Accept に従い、指定がなければ json' } });

export const listParams = {
  limit: z
    .string()
    .regex(/^(1000|[1-9]\d{0,2})$/, { error: '1から1000までの整数' })
    .transform(Number)
    .optional()
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      param: { description: '件数。JSON の省略時は100件。CSV と .xlsx の省略時は全件' },
    }),
  cursor: z
    .string()
    .max(1000, { error: '直前の応答の nextCursor' })
    .optional()
    .openapi({
      param: { description: '続きの位置。直前の応答の nextCursor をそのまま指定する' },
    }),
  format: formatParam,
  header: z
    .enum(['en', 'ja', 'both'], { error: 'en、ja、both のいずれか' })
    .optional()
    .openapi({
      param: {
        description:
          'CSV と .xlsx の見出し行。en は項目名（JSON と同じ。省略時）、ja は日本語、both は日本語と項目名の2行',
      },
    }),
};

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** A 400 that names each parameter, what was found and what is expected. */
export function refuseParameters(c: Context, target: string, issues: readonly Issue[]): never {
  const found = (name: string): string =>
    (target === 'param' ? c.req.param(name) : c.req.queries(name)?.join('、')) ?? '（指定なし）';
  const errors = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((name) => ({
        parameter: name,
        found: found(name).slice(0, 200),
        expected: '/api/openapi.json にあるパラメーター名',
      }));
    }
    const name = String(issue.path[0] ?? '');
    const repeated = target === 'query' && (c.req.queries(name)?.length ?? 0) > 1;
    const expected = repeated ? '1個だけの値' : issue.message;
    return [{ parameter: name, found: found(name).slice(0, 200), expected }];
  });
  throw badParameters(errors);
}

/** What will be known on a day to come cannot be told: refused for every address that takes `knownOn`. */
export function refuseFutureKnowledge(clock: Clock): MiddlewareHandler {
  return (c, next) => {
    const found = c.req.query('knownOn');
    const today = dayInJapan(clock.now());
    if (found === undefined || !isDay(found) || found <= today) return next();
    const expected = `今日（${today}）までの日付`;
    throw new HttpProblem(
      400,
      `knownOn「${found}」は、まだ来ていない日です。`,
      `${expected}を指定するか、knownOn を省いてください。`,
      { errors: [{ parameter: 'knownOn', found, expected }] },
    );
  };
}

export interface ParameterError {
  readonly parameter: string;
  readonly found: string;
  readonly expected: string;
}

export function badParameters(errors: readonly ParameterError[]): HttpProblem {
  const names = [...new Set(errors.map((error) => `「${error.parameter}」`))].join('');
  const detail = errors
    .map(
      ({ parameter, found, expected }) => `${parameter}：指定された値「${found}」。正しい値：${expected}。`,
    )
    .join('');
  return new HttpProblem(400, `パラメーター${names}を読み取れません。`, detail, { errors });
}
