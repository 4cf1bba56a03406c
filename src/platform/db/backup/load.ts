import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { UserError } from '../../user-error.ts';
import {
  listForeignKeys,
  listMaterializedViews,
  listTables,
  quoteName,
  type TableInfo,
} from '../catalogue.ts';
import { migrationHash } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import { COPY_FORMAT, type Header, type Piece, readBundle, type TableHead, type Trailer } from './bundle.ts';

/** What was loaded. */
export interface Loaded {
  readonly header: Header;
  readonly tables: Trailer['tables'];
}

/**
 * Makes the tables of a file as the version that wrote it had them, fills them, and compares them with the file's counts and
 * hashes. The caller's transaction is open, and no schema of ours bears its name. `made` is called when the tables stand,
 * before they are filled.
 */
export async function load(
  client: pg.Client,
  file: string,
  known: readonly Migration[],
  format: Header['format'],
  made: () => Promise<void> = async () => {},
): Promise<Loaded> {
  const found: Record<string, { rows: number; sha256: string }> = {};
  let target: { tables: Map<string, TableInfo>; keys: Awaited<ReturnType<typeof listForeignKeys>> } | null =
    null;
  let header: Header | null = null;
  let trailer: Trailer | null = null;
  let current: RowWriter | null = null;
  for await (const piece of givingUp(readBundle(file), (error) => current?.giveUp(error))) {
    if (piece === 'end-of-rows') {
      if (current) found[current.table] = await current.end();
      current = null;
    } else if ('rows' in piece) {
      await current?.write(piece.rows, piece.count);
    } else if (!header) {
      header = asHeader(piece.json, file, format);
      await makeTables(client, header, known);
      await made();
      target = { tables: await tablesByName(client), keys: await listForeignKeys(client) };
      await openTables(client, target);
    } else if (isTrailer(piece.json)) {
      trailer = piece.json;
    } else {
      current = openRows(client, piece.json as TableHead, target?.tables ?? new Map());
    }
  }
  if (!header || !target || !trailer)
    throw new UserError(`書出しファイルが途中で切れています。ファイル: ${file}。`);
  compare(trailer.tables, found);
  await closeTables(client, target);
  for (const sequence of header.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [
      sequence.name,
      sequence.value,
      sequence.called,
    ]);
  }
  for (const view of await listMaterializedViews(client))
    await client.query(`refresh materialized view ${view}`);
  return { header, tables: found };
}

function asHeader(json: unknown, file: string, format: Header['format']): Header {
  if ((json as { format?: unknown } | null)?.format !== format) {
    const what = format === COPY_FORMAT ? '公開用の写し' : '書出しファイル';
    throw new UserError(`しるべの${what}ではありません。ファイル: ${file}。期待した形式: ${format}。`);
  }
  return json as Header;
}

function isTrailer(json: unknown): json is Trailer {
  return (json as { end?: unknown } | null)?.end === true;
}

/** The tables as that version had them. An unknown or changed migration: the export is of another, newer program. */
async function makeTables(client: pg.Client, header: Header, known: readonly Migration[]): Promise<void> {
  const byId = new Map(known.map((migration) => [migration.id, migration]));
  await client.query('create schema if not exists platform');
  await client.query(`create table if not exists platform.migration (
    id text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp(),
    position bigint generated always as identity)`);
  for (const applied of header.migrations) {
    const migration = byId.get(applied.id);
    if (!migration || migrationHash(migration) !== applied.sha256) {
      throw new UserError(
        `この版では読めない書出しファイルです。知らない移行: ${applied.id}。より新しい版のしるべで取り込んでください。`,
      );
    }
    await client.query(migration.sql);
  }
}

async function tablesByName(client: pg.Client): Promise<Map<string, TableInfo>> {
  return new Map((await listTables(client)).map((table) => [table.quoted, table]));
}

type Target = { tables: Map<string, TableInfo>; keys: Awaited<ReturnType<typeof listForeignKeys>> };

/** Foreign keys may form circles and triggers refuse changes: both rest while rows are loaded, then hold again. */
async function openTables(client: pg.Client, { tables, keys }: Target): Promise<void> {
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const name of tables.keys()) await client.query(`alter table ${name} disable trigger user`);
  if (tables.size > 0) await client.query(`truncate ${[...tables.keys()].join(', ')}`);
}

async function closeTables(client: pg.Client, { tables, keys }: Target): Promise<void> {
  for (const name of tables.keys()) await client.query(`alter table ${name} enable trigger user`);
  for (const key of keys) {
    await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  }
}

interface RowWriter {
  readonly table: string;
  write(rows: Buffer, count: number): Promise<void>;
  end(): Promise<{ rows: number; sha256: string }>;
  /** Ends a COPY under way; without it the server would wait for rows for ever. */
  giveUp(error: Error): Promise<void>;
}

async function* givingUp(
  pieces: AsyncGenerator<Piece>,
  giveUp: (error: Error) => Promise<void> | undefined,
): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } catch (error) {
    await giveUp(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function openRows(client: pg.Client, head: TableHead, tables: ReadonlyMap<string, TableInfo>): RowWriter {
  const table = tables.get(head.table);
  const unknown = head.columns.find((column) => !table?.columns.includes(column));
  if (!table || unknown !== undefined) {
    throw new UserError(
      `書出しファイルに知らない表か列があります。表: ${head.table}、列: ${unknown ?? 'なし'}。`,
    );
  }
  const hash = createHash('sha256');
  let rows = 0;
  const columns = head.columns.map(quoteName).join(', ');
  const sink: CopyStreamQuery = client.query(
    copyFrom(`copy ${table.quoted} (${columns}) from stdin (encoding 'utf8')`),
  );
  const done = finished(sink);
  done.catch(() => {});
  // A row that the database does not take ends the COPY at once; the stream would go on writing to nobody.
  let refused: unknown = null;
  sink.once('error', (error) => {
    refused ??= error;
  });
  const damaged = (error: unknown) =>
    /^2[23]/.test(String((error as { code?: unknown }).code))
      ? new UserError(`書出しファイルの内容が壊れています。表: ${head.table}。何も変更していません。`)
      : error;
  return {
    table: head.table,
    async write(chunk, count) {
      hash.update(chunk);
      rows += count;
      if (refused !== null) throw damaged(refused);
      try {
        if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), done]);
      } catch (error) {
        throw damaged(refused ?? error);
      }
    },
    async end() {
      if (refused !== null) throw damaged(refused);
      sink.end();
      await done.catch((error: unknown) => {
        throw damaged(error);
      });
      return { rows, sha256: hash.digest('hex') };
    },
    async giveUp(error) {
      sink.destroy(error);
      await done.catch(() => {});
    },
  };
}

function compare(expected: Trailer['tables'], found: Trailer['tables']): void {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [want, got] = [expected[name], found[name]];
    if (!want || !got || want.rows !== got.rows || want.sha256 !== got.sha256) {
      throw new UserError(
        `書出しファイルの内容が壊れています。表: ${name}。` +
          `行数: 本来 ${want?.rows ?? '無し'}、実際 ${got?.rows ?? '無し'}。何も変更していません。`,
      );
    }
  }
}
