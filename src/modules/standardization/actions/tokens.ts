import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Day, parseDay } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { type ApiToken, insertToken, tokenByHash } from '../queries/tokens.ts';
import { businessAt } from '../rules/businesses.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, today, writerOf } from './by.ts';

export interface TokenForm {
  readonly vendorId: string;
  readonly title: string;
  readonly businesses: readonly number[];
  readonly until: string;
}

/** The secret is shown once; what is kept is its hash. The key opens the named businesses of this body, nothing else. */
export async function makeToken(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  form: TokenForm,
): Promise<
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const until = parseDay(form.until);
  const faults: Fault[] = [];
  if (!/^[0-9a-f-]{36}$/.test(form.vendorId))
    faults.push(fault('missing', 'vendor', '事業者を選んでください。'));
  if (form.title === '') faults.push(fault('missing', 'title', '鍵の用途を書いてください。'));
  if (form.businesses.length === 0) faults.push(fault('missing', 'businesses', '開く業務を選んでください。'));
  if (until === null || until <= today(clock))
    faults.push(fault('bad-date', 'until', '期限は明日より後の日付で書いてください。例：2027-03-31'));
  if (faults.length > 0 || until === null) return { ok: false, faults };
  const secret = `shirube_${randomBytes(24).toString('base64url')}`;
  const tokenId = randomUUID();
  const writer = writerOf(seat);
  await insertToken(tx, {
    ...{ bodyCode: seat.bodyCode, tokenId, vendorId: form.vendorId, title: form.title },
    ...{ businesses: form.businesses, until, madeBy: writer.title, hash: hashOf(secret), at: instant(clock) },
  });
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:token.make',
    object: { kind: 'standardization-token', id: tokenId },
    bodyCode: seat.bodyCode,
    detail: { businesses: [...form.businesses], until },
  });
  return { ok: true, value: secret };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** `Authorization: Bearer …` → the key, when it stands today. */
export async function tokenOf(tx: Tx, header: string | undefined, on: Day): Promise<ApiToken | null> {
  const match = /^Bearer (shirube_[\w-]{32})$/.exec(header ?? '');
  const token = match === null ? null : await tokenByHash(tx, hashOf(match[1] ?? ''));
  return token === null || token.revokedAt !== null || token.until < on ? null : token;
}

/** Businesses that a key is used for beyond what it opens, by name. */
export function beyondScope(
  token: Pick<ApiToken, 'businesses'>,
  asked: readonly number[],
): readonly string[] {
  return asked
    .filter((no) => !token.businesses.includes(no))
    .map((no) => businessAt(no)?.title ?? String(no));
}
