import { type BodyCode, isBodyCode, NATION, withCheckDigit } from '../../../core/body-code.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { LineageEvent } from './lineage.ts';
import type { RegisterBody } from './register.ts';

export type ResolveRefusal = 'malformed' | 'bad-check-digit' | 'nation' | 'unknown' | 'not-covered' | 'ended';

/** One sentence and one HTTP status for each refusal. */
export const RESOLVE_REFUSALS: Readonly<
  Record<ResolveRefusal, { readonly text: string; readonly status: 400 | 404 }>
> = {
  malformed: { text: '団体コードは6桁の数字です。', status: 400 },
  'bad-check-digit': { text: '団体コードの検査数字が誤っています。', status: 404 },
  nation: { text: '「000000」は国・全国を表し、団体ではありません。', status: 404 },
  unknown: { text: 'この団体コードは台帳にありません。', status: 404 },
  'not-covered': { text: 'この日は台帳の収録対象外です。', status: 404 },
  ended: { text: 'この日には、この団体コードの団体はありません。', status: 404 },
};

export interface ResolvedCode {
  readonly asked: BodyCode;
  readonly body: RegisterBody;
  /** What lies between the code that was asked and the body of the day; empty when it is the same code. */
  readonly events: readonly LineageEvent[];
  /** False: the body that was asked is only a part of this one (merger). */
  readonly sameBody: boolean;
}

/** Whether a text can be the code of a body at all. `expected` in the detail: the code with the right check digit. */
export function checkCode(code: string): Result<BodyCode, 'malformed' | 'bad-check-digit' | 'nation'> {
  if (!/^\d{6}$/.test(code)) return refuse('malformed', { code });
  if (code === NATION) return refuse('nation', { code });
  if (isBodyCode(code)) return ok(code);
  return refuse('bad-check-digit', { code, expected: withCheckDigit(code.slice(0, 5)) });
}
