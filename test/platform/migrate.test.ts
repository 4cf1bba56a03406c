import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/platform/db/migrate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const first = {
  id: 'sample/0001-a',
  sql: 'create schema sample; create table sample.a (n int8 primary key);',
};
const second = { id: 'sample/0002-b', sql: 'create table sample.b (d date);' };

describe('migrate', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase([]);
  });
  afterAll(() => test.close());

  it('applies in order, once', async () => {
    expect(await migrate(test.db, [first])).toEqual(['sample/0001-a']);
    expect(await migrate(test.db, [first, second])).toEqual(['sample/0002-b']);
    expect(await migrate(test.db, [first, second])).toEqual([]);
  });

  it('refuses a changed one and changes nothing', async () => {
    await expect(migrate(test.db, [{ ...first, sql: 'select 1' }, second])).rejects.toThrow(
      /適用済みの移行「sample\/0001-a」の内容が変わっています/,
    );
  });

  it('refuses a database of a newer version', async () => {
    await expect(migrate(test.db, [first])).rejects.toThrow(/知らない移行「sample\/0002-b」/);
  });

  it('leaves nothing of a migration that fails halfway', async () => {
    const broken = {
      id: 'sample/0003-c',
      sql: 'create table sample.c (n int); create table sample.a (n int);',
    };
    await expect(migrate(test.db, [first, second, broken])).rejects.toThrow(/already exists/);
    const { rows } = await sql`select 1 where to_regclass('sample.c') is not null`.execute(test.db);
    expect(rows).toEqual([]);
  });

  it('lets two programs migrate at once', async () => {
    const third = { id: 'sample/0004-d', sql: 'create table sample.d (n int); select pg_sleep(0.2);' };
    const done = await Promise.all([
      migrate(test.db, [first, second, third]),
      migrate(test.db, [first, second, third]),
    ]);
    expect(done.flat()).toEqual(['sample/0004-d']);
  });
});

describe('values from the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('keeps days, exact numbers and microseconds', async () => {
    const { rows } = await sql`select
      date '2026-04-01' as day, 9007199254740993::int8 as big, 0.10::numeric as exact, null::date as none,
      timestamptz '2026-04-01 00:00:00.123456+09' as instant, array[date '2026-04-01', null] as days,
      array[1::int8] as bigs, count(*) as n from (values (1)) v`.execute(test.db);
    expect(rows).toEqual([
      {
        day: '2026-04-01',
        big: 9007199254740993n,
        exact: '0.10',
        none: null,
        instant: '2026-03-31T15:00:00.123456Z',
        days: ['2026-04-01', null],
        bigs: [1n],
        n: 1n,
      },
    ]);
  });
});
