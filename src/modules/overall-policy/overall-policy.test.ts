import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import type { Paper } from '../../core/paper.ts';
import { withScope } from '../../platform/db/scope.ts';
import { pdfPages } from '../../platform/files/pdf-pages.ts';
import { readWorkbook } from '../../platform/files/read-workbook.ts';
import { writeWorkbook } from '../../platform/files/write-workbook.ts';
import { paperPdf } from '../../platform/pdf/paper-pdf.ts';
import { seatsOfBody } from '../../spine/posts/queries/seats.ts';
import { answerPartner } from './actions/joint.ts';

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

/** Sends a file with its fields, as a browser does. */
async function upload(
  path: string,
  file: Uint8Array | string,
  fields: Readonly<Record<string, string>> = {},
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const bytes = typeof file === 'string' ? Buffer.from(file) : Uint8Array.from(file);
  body.append('file', new Blob([bytes]), 'dx.pdf');
  const answer = await site.request(`${path}?csrf=${encodeURIComponent(village.token)}`, {
    method: 'POST',
    body,
    headers: { cookie: village.cookie, origin: 'http://127.0.0.1:0' },
  });
  return {
    status: answer.status,
    to: answer.headers.get('location') ?? '',
    text: readable(await answer.text()),
  };
}

const V2 = '/overall-policy/1/versions/2';

describe('a revision', () => {
  it('leaves what counts as it is, while it is written, and keeps both texts of two people', async () => {
    await send('/overall-policy/1/versions', { changeNote: '', way: 'written' }, 422);
    const begun = await send('/overall-policy/1/versions', {
      changeNote: '国の改定に合わせる',
      way: 'written',
    });
    expect(begun.to).toBe(`${V2}/write/vision`);
    expect(await page('/overall-policy')).toContain(
      '架空村には全体方針があります 令和8年4月22日（2026年）から',
    );
    await send('/overall-policy/1/versions', { changeNote: '二つ目', way: 'written' }, 409);

    const form = await fieldsOf(`${V2}/write/vision`);
    await send(`${V2}/write/vision`, { ...form, 'x.vision': '一人目のビジョン', do: 'stay' });
    const second = await send(`${V2}/write/vision`, { ...form, 'x.vision': '二人目のビジョン', do: 'next' });
    expect(second.to).toBe(`${V2}/write/vision?saved=1`);
    const both = await page(`${V2}/write/vision`);
    expect(both).toMatch(/「ビジョン」に、二人の文があります[\s\S]*一人目のビジョン[\s\S]*二人目のビジョン/);
    // A reload of the refused form keeps it once.
    await send(`${V2}/write/vision`, { ...form, 'x.vision': '二人目のビジョン', do: 'next' });
    expect((await page(`${V2}/write/vision`)).match(/二人目のビジョン/g)).toHaveLength(1);
    const seen = (await fieldsOf(`${V2}/write/vision`))['s.vision'] ?? '';
    await send(`${V2}/write/vision`, { 's.vision': seen, take: 'vision@3' });
    const settled = await page(`${V2}/write/vision`);
    expect(settled).not.toContain('二人の文があります');
    expect(settled).toContain('二人目のビジョン');
    expect(await page('/overall-policy/1/compare?from=1&to=2')).toMatch(
      /異なる欄は1件[\s\S]*ビジョン 変更 本村は、[\s\S]*二人目のビジョン/,
    );
    expect(await figures()).toEqual([['2026-04-22', 1]]);
  }, 60_000);

  it('says what is wrong with a form and keeps what was typed', async () => {
    const roadmap = await fieldsOf(`${V2}/write/roadmap`);
    const wrong = { ...roadmap, 'from.roadmap:ai': '2028', 'to.roadmap:ai': '2026', 'x.roadmap:ai': '試す' };
    const years = await send(`${V2}/write/roadmap`, { ...wrong, do: 'next' }, 422);
    expect(years.text).toContain('「工程表：自治体のAIの利用推進」の年度は、開始、終了の順に');
    const long = await send(
      `${V2}/write/vision`,
      { 's.vision': '4', 'x.vision': 'あ'.repeat(4001), do: 'next' },
      422,
    );
    expect(long.text).toContain('「ビジョン」は4000字までです。今は4001字あります。');
    expect(long.text).toContain('あ'.repeat(4001));

    const decide = (more: object, status: number) =>
      send(`${V2}/decision`, { ...DECISION, decidedOn: '2026-04-22', edition: '3', ...more }, status);
    expect((await decide({ edition: '1' }, 409)).text).toContain(
      '決裁用案を開いた後に、内容が変わっています',
    );
    const future = await decide({ decidedOn: '2026-05-01', decider: '副村長' }, 422);
    expect(future.text).toContain('決裁日（令和8年5月1日（2026年））が今日より後です');
    expect((await decide({ decidedOn: '2026-04-01' }, 422)).text).toContain('前の版の決裁日');
    await decide({}, 303);
    expect((await send(`${V2}/write/vision`, { 's.vision': '4', 'x.vision': '後から' }, 409)).text).toContain(
      '決裁を記録した版の内容は変えられません',
    );
    const early = await send(`${V2}/publication`, { publishedOn: '2026-04-21', publishedUrl: '' }, 422);
    expect(early.text).toMatch(
      /公表日（令和8年4月21日（2026年））が決裁日（令和8年4月22日（2026年））より前/,
    );
    // Decided and not published: kept, not counted by itself, and the first version goes on counting.
    await send(`${V2}/publication`, { publishedOn: '', publishedUrl: '' });
    expect(await page(`${V2}/record`)).toContain('まだ数えません。足りないもの：公表日');
    expect(await figures()).toEqual([['2026-04-22', 1]]);
    await send(`${V2}/undo`, { reason: '' }, 422);
    await send(`${V2}/undo`, { reason: '決裁日の誤り' });
    expect(await page(`${V2}/write/vision`)).toContain('二人目のビジョン');
  }, 60_000);
});

