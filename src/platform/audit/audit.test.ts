import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Scope, withScope } from '../db/scope.ts';
import { audit, auditMany, auditRead, erasePerson } from './actions.ts';
import { makeDigest } from './digest.ts';
import { type AuditActor, type AuditEntry, OPERATOR } from './entry.ts';
import { type AuditVerdict, verifyAudit } from './verify.ts';

const clock = fixedClock('2026-04-01T09:00:00+09:00');
const OFFICER: AuditActor = { seatId: 'seat-1', person: { id: 'person-1', name: '見本 花子' } };
const TOWNS = ['990019', '990027', '990035'];

function saved(bodyCode: string | null, id: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    actor: OFFICER,
    action: 'surveys:answer.save',
    object: { kind: 'survey-answer', id },
    bodyCode,
    detail: { question: 'q1', 回: 3, 版: [1.5, null, true], text: '改行\nと"引用"' },
    ...more,
  };
}

describe('audit', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const inTx = (entries: readonly AuditEntry[]) =>
    database.appDb.transaction().execute((tx) => auditMany(tx, clock, entries));

  async function clean(verdict?: AuditVerdict): Promise<AuditVerdict> {
    const found = verdict ?? (await verifyAudit(database.db));
    expect(found.faults.map((fault) => fault.sentence)).toEqual([]);
    return found;
  }

  it('stands with what it tells, or not at all', async () => {
    await inTx([saved(TOWNS[0]!, 'a1')]);
    await expect(
      database.appDb.transaction().execute(async (tx) => {
        await audit(tx, clock, saved(TOWNS[0]!, 'a2'));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await auditRead(database.appDb, clock, saved(null, 'a3', { action: 'posts:people.list' }));
    const { entries, chains } = await clean();
    expect({ entries, chains }).toEqual({ entries: 2n, chains: 2 });
    await expect(inTx([saved(TOWNS[0]!, 'a4', { action: 'no action' })])).rejects.toThrow('action');
  });

  it('chains 200 writers in opposite orders without loss, fork or deadlock', async () => {
    const before = (await clean()).entries;
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => {
        const towns = n % 2 === 0 ? TOWNS : [...TOWNS].reverse();
        return inTx(towns.map((town) => saved(town, `w${n}`)));
      }),
    );
    expect((await clean()).entries).toBe(before + 600n);
  });

  it('waits for no other transaction before the commit, not even of the same body', async () => {
    const { appDb } = database;
    let reached = false;
    await appDb.transaction().execute(async (slow) => {
      await audit(slow, clock, saved(TOWNS[0]!, 'slow'));
      // Would wait for ever if the open transaction held the chain.
      await inTx([saved(TOWNS[0]!, 'quick')]);
      reached = true;
    });
    expect(reached).toBe(true);
    await clean();
  });

  it('lets the role of the server add entries and nothing else', async () => {
    const { appDb } = database;
    const refused = [
      sql`update audit.entry set action = 'x:y'`,
      sql`delete from audit.entry`,
      sql`truncate audit.entry`,
      sql`insert into audit.link select * from audit.link limit 1`,
      sql`update audit.link set hash = ''`,
      sql`delete from audit.link`,
      sql`update audit.head set seq = 0`,
      sql`delete from audit.head`,
      sql`update audit.digest set root = ''`,
      sql`delete from audit.digest`,
      sql`delete from audit.digest_head`,
      sql`insert into audit.disposed values ('990019', 1, gen_random_uuid())`,
      sql`insert into audit.retention_class values ('990019', 'audit-write', 1, 'x', now())`,
      sql`alter table audit.entry disable trigger link_entry`,
      sql`drop trigger link_entry on audit.entry`,
      sql`create or replace function audit.link_entry() returns trigger language plpgsql as 'begin return null; end'`,
    ];
    for (const statement of refused) {
      await expect(statement.execute(appDb)).rejects.toMatchObject({ code: '42501' });
    }
    await clean();
  });

  it('shows a body its own entries and no others', async () => {
    const seen = async (scope: Scope) =>
      withScope(database.appDb, scope, async (tx) =>
        (await sql<{ b: string }>`select distinct body_code as b from audit.entry`.execute(tx)).rows.map(
          (row) => row.b,
        ),
      );
    expect(await seen({ kind: 'body', bodyCode: TOWNS[0]! })).toEqual([TOWNS[0]]);
    expect(await seen({ kind: 'public' })).toEqual([]);
    expect((await seen({ kind: 'system' })).length).toBe(4);
    const { rows } = await sql`select 1 from audit.entry`.execute(database.appDb);
    expect(rows).toEqual([]);
  });

  it('knows names only until they are erased, and hangs together afterwards', async () => {
    await inTx([saved(TOWNS[1]!, 'of a person who leaves')]);
    const names = async () =>
      (
        await sql<{ name: string | null }>`select p.name from audit.entry e join audit.pseudonym p
          on p.pseudonym = e.actor where e.object_id = 'of a person who leaves'`.execute(database.db)
      ).rows.map((row) => row.name);
    expect(await names()).toEqual(['見本 花子']);
    const erase = () =>
      database.appDb.transaction().execute((tx) => erasePerson(tx, clock, 'person-1', OPERATOR));
    expect(await erase()).toBe(true);
    expect(await erase()).toBe(false);
    expect(await names()).toEqual([null]);
    const { rows } = await sql<{ t: string }>`
      select row_to_json(e)::text as t from audit.entry e`.execute(database.db);
    expect(rows.filter((row) => row.t.includes('見本') || row.t.includes('person-1'))).toEqual([]);
    await clean();
  });

  it('makes one digest a day, each over the one before', async () => {
    clock.set('2026-04-02T00:10:00+09:00');
    const made = await Promise.all([makeDigest(database.appDb, clock), makeDigest(database.appDb, clock)]);
    const [first] = made.filter((digest) => digest !== null);
    expect(made.filter((digest) => digest !== null)).toHaveLength(1);
    expect(first).toMatchObject({ day: '2026-04-01', previous: '' });
    clock.set('2026-04-02T10:00:00+09:00');
    await inTx([saved(TOWNS[2]!, 'next day')]);
    // The program was off for two days: the next digest covers them.
    clock.set('2026-04-05T00:10:00+09:00');
    const second = await makeDigest(database.appDb, clock);
    expect(second).toMatchObject({ day: '2026-04-04', previous: first!.root, chains: 4 });
    const outside = new Map([
      ['2026-04-01', first!.root],
      ['2026-04-04', second!.root],
    ]);
    expect((await clean(await verifyAudit(database.db, outside))).digests).toBe(2);
    const other = await verifyAudit(database.db, new Map([['2026-04-01', 'ab'.repeat(32)]]));
    expect(other.faults.map((fault) => fault.kind)).toEqual(['outside']);
  });

  describe('finds what the owner of the tables changed', () => {
    const TABLES = ['entry', 'link', 'head', 'digest', 'digest_head', 'disposed'];

    beforeAll(async () => {
      // Some rows after the last digest, in two chains.
      await inTx(Array.from({ length: 6 }, (_, n) => saved(TOWNS[n % 2]!, `tail${n}`)));
      await sql.raw('alter table audit.entry disable trigger user').execute(database.db);
      // It would refuse a swap in one step; an owner takes it away.
      await sql
        .raw('alter table audit.link drop constraint link_body_code_entry_id_key')
        .execute(database.db);
      for (const table of TABLES)
        await sql.raw(`create table public.kept_${table} as table audit.${table}`).execute(database.db);
    });
    afterAll(() => sql.raw('alter table audit.entry enable trigger user').execute(database.db));

    async function tampered(statement: string, ...values: unknown[]): Promise<AuditVerdict> {
      try {
        await sql.raw(bind(statement, values)).execute(database.db);
        return await verifyAudit(database.db);
      } finally {
        await sql.raw(`truncate ${TABLES.map((t) => `audit.${t}`).join(', ')}`).execute(database.db);
        for (const table of TABLES)
          await sql.raw(`insert into audit.${table} table public.kept_${table}`).execute(database.db);
      }
    }

    function bind(statement: string, values: readonly unknown[]): string {
      return statement.replace(/\$(\d)/g, (_, n) => `'${String(values[Number(n) - 1])}'`);
    }

    async function places(): Promise<readonly { body: string; seq: bigint; id: string; day: string }[]> {
      const { rows } = await sql<{ body: string; seq: bigint; id: string; day: string }>`
        select body_code as body, seq, entry_id as id, day from audit.link order by 1, 2`.execute(
        database.db,
      );
      return rows;
    }

    it('a changed, missing, inserted or re-ordered row at any place, named with its day', async () => {
      const all = await places();
      const columns = [
        'at',
        'day',
        'actor',
        'seat_id',
        'action',
        'kind',
        'object_kind',
        'object_id',
        'detail',
      ];
      const change: Record<string, string> = {
        at: `at + interval '1 microsecond'`,
        day: 'day - 1',
        actor: 'gen_random_uuid()',
        kind: `case kind when 'read' then 'write' else 'read' end`,
        detail: `detail || ' '`,
      };
      const name = (fault: { bodyCode: string | null; seq: bigint | null }) =>
        `${fault.bodyCode} ${fault.seq}`;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...all),
          fc.constantFrom(...columns, 'sha', 'gone', 'link gone', 'both gone', 'copied', 'swapped'),
          async (at, what) => {
            const where = `body_code = '${at.body}' and entry_id = '${at.id}'`;
            if (columns.includes(what)) {
              const { faults } = await tampered(
                `update audit.entry set ${what} = ${change[what] ?? `coalesce(${what}, '') || 'x'`} where ${where}`,
              );
              expect(faults.map((f) => [f.kind, name(f), f.day])).toEqual([
                ['changed', `${at.body} ${at.seq}`, at.day],
              ]);
            } else if (what === 'sha') {
              const { faults } = await tampered(
                `update audit.entry set detail = '{}', content_sha256 = repeat('0', 64) where ${where}`,
              );
              expect(faults.map((f) => f.kind)).toEqual(['changed']);
            } else if (what === 'gone') {
              const { faults } = await tampered(`delete from audit.entry where ${where}`);
              expect(faults.map((f) => [f.kind, name(f), f.day])).toEqual([
                ['missing', `${at.body} ${at.seq}`, at.day],
              ]);
            } else if (what === 'link gone') {
              const { faults } = await tampered(`delete from audit.link where ${where}`);
              expect(faults.map((f) => f.kind)).toContain('inserted');
              expect(faults.some((f) => ['missing', 'end'].includes(f.kind) && f.bodyCode === at.body)).toBe(
                true,
              );
            } else if (what === 'both gone') {
              const { faults } = await tampered(
                `with gone as (delete from audit.entry where ${where}) delete from audit.link where ${where}`,
              );
              expect(faults.some((f) => ['missing', 'end'].includes(f.kind) && f.bodyCode === at.body)).toBe(
                true,
              );
            } else if (what === 'copied') {
              const { faults } = await tampered(
                `insert into audit.entry select body_code, gen_random_uuid(), at, day, actor, seat_id, action, kind,
                   object_kind, object_id, detail, content_sha256 from audit.entry where ${where}`,
              );
              expect(faults.map((f) => [f.kind, f.day])).toEqual([['inserted', at.day]]);
            } else {
              const other = all.find((p) => p.body === at.body && p.seq !== at.seq);
              if (other === undefined) return;
              const { faults } = await tampered(
                `update audit.link l set entry_id = o.entry_id, content_sha256 = o.content_sha256, day = o.day
                 from public.kept_link o where l.body_code = o.body_code and l.body_code = $1
                   and ((l.seq = $2 and o.seq = $3) or (l.seq = $3 and o.seq = $2))`,
                at.body,
                at.seq,
                other.seq,
              );
              expect(faults.filter((f) => f.kind === 'order').map((f) => f.seq)).toEqual(
                expect.arrayContaining([at.seq, other.seq]),
              );
            }
          },
        ),
        { numRuns: 60 },
      );
      await clean(await verifyAudit(database.db));
    }, 120_000);

    it('a tail that was cut off, also with its head; a chain, a head or a digest taken away', async () => {
      const kinds = async (statement: string) =>
        new Set((await tampered(statement)).faults.map((fault) => fault.kind));
      const tail = `body_code = '990019' and seq > (select max(seq) - 2 from audit.link where body_code = '990019')`;
      expect(
        await kinds(`delete from audit.entry e using audit.link l where l.entry_id = e.entry_id and l.${tail.replaceAll(' and seq', ' and l.seq')};
          delete from audit.link where ${tail}`),
      ).toEqual(new Set(['end']));
      // A whole chain that a digest knows, head and all.
      expect(
        await kinds(`delete from audit.entry where body_code = '990019';
          delete from audit.link where body_code = '990019'; delete from audit.head where body_code = '990019'`),
      ).toEqual(new Set(['digest']));
      expect(await kinds(`delete from audit.head where body_code = '990019'`)).toEqual(new Set(['end']));
      expect(
        await kinds(`delete from audit.digest where day = '2026-04-01' and false;
        update audit.digest set root = repeat('0', 64) where day = '2026-04-01'`),
      ).toEqual(new Set(['digest']));
      expect(await kinds(`delete from audit.digest_head where day = '2026-04-04'`)).toEqual(
        new Set(['digest']),
      );
      expect(
        await kinds(
          `insert into audit.disposed select body_code, seq, gen_random_uuid() from audit.link limit 1`,
        ),
      ).toEqual(new Set(['disposal']));
    });

    it('a row taken away under the pretext of a disposal', async () => {
      const { faults } =
        await tampered(`with one as (select * from audit.link order by body_code, seq limit 1),
        gone as (delete from audit.entry e using one where e.entry_id = one.entry_id)
        insert into audit.disposed select body_code, seq, gen_random_uuid() from one`);
      expect(faults.map((fault) => fault.kind)).toEqual(['disposal']);
    });

    it('a chain rewritten with right hashes before the last digest', async () => {
      const { faults } = await tampered(`do $$ declare l record; h text := ''; begin
        update audit.link set content_sha256 = repeat('0', 64) where body_code = '990019' and seq = 1;
        for l in select * from audit.link where body_code = '990019' order by seq loop
          h := encode(sha256(convert_to(concat_ws(chr(10), h, l.seq, l.body_code, l.entry_id,
            to_char(l.day, 'YYYY-MM-DD'), case l.seq when 1 then repeat('0', 64) else l.content_sha256 end), 'UTF8')), 'hex');
          update audit.link set hash = h where body_code = l.body_code and seq = l.seq;
        end loop;
        update audit.head set hash = h where body_code = '990019'; end $$`);
      expect(new Set(faults.map((fault) => fault.kind))).toEqual(new Set(['changed', 'digest']));
    });
  });
});
