import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { LoadFault } from '../rules/load.ts';

/** A table that a job reads, or has read. */
export interface Reading {
  readonly loadId: string;
  readonly month: Day;
  readonly renewed: boolean;
  readonly fileName: string;
  readonly jobId: string;
  /** Why it was not taken; null: it is not read yet, or a load has come of it. */
  readonly message: string | null;
  readonly faults: readonly LoadFault[];
}

const READING =
  sql.raw(`r.load_id as "loadId", r.month, r.renewed, r.file_name as "fileName", r.job_id as "jobId",
  r.message, coalesce(r.faults, '[]') as faults`);

/** The file is kept until it is read; what was read before is dropped with it. */
export async function insertReading(
  tx: Tx,
  reading: Pick<Reading, 'loadId' | 'month' | 'renewed' | 'fileName' | 'jobId'>,
  bytes: Uint8Array,
  at: string,
): Promise<void> {
  await sql`delete from standardization.load_reading where bytes is null`.execute(tx);
  await sql`insert into standardization.load_reading (load_id, month, renewed, file_name, bytes, job_id, made_at)
    values (${reading.loadId}::uuid, ${reading.month}::date, ${reading.renewed}, ${reading.fileName}, ${bytes},
      ${reading.jobId}::uuid, ${at}::timestamptz)`.execute(tx);
}

export async function findReading(db: Db, loadId: string): Promise<Reading | null> {
  const { rows } = await sql<Reading>`
    select ${READING} from standardization.load_reading r where r.load_id = ${loadId}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The file that was sent last, unless the work of it has begun. */
export async function newestReading(db: Db): Promise<Reading | null> {
  const { rows } = await sql<Reading>`
    select ${READING} from standardization.load_reading r
    where not exists (select from standardization.list_load l where l.load_id = r.load_id and l.job_id is not null)
    order by r.made_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Null: it was read before. */
export async function fileOfReading(db: Db, loadId: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Uint8Array | null }>`
    select bytes from standardization.load_reading where load_id = ${loadId}::uuid`.execute(db);
  return rows[0]?.bytes ?? null;
}

export async function closeReading(
  tx: Tx,
  loadId: string,
  refused: { readonly message: string; readonly faults: readonly LoadFault[] } | null,
): Promise<void> {
  await sql`update standardization.load_reading set bytes = null, message = ${refused?.message ?? null},
      faults = ${refused === null ? null : JSON.stringify(refused.faults)}::jsonb
    where load_id = ${loadId}::uuid`.execute(tx);
}