describe('Excel', () => {
  it('goes out with what is written and comes back to be looked at first', async () => {
    const got = await village.get(`${V2}/workbook.xlsx`);
    const book = await readWorkbook(new Uint8Array(await got.arrayBuffer()), 'x.xlsx');
    if (!book.ok) throw new Error(book.code);
    const rows = (book.value.sheets[0]?.rows ?? []).map((row) => [...row]);
    expect(rows.flat()).toContain('P1-993611-2');
    const cell = (id: string, column: number, text: string) => {
      const row = rows.find((one) => one[0] === id);
      if (row !== undefined) row[column] = text;
    };
    cell('vision', 5, 'Excelのビジョン');
    cell('item:ai', 2, '好きにする');
    const sheet = {
      name: '全体方針',
      widths: [],
      rows: rows.map((row) => row.map((value) => ({ value, look: 'x' }))),
      heights: new Map(),
      validations: [],
      repeat: null,
      footer: '',
    };
    const bytes = await writeWorkbook({ title: 'x', madeOn: '2026-04-22', looks: {}, sheets: [sheet] });
    const sent = await upload(`${V2}/workbook`, bytes);
    const preview = await page(sent.to);
    expect(preview).toMatch(/セルC\d+：扱い「好きにする」は選べません/);
    expect(preview).toMatch(/ビジョン F\d+ 二人目のビジョン Excelのビジョン/);
    expect(await page(`${V2}/write/vision`)).not.toContain('Excelのビジョン');
    const seen = (await fieldsOf(`${V2}/write/vision`))['s.vision'] ?? '';
    await send(sent.to, { take: 'vision', 's.vision': seen });
    expect(await page(`${V2}/write/vision`)).toContain('Excelのビジョン');
    const again = await send(sent.to, { take: 'vision', 's.vision': seen }, 409);
    expect(again.text).toContain('この取込は、既に終わっています');
    const junk = await upload(`${V2}/workbook`, 'ただの文');
    expect(await page(junk.to)).toContain('「方針番号」が見つかりません');
  }, 60_000);
});

