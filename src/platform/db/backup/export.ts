import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { UserError } from '../../user-error.ts';
import { listSequences, listTables, quoteName, type TableInfo } from '../catalogue.ts';
import { type Connection, clientConfig } from '../pool.ts';
import { COPY_FORMAT, END_OF_ROWS, FORMAT, type Header, type Trailer } from './bundle.ts';
import type { CopiedTable } from './copied.ts';

/** What a copy for the public side holds: a table that is not named is not in it. */
export interface Choice {
  readonly tables: readonly CopiedTable[];
  readonly sample: boolean;
}

/**
 * Writes every table of ours, or only the chosen rows, as of one instant, into one file. Works with every database that
 * we work with. Returns the number of rows by table. An existing file is refused.
 */
export async function exportLogical(
  connection: Connection,
  file: string,
  choice: Choice | null = null,
): Promise<Trailer['tables']> {
  const target = resolve(file);
  if (existsSync(target)) {
    throw new UserError(`同じ名前のファイルがあります。ファイル: ${target}。別の名前を指定してください。`);
  }
  const half = `${target}.${process.pid}.partial`;
  const client = new pg.Client(clientConfig(connection, 'shirube-export'));
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables = await writeAll(client, half, choice);
    await client.query('commit');
    await rename(half, target);
    return tables;
  } finally {
    await client.end();
    await rm(half, { force: true });
  }
}

async function writeAll(client: pg.Client, file: string, choice: Choice | null): Promise<Trailer['tables']> {
  const gzip = createGzip({ level: 6 });
  const written = pipeline(gzip, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  const line = async (text: string) => {
    if (!gzip.write(`${text}\n`)) await once(gzip, 'drain');
  };
  const tables: Record<string, { rows: number; sha256: string }> = {};
  try {
    await line(JSON.stringify(await header(client, choice)));
    for (const { table, chosen } of chosenOf(await listTables(client), choice)) {
      await line(JSON.stringify({ table: table.quoted, columns: table.columns }));
      tables[table.quoted] = await writeRows(client, table, chosen, gzip);
      await line(END_OF_ROWS);
    }
    const trailer: Trailer = { end: true, tables };
    await line(JSON.stringify(trailer));
  } finally {
    gzip.end();
    await written;
  }
  return tables;
}

interface Chosen {
  readonly table: TableInfo;
  readonly chosen: CopiedTable | null;
}

function chosenOf(tables: readonly TableInfo[], choice: Choice | null): readonly Chosen[] {
  if (choice === null) return tables.map((table) => ({ table, chosen: null }));
  const byName = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
  return choice.tables.map((chosen) => {
    const table = byName.get(chosen.table);
    const strange = Object.keys(chosen.columns ?? {}).find((column) => !table?.columns.includes(column));
    if (!table || strange !== undefined) throw new Error(`copied: no ${chosen.table} ${strange ?? ''}`);
    return { table, chosen };
  });
}

async function header(client: pg.Client, choice: Choice | null): Promise<Header> {
  const migrations = await client.query<{ id: string; sha256: string }>(
    'select id, sha256 from platform.migration order by position',
  );
  const version = await client.query<{ v: string }>(`select current_setting('server_version') as v`);
  return {
    format: choice === null ? FORMAT : COPY_FORMAT,
    createdAt: new Date().toISOString(),
    serverVersion: version.rows[0]?.v ?? '',
    ...(choice === null ? {} : { sample: choice.sample }),
    migrations: migrations.rows,
    // Nobody writes to a copy; how far the staff's numbers have come is nobody's business there.
    sequences: choice === null ? await listSequences(client) : [],
  };
}

async function writeRows(
  client: pg.Client,
  table: TableInfo,
  chosen: CopiedTable | null,
  gzip: Writable,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const columns = table.columns.map((name) => chosen?.columns?.[name] ?? `t.${quoteName(name)}`).join(', ');
  const from = chosen?.from === undefined ? table.quoted : `(${chosen.from})`;
  const where = chosen?.where === undefined ? '' : ` where ${chosen.where}`;
  const source = client.query(
    copyTo(`copy (select ${columns} from ${from} t${where}) to stdout (encoding 'utf8')`),
  );
  for await (const chunk of source) {
    hash.update(chunk as Buffer);
    if (!gzip.write(chunk)) await once(gzip, 'drain');
  }
  return { rows: source.rowCount, sha256: hash.digest('hex') };
}
