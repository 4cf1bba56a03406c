import type { Context } from 'hono';
import type { Refusal } from '../../../core/result.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { POST_REFUSALS, type PostRefusal } from '../rules/sentences.ts';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Which field a refusal is about; what concerns the whole form stands at its first field. */
const FIELD_OF: Partial<Readonly<Record<PostRefusal, string>>> = {
  'bad-mail': 'mail',
  'bad-day': 'day',
  'before-it-was': 'day',
  'ends-before-it-begins': 'day',
  'ended-already': 'day',
  'post-in-use': 'day',
  'section-in-use': 'day',
  'unknown-role': 'role',
  'unknown-organ': 'organ',
  'unknown-section': 'section',
  'unknown-person': 'person',
  'same-person-twice': 'person',
  'post-taken': 'day',
  'login-name-taken': 'loginName',
  'login-name-invalid': 'loginName',
  'document-missing': 'documentNo',
  'bad-document-day': 'documentOn',
  'future-document': 'documentOn',
  'has-administrator': 'formerLeft',
  'unknown-body': 'body',
};

/**
 * A refusal as an error of the form, with its status. What is no matter of a field (somebody else's, gone) ends as a
 * page of its own.
 */
export function fieldError(
  refusal: Refusal<PostRefusal>,
  first: string,
): { readonly error: FieldError; readonly status: 409 | 422 } {
  const { status, sentence } = POST_REFUSALS[refusal.code];
  if (status === 403 || (status === 404 && refusal.code !== 'unknown-section')) throw problemOf(refusal);
  return {
    error: { field: FIELD_OF[refusal.code] ?? first, message: sentence(refusal.detail) },
    status: status === 409 ? 409 : 422,
  };
}

export function problemOf(refusal: Refusal<PostRefusal>): HttpProblem {
  const { status, sentence } = POST_REFUSALS[refusal.code];
  return new HttpProblem(
    status,
    sentence(refusal.detail),
    '課・職・在席のページから開き直してください。何も変更していません。',
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id of an address; what is none cannot be of anything. */
export function idOf(c: Context, name: string, refusal: PostRefusal): string {
  const id = c.req.param(name) ?? '';
  if (!UUID.test(id)) throw problemOf({ ok: false, code: refusal, detail: {} });
  return id;
}

export function uuidOrNull(text: string): string | null {
  return UUID.test(text) ? text : null;
}
