import { hkdfSync } from 'node:crypto';
import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import { FORM_TOKEN, isUrlencoded } from '../http/form-token.ts';
import { HttpProblem } from '../http/problem.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';
import { accountOfToken } from './queries/sessions.ts';
import * as queries from './queries/short-lived.ts';
import { seal, secretOf, unseal } from './secret.ts';
import { instant } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';

/** Query parameter of a kept form that is sent again: when it is taken, it is kept no longer. */
export const KEPT = 'kept-form';

const MOST_BYTES = 256 * 1024;
const KEPT_HOURS = 24;
/** Of one browser: a few tabs may have stood open. */
const MOST_FORMS = 5;

/** What was typed, as it was sent; without the token of the form. */
export interface KeptForm {
  readonly id: string;
  /** Where it was sent: path and query. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly keptAt: string;
}

/** Files, and anything that is no plain form, cannot be kept: a person is told so, and nothing was changed. */
const NOT_KEPT = new HttpProblem(
  403,
  'サインインの期限が切れています。',
  'サインインしてから、もう一度操作してください。選んだファイルは選び直しになります。何も変更していません。',
);

/**
 * Keeps the fields of a form whose session had ended, sealed with a key that only this browser holds, and leads to the
 * sign-in; afterwards they are offered again. It belongs to the account of the ended session where that is known.
 */
export async function keepForm(c: Context): Promise<Response> {
  const deps = c.get('signInDeps');
  // Browsers say how long a form is; who does not is not read at all.
  const length = Number(c.req.header('Content-Length') ?? 0);
  if (!isUrlencoded(c) || length > MOST_BYTES || c.req.header('Transfer-Encoding') !== undefined)
    throw NOT_KEPT;
  const fields = [...(await c.req.formData())].flatMap(([name, value]) =>
    name === FORM_TOKEN || typeof value !== 'string' ? [] : [[name, value] as const],
  );
  if (JSON.stringify(fields).length > MOST_BYTES) throw NOT_KEPT;
  const url = new URL(c.req.url);
  url.searchParams.delete(FORM_TOKEN);
  url.searchParams.delete(KEPT);
  const form = { action: url.pathname + url.search, fields };
  const token = newToken();
  const cookie = readCookie(c, deps.settings, 'session');
  await queries.insertKeptForm(deps.db, {
    hash: hashOf(token),
    accountId: cookie === undefined ? null : await accountOfToken(deps.db, hashOf(cookie)),
    sealed: seal(keyOf(deps, token), 'kept-form', JSON.stringify(form)),
    keptAt: instant(deps),
    expiresAt: instant(deps, KEPT_HOURS * 60),
  });
  const tokens = [token, ...tokensOf(c, deps)].slice(0, MOST_FORMS);
  putCookie(c, deps.settings, 'kept', tokens.join('.'), KEPT_HOURS * 3600);
  return c.redirect(c.get('account') === undefined ? '/sign-in?kept=1' : '/sign-in/kept', 303);
}

/** What this browser typed before, for its account, newest first; not what is too old or another person's. */
export async function findKeptForms(c: Context, deps: Deps, accountId: string): Promise<readonly KeptForm[]> {
  const forms: KeptForm[] = [];
  for (const token of tokensOf(c, deps)) {
    const row = await queries.claimKeptForm(deps.db, hashOf(token), accountId, instant(deps));
    const text = row === null ? null : unseal(keyOf(deps, token), 'kept-form', row.sealed);
    if (row === null || text === null) continue;
    const form = JSON.parse(text) as Pick<KeptForm, 'action' | 'fields'>;
    forms.push({ ...form, id: hashOf(token).slice(0, 16), keptAt: row.keptAt });
  }
  return forms;
}

/** One of them; what belongs to another account stays for that one. */
export async function forgetKeptForm(c: Context, deps: Deps, accountId: string, id: string): Promise<void> {
  const tokens = tokensOf(c, deps);
  const gone = tokens.find((token) => hashOf(token).startsWith(id) && id.length === 16);
  if (gone === undefined) return;
  await queries.deleteKeptForm(deps.db, hashOf(gone), accountId);
  const left = tokens.filter((token) => token !== gone);
  if (left.length === 0) dropCookie(c, deps.settings, 'kept');
  else putCookie(c, deps.settings, 'kept', left.join('.'), KEPT_HOURS * 3600);
}

function tokensOf(c: Context, deps: Deps): string[] {
  return (readCookie(c, deps.settings, 'kept') ?? '').split('.').filter((token) => /^[\w-]{43}$/.test(token));
}

/** Neither the database nor the program's key alone opens what was typed. */
function keyOf(deps: Pick<Deps, 'settings'>, token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretOf(deps.settings), token, 'kept-form', 32));
}
