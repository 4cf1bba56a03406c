import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { analyseUnknown } from './statistics.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase([
    {
      id: 'x/0001-tables',
      sql: 'create schema x; create table x."Odd name" (n integer); create table x.empty (n integer)',
    },
  ]);
}, 60_000);
afterAll(() => database?.close());

it('looks at tables with rows that were never looked at, once', async () => {
  const { db } = database;
  await analyseUnknown(db);
  await sql`insert into x."Odd name" select n from generate_series(1, 1234) n`.execute(db);
  expect(await analyseUnknown(db)).toEqual(['x."Odd name"']);
  const known = await sql<{ rows: number }>`
    select reltuples::integer as rows from pg_class where oid = 'x."Odd name"'::regclass`.execute(db);
  expect(known.rows[0]?.rows).toBe(1234);
  expect(await analyseUnknown(db)).toEqual([]);
});