describe('a policy that exists already', () => {
  it('is registered by PDF and pages; what is no PDF, and pages that there are not, are refused', async () => {
    await send('/overall-policy', { title: '架空村情報化計画', way: 'registered' });
    const at = '/overall-policy/2/versions/1';
    const pages = { url: '', visionPages: '1', roadmapPages: '1' };
    const paper: Paper = {
      title: '計画',
      on: '2026-04-01',
      mark: '',
      by: '',
      sample: true,
      contents: false,
      blocks: Array.from({ length: 90 }, (_, at) => ({ kind: 'text' as const, text: `第${at}条` })),
    };
    const pdf = await paperPdf(paper);
    if (!pdf.ok) throw new Error(pdf.code);
    const count = pdfPages(pdf.value);
    expect(count).toBeGreaterThan(1);
    const text = await upload(`${at}/source`, '<html>これはPDFではない</html>', pages);
    expect([text.status, text.text.includes('PDFではありません')]).toEqual([422, true]);
    const beyond = await upload(`${at}/source`, pdf.value, { ...pages, roadmapPages: `${(count ?? 0) + 1}` });
    expect([beyond.status, beyond.text.includes(`登録したPDFは${count}ページです`)]).toEqual([422, true]);
    expect((await upload(`${at}/source`, '', { ...pages })).text).toContain('ファイル');
    const saved = await upload(`${at}/source`, pdf.value, { ...pages, roadmapPages: '' });
    expect(saved.status).toBe(303);
    expect(await page(saved.to)).toContain('工程表のページがまだありません');
    await send(`${at}/decision`, { ...DECISION, decidedOn: '2026-04-21', edition: '2' });
    await send(`${at}/publication`, { publishedOn: '2026-04-21', publishedUrl: '' });
    expect(await page(`${at}/record`)).toContain('足りないもの：工程表');
    expect(await figures()).toEqual([['2026-04-22', 1]]);
    const open = await (await site.get(`/overall-policy/of/${VILLAGE}`)).text();
    const link = /\/overall-policy\/of\/993611\/files\/[0-9a-f]{64}/.exec(open)?.[0] ?? '';
    const file = await site.get(link);
    expect([file.status, file.headers.get('content-disposition')?.includes('attachment')]).toEqual([
      200,
      true,
    ]);
  }, 60_000);
});

