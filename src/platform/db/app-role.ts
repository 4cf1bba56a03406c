import { type Kysely, sql } from 'kysely';
import { UserError } from '../user-error.ts';
import { OURS, quoteName } from './catalogue.ts';
import type { Database, Db } from './database.ts';
import { MIGRATION_LOCK } from './migrate.ts';

/** The role of the running server: it owns nothing, so policies of row-level security hold for it. */
export const APP_ROLE = 'shirube_app';

/** Where the running server may do less, or more, than read and write: names such as `audit.entry`. */
export interface TableRights {
  /** The public side: it reads its copy, and writes nothing anywhere. */
  readonly onlyReading: boolean;
  readonly readOnly: readonly string[];
  /** Rows are added and never changed or taken away. */
  readonly appendOnly: readonly string[];
  /** Computed anew as a whole, for which they are emptied at once. */
  readonly truncated: readonly string[];
  /** Their statistics are brought up to date after a bulk load (PostgreSQL 17 and later know this right). */
  readonly analysed: readonly string[];
}

interface Relation {
  readonly schema: string;
  readonly name: string;
  /** r table, v view, m materialized view, S sequence. */
  readonly kind: string;
  readonly held: readonly string[];
}

/**
 * Makes the role when it is missing and gives it what it needs on everything of ours, no more. Called by the owner of
 * the tables after every migration; a second call changes nothing.
 * @param login true for the embedded server, where the role connects itself; false where a user of DATABASE_URL takes it on
 * @throws UserError with the statements for the DBA when the user may not make or take on the role
 */
export async function ensureAppRole(ownerDb: Db, rights: TableRights, login: boolean): Promise<void> {
  await ownerDb.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      await ensureRole(connection, login);
      for (const statement of await missingGrants(connection, rights)) {
        await sql.raw(statement).execute(connection);
      }
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

/** @throws UserError when the server's connections do not run as the role: the second wall would not stand. */
export async function checkAppRole(appDb: Db): Promise<void> {
  let role: string | undefined;
  let reason = '';
  try {
    role = (await sql<{ role: string }>`select current_user as role`.execute(appDb)).rows[0]?.role;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  if (role === APP_ROLE) return;
  throw new UserError(
    `データベースの役割 ${APP_ROLE} で接続できないため、起動しません。\n` +
      `接続後の役割: ${role ?? 'なし'}。${reason === '' ? '' : `理由: ${reason}。`}\n` +
      '中継（PgBouncerなど）を使う場合は、接続の options を通す設定にしてください。',
  );
}

type Connection = Kysely<Database>;

export async function ensureRole(connection: Connection, login: boolean): Promise<void> {
  const { rows } = await sql<{ login: boolean }>`
    select rolcanlogin as login from pg_roles where rolname = ${APP_ROLE}`.execute(connection);
  try {
    if (rows[0] === undefined) await createRole(connection, login);
    else if (login && !rows[0].login) await sql.raw(`alter role ${APP_ROLE} login`).execute(connection);
    if (!(await mayTakeOn(connection))) {
      await sql.raw(`grant ${APP_ROLE} to current_user`).execute(connection);
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === '42501') throw await explained(connection);
    throw error;
  }
  if (!(await mayTakeOn(connection))) throw await explained(connection);
}

/** Roles belong to the whole server, locks to one database: another program may just make it too. */
async function createRole(connection: Connection, login: boolean): Promise<void> {
  try {
    await sql.raw(`create role ${APP_ROLE} ${login ? 'login' : 'nologin'}`).execute(connection);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== '42710' && code !== '23505') throw error;
  }
}

/** PostgreSQL 16 and later tell taking a role on (SET) from being its member. */
async function mayTakeOn(connection: Connection): Promise<boolean> {
  const right = (await serverVersion(connection)) >= 160_000 ? 'SET' : 'MEMBER';
  const { rows } = await sql<{ may: boolean }>`
    select pg_has_role(current_user, oid, ${right}) as may from pg_roles where rolname = ${APP_ROLE}`.execute(
    connection,
  );
  return rows[0]?.may === true;
}

async function serverVersion(connection: Connection): Promise<number> {
  const { rows } = await sql<{ v: string }>`select current_setting('server_version_num') as v`.execute(
    connection,
  );
  return Number(rows[0]?.v);
}

async function explained(connection: Connection): Promise<UserError> {
  const { rows } = await sql<{ name: string }>`select quote_ident(current_user) as name`.execute(connection);
  return new UserError(
    `データベースの役割 ${APP_ROLE} を用意できないため、起動しません。\n` +
      'データベースの管理者に、次の2つの文の実行を依頼してください。\n' +
      `  create role ${APP_ROLE} nologin;\n` +
      `  grant ${APP_ROLE} to ${rows[0]?.name ?? '接続に使う利用者'};`,
  );
}

/** Statements that bring the role's rights from what they are to what they shall be; none when nothing is missing. */
export async function missingGrants(connection: Connection, rights: TableRights): Promise<string[]> {
  const version = await serverVersion(connection);
  const statements: string[] = [];
  const schemas = await sql<{ name: string }>`
    select n.nspname as name from pg_namespace n where ${sql.raw(OURS)}
      and not has_schema_privilege(${APP_ROLE}, n.oid, 'usage') order by 1`.execute(connection);
  for (const { name } of schemas.rows)
    statements.push(`grant usage on schema ${quoteName(name)} to ${APP_ROLE}`);
  for (const relation of await relationsOf(connection)) {
    const wanted = wantedOn(relation, rights, version);
    const on = `${relation.kind === 'S' ? 'sequence ' : ''}${quoteName(relation.schema)}.${quoteName(relation.name)}`;
    const more = wanted.filter((right) => !relation.held.includes(right));
    const less = relation.held.filter((right) => !wanted.includes(right));
    if (more.length > 0) statements.push(`grant ${more.join(', ')} on ${on} to ${APP_ROLE}`);
    if (less.length > 0) statements.push(`revoke ${less.join(', ')} on ${on} from ${APP_ROLE}`);
  }
  const functions = await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${sql.raw(OURS)} and not has_function_privilege(${APP_ROLE}, p.oid, 'execute') order by 1`.execute(
    connection,
  );
  for (const { name } of functions.rows) statements.push(`grant execute on routine ${name} to ${APP_ROLE}`);
  return statements;
}

async function relationsOf(connection: Connection): Promise<readonly Relation[]> {
  const { rows } = await sql<Relation>`
    select n.nspname as schema, c.relname as name, c.relkind::text as kind,
      coalesce((select array_agg(lower(a.privilege_type) order by a.privilege_type)
        from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = ${APP_ROLE}),
        '{}') as held
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S') and ${sql.raw(OURS)} order by 1, 2`.execute(connection);
  return rows;
}

function wantedOn(relation: Relation, rights: TableRights, version: number): readonly string[] {
  if (relation.kind === 'v' || relation.kind === 'm' || rights.onlyReading) return ['select'];
  if (relation.kind === 'S') return ['select', 'usage'];
  const table = `${relation.schema}.${relation.name}`;
  const maintain = version >= 170_000 && rights.analysed.includes(table) ? ['maintain'] : [];
  if (rights.readOnly.includes(table)) return ['select', ...maintain];
  if (rights.appendOnly.includes(table)) return ['select', 'insert', ...maintain];
  const truncate = rights.truncated.includes(table) ? ['truncate'] : [];
  return ['select', 'insert', 'update', 'delete', ...truncate, ...maintain];
}
