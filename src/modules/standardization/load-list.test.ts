import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { runDueJobs } from '../../platform/jobs/runner.ts';
import { issueOperatorLink } from '../../platform/operator/actions.ts';
import { fillMonths } from './actions/load-job.ts';
import { readTable } from './actions/read-table.ts';
import { BUSINESSES } from './rules/businesses.ts';

const PATH = '/standardization/step-list';
const MONTH = '2026-05-31';
const STEPS = Array.from({ length: 40 }, (_, index) => `試験のステップ${index + 1}`);
const HEAD = ['団体コード', '都道府県名', '市区町村名', '対象月', '業務名', ...STEPS];

let site: Site;
let cookie: string;
let token: string;
let bodies: readonly { code: string; name: string }[];

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  const link = new URL(await issueOperatorLink(site.appDeps, 'http://127.0.0.1:0'));
  cookie = cookieOf(await site.request(link.pathname + link.search, {}));
  token = /name="csrf" value="([^"]+)"/.exec(await (await get(PATH)).text())?.[1] ?? '';
  const { rows } = await sql<{ code: string; name: string }>`
    select r.body_code as code, r.name from bodies.register_row r
    where r.retired_at is null and r.valid_from <= ${MONTH}::date and (r.valid_to is null or r.valid_to > ${MONTH}::date)
      and r.body_code < '990000' and right(left(r.body_code, 5), 3) <> '000' order by 1`.execute(
    site.deps.db,
  );
  bodies = rows;
}, 120_000);
afterAll(() => site?.close());

const get = (path: string) => Promise.resolve(site.request(path, { headers: { cookie } }));

function post(path: string, body: FormData | URLSearchParams): Promise<Response> {
  const headers = { cookie, origin: 'http://127.0.0.1:0' };
  return Promise.resolve(site.request(`${path}?csrf=${token}`, { method: 'POST', body, headers }));
}

/** Sends a table and has it read; the page that it leads to. */
async function bring(rows: readonly (readonly string[])[], month = '2026-05', more = {}): Promise<string> {
  const sent = await send(rows, month, more);
  expect(sent.status).toBe(303);
  await runDueJobs(site.appDeps, [readTable]);
  return sent.headers.get('location') ?? '';
}

function send(rows: readonly (readonly string[])[], month = '2026-05', more = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ month, ...more })) form.set(name, String(value));
  form.set('file', new File([rows.map((row) => row.join(',')).join('\r\n')], '国の表.csv'));
  return post(`${PATH}/import`, form);
}

/** done steps, then 作業中, 未着手; 生活保護 of every third body is 対象外 as a whole. */
function states(body: number, business: number): readonly string[] {
  if (BUSINESSES[business]?.id === 'public-assistance' && body % 3 === 0) return STEPS.map(() => '対象外');
  const done = (body * 7 + business * 3) % 41;
  return STEPS.map((_, step) => (step < done ? '完了済み' : step < done + 2 ? '作業中' : '未着手'));
}

function table(of = bodies, month = '2026-05'): string[][] {
  const lines = of.flatMap(({ code, name }, body) =>
    BUSINESSES.map((business, at) => [code, '', name, month, business.title, ...states(body, at)]),
  );
  return [[...HEAD], ...lines];
}

const wordsOf = async (path: string) => readable(await (await get(path)).text());

const faultsOf = async (path: string) => {
  const page = await wordsOf(path);
  expect(page).toContain('この表は取り込んでいません');
  return page;
};

