import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { WorkbookIdentity } from '../rules/workbook-identity.ts';
import type { ReadQuestion } from '../rules/workbook-read.ts';
import type { UploadState } from '../tables.ts';
import '../tables.ts';

/** What became of one question of an upload that was taken over, left, or kept beside the sheet. */
export interface UploadDecision {
  readonly questionId: string;
  readonly outcome: 'saved' | 'unchanged' | 'kept' | 'left';
  /** Why it was kept; null otherwise. */
  readonly because: string | null;
  readonly seatTitle: string;
  readonly at: string;
}

/** All that a returned workbook said, what was refused in it too. Nothing is removed from it; decisions are added. */
export interface StoredReading {
  readonly identity: WorkbookIdentity | null;
  /** Why the whole was refused, as it was said; null: it was read. */
  readonly refusal: string | null;
  readonly questions: readonly ReadQuestion[];
  readonly decisions: readonly UploadDecision[];
  /** Whose row of `surveys.file` holds the bytes; null: they were not stored. */
  readonly fileOwner: string | null;
  /** Absent: a workbook. */
  readonly format?: 'csv';
}

export interface Upload {
  readonly bodyCode: string;
  readonly uploadId: string;
  readonly roundId: string;
  readonly handoutId: string | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: UploadState;
  readonly reading: StoredReading;
  readonly seatId: string | null;
  readonly seatTitle: string;
  readonly receivedAt: string;
  readonly finishedAt: string | null;
}

interface Row {
  body_code: string;
  upload_id: string;
  round_id: string;
  handout_id: string | null;
  file_name: string;
  sha256: string;
  state: UploadState;
  reading: StoredReading;
  seat_id: string | null;
  seat_title: string;
  received_at: string;
  finished_at: string | null;
}

function uploadOf(row: Row): Upload {
  return {
    bodyCode: row.body_code,
    uploadId: row.upload_id,
    roundId: row.round_id,
    handoutId: row.handout_id,
    fileName: row.file_name,
    sha256: row.sha256,
    state: row.state,
    reading: row.reading,
    seatId: row.seat_id,
    seatTitle: row.seat_title,
    receivedAt: row.received_at,
    finishedAt: row.finished_at,
  };
}

export async function insertUpload(tx: Tx, upload: Upload): Promise<void> {
  await tx
    .insertInto('surveys.upload')
    .values({
      body_code: upload.bodyCode,
      upload_id: upload.uploadId,
      round_id: upload.roundId,
      handout_id: upload.handoutId,
      file_name: upload.fileName,
      sha256: upload.sha256,
      state: upload.state,
      reading: JSON.stringify(upload.reading),
      seat_id: upload.seatId,
      seat_title: upload.seatTitle,
      received_at: upload.receivedAt,
      finished_at: upload.finishedAt,
    })
    .execute();
}

export async function findUpload(
  db: Db,
  bodyCode: string,
  roundId: string,
  uploadId: string,
): Promise<Upload | null> {
  if (!/^[0-9a-f-]{36}$/.test(uploadId)) return null;
  const { rows } = await sql<Row>`
    select * from surveys.upload
    where body_code = ${bodyCode} and round_id = ${roundId} and upload_id = ${uploadId}`.execute(db);
  return rows[0] === undefined ? null : uploadOf(rows[0]);
}

/** Of one sheet, newest first. */
export async function listUploads(db: Db, bodyCode: string, roundId: string): Promise<readonly Upload[]> {
  const { rows } = await sql<Row>`
    select * from surveys.upload where body_code = ${bodyCode} and round_id = ${roundId}
    order by received_at desc, upload_id`.execute(db);
  return rows.map(uploadOf);
}

/** False: it was finished, or moved on, by somebody else. The decisions are those that are added. */
export async function decideUpload(
  tx: Tx,
  upload: Pick<Upload, 'bodyCode' | 'uploadId'>,
  to: {
    readonly state: UploadState;
    readonly decisions: readonly UploadDecision[];
    readonly at: string | null;
  },
): Promise<boolean> {
  const done = await sql`
    update surveys.upload
    set state = ${to.state}, finished_at = ${to.at},
      reading = jsonb_set(reading, '{decisions}', (reading -> 'decisions') || ${JSON.stringify(to.decisions)}::jsonb)
    where body_code = ${upload.bodyCode} and upload_id = ${upload.uploadId}
      and state in ('read', 'partly-taken')`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Once per content and body. */
export async function insertFile(
  tx: Tx,
  file: StoredFile & { readonly bodyCode: string; readonly sha256: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into surveys.file (body_code, sha256, name, media_type, size, bytes, received_at)
    values (${file.bodyCode}, ${file.sha256}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${file.bytes}, ${file.at})
    on conflict (body_code, sha256) do nothing`.execute(tx);
}

export async function findFile(db: Db, bodyCode: string, sha256: string): Promise<StoredFile | null> {
  const { rows } = await sql<StoredFile>`
    select name, media_type as "mediaType", bytes from surveys.file
    where body_code = ${bodyCode} and sha256 = ${sha256}`.execute(db);
  return rows[0] ?? null;
}
