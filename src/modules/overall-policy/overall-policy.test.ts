import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';

const VILLAGE = '993611';
const INDICATOR = 'overall-policy';

let site: Site;
let village: Browser;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
}, 120_000);
afterAll(() => site?.close());

async function page(path: string, status = 200, who = village): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  expect([path, answer.status, status === answer.status ? '' : readable(html).slice(0, 800)]).toEqual([
    path,
    status,
    '',
  ]);
  return readable(html);
}

/** Sends a form; gives where it leads, or the page that refuses it. */
async function send(
  path: string,
  values: Readonly<Record<string, string | readonly string[]>>,
  status = 303,
  who = village,
) {
  const answer = await who.post(path, values);
  const text = readable(await answer.text());
  expect([path, answer.status, status === answer.status ? '' : text.slice(0, 800)]).toEqual([
    path,
    status,
    '',
  ]);
  return { to: answer.headers.get('location') ?? '', text };
}

/** Names and values of the fields of a form as a browser would send them back unchanged. */
async function fieldsOf(path: string, who = village): Promise<Record<string, string>> {
  const html = await (await who.get(path)).text();
  const form = /<form method="post" action="[^"]*write[^"]*"[\s\S]*?<\/form>/.exec(
    html.slice(html.indexOf('policy-form') - 200),
  )?.[0];
  const fields: Record<string, string> = {};
  const decoded = (text: string) =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&amp;/g, '&');
  for (const [, attributes = ''] of (form ?? '').matchAll(/<input([^>]*)>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    if (of('type') !== 'checkbox' && of('name') !== 'csrf') fields[of('name')] = decoded(of('value'));
  }
  for (const [, name = '', text = ''] of (form ?? '').matchAll(
    /<textarea[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = decoded(text);
  for (const [, name = '', inner = ''] of (form ?? '').matchAll(
    /<select[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '';
  return fields;
}

/** What the register says of the body's 全体方針の策定, by day. */
async function figures(body = VILLAGE) {
  const { rows } = await sql<{ on: string; value: bigint | null; reason: number | null }>`
    select distinct on (o.period_end) o.period_end as "on", o.value, o.reason from observations.observation o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.series s on s.series_key = o.series_key
    where o.body_code = ${body} and d.id = ${INDICATOR} and s.series = 'evidence'
    order by o.period_end, o.revision desc`.execute(site.deps.db);
  return rows.map((row) => [row.on, row.value === null ? `reason ${row.reason}` : Number(row.value)]);
}

async function marks(body = VILLAGE) {
  const { rows } = await sql<{ key: string; on: string; stands: boolean }>`
    select m.key, m.on_day as "on", m.stands from evidence.mark m
    join evidence.record r on r.body_code = m.body_code and r.record_no = m.record_no
    where m.body_code = ${body} and m.source = 'overall-policy' order by m.record_no, m.key`.execute(
    site.deps.db,
  );
  return rows.map((row) => `${row.key} ${row.on} ${row.stands ? 'stands' : 'ends'}`);
}

const DECISION = { documentNo: '総第12号', decidedOn: '令和8年4月20日', decider: '村長' };

/** One walk of the village: page by page what is entered, as it is sent. */
describe('a village without any plan', () => {
  it('writes, decides, publishes and counts from that day', async () => {
    expect(await page('/overall-policy')).toContain('架空村の全体方針は、まだ数えていません');
    let { to } = await send('/overall-policy', { title: '架空村DX推進方針', way: 'written' });
    expect(to).toBe('/overall-policy/1/versions/1/write/vision');
    to += '?example=1';
    for (const step of ['vision', 'current', 'items', 'structure', 'roadmap']) {
      expect(to).toContain(`/write/${step}?example=1`);
      to = (await send(to, { ...(await fieldsOf(to)), do: 'next' })).to;
    }
    const check = await page(to);
    expect(check).toContain('ビジョンと工程表がそろっています');
    expect(check).toContain('2026～2027年度 自治体フロントヤード改革の推進');
    const paper = await page('/overall-policy/1/versions/1/paper');
    expect(paper).toContain('別紙のとおり架空村DX推進方針を策定し、決裁の後に公表してよろしいか伺います。');
    expect(await marks()).toEqual([]);

    const record = '/overall-policy/1/versions/1';
    await send(`${record}/decision`, { ...DECISION, samePerson: '1', edition: '6' });
    expect(await page(`${record}/record`)).toContain('まだ数えません。足りないもの：公表日');
    expect(await figures()).toEqual([]);
    expect(await marks()).toEqual(['policy.roadmap 2026-04-20 stands', 'policy.vision 2026-04-20 stands']);

    site.clock.set('2026-04-22T10:00:00+09:00');
    // Two days later the session has ended.
    village = await signedInAs(site, 'village-officer');
    await send(`${record}/publication`, { publishedOn: '2026-04-22', publishedUrl: '' });
    expect(await figures()).toEqual([['2026-04-22', 1]]);
    expect((await marks()).at(-1)).toBe('policy.published 2026-04-22 stands');
    expect(await page('/overall-policy')).toContain(
      '架空村には全体方針があります 令和8年4月22日（2026年）から',
    );
    const open = readable(await (await site.get(`/overall-policy/of/${VILLAGE}`)).text());
    expect(open).toContain('本村は、デジタルの力で');
    expect(open).toContain('公表日 令和8年4月22日（2026年）');
  }, 60_000);
});
