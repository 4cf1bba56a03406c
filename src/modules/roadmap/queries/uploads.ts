import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { FieldError } from '../rules/check.ts';
import type { LineContent } from '../rules/line.ts';
import type { Written } from './lines.ts';

/** What one row of a file would write. */
export interface Proposal {
  /** Row of the sheet, from 1. */
  readonly row: number;
  /** Null: a new line. */
  readonly lineNo: number | null;
  /** Edition that the row was made from; 0 for a new line. */
  readonly madeFrom: number;
  readonly content: LineContent;
  /** `field` is the head of the column. */
  readonly errors: readonly FieldError[];
}

export interface Upload {
  readonly uploadId: string;
  readonly fileName: string;
  readonly proposals: readonly Proposal[];
  readonly seatTitle: string;
  readonly receivedAt: string;
  readonly takenAt: string | null;
}

export async function insertUpload(
  tx: Tx,
  bodyCode: BodyCode,
  upload: Pick<Upload, 'uploadId' | 'fileName' | 'proposals'> & { readonly sha256: string },
  by: Written,
): Promise<void> {
  await sql`
    insert into roadmap.upload (body_code, upload_id, file_name, sha256, proposals, seat_id, seat_title, received_at)
    values (${bodyCode}, ${upload.uploadId}::uuid, ${upload.fileName}, ${upload.sha256},
      ${JSON.stringify(upload.proposals)}::jsonb, ${by.seatId}::uuid, ${by.seatTitle}, ${by.at}::timestamptz)`.execute(
    tx,
  );
}

export async function findUpload(tx: Tx, bodyCode: BodyCode, uploadId: string): Promise<Upload | null> {
  const { rows } = await sql<Upload>`
    select upload_id as "uploadId", file_name as "fileName", proposals, seat_title as "seatTitle",
      received_at as "receivedAt", taken_at as "takenAt"
    from roadmap.upload where body_code = ${bodyCode} and upload_id = ${uploadId}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** False: somebody has taken it meanwhile. */
export async function markTaken(tx: Tx, bodyCode: BodyCode, uploadId: string, at: string): Promise<boolean> {
  const done = await sql`
    update roadmap.upload set taken_at = ${at}::timestamptz
    where body_code = ${bodyCode} and upload_id = ${uploadId}::uuid and taken_at is null`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}
