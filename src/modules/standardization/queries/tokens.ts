import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

export interface ApiToken {
  readonly bodyCode: BodyCode;
  readonly tokenId: string;
  readonly vendorId: string;
  readonly vendor: string;
  readonly title: string;
  readonly businesses: readonly number[];
  readonly until: Day;
  readonly madeBy: string;
  readonly revokedAt: string | null;
}

const TOKEN =
  sql.raw(`t.body_code as "bodyCode", t.token_id as "tokenId", t.vendor_id as "vendorId", v.name as vendor, t.title,
  t.businesses, t.until, t.made_by as "madeBy", t.revoked_at as "revokedAt"`);

export async function tokensOf(db: Db, bodyCode: BodyCode): Promise<readonly ApiToken[]> {
  const { rows } = await sql<ApiToken>`
    select ${TOKEN} from standardization.api_token t join standardization.vendor v on v.vendor_id = t.vendor_id
    where t.body_code = ${bodyCode} order by t.made_at desc`.execute(db);
  return rows;
}

/** By the hash of the secret: asked in the scope of the program, before it is known whose it is. */
export async function tokenByHash(db: Db, hash: string): Promise<ApiToken | null> {
  const { rows } = await sql<ApiToken>`
    select ${TOKEN} from standardization.api_token t join standardization.vendor v on v.vendor_id = t.vendor_id
    where t.secret_hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

export async function insertToken(
  tx: Tx,
  token: Omit<ApiToken, 'vendor' | 'revokedAt'> & { readonly hash: string; readonly at: string },
): Promise<void> {
  await sql`insert into standardization.api_token (body_code, token_id, vendor_id, title, secret_hash, businesses, until, made_by, made_at)
    values (${token.bodyCode}, ${token.tokenId}::uuid, ${token.vendorId}::uuid, ${token.title}, ${token.hash},
      ${[...token.businesses]}::smallint[], ${token.until}::date, ${token.madeBy}, ${token.at}::timestamptz)`.execute(
    tx,
  );
}

export async function revokeToken(tx: Tx, bodyCode: BodyCode, tokenId: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update standardization.api_token set revoked_at = ${at}::timestamptz
    where body_code = ${bodyCode} and token_id = ${tokenId}::uuid and revoked_at is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
