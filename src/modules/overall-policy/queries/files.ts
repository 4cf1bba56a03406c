import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

export interface StoredFile {
  readonly bodyCode: BodyCode;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

/** The same bytes of a body are kept once, under the name that they came with first. */
export async function insertFile(
  tx: Tx,
  file: Omit<StoredFile, 'size'> & { readonly bytes: Buffer },
  at: string,
): Promise<void> {
  await sql`
    insert into overall_policy.file (body_code, sha256, name, media_type, size, bytes, received_at)
    values (${file.bodyCode}, ${file.sha256}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${file.bytes},
      ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}

/** Without its bytes, for a page. */
export async function fileInfo(db: Db, bodyCode: BodyCode, sha256: string): Promise<StoredFile | null> {
  const { rows } = await sql<StoredFile>`
    select body_code as "bodyCode", sha256, name, media_type as "mediaType", size from overall_policy.file
    where body_code = ${bodyCode} and sha256 = ${sha256}`.execute(db);
  return rows[0] ?? null;
}

export async function findFile(
  db: Db,
  bodyCode: BodyCode,
  sha256: string,
): Promise<(StoredFile & { readonly bytes: Buffer }) | null> {
  const { rows } = await sql<StoredFile & { bytes: Buffer }>`
    select body_code as "bodyCode", sha256, name, media_type as "mediaType", size, bytes from overall_policy.file
    where body_code = ${bodyCode} and sha256 = ${sha256}`.execute(db);
  return rows[0] ?? null;
}
