import type { Context } from 'hono';
import { realmOf } from '../../../core/body-code.ts';
import type { Refusal, Result } from '../../../core/result.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { seatOf } from '../../../spine/posts/acting.ts';
import { scopeOf } from '../../../spine/posts/rules/rights.ts';
import type { By } from '../actions/by.ts';
import { POLICY_REFUSALS, type PolicyRefusal, policySentence } from '../rules/sentences.ts';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A form that was refused: what was typed, and why. */
export interface Failed {
  readonly form: Form;
  readonly error: FieldError;
  readonly status: 403 | 404 | 409 | 422;
}

/** A refusal at its field, or a page of its own where it is no matter of a field. */
export function failedWith(form: Form, refusal: Refusal<PolicyRefusal>, field?: string): Failed {
  const known = POLICY_REFUSALS[refusal.code];
  if (known.status === 403 || known.status === 404) throw problemOf(refusal);
  return {
    form,
    error: {
      field: refusal.detail.field ?? field ?? (known.field || 'title'),
      message: policySentence(refusal),
    },
    status: known.status,
  };
}

export function problemOf(refusal: Refusal<PolicyRefusal>): HttpProblem {
  return new HttpProblem(
    POLICY_REFUSALS[refusal.code].status,
    policySentence(refusal),
    '全体方針のページから開き直してください。何も変更していません。',
  );
}

/** The same answer for what is not there and for what is another body's. */
export function noSuchPolicy(): HttpProblem {
  return problemOf({ ok: false, code: 'no-such-policy', detail: {} });
}

export function numberOf(c: Context, name: string): number {
  const text = c.req.param(name) ?? '';
  if (!/^[1-9]\d{0,5}$/.test(text)) throw noSuchPolicy();
  return Number(text);
}

export function isSampleSeat(c: Context): boolean {
  return realmOf(seatOf(c).bodyCode) === 'sample';
}

/** One action in one transaction, in the scope of the acting seat; a refusal leaves nothing behind. */
export async function acting<T>(
  c: Context,
  deps: Deps,
  work: (by: By) => Promise<Result<T, PolicyRefusal>>,
): Promise<Result<T, PolicyRefusal>> {
  const seat = seatOf(c);
  let refused: Refusal<PolicyRefusal> | null = null;
  try {
    return await withScope(deps.db, scopeOf(seat), async (tx) => {
      const result = await work({ tx, clock: deps.clock, seat });
      if (result.ok) return result;
      refused = result;
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack && refused !== null) return refused;
    throw error;
  }
}

class RolledBack extends Error {}
