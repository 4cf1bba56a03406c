import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, withScope } from '../../src/platform/db/scope.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { personIdOf } from '../../src/spine/sample/people.ts';
import { openSite, type Site } from '../support/site.ts';

/** Row-level security: as the running server's role, by SQL alone, whatever a page or an action forgot to ask. */
let site: Site;
const VILLAGE = SAMPLE_BODIES.village.code;
const TOWN = SAMPLE_BODIES.first.code;

/** Tables with `body_code`, read as they are. */
const OWNED = 'section section_version post post_version post_right seat post_note recovery'.split(' ');

beforeAll(async () => {
  site = await openSite();
  const at = '2026-04-01T00:00:00Z';
  // One row in every table of both bodies, so that an empty answer says something.
  for (const code of [VILLAGE, TOWN]) {
    await sql`with p as (select post_id, version_no from posts.post_version where body_code = ${code} limit 1),
      s as (select seat_id from posts.seat where body_code = ${code} limit 1),
      r as (insert into posts.post_right select ${code}, post_id, version_no, 'notices', 'answer', false from p),
      n as (insert into posts.post_note select ${code}, post_id, gen_random_uuid(), '試験', ${at}, null from p)
      insert into posts.recovery select ${code}, gen_random_uuid(), seat_id, null, null, '試験第1号', '2026-04-01', ${at}
      from s`.execute(site.deps.db);
  }
}, 120_000);
afterAll(() => site?.close());

function inScope<T>(scope: Scope, text: string): Promise<readonly T[]> {
  return withScope(site.appDeps.db, scope, async (tx) => (await sql<T>`${sql.raw(text)}`.execute(tx)).rows);
}

async function bodiesSeen(scope: Scope, table: string): Promise<readonly string[]> {
  const rows = await inScope<{ code: string }>(
    scope,
    `select distinct body_code as code from posts.${table} order by 1`,
  );
  return rows.map((row) => row.code);
}

describe('rows of another body', () => {
  it('are there at all', async () => {
    for (const table of OWNED) {
      const { rows } = await sql<{ code: string }>`
        select distinct body_code as code from ${sql.table(`posts.${table}`)}`.execute(site.deps.db);
      const codes = rows.map((row) => row.code);
      expect([table, codes.includes(VILLAGE), codes.includes(TOWN)]).toEqual([table, true, true]);
    }
  });

  it.each(OWNED)('of posts.%s are not there in the scope of a body', async (table) => {
    expect(await bodiesSeen({ kind: 'body', bodyCode: VILLAGE }, table)).toEqual([VILLAGE]);
  });

  it.each(OWNED)('of posts.%s: without a scope, and in the public one, none', async (table) => {
    const { rows } = await sql`select 1 from ${sql.table(`posts.${table}`)}`.execute(site.appDeps.db);
    expect(rows).toEqual([]);
    expect(await bodiesSeen({ kind: 'public' }, table)).toEqual([]);
  });

  it('the prefecture sees the offices of its municipalities, not their notes', async () => {
    const scope: Scope = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' };
    expect(await bodiesSeen(scope, 'seat')).toContain(VILLAGE);
    expect(await bodiesSeen(scope, 'post_note')).toEqual([]);
    const other: Scope = { kind: 'prefecture', bodyCode: '010006', prefectureCode: '010006' };
    for (const table of OWNED) expect(await bodiesSeen(other, table)).toEqual([]);
  });

  it('nation and 見本県 do not see each other', async () => {
    for (const table of OWNED) {
      expect(await bodiesSeen({ kind: 'nation', bodyCode: '000000' }, table)).toEqual([]);
    }
    expect(await bodiesSeen({ kind: 'nation', bodyCode: '999997' }, 'seat')).toContain(VILLAGE);
  });

  it('are written by nobody else', async () => {
    const attempts = [
      `insert into posts.section values ('${TOWN}', gen_random_uuid(), now())`,
      `insert into posts.post_note select '${TOWN}', gen_random_uuid(), gen_random_uuid(), 'x', now(), null`,
    ];
    for (const scope of [
      { kind: 'body', bodyCode: VILLAGE },
      { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' },
      { kind: 'nation', bodyCode: '999997' },
    ] as const) {
      for (const attempt of attempts)
        await expect(inScope(scope, attempt)).rejects.toThrow(/row-level security/);
      const changed = await inScope<{ n: number }>(
        scope,
        `with u as (update posts.seat set valid_to = '2026-12-01' where body_code = '${TOWN}' returning 1)
         select count(*)::int as n from u`,
      );
      expect(changed).toEqual([{ n: 0 }]);
    }
  });
});

describe('people', () => {
  const names = async (scope: Scope) =>
    (await inScope<{ name: string }>(scope, 'select name from posts.person order by name')).map(
      (row) => row.name,
    );

  it('are seen by the bodies that registered or seat them', async () => {
    const seen = await names({ kind: 'body', bodyCode: VILLAGE });
    expect(seen).toContain('架空 一郎');
    expect(seen).toHaveLength(3);
    expect(await names({ kind: 'body', bodyCode: SAMPLE_BODIES.second.code })).toContain('助言 花子');
    expect(await names({ kind: 'body', bodyCode: VILLAGE })).not.toContain('助言 花子');
  });

  it('are not seen from above', async () => {
    const prefecture: Scope = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' };
    expect(await names(prefecture)).not.toContain('架空 一郎');
    expect(await names({ kind: 'nation', bodyCode: '999997' })).toEqual(['見本 国子', '見本 国男']);
    expect(await names({ kind: 'public' })).toEqual([]);
  });

  it('and which account is whose, likewise', async () => {
    const id = personIdOf('例示 花子');
    const text = `select account_id from posts.person_account where person_id = '${id}'`;
    expect(await inScope({ kind: 'body', bodyCode: VILLAGE }, text)).toEqual([]);
    expect(await inScope({ kind: 'body', bodyCode: TOWN }, text)).toHaveLength(1);
    expect(await inScope({ kind: 'body', bodyCode: TOWN }, 'select * from posts.chosen_seat')).toEqual([]);
  });
});

describe('history', () => {
  it('is not rewritten, not by the owner of the tables either', async () => {
    for (const text of [
      `update posts.post_version set title = 'x'`,
      `delete from posts.section_version`,
      `update posts.seat set person_id = gen_random_uuid()`,
      `delete from posts.seat`,
      `update posts.recovery set document_no = 'x'`,
      `delete from posts.post_note`,
    ]) {
      await expect(sql.raw(text).execute(site.deps.db)).rejects.toThrow(/append-only|only the end/);
    }
  });
});