describe('the ministry’s table of statuses', () => {
  it('is looked at first, then taken over as work that can be left, and gives both figures', async () => {
    expect(bodies).toHaveLength(1741);
    const sent = await send(table());
    const path = sent.headers.get('location') ?? '';
    // Nobody waits for 34,820 rows: the file is kept, and its reading can be left and found again.
    const reading = await (await get(path)).text();
    expect(reading).toContain('http-equiv="refresh"');
    expect(readable(reading)).toContain('国の表を読んでいます');
    expect(await wordsOf(PATH)).toContain('最後に送った表： 国の表.csv');
    await runDueJobs(site.appDeps, [readTable]);
    // The figures by another way: plain division, body by body.
    const rates = bodies.map((_, body) => {
      const counts = BUSINESSES.map((__, at) => states(body, at));
      const of = (word: string) => counts.flat().filter((state) => state === word).length;
      return [(of('完了済み') + of('対象外')) / 800, of('完了済み') / (800 - of('対象外'))] as const;
    });
    const mean = (at: 0 | 1) =>
      `${((rates.reduce((sum, one) => sum + one[at], 0) / 1741) * 100).toFixed(2)} %`;
    const before = await wordsOf(path);
    expect(before).toContain('1,741団体（34,820業務）');
    expect(before).toContain(`表の完了率（公式の式） ${mean(0)}`);
    expect(before).toContain(`表の完了率（対象外を除く） ${mean(1)}`);
    expect(mean(0)).not.toBe(mean(1));
    expect(before).toContain('2026年）からの新しい一覧として、40ステップを登録します');

    expect((await post(path, new URLSearchParams({ csrf: token }))).status).toBe(303);
    const waiting = await (await get(path)).text();
    expect(waiting).toContain('http-equiv="refresh"');
    expect(readable(waiting)).toContain('1,741団体のうち0団体が終わりました');
    await runDueJobs(site.appDeps, [fillMonths]);
    expect(readable(await (await get(path)).text())).toContain('1,741団体の月を埋め');
    expect(readable(await (await get(PATH)).text())).toContain('国の表.csv');

    const { rows } = await sql<{ id: string; part: string; value: bigint; base: bigint; bodies: number }>`
      select d.id, p.part_id as part, sum(o.value) as value, sum(o.base) as base, count(*)::int as bodies
      from observations.effective o join indicators.definition d on d.indicator_key = o.indicator_key
      join indicators.part p on p.part_key = o.part_key
      where d.id like 'standardization%' and p.part_id = 'total' and o.period_end = ${MONTH}::date and o.body_code < '990000'
      group by 1, 2 order by 1`.execute(site.deps.db);
    const counted = bodies.flatMap((_, body) => BUSINESSES.flatMap((__, at) => states(body, at)));
    const of = (word: string) => BigInt(counted.filter((state) => state === word).length);
    expect(rows.map((row) => [row.id, row.bodies, BigInt(row.value), BigInt(row.base)])).toEqual([
      ['standardization', 1741, of('完了済み') + of('対象外'), 1_392_800n],
      ['standardization-without-excluded', 1741, of('完了済み'), 1_392_800n - of('対象外')],
    ]);
    const left = await sql<{ n: number }>`select count(*)::int as n from standardization.load_line`.execute(
      site.deps.db,
    );
    expect(left.rows[0]?.n).toBe(0);
    // Pressed again, it shows what was done.
    expect((await post(path, new URLSearchParams({ csrf: token }))).headers.get('location')).toBe(path);
  }, 300_000);

  it('leaves who has said the month, and takes the next month without a new list', async () => {
    const again = await bring(table(bodies.slice(0, 20)));
    const page = await wordsOf(again);
    expect(page).toContain('この月を埋める団体 0団体');
    expect(page).toContain('そのままにする団体 20団体');
    expect(page).not.toContain('新しい一覧');
    expect(page).toContain('1,721団体（');
    const june = table(bodies.slice(0, 3), '2026-06');
    // Columns in another order are the same steps.
    const turned = june.map((row) => [...row.slice(0, 5), ...row.slice(5).reverse()]);
    const path = await bring(turned, '2026-06');
    await post(path, new URLSearchParams({ csrf: token }));
    await runDueJobs(site.appDeps, [fillMonths]);
    const { rows } = await sql<{ states: string; base: string }>`
      select states, base_month::text as base from standardization.month_state
      where body_code = ${bodies[0]?.code ?? ''} and month = '2026-06-30' order by business_no limit 2`.execute(
      site.deps.db,
    );
    expect(rows[1]).toEqual({ states: `333${'22'}${'1'.repeat(35)}`, base: MONTH });
    const { rows: events } = await sql<{ n: number }>`
      select count(*)::int as n from standardization.step_event where month = '2026-06-30'`.execute(
      site.deps.db,
    );
    expect(events[0]?.n).toBe(0);
  }, 60_000);

  it('is refused by cell when it is of another month, renames steps or names another body', async () => {
    const few = table(bodies.slice(0, 2));
    expect(await faultsOf(await bring(few, '2026-04'))).toContain(
      'D2 2026-05 この行は令和8年5月（2026年）の分です。令和8年4月（2026年）には取り込めません。',
    );
    expect(await faultsOf(await bring(few, '2026-07'))).toContain('まだ来ていません');
    const renamed = few.map((row, at) => (at === 0 ? row.with(7, '別の名前') : row));
    expect(await faultsOf(await bring(renamed))).toContain(
      'H1 別の名前 ステップ「別の名前」は、登録された一覧にありません。「試験のステップ3」がありません。',
    );
    // In the month of the list itself another list cannot begin; in a later one it can.
    expect(await faultsOf(await bring(renamed, '2026-05', { renewed: '1' }))).toMatch(
      /国がステップの名前を改めた/,
    );
    const later = renamed.map((row, at) => (at === 0 ? row : row.with(3, '2026-06')));
    expect(await wordsOf(await bring(later, '2026-06', { renewed: '1' }))).toContain('を確かめてください');
    const other = few.map((row, at) => (at === 2 ? row.with(2, '小樽市') : row));
    expect(await faultsOf(await bring(other))).toMatch(/C3 小樽市 団体コード011002は札幌市です/);
    const twice = [...few, few[1] ?? []];
    expect(await faultsOf(await bring(twice))).toContain('同じ団体の同じ業務が、2行にもあります');
    const wrong = few.map((row, at) => (at === 1 ? row.with(0, '011003') : row));
    expect(await faultsOf(await bring(wrong))).toContain('A2 011003 「011003」は団体コードではありません');
    expect(await faultsOf(await bring(few.map((row) => row.slice(1))))).toContain('団体コードの列');
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from standardization.month_report where month = '2026-04-30' and body_code < '990000'`.execute(
      site.deps.db,
    );
    expect(rows[0]?.n).toBe(0);
  });
});
