import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { UserError } from '../../user-error.ts';
import { ensureRole, missingGrants, type TableRights } from '../app-role.ts';
import { FORMER, listSchemas, listTables, quoteName } from '../catalogue.ts';
import type { Database, Tx } from '../database.ts';
import { MIGRATION_LOCK, migrationHash } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import { type Connection, clientConfig } from '../pool.ts';
import { COPY_FORMAT, type Trailer } from './bundle.ts';
import { load } from './load.ts';
import { sha256Of } from './physical.ts';

export interface TakenCopy {
  readonly tables: Trailer['tables'];
  readonly copiedAt: string;
  readonly sha256: string;
  readonly sample: boolean;
}

export interface TakeCopyOptions {
  /** Everything this program knows; what the file's version did not know yet is applied to it. */
  readonly known: readonly Migration[];
  readonly rights: TableRights;
  /** See `ensureAppRole`. */
  readonly login: boolean;
  /** Of the whole file, as it was handed over apart from it; null: not compared. */
  readonly sha256: string | null;
  /** ISO instant. */
  readonly takenAt: string;
  /** Asked of what stands; gives what brings derived tables of the copy up to date, before anybody reads it. */
  readonly around: (tx: Tx) => Promise<(tx: Tx) => Promise<void>>;
}

/**
 * Replaces what the public side reads by a newer copy, in one transaction: the schemas in use are put aside under another
 * name, the copy is loaded and verified under theirs, and at the commit every reader's next query finds the new ones. Until
 * then readers go on undisturbed, because a name that is not committed is nobody else's. After any fault all is as before.
 * @throws UserError when the file is damaged, no copy, of a newer version, or the database holds something else than a copy
 */
export async function takeCopy(
  connection: Connection,
  file: string,
  options: TakeCopyOptions,
): Promise<TakenCopy> {
  const sha256 = await shaOf(file);
  if (options.sha256 !== null && options.sha256 !== sha256) {
    throw new UserError(
      `写しの内容が、渡された SHA-256 と合いません。何も変更していません。\n本来 ${options.sha256}\n実際 ${sha256}`,
    );
  }
  const client = new pg.Client(clientConfig(connection, 'shirube-take-copy'));
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    const taken = await replace(client, file, { ...options, sha256 });
    await client.query('commit');
    await dropFormer(client);
    return { ...taken, sha256 };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

async function shaOf(file: string): Promise<string> {
  try {
    return await sha256Of(file);
  } catch (error) {
    if (!/^E(NOENT|ISDIR|ACCES)/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new UserError(`写しのファイルを開けません。ファイル: ${file}。何も変更していません。`);
  }
}

async function replace(
  client: pg.Client,
  file: string,
  options: TakeCopyOptions & { readonly sha256: string },
): Promise<Omit<TakenCopy, 'sha256'>> {
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const db = onClient(client);
  // Left by a program that was killed after its commit.
  await drop(client, await formerSchemas(client));
  const finish = await options.around(db);
  const former = await listTables(client);
  const isCopy = await holdsCopy(client);
  for (const schema of await listSchemas(client)) {
    await client.query(`alter schema ${quoteName(schema)} rename to ${quoteName(FORMER + schema)}`);
  }
  const { header, tables } = await load(client, file, options.known, COPY_FORMAT, async () => {
    if (!isCopy) await refuseOwnRows(client, former);
  });
  const applied = new Set(header.migrations.map(({ id }) => id));
  for (const migration of options.known.filter(({ id }) => !applied.has(id))) {
    await client.query(migration.sql);
    const row = [migration.id, migrationHash(migration)];
    await client.query('insert into platform.migration (id, sha256) values ($1, $2)', row);
  }
  await client.query(`analyze ${(await listTables(client)).map((table) => table.quoted).join(', ')}`);
  await finish(db);
  const sample = header.sample === true;
  await client.query(
    'insert into platform.copy (copied_at, taken_at, sha256, sample) values ($1, $2, $3, $4)',
    [header.createdAt, options.takenAt, options.sha256, sample],
  );
  await ensureRole(db, options.login);
  for (const grant of await missingGrants(db, options.rights)) await client.query(grant);
  return { tables, copiedAt: header.createdAt, sample };
}

async function holdsCopy(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('platform.copy') is not null as known`,
  );
  if (rows[0]?.known !== true) return false;
  return (await client.query('select 1 from platform.copy')).rows.length > 0;
}

/** Only a copy is ever thrown away, or what migrations alone have made. */
async function refuseOwnRows(client: pg.Client, former: Awaited<ReturnType<typeof listTables>>) {
  const fresh = new Map((await listTables(client)).map((table) => [table.quoted, table.quoted]));
  const filled = async (table: string) =>
    (await client.query(`select 1 from ${table} limit 1`)).rows.length > 0;
  for (const { schema, name, quoted } of former) {
    const now = fresh.get(quoted);
    if (quoted === '"platform"."migration"' || (now !== undefined && (await filled(now)))) continue;
    if (!(await filled(`${quoteName(FORMER + schema)}.${quoteName(name)}`))) continue;
    throw new UserError(
      `このデータベースには、写しではないデータがあります（表 ${schema}.${name}）。何も変更していません。\n` +
        '公開側には、空のデータベース（DATABASE_URL か SHIRUBE_DATA）を指定してください。',
    );
  }
}

async function formerSchemas(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where starts_with(nspname, $1)',
    [FORMER],
  );
  return rows.map(({ name }) => name);
}

async function drop(client: pg.Client, schemas: readonly string[]): Promise<void> {
  if (schemas.length > 0) await client.query(`drop schema ${schemas.map(quoteName).join(', ')} cascade`);
}

const PATIENCE_MS = 60_000;
const LOOK_MS = 100;

/** Once nobody is left who began before the change: tables wait for their readers by themselves, functions do not. */
async function dropFormer(client: pg.Client): Promise<void> {
  const {
    rows: [change],
  } = await client.query<{ at: string }>('select clock_timestamp()::text as at');
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and xact_start < $1::timestamptz limit 1`,
      [change?.at],
    );
    if (rows.length === 0) break;
    await sleep(LOOK_MS);
  }
  await drop(client, await formerSchemas(client));
}

/** Queries of the program in the transaction that a client has begun; typed as one, though Kysely did not begin it. */
function onClient(client: pg.Client): Tx {
  const query = client.query.bind(client) as pg.PoolClient['query'];
  const lent = { query, release: () => {} } as pg.PoolClient;
  const pool = { connect: async () => lent, end: async () => {} };
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }) as Tx;
}
