import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import '../tables.ts';

/** 根拠資料 of one answer: a file, a link, or where the record is kept. */
export interface Evidence {
  readonly evidenceId: string;
  readonly questionId: string;
  readonly kind: 'file' | 'link' | 'record';
  readonly title: string;
  /** sha256 of a file, an address, or the place of a record. */
  readonly location: string;
  readonly seatTitle: string;
  readonly addedAt: string;
  readonly size: number | null;
}

/** What is attached to a sheet now, oldest first. */
export async function evidenceOf(db: Db, bodyCode: string, roundId: string): Promise<readonly Evidence[]> {
  const { rows } = await prepared(sql<Evidence>`
    select e.evidence_id as "evidenceId", e.question_id as "questionId", e.kind, e.title, e.location,
      e.seat_title as "seatTitle", e.added_at as "addedAt", f.size
    from surveys.evidence e
    left join surveys.file f on e.kind = 'file' and f.body_code = e.body_code and f.sha256 = e.location
    where e.body_code = ${bodyCode} and e.round_id = ${roundId} and e.removed_at is null
    order by e.added_at, e.evidence_id`).execute(db);
  return rows;
}

export interface NewEvidence
  extends Pick<Evidence, 'evidenceId' | 'questionId' | 'kind' | 'title' | 'location' | 'seatTitle'> {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly at: string;
}

export async function insertEvidence(tx: Tx, evidence: NewEvidence): Promise<void> {
  await tx
    .insertInto('surveys.evidence')
    .values({
      body_code: evidence.bodyCode,
      round_id: evidence.roundId,
      question_id: evidence.questionId,
      evidence_id: evidence.evidenceId,
      kind: evidence.kind,
      title: evidence.title,
      location: evidence.location,
      seat_title: evidence.seatTitle,
      added_at: evidence.at,
      removed_at: null,
    })
    .execute();
}

/** Marks it as taken off; false when it was not there. */
export async function removeEvidence(
  tx: Tx,
  bodyCode: string,
  roundId: string,
  evidenceId: string,
  at: string,
): Promise<boolean> {
  const done = await sql`
    update surveys.evidence set removed_at = ${at}::timestamptz
    where body_code = ${bodyCode} and round_id = ${roundId} and evidence_id::text = ${evidenceId}
      and removed_at is null`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export interface StoredFile {
  readonly bodyCode: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The same bytes of a body are kept once, under the name that they came with first. */
export async function insertFile(tx: Tx, file: StoredFile, at: string): Promise<void> {
  await sql`
    insert into surveys.file (body_code, sha256, name, media_type, size, bytes, received_at)
    values (${file.bodyCode}, ${file.sha256}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${file.bytes}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}

export async function findFile(db: Db, bodyCode: string, sha256: string): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('surveys.file')
    .select(['name', 'media_type', 'bytes'])
    .where('body_code', '=', bodyCode)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { bodyCode, sha256, name: row.name, mediaType: row.media_type, bytes: row.bytes };
}
