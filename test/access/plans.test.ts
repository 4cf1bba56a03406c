import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, withScope } from '../../src/platform/db/scope.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { TABLE } from './table.ts';

/**
 * 全体方針, 工程表 and the decisions about their lines as things of another body: a policy's address has a number of the own
 * body in it, so that `routes.test.ts` cannot walk them. 架空村 has neither; 例示町 has both, 仮名町 a policy that is decided
 * and not published.
 */
const { village, first, second } = SAMPLE_BODIES;
const OTHERS = [first.code, second.code];
const LINE = `K001-${first.code}`;
let site: Site;
let officer: Browser;

beforeAll(async () => {
  site = await openSite();
  officer = await signedInAs(site, 'village-officer');
  await sql`insert into roadmap.decision (body_code, line_no, decision_no, decided_on, document_no, decision, seat_title, saved_at)
    values (${first.code}, 1, 1, '2026-03-02', '試験第1号', '試験の決定', '試験', '2026-03-02T00:00:00Z')`.execute(
    site.deps.db,
  );
}, 120_000);
afterAll(() => site?.close());

/** Tables of the two parts that bodies own. */
async function owned(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.table_schema || '.' || c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.column_name = 'body_code' and t.table_type = 'BASE TABLE' and c.table_schema in ('overall_policy', 'roadmap')
    order by 1`.execute(site.deps.db);
  return rows.map((row) => row.name);
}

/** Every row of the others, as one text: what was altered shows. */
async function standing(): Promise<string> {
  const texts = await Promise.all(
    (await owned()).map(async (table) => {
      const { rows } = await sql<{ all: string | null }>`
        select string_agg(t::text, ';' order by t::text) as all from ${sql.table(table)} t
        where body_code in (${sql.join(OTHERS)})`.execute(site.deps.db);
      return `${table}: ${rows[0]?.all ?? ''}`;
    }),
  );
  return texts.join('\n');
}

/** Rows that a statement reaches; none where the role may not do such a thing at all. */
function reached(scope: Scope, text: string): Promise<number> {
  return withScope(site.appDeps.db, scope, async (tx) => {
    const { rows } = await sql<{ n: number }>`${sql.raw(text)}`.execute(tx);
    return rows[0]?.n ?? 0;
  }).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('permission denied')) return 0;
    throw error;
  });
}

const SCOPES: readonly Scope[] = [
  { kind: 'body', bodyCode: village.code },
  { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' },
  { kind: 'prefecture', bodyCode: '010006', prefectureCode: '010006' },
  { kind: 'nation', bodyCode: '999997' },
  { kind: 'public' },
];

describe('in the database', () => {
  it('rows of others are changed and removed from no scope but their own', async () => {
    const tables = await owned();
    expect(tables.length).toBeGreaterThan(10);
    const whose = `body_code in ('${OTHERS.join("', '")}')`;
    const own: Scope = { kind: 'body', bodyCode: first.code };
    expect(
      await reached(
        own,
        `with u as (update roadmap.line set changed_at = changed_at where ${whose} returning 1)
        select count(*)::int as n from u`,
      ),
    ).toBeGreaterThan(0);
    for (const table of tables) {
      for (const scope of SCOPES) {
        const update = `with u as (update ${table} set body_code = body_code where ${whose} returning 1) select count(*)::int as n from u`;
        const remove = `with u as (delete from ${table} where ${whose} returning 1) select count(*)::int as n from u`;
        expect([table, scope.kind, await reached(scope, update)]).toEqual([table, scope.kind, 0]);
        expect([table, scope.kind, await reached(scope, remove)]).toEqual([table, scope.kind, 0]);
      }
    }
  });

  it('a roadmap with its decisions, and a policy that is not published, are read by their body', async () => {
    const unread = [
      ...['line', 'entry', 'decision'].map((table) => [`roadmap.${table}`, first.code]),
      ...['version', 'policy', 'section'].map((table) => [`overall_policy.${table}`, second.code]),
    ] as const;
    for (const [table, code] of unread) {
      const count = `select count(*)::int as n from ${table} where body_code = '${code}'`;
      expect([table, await reached({ kind: 'body', bodyCode: code ?? '' }, count)]).not.toEqual([table, 0]);
      expect([table, await reached({ kind: 'body', bodyCode: village.code }, count)]).toEqual([table, 0]);
      expect([table, await reached({ kind: 'public' }, count)]).toEqual([table, 0]);
    }
  });
});

/** Filled as the body itself would: a refusal is of who asks, not of an empty form. */
const FILLED = {
  ...{ title: '書き換え', changeNote: '書き換え', reason: '書き換え', note: '書き換え', vision: '書き換え' },
  ...{ decidedOn: '2026-03-01', documentNo: '試験第2号', decision: '書き換え', decider: '村長' },
  ...{
    endedOn: '2026-03-01',
    endReason: '書き換え',
    resumeReason: '書き換え',
    madeFrom: '1',
    answer: 'agree',
  },
};

describe('by page and program', () => {
  it('another body’s policy and line are not found, and stand as they stood', async () => {
    const before = await standing();
    const routes = Object.keys(TABLE).filter((route) =>
      /\/overall-policy\/(:no|joint)|\/roadmap\/lines\//.test(route),
    );
    expect(routes.length).toBeGreaterThan(25);
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const of = path.includes('/joint/') ? second.code : first.code;
      const address = path
        .replace(':lead', of)
        .replace(':no', '1')
        .replace(':version', '1')
        .replace(':step', '1')
        .replace(':line', LINE)
        .replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const answer = method === 'GET' ? await officer.get(address) : await officer.post(address, FILLED);
      expect([route, answer.status]).toEqual([route, 404]);
    }
    expect(await standing()).toBe(before);
  });

  it('files that go out hold the own lines alone', async () => {
    const csv = await (await officer.get('/roadmap/lines.csv')).text();
    const { rows } = await sql<{ title: string }>`
      select title from roadmap.line where body_code = ${first.code}`.execute(site.deps.db);
    expect(rows.length).toBeGreaterThan(0);
    for (const { title } of rows) expect(csv).not.toContain(title);
  });

  it('programs are given neither', () => {
    const api = Object.keys(TABLE).filter((route) => route.includes('/api/'));
    expect(api.filter((route) => /polic|roadmap/.test(route))).toEqual([]);
  });
});
