import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { CellFault, ReadLine } from '../rules/workbook-read.ts';

/** What a workbook that was sent back says; nothing of it is a text of the policy before it was taken. */
export interface Upload {
  readonly uploadId: string;
  readonly policyNo: number;
  readonly versionNo: number;
  readonly fileName: string;
  readonly reading: {
    readonly lines: readonly ReadLine[];
    readonly faults: readonly CellFault[];
    readonly refusal: string | null;
  };
  readonly state: 'read' | 'refused' | 'taken' | 'dropped';
}

export async function insertUpload(
  tx: Tx,
  upload: Upload & { readonly bodyCode: BodyCode; readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into overall_policy.upload
      (body_code, upload_id, policy_no, version_no, file_name, reading, state, seat_title, received_at)
    values (${upload.bodyCode}, ${upload.uploadId}::uuid, ${upload.policyNo}, ${upload.versionNo}, ${upload.fileName},
      ${JSON.stringify(upload.reading)}::jsonb, ${upload.state}, ${upload.seatTitle}, ${upload.at}::timestamptz)`.execute(
    tx,
  );
}

/** @param lock until the transaction ends, for who takes it */
export async function findUpload(
  db: Db,
  bodyCode: BodyCode,
  uploadId: string,
  lock = false,
): Promise<Upload | null> {
  const { rows } = await sql<Upload>`
    select upload_id as "uploadId", policy_no as "policyNo", version_no as "versionNo", file_name as "fileName", reading,
      state
    from overall_policy.upload where body_code = ${bodyCode} and upload_id::text = ${uploadId}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] ?? null;
}

export async function moveUpload(
  tx: Tx,
  bodyCode: BodyCode,
  uploadId: string,
  state: 'taken' | 'dropped',
): Promise<void> {
  await sql`update overall_policy.upload set state = ${state}
    where body_code = ${bodyCode} and upload_id::text = ${uploadId}`.execute(tx);
}
