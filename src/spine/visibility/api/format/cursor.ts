import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { HttpProblem } from '../../../../platform/http/problem.ts';

const schema = z.strictObject({
  /** Where the last page ended. */
  k: z.array(z.union([z.string(), z.number()])).max(8),
  /** Of the question and the position: a cursor of another question, or one that was changed, fits no more. */
  h: z.string(),
});

export type CursorKey = readonly (string | number)[];

/** What a cursor belongs to: the address without what only shapes the answer. */
export function questionOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const kept = [...searchParams].filter(([name]) => !['cursor', 'limit', 'format', 'header'].includes(name));
  return JSON.stringify([pathname, kept.sort()]);
}

function sealOf(question: string, key: CursorKey): string {
  return createHash('sha256')
    .update(JSON.stringify([question, key]))
    .digest('base64url')
    .slice(0, 16);
}

export function encodeCursor(question: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify({ k: key, h: sealOf(question, key) })).toString('base64url');
}

/** Throws HttpProblem 400 when the cursor was changed, cut off, or belongs to another question. */
export function decodeCursor(question: string, cursor: string | undefined): CursorKey | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (parsed.success && parsed.data.h === sealOf(question, parsed.data.k)) return parsed.data.k;
  const expected = '直前の応答の nextCursor（ほかの条件は変えない）';
  throw new HttpProblem(
    400,
    'パラメーター「cursor」の値を使えません。',
    `${expected}を、そのまま指定してください。`,
    { errors: [{ parameter: 'cursor', found: cursor.slice(0, 100), expected }] },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
