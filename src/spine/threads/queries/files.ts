import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

type Of = { readonly bodyCode: string; readonly threadNo: number };

export interface NewFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Files of one message, at each of these threads. The same bytes are kept once, whoever else keeps them. */
export async function insertFiles(
  tx: Tx,
  threads: readonly Of[],
  messageNo: number,
  files: readonly NewFile[],
): Promise<void> {
  for (const [index, file] of files.entries()) {
    await sql`insert into threads.content (sha256, size, bytes)
      values (${file.sha256}, ${file.bytes.byteLength}, ${Buffer.from(file.bytes)}) on conflict do nothing`.execute(
      tx,
    );
    await sql`
      insert into threads.file (body_code, thread_no, message_no, position, file_name, sha256)
      select u.body_code, u.thread_no, ${messageNo}, ${index + 1}, ${file.fileName}, ${file.sha256}
      from unnest(${threads.map((one) => one.bodyCode)}::text[], ${threads.map((one) => one.threadNo)}::integer[])
        as u (body_code, thread_no)`.execute(tx);
  }
}

export interface FileLine {
  readonly messageNo: number;
  readonly position: number;
  readonly fileName: string;
  /** In bytes. */
  readonly size: bigint;
}

export async function filesOf(tx: Tx, thread: Of): Promise<readonly FileLine[]> {
  const { rows } = await sql<FileLine>`
    select f.message_no as "messageNo", f.position, f.file_name as "fileName", c.size
    from threads.file f join threads.content c on c.sha256 = f.sha256
    where f.body_code = ${thread.bodyCode} and f.thread_no = ${thread.threadNo}
    order by f.message_no, f.position`.execute(tx);
  return rows;
}

/** Null: there is none, or the scope does not see the thread. */
export async function findFile(
  tx: Tx,
  thread: Of,
  file: { readonly messageNo: number; readonly position: number },
): Promise<{ readonly fileName: string; readonly bytes: Buffer } | null> {
  const { rows } = await sql<{ fileName: string; bytes: Buffer }>`
    select f.file_name as "fileName", c.bytes from threads.file f join threads.content c on c.sha256 = f.sha256
    where f.body_code = ${thread.bodyCode} and f.thread_no = ${thread.threadNo}
      and f.message_no = ${file.messageNo} and f.position = ${file.position}`.execute(tx);
  return rows[0] ?? null;
}
