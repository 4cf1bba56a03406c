import { randomUUID } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/process.ts';
import { listSequences, listTables, quoteName } from '../catalogue.ts';
import type { Db } from '../database.ts';
import { DATABASE_USER, type EmbeddedServer, startEmbedded } from '../embedded/launch.ts';
import { stopEmbedded } from '../embedded/stop.ts';
import { migrate } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import { type Connection, clientConfig, closeDb, createDb } from '../pool.ts';
import { exportLogical } from './export.ts';
import { importLogical } from './import-export.ts';
import { physicalBackup } from './physical.ts';
import { restoreBackup } from './restore.ts';

/** Everything that makes a copy difficult: circles, triggers, generated columns, odd text, bytes, parts, ranges. */
const first: Migration = {
  id: 'sample/0001',
  sql: `
create schema sample;
create table sample.body (
  code text primary key, seat text, "odd ""name""" text, data bytea, exact numeric, at timestamptz,
  during daterange, list int8[], doc jsonb, doubled int generated always as (length(code) * 2) stored
);
create table sample.seat (id text primary key, code text not null references sample.body);
alter table sample.body add foreign key (seat) references sample.seat deferrable initially deferred;
create table sample.log (n bigint generated always as identity primary key, body text references sample.body, t text);
create table sample.cell (period int, n int, primary key (period, n)) partition by range (period);
create table sample.cell_1 partition of sample.cell for values from (0) to (100);
create table sample.cell_2 partition of sample.cell for values from (100) to (200);
create table sample.kept (a int);
insert into sample.kept values (1);
create function sample.refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
create trigger append_only before insert or update or delete or truncate on sample.kept
  execute function sample.refuse();
create materialized view sample.total as select count(*) as n from sample.log;
create table sample.empty (a int);
`,
};
const later: Migration = {
  id: 'sample/0002',
  sql: 'alter table sample.seat add column floor int not null default 3;',
};

async function fill(db: Db): Promise<void> {
  await sql`insert into sample.body values
    ('011002', null, ${'タブ\t改行\n円\\N "引用"\\.'}, ${Buffer.from([0, 10, 92, 255])}, 0.1000, '2026-04-01 00:00:00.123456+09',
     '[2020-01-01,)', array[1, null, 9007199254740993], '{"a": "\\n"}'),
    (${'\\.'}, null, '', null, 'NaN', 'infinity', 'empty', '{}', 'null')`.execute(db);
  await sql`insert into sample.seat values ('s', '011002')`.execute(db);
  await sql`update sample.body set seat = 's' where code = '011002'`.execute(db);
  await sql`insert into sample.log (body, t) select '011002', repeat('あ', i % 50) from generate_series(1, 20000) i`.execute(
    db,
  );
  await sql`insert into sample.cell select i, i from generate_series(0, 199) i`.execute(db);
  await sql`refresh materialized view sample.total`.execute(db);
}

/** Every table of ours, row for row, and the state of the sequences. */
async function content(connection: Connection): Promise<Record<string, unknown>> {
  const client = new pg.Client(clientConfig(connection));
  await client.connect();
  try {
    const found: Record<string, unknown> = { sequences: await listSequences(client) };
    for (const table of await listTables(client)) {
      const columns = table.columns.map((column) => `${quoteName(column)}::text`).join(', ');
      const rows = await client.query<{ row: string }>(
        `select row(${columns})::text as row from ${table.quoted} order by 1`,
      );
      found[table.quoted] = rows.rows.map((row) => row.row);
    }
    return found;
  } finally {
    await client.end();
  }
}