describe('others', () => {
  it('share a policy by a decision of their own, from then on', async () => {
    await send('/overall-policy/1/partners', { body: '無い町' }, 422);
    await send('/overall-policy/1/partners', { body: '仮名町' });
    const seat = { kind: 'body', bodyCode: '993034' } as const;
    const held = await withScope(site.appDeps.db, seat, async (tx) => {
      const { rows } = await sql<{ state: string }>`select state from overall_policy.consent`.execute(tx);
      return rows.map(({ state }) => state);
    });
    expect(held).toEqual(['asked']);
    expect(await page('/overall-policy/1')).toContain('仮名町 回答待ち');
    const answer = (more: object) =>
      withScope(site.appDeps.db, seat, async (tx) => {
        const seats = await seatsOfBody(tx, '993034', '2026-04-22');
        const decider = seats.find((one) => one.rights.has('overall-policy:decide'));
        if (decider === undefined) throw new Error('nobody decides');
        const by = { tx, clock: site.clock, seat: decider };
        const given = { ...DECISION, onBehalf: false, seenLater: false, samePerson: false, agree: true };
        return answerPartner(by, { leadCode: VILLAGE, policyNo: 1 }, { ...given, ...more });
      });
    expect(await answer({ documentNo: '' })).toMatchObject({ ok: false, code: 'document-missing' });
    expect(await figures('993034')).toEqual([]);
    expect((await answer({ decidedOn: '2026-04-21' })).ok).toBe(true);
    // Not before the plan itself counts.
    expect(await figures('993034')).toEqual([['2026-04-22', 1]]);
    expect(await page('/overall-policy/1')).toContain('仮名町 同意 令和8年4月21日（2026年）');
  });

  it('see of the village only what is published', async () => {
    const seen = (scope: Parameters<typeof withScope>[1], table: string) =>
      withScope(site.appDeps.db, scope, async (tx) => {
        const { rows } = await sql<{ n: string }>`
          select policy_no || '-' || version_no as n from ${sql.table(`overall_policy.${table}`)}
          where body_code = ${VILLAGE} group by 1 order by 1`.execute(tx);
        return rows.map(({ n }) => n);
      });
    const prefecture = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' } as const;
    const town = { kind: 'body', bodyCode: '993026' } as const;
    expect(await seen({ kind: 'body', bodyCode: VILLAGE }, 'section')).toEqual(['1-1', '1-2']);
    for (const scope of [prefecture, town, { kind: 'public' } as const])
      expect(await seen(scope, 'section')).toEqual(['1-1']);
    expect(await seen(prefecture, 'version')).toEqual(['1-1', '1-2', '2-1']);
    expect(await seen(town, 'version')).toEqual(['1-1', '2-1']);
    for (const scope of [prefecture, town]) expect(await seen(scope, 'event')).toEqual([]);
    for (const scope of [prefecture, town])
      await expect(
        withScope(site.appDeps.db, scope, (tx) =>
          sql`insert into overall_policy.policy (body_code, policy_no, title, created_at, created_by)
            values (${VILLAGE}, 9, 'x', now(), 'x')`.execute(tx),
        ),
      ).rejects.toThrow(/row-level security/);
  });

  it('the prefecture sees state, day and whom to ask', async () => {
    const prefecture = await signedInAs(site, 'prefecture');
    const review = await page('/overall-policy/review', 200, prefecture);
    expect(review).toContain('5市区町村のうち4団体に全体方針があります');
    expect(review).toMatch(/架空村 数えている 令和8年4月22日（2026年） ― 総務課 主任/);
    expect(review).toMatch(/仮名町 数えている（共同） 令和8年4月22日（2026年）/);
    expect(review).toMatch(/試行町 廃止/);
    expect(review).not.toContain('承認');
    await page('/overall-policy/review', 403);
  });
});

describe('an abolition', () => {
  it('needs a reason and a decision, and takes the village out of the 速報 of that day', async () => {
    const share = async (asOf: string) => {
      const query = `indicator=overall-policy&area=990001&asOf=${asOf}`;
      const answer = (await (await site.get(`/api/v1/rollups?${query}`)).json()) as { numerator: unknown };
      return Number(answer.numerator);
    };
    const before = await share('2026-04-22');
    const form = {
      reason: '',
      documentNo: '総第20号',
      decidedOn: '2026-04-22',
      decider: '村長',
      abolishedOn: '2026-04-22',
    };
    expect((await send('/overall-policy/1/abolish', form, 422)).text).toContain('理由を入力してください');
    const undecided = { ...form, reason: '統合', documentNo: '' };
    expect((await send('/overall-policy/1/abolish', undecided, 422)).text).toContain(
      '文書番号を入力してください',
    );
    await send('/overall-policy/1/abolish', { ...form, reason: '総合計画に一本化' });
    expect(await figures()).toEqual([['2026-04-22', 0]]);
    // Who shared it has none any more either.
    expect(await figures('993034')).toEqual([['2026-04-22', 0]]);
    expect((await marks()).filter((one) => one.endsWith('2026-04-22 ends')).length).toBeGreaterThan(0);
    expect(await share('2026-04-22')).toBe(before - 2);
    expect(await page('/overall-policy/1')).toContain('理由：総合計画に一本化');
    expect(readable(await (await site.get(`/overall-policy/of/${VILLAGE}`)).text())).toContain(
      'に廃止しました',
    );
  }, 60_000);
});
