import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Tx } from './database.ts';
import { withinScope, withScope } from './scope.ts';

describe('a transaction that begins with its first statement', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    await sql`create table public.begun (n integer primary key)`.execute(database.db);
  });
  afterAll(() => database.close());

  const write = (tx: Tx, n: number) => sql`insert into public.begun values (${n})`.execute(tx);
  const stored = async () =>
    (await sql<{ n: number }>`select n from public.begun order by n`.execute(database.db)).rows.map(
      ({ n }) => n,
    );
  const inside = async (tx: Tx) =>
    (await sql<{ yes: boolean }>`select now() <> statement_timestamp() as yes`.execute(tx)).rows[0]?.yes;

  it('is one, whether its first statement has parameters or not', async () => {
    const { db } = database;
    await db.transaction().execute(async (tx) => {
      await write(tx, 1);
      expect(await inside(tx)).toBe(true);
    });
    await db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      expect(await inside(tx)).toBe(true);
      await write(tx, 2);
    });
    expect(await stored()).toEqual([1, 2]);
  });

  it('takes everything back, the first statement too', async () => {
    const broken = async (first: (tx: Tx) => Promise<unknown>) =>
      database.db.transaction().execute(async (tx) => {
        await first(tx);
        await write(tx, 4);
        throw new Error('given up');
      });
    await expect(broken((tx) => write(tx, 3))).rejects.toThrow('given up');
    await expect(broken((tx) => sql`insert into public.begun values (3)`.execute(tx))).rejects.toThrow(
      'given up',
    );
    await expect(broken((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow('division by zero');
    expect(await stored()).toEqual([1, 2]);
  });

  it('may ask nothing, and leaves nothing to the next that takes the connection', async () => {
    const { db } = database;
    for (let n = 0; n < 20; n += 1) {
      await db.transaction().execute(async () => {});
      await db
        .transaction()
        .execute(async () => {
          throw new Error('given up');
        })
        .catch(() => {});
    }
    await write(db as Tx, 5);
    expect(await stored()).toEqual([1, 2, 5]);
  });

  it('has its scope from the first statement on and hands it to nobody', async () => {
    const scope = async (tx: Tx) =>
      (
        await sql<{
          s: string | null;
        }>`select platform.scope() || coalesce(platform.scope_body(), '') as s`.execute(tx)
      ).rows[0]?.s;
    await withScope(database.db, { kind: 'body', bodyCode: "99'001" }, async (tx) => {
      expect(await scope(tx)).toBe("body99'001");
      expect(await withinScope(tx, { kind: 'system' }, () => scope(tx))).toBe('system');
      expect(await scope(tx)).toBe("body99'001");
    });
    expect(await scope(database.db as Tx)).toBe(null);
  });
});
