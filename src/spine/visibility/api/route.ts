import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { MEDIA_TYPES } from './http.ts';

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string().openapi({ description: '何が起きたか（日本語の1文）' }),
    status: z.int(),
    detail: z.string().openapi({ description: 'どうすればよいか' }),
    instance: z.string(),
    errors: z
      .array(z.strictObject({ parameter: z.string(), found: z.string(), expected: z.string() }))
      .optional()
      .openapi({ description: '読み取れないパラメーター：名前、指定された値、正しい値' }),
    dates: z.array(z.string()).optional().openapi({ description: 'ある基準日（新しい順）' }),
  })
  .openapi('Problem', { description: 'RFC 9457 の問題文書' });

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

const REFUSALS = {
  304: { description: '内容は変わっていない（If-None-Match が現在の ETag と同じ）' },
  400: refusal('読み取れないパラメーターがある'),
  404: refusal('該当するものがない。基準日がない場合は、ある基準日を dates に並べる'),
  405: refusal('GET、HEAD、OPTIONS 以外は使えない'),
  406: refusal('Accept の形式では応答できない'),
};

const text = z.string();

/** The address, what it takes and what it gives; the same schemas validate and document. */
export function jsonRoute<const Path extends string, Request extends NonNullable<RouteConfig['request']>>(
  path: Path,
  about: { readonly summary: string; readonly description?: string; readonly tags: string[] },
  request: Request,
  schema: z.ZodType,
  mediaType: string = MEDIA_TYPES.json,
) {
  return createRoute({
    method: 'get',
    path,
    ...about,
    request,
    responses: widened({
      200: { description: '応答', content: { [mediaType]: { schema } } },
      ...REFUSALS,
    }),
  });
}

/** A list: JSON in pages, or all rows as CSV or .xlsx with the same columns. */
export function listRoute<const Path extends string, Request extends NonNullable<RouteConfig['request']>>(
  path: Path,
  about: { readonly summary: string; readonly description?: string; readonly tags: string[] },
  request: Request,
  schema: z.ZodType,
) {
  return createRoute({
    method: 'get',
    path,
    ...about,
    request,
    responses: widened({
      200: {
        description:
          '応答。CSV は UTF-8（BOM付き）、改行は CRLF。表計算ソフトで直接開くと団体コードの先頭の0が落ちる。' +
          '.xlsx の団体コードは文字列で、0は落ちない。',
        content: {
          [MEDIA_TYPES.json]: { schema },
          [MEDIA_TYPES.csv]: { schema: text },
          [MEDIA_TYPES.xlsx]: { schema: text.openapi({ format: 'binary' }) },
        },
      },
      ...REFUSALS,
    }),
  });
}

/** Handlers give finished answers in several formats: the exact type of each response is not asked of them. */
function widened(responses: RouteConfig['responses']): RouteConfig['responses'] {
  return responses;
}

/** Frame of every list. */
export function listOf(item: z.ZodObject, frame: z.ZodRawShape = {}) {
  return z.strictObject({
    ...frame,
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .openapi({ description: '続きがあれば、次の要求の cursor に指定する文字列' }),
  });
}
