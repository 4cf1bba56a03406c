import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tableRights } from '../../src/app/table-rights.ts';
import { APP_ROLE, checkAppRole, ensureAppRole } from '../../src/platform/db/app-role.ts';
import type { Db } from '../../src/platform/db/database.ts';
import { DATABASE_USER } from '../../src/platform/db/embedded/launch.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import { withinScope, withScope } from '../../src/platform/db/scope.ts';
import { platformMigrations } from '../../src/platform/migrations.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const DENIED = /permission denied/;

describe('the role of the running server', () => {
  let database: TestDatabase;
  let owner: Db;
  let app: Db;

  beforeAll(async () => {
    database = await testDatabase();
    owner = database.db;
    app = database.appDb;
  });
  afterAll(() => database?.close());

  it('owns nothing and is no superuser', async () => {
    const { rows } = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
      from pg_roles r where rolname = ${APP_ROLE}`.execute(owner);
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 },
    ]);
    await expect(sql`create table platform.mine (id int)`.execute(app)).rejects.toThrow(DENIED);
    await expect(sql`alter table platform.migration add column x int`.execute(app)).rejects.toThrow(/owner/);
  });

  it('can neither change nor take away rows of append-only tables, nor write down a migration', async () => {
    for (const table of tableRights.appendOnly) {
      const [schema = '', name = ''] = table.split('.');
      const { rows } = await sql`select to_regclass(${table}) is not null as known`.execute(owner);
      expect(rows, table).toEqual([{ known: true }]);
      await expect(sql`delete from ${sql.id(schema, name)}`.execute(app), table).rejects.toThrow(DENIED);
      await expect(sql`truncate ${sql.id(schema, name)}`.execute(app), table).rejects.toThrow(DENIED);
      const held = await sql<{ u: boolean; i: boolean }>`
        select has_any_column_privilege(${APP_ROLE}, ${table}, 'update') as u,
          has_table_privilege(${APP_ROLE}, ${table}, 'insert') as i`.execute(owner);
      expect(held.rows, table).toEqual([{ u: false, i: true }]);
    }
    await expect(sql`delete from platform.migration`.execute(app)).rejects.toThrow(DENIED);
  });

  it('gets rights on what a later migration makes, and a right given by mistake is taken back', async () => {
    await sql`create schema later`.execute(owner);
    await sql`create table later.thing (id int generated always as identity, note text)`.execute(owner);
    await expect(sql`select * from later.thing`.execute(app)).rejects.toThrow(DENIED);
    await sql.raw(`grant update on observations.observation to ${APP_ROLE}`).execute(owner);
    await ensureAppRole(owner, tableRights, true);
    await sql`insert into later.thing (note) values ('a')`.execute(app);
    expect((await sql`select * from later.thing`.execute(app)).rows).toEqual([{ id: 1, note: 'a' }]);
    await expect(sql`update observations.observation set note = 'x'`.execute(app)).rejects.toThrow(DENIED);
  });

  it('sees rows of its scope only, and none without a scope', async () => {
    await sql`create schema walled`.execute(owner);
    await sql`create table walled.note (body_code text, text text)`.execute(owner);
    await sql`alter table walled.note enable row level security`.execute(owner);
    await sql`create policy own on walled.note using (
      platform.scope() = 'system' or (platform.scope() = 'body' and body_code = platform.scope_body())
      or (platform.scope() = 'prefecture' and body_code like platform.scope_prefecture() || '%'))`.execute(
      owner,
    );
    await sql`insert into walled.note values ('990001', 'a'), ('990002', 'b')`.execute(owner);
    await ensureAppRole(owner, tableRights, true);
    const read = async (db: Db) =>
      (await sql<{ text: string }>`select text from walled.note order by 1`.execute(db)).rows.map(
        (row) => row.text,
      );
    expect(await read(app)).toEqual([]);
    expect(await read(owner)).toEqual(['a', 'b']);
    expect(await withScope(app, { kind: 'system' }, read)).toEqual(['a', 'b']);
    expect(await withScope(app, { kind: 'body', bodyCode: '990002' }, read)).toEqual(['b']);
    const prefecture = { kind: 'prefecture', prefectureCode: '99', bodyCode: '990000' } as const;
    expect(await withScope(app, prefecture, read)).toEqual(['a', 'b']);
    expect(await withScope(app, { kind: 'public' }, read)).toEqual([]);
    expect(await withScope(app, { kind: 'nation', bodyCode: '000000' }, read)).toEqual([]);
    const writing = withScope(app, { kind: 'body', bodyCode: '990001' }, (tx) =>
      sql`insert into walled.note values ('990002', 'forged')`.execute(tx),
    );
    await expect(writing).rejects.toThrow(/row-level security/);
    // One step of another scope; afterwards the former stands again, and a connection of the pool keeps nothing.
    const steps = await withScope(app, { kind: 'body', bodyCode: '990001' }, async (tx) => [
      await read(tx),
      await withinScope(tx, { kind: 'system' }, read),
      await read(tx),
    ]);
    expect(steps).toEqual([['a'], ['a', 'b'], ['a']]);
    expect(await read(app)).toEqual([]);
  });
});

describe('with DATABASE_URL, as an ordinary user who owns the database', () => {
  const user = `dba_${randomUUID().slice(0, 8)}`;
  const name = `u_${randomUUID().replaceAll('-', '')}`;
  const host = () => encodeURIComponent(inject('pgSocketDir'));
  const url = (more = '') => `postgresql://${user}@/${name}?host=${host()}${more}`;
  let admin: Db;

  beforeAll(async () => {
    admin = createDb({ socketDir: inject('pgSocketDir'), database: 'postgres', user: DATABASE_USER });
    await sql`create role ${sql.id(user)} login`.execute(admin);
    await sql`create database ${sql.id(name)} owner ${sql.id(user)}`.execute(admin);
  });
  afterAll(async () => {
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin);
    await sql`drop role if exists ${sql.id(user)}`.execute(admin);
    await closeDb(admin);
  });

  it('says the statements for the DBA, and works after them', async () => {
    const db = createDb({ url: url() });
    const app = createDb({ url: url(), role: APP_ROLE });
    const withOwnOptions = createDb({ url: url('&options=-c%20statement_timeout%3D9s'), role: APP_ROLE });
    try {
      await migrate(db, platformMigrations);
      await expect(ensureAppRole(db, tableRights, false)).rejects.toThrow(
        new RegExp(`create role ${APP_ROLE} nologin;\\n {2}grant ${APP_ROLE} to ${user};`),
      );
      await expect(checkAppRole(app)).rejects.toThrow(`役割 ${APP_ROLE} で接続できないため、起動しません。`);
      await sql.raw(`grant ${APP_ROLE} to ${user}`).execute(admin);
      await ensureAppRole(db, tableRights, false);
      await checkAppRole(app);
      await expect(sql`delete from platform.migration`.execute(app)).rejects.toThrow(DENIED);
      // An address with options of its own does not lose the role.
      await checkAppRole(withOwnOptions);
      const { rows } = await sql`select current_setting('statement_timeout') as t`.execute(withOwnOptions);
      expect(rows).toEqual([{ t: '9s' }]);
      await expect(checkAppRole(db)).rejects.toThrow(`接続後の役割: ${user}。`);
    } finally {
      await Promise.all([db, app, withOwnOptions].map(closeDb));
    }
  });
});