describe('logical export and import', () => {
  const folder = temporaryFolder('export');
  const names: string[] = [];
  const admin = () =>
    createDb({ socketDir: inject('pgSocketDir'), database: 'postgres', user: DATABASE_USER });
  async function emptyDatabase(): Promise<Connection> {
    const name = `t_${randomUUID().replaceAll('-', '')}`;
    const db = admin();
    await sql`create database ${sql.id(name)}`.execute(db);
    await closeDb(db);
    names.push(name);
    return { socketDir: inject('pgSocketDir'), database: name, user: DATABASE_USER };
  }

  let source: Connection;
  const file = join(folder.path, 'all.export');
  beforeAll(async () => {
    source = await emptyDatabase();
    const db = createDb(source);
    await migrate(db, [first]);
    await fill(db);
    await closeDb(db);
    await exportLogical(source, file);
  });
  afterAll(async () => {
    const db = admin();
    for (const name of names) await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db);
    await closeDb(db);
    await folder.remove();
  });

  it('gives every table back, row for row, with its triggers, keys and sequences', async () => {
    const target = await emptyDatabase();
    const loaded = await importLogical(target, file, [first], { replace: false });
    expect(loaded['"sample"."log"']?.rows).toBe(20_000);
    expect(await content(target)).toEqual(await content(source));
    const db = createDb(target);
    await expect(sql`insert into sample.kept values (2)`.execute(db)).rejects.toThrow('append only');
    await expect(sql`insert into sample.seat values ('x', 'nobody')`.execute(db)).rejects.toThrow(
      'foreign key',
    );
    const { rows } = await sql<{ n: bigint }>`insert into sample.log (t) values ('next') returning n`.execute(
      db,
    );
    expect(rows).toEqual([{ n: 20_001n }]);
    expect((await sql<{ n: bigint }>`select n from sample.total`.execute(db)).rows).toEqual([{ n: 20_000n }]);
    await closeDb(db);
  });

  it('is read by a newer version, which then adds what is new', async () => {
    const target = await emptyDatabase();
    await importLogical(target, file, [first, later], { replace: false });
    const db = createDb(target);
    expect(await migrate(db, [first, later])).toEqual(['sample/0002']);
    const { rows } = await sql`select id, code, floor from sample.seat`.execute(db);
    expect(rows).toEqual([{ id: 's', code: '011002', floor: 3 }]);
    await closeDb(db);
  });

  it('is refused by an older version, and where data are; replaces them only when told', async () => {
    const target = await emptyDatabase();
    await expect(importLogical(target, file, [], { replace: false })).rejects.toThrow(
      /知らない移行: sample\/0001/,
    );
    expect(await content(target)).toEqual({ sequences: [] });
    const db = createDb(target);
    await migrate(db, [first]);
    await sql`insert into sample.log (t) values ('ours')`.execute(db);
    await closeDb(db);
    const before = await content(target);
    await expect(importLogical(target, file, [first], { replace: false })).rejects.toThrow(
      /既にデータがあります/,
    );
    expect(await content(target)).toEqual(before);
    await importLogical(target, file, [first], { replace: true });
    expect(await content(target)).toEqual(await content(source));
  });

  it('refuses a damaged file and changes nothing', async () => {
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    const damaged: [string, Buffer, RegExp][] = [
      ['a changed row', gzipSync(text.replace('タブ', 'タフ')), /内容が壊れています。表: "sample"."body"/],
      [
        'a missing row',
        gzipSync(text.replace(/^1\t011002\t.*\n/m, '')),
        /表: "sample"."log"。行数: 本来 20000、実際 19999/,
      ],
      ['a file cut off', readFileSync(file).subarray(0, 5000), /壊れているか、途中で切れています/],
      ['no trailer', gzipSync(`${text.split('\n').slice(0, -2).join('\n')}\n`), /途中で切れています/],
      ['another file', gzipSync('{"a":1}\n'), /しるべの書出しファイルではありません/],
      ['no gzip', Buffer.from('団体,値\n'), /読めません/],
    ];
    const target = await emptyDatabase();
    for (const [what, bytes, message] of damaged) {
      const bad = join(folder.path, 'bad.export');
      writeFileSync(bad, bytes);
      await expect(importLogical(target, bad, [first], { replace: false }), what).rejects.toThrow(message);
    }
    expect(await content(target)).toEqual({ sequences: [] });
    await expect(exportLogical(source, file)).rejects.toThrow(/同じ名前のファイルがあります/);
  });
});

describe('physical backup', { timeout: 120_000 }, () => {
  const folder = temporaryFolder('backup');
  const data = join(folder.path, 'data');
  const copy = join(folder.path, 'copy');
  let server: EmbeddedServer;
  let expected: Record<string, unknown>;
  let acknowledged = 0;

  beforeAll(async () => {
    server = await startEmbedded({ dataDir: data });
    const db = createDb(server.connection());
    await migrate(db, [first]);
    await fill(db);
    await sql`create table sample.written (n int primary key)`.execute(db);
    expected = await content(server.connection());
    // Writers go on while the copy is made; what was acknowledged before its end began must be in it.
    let going = true;
    let n = 0;
    const writer = (async () => {
      while (going) await sql`insert into sample.written values (${++n})`.execute(db);
    })();
    while (n < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    acknowledged = n - 1;
    await physicalBackup(server, copy);
    going = false;
    await writer;
    await closeDb(db);
  }, 60_000);
  afterAll(async () => {
    await stopEmbedded(server);
    await folder.remove();
  });

  it('gives every table back on another folder, with what was written meanwhile', async () => {
    const other = join(folder.path, 'other');
    expect(await restoreBackup(copy, other, { replace: false, now: 0 })).toEqual({ formerData: null });
    const restored = await startEmbedded({ dataDir: other });
    try {
      const found = await content(restored.connection());
      const written = found['"sample"."written"'] as string[];
      expect(written.length).toBeGreaterThanOrEqual(acknowledged);
      const numbers = written.map((row) => Number(row.slice(1, -1))).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect({ ...found, '"sample"."written"': [] }).toEqual(expected);
    } finally {
      await stopEmbedded(restored);
    }
  });

  it('is refused over existing data unless told, and then keeps them', async () => {
    const other = join(folder.path, 'other');
    await expect(restoreBackup(copy, other, { replace: false, now: 0 })).rejects.toThrow(/--replace/);
    const { formerData } = await restoreBackup(copy, other, { replace: true, now: Date.UTC(2026, 3, 1) });
    expect(formerData).toBe(join(other, 'db.before-20260401T000000Z'));
    expect(readFileSync(join(formerData ?? '', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  it('is refused while the program runs, into a full folder, and when a file is damaged', async () => {
    await expect(restoreBackup(copy, data, { replace: true, now: 0 })).rejects.toThrow(
      /しるべが動いています/,
    );
    await expect(physicalBackup(server, copy)).rejects.toThrow(/空ではありません/);
    const broken = join(folder.path, 'broken');
    await physicalBackup(server, broken);
    truncateSync(join(broken, 'db', 'global', 'pg_control'), 100);
    const untouched = join(folder.path, 'untouched');
    await expect(restoreBackup(broken, untouched, { replace: false, now: 0 })).rejects.toThrow(
      /バックアップが壊れているため、復元しません。ファイル: db\/global\/pg_control/,
    );
    await expect(restoreBackup(folder.path, untouched, { replace: false, now: 0 })).rejects.toThrow(
      /しるべのバックアップではありません/,
    );
  });
});
