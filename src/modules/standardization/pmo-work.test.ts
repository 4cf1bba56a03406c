import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { withScope } from '../../platform/db/scope.ts';
import { readWorkbook } from '../../platform/files/read-workbook.ts';
import { runDueJobs } from '../../platform/jobs/runner.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../spine/sample/bodies.ts';
import { makeNationBook } from './actions/nation-book.ts';
import { lateMigrationList } from './file-kinds/late-migration.ts';
import { standardizationRates } from './file-kinds/rates.ts';
import { findStatusHeads, readStatusRows } from './file-kinds/status-table.ts';
import { systemsOf } from './queries/systems.ts';
import { saveConsent, vendorByName } from './queries/vendors.ts';
import { businessAt } from './rules/businesses.ts';

const system = { kind: 'system' } as const;
const { city, first, village } = SAMPLE_BODIES;
let site: Site;
let prefecture: Browser;
let ministry: Browser;
let officer: Browser;

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  prefecture = await signedInAs(site, 'prefecture');
  ministry = await signedInAs(site, 'ministry');
  officer = await signedInAs(site, 'village-officer');
}, 120_000);
afterAll(() => site?.close());

const text = async (answer: Response | Promise<Response>) => readable(await (await answer).text());

async function bookOf(answer: Response) {
  expect(answer.status).toBe(200);
  const book = await readWorkbook(new Uint8Array(await answer.arrayBuffer()), '表.xlsx');
  if (!book.ok) throw new Error(book.code);
  return book.value;
}

describe('one vendor’s slip', () => {
  const PATH = '/standardization/pmo/slips';
  let vendor = '';
  const fields = () => ({
    ...{ vendor, business: '1', days: '30', reason: '要員の不足', documentNo: '2026-06-15' },
  });

  /** Three bodies with this vendor: two consent, the village does not; one of the two has no day. */
  beforeEach(async () => {
    vendor = await withScope(site.deps.db, system, async (tx) => {
      const id = await vendorByName(tx, '990001', '試験の事業者（架空）');
      await sql`update standardization.system set vendor_id = ${id}::uuid, finished = false, planned_on = '2026-12-31'
        where business_no = 1 and body_code = any(${[city.code, first.code, village.code]}::text[])`.execute(
        tx,
      );
      await sql`update standardization.system set planned_on = null where business_no = 1 and body_code = ${first.code}`.execute(
        tx,
      );
      await sql`delete from standardization.vendor_consent where vendor_id = ${id}::uuid`.execute(tx);
      const by = { seatTitle: '試験', at: '2026-06-01T00:00:00Z' };
      for (const { code } of [city, first]) await saveConsent(tx, code, id, '2026-06-01', by);
      return id;
    });
  });

  const planned = async (code: string) =>
    (await withScope(site.deps.db, system, (tx) => systemsOf(tx, code))).find((one) => one.businessNo === 1)
      ?.plannedOn;
  const seenIn = (html: string) => /name="seen" value="([0-9a-f]+)"/.exec(html)?.[1] ?? '';

  it('is shown with who moves and who is left and why, before anything moves', async () => {
    const html = await (await prefecture.post(PATH, fields())).text();
    const page = readable(html);
    expect(page).toContain('1団体を動かし、2団体はそのままにします');
    expect(page).toMatch(/見本市 動かします 令和8年12月31日（2026年） 令和9年1月30日（2027年）/);
    expect(page).toMatch(/架空村 同意がないため、そのままにします 令和8年12月31日（2026年） 変わりません/);
    expect(page).toMatch(/例示町 移行予定日の登録がないため、そのままにします 登録なし 変わりません/);
    expect(await planned(city.code)).toBe('2026-12-31');
    const done = await prefecture.post(PATH, { ...fields(), seen: seenIn(html) });
    expect(done.status).toBe(303);
    expect(await text(prefecture.get(done.headers.get('location') ?? ''))).toContain(
      '1団体を動かし、2団体は動かしていません',
    );
    expect([await planned(city.code), await planned(village.code), await planned(first.code)]).toEqual([
      ...['2027-01-30', '2026-12-31', null],
    ]);
    // The village is told of nothing that moved it; the ministry sees the same record.
    expect(await text(ministry.get(PATH))).toContain('試験の事業者（架空）');
  });

  it('moves nobody when consent was taken back after it was shown', async () => {
    const seen = seenIn(await (await prefecture.post(PATH, fields())).text());
    await withScope(site.deps.db, system, (tx) =>
      sql`delete from standardization.vendor_consent where body_code = ${city.code} and vendor_id = ${vendor}::uuid`.execute(
        tx,
      ),
    );
    const late = await prefecture.post(PATH, { ...fields(), seen });
    expect(late.status).toBe(409);
    expect(await text(late)).toContain('確かめた後に、同意か予定日が変わりました');
    expect(await planned(city.code)).toBe('2026-12-31');
    const none = await (await prefecture.post(PATH, fields())).text();
    expect(readable(none)).toContain('動かせる団体がありません');
    expect(none).not.toContain('name="seen"');
  });

  it('tells what is missing and keeps what was typed', async () => {
    const half = await prefecture.post(PATH, { ...fields(), reason: '', days: '三十' });
    expect(half.status).toBe(422);
    const html = await half.text();
    expect(readable(html)).toContain('予定が変わった理由を書いてください');
    expect(html).toContain('value="三十"');
    expect((await officer.post(PATH, fields())).status).toBe(403);
  });
});

describe('forecasts', () => {
  it('are shown to the prefecture of the bodies, to nobody above, beside or outside', async () => {
    const page = await text(prefecture.get('/standardization/pmo/forecasts?business=1'));
    expect(page).toContain('団体とその都道府県だけに表示します');
    expect(page).toMatch(/団体の進み方/);
    expect(page).toMatch(/ごろ|見込みを出せません/);
    expect((await ministry.get('/standardization/pmo/forecasts')).status).toBe(403);
    expect((await officer.get('/standardization/pmo/forecasts')).status).toBe(403);
    expect((await site.get('/standardization/pmo/forecasts')).status).not.toBe(200);
    for (const path of ['/standardization/pmo', '/standardization/pmo/late'])
      expect(await text(ministry.get(path))).not.toContain('見込み');
    expect(await text(site.get('/standardization?area=990001'))).not.toContain('ごろ（');
    expect(await text(officer.get('/standardization/systems'))).toContain('見込み');
  });
});

describe('late bodies', () => {
  const CONTACT = '/standardization/pmo/late/contact?business=9';

  it('are contacted together, each on a thread of its own; 助言 wants its document', async () => {
    const form = await (await prefecture.get(CONTACT)).text();
    const bodies = [...form.matchAll(/name="bodies" value="(\d{6})" checked/g)].map(
      (match) => match[1] ?? '',
    );
    expect(bodies.length).toBeGreaterThan(0);
    const words = { bodies, title: '期限を過ぎたシステム', text: '困りごとを教えてください。' };
    const advice = await prefecture.post(CONTACT, { ...words, kind: 'advice' });
    expect(advice.status).toBe(422);
    const again = await advice.text();
    expect(readable(again)).toContain('助言には文書番号が必要です');
    expect(again).toContain('困りごとを教えてください。');
    expect((await prefecture.post(CONTACT, { ...words, bodies: [], kind: 'information' })).status).toBe(422);
    const sent = await prefecture.post(CONTACT, { ...words, kind: 'information', answerBy: '2026-07-10' });
    expect(sent.status).toBe(303);
    const batch = await text(prefecture.get(sent.headers.get('location') ?? ''));
    expect(batch).toContain(`${bodies.length}団体のうち0団体が開き`);
    expect(batch).toContain('情報提供・連絡');
    expect((await officer.get(CONTACT)).status).toBe(403);
  });
});

describe('the day a month is due', () => {
  const MONTH = '/standardization/pmo/months/2026-05';

  it('is set by the nation after the month’s end, and stands on the home of who has not said it', async () => {
    expect((await prefecture.post(`${MONTH}/due`, { due: '2026-06-25' })).status).toBe(403);
    const early = await ministry.post(`${MONTH}/due`, { due: '2026-05-20' });
    expect(early.status).toBe(422);
    expect(await text(early)).toContain('月末の令和8年5月31日（2026年）より後の日にしてください');
    const unsaid = '国への報告の期限は、まだ示されていません';
    expect(await text(officer.get('/standardization/months/2026-05'))).toContain(unsaid);
    expect((await ministry.post(`${MONTH}/due`, { due: '令和8年6月25日' })).status).toBe(303);
    expect(await text(officer.get('/standardization/months/2026-05'))).toContain(
      '国への報告の期限は令和8年6月25日（2026年）です。あと5日です。',
    );
    expect(await text(prefecture.get(MONTH))).toContain('令和8年6月25日（2026年）です');
    expect(await text(officer.get('/standardization/work'))).toContain(
      '報告の期限は令和8年6月25日（2026年）です',
    );
    expect(await text(officer.get('/home'))).toContain('6月25日');
  });
});

describe('tables of many bodies', () => {
  it('come out in the two sheets of the ministry, and are read again as they stood', async () => {
    const book = await bookOf(await prefecture.get('/standardization/pmo/months/2026-04/statuses.xlsx'));
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['業務ごとの率', 'ステップごとの状態']);
    const heads = findStatusHeads(book);
    const { rows, faults } = readStatusRows(heads!);
    expect([rows.length, faults.length]).toEqual([100, 0]);
    const stored = await sql<{ states: string }>`
      select s.states from standardization.month_state s where s.month = '2026-04-30' and s.body_code > '990019'
        and s.body_code in ('992011', '993026', '993034', '993042', '993611')
      order by s.body_code, s.business_no`.execute(site.deps.db);
    expect(rows.map((row) => row.states)).toEqual(stored.rows.map((row) => row.states));
    // The sheet of rates alone is what the ministry publishes: 完了率 as k/40.
    const rates = { ...book, sheets: book.sheets.slice(0, 1) };
    expect(standardizationRates.recognise(rates)?.confidence).toBe(1);
    const read = standardizationRates.read(rates, { asOf: '2026-04-30' });
    expect(read.rejected).toEqual([]);
    const facts = read.facts.filter((fact) => fact.part !== 'total');
    const done = stored.rows.map(({ states }) => BigInt(states.split(/[34]/).length - 1));
    expect(facts.map((fact) => fact.value)).toEqual(done);
    const csv = await (await ministry.get('/standardization/pmo/months/2026-04/statuses.csv')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(101);
    expect((await ministry.get('/standardization/pmo/months/2026-04/statuses.xlsx')).status).toBe(404);
    const one = '/standardization/pmo/months/2026-04/statuses.xlsx?prefecture=990001';
    expect((await ministry.get(one)).status).toBe(200);
  });

  it('of the whole nation are made as work in the background, in the same two sheets', async () => {
    const MONTH = '/standardization/pmo/months/2026-04';
    expect((await prefecture.post(`${MONTH}/book`, {})).status).toBe(403);
    const begun = await ministry.post(`${MONTH}/book`, {});
    const path = begun.headers.get('location') ?? '';
    expect([begun.status, path]).toEqual([303, expect.stringMatching(/^\/jobs\//)]);
    expect(await text(ministry.get(path))).toContain('順番を待っています');
    await runDueJobs(site.appDeps, [makeNationBook]);
    const done = await (await ministry.get(path)).text();
    expect(readable(done)).toContain('標準化_990001_2026-04.xlsx');
    const file = /href="(\/jobs\/[^"]+\/files\/[^"]+)"/.exec(done)?.[1] ?? '';
    const book = await bookOf(await ministry.get(file));
    const ofPrefecture = await bookOf(await prefecture.get(`${MONTH}/statuses.xlsx`));
    const shown = (from: typeof book) => from.sheets.map((sheet) => [sheet.name, sheet.rows] as const);
    // 見本県 is the whole of its nation: sheet by sheet and cell by cell the same.
    expect(shown(book)).toEqual(shown(ofPrefecture));
    expect((await officer.get(file)).status).toBe(404);
  });

  it('特定移行支援システム goes out as the published list and comes back with the same marks', async () => {
    const book = await bookOf(await prefecture.get('/standardization/pmo/late-migration.xlsx'));
    const expected = await withScope(site.deps.db, system, async (tx) => {
      const all = await Promise.all(sampleBodies.map(({ code }) => systemsOf(tx, code)));
      return all
        .flat()
        .filter((one) => one.marked || (one.limitKind === 'extended' && !one.finished))
        .map((one) => `${one.bodyCode} ${businessAt(one.businessNo)?.id}`);
    });
    expect(expected.length).toBeGreaterThan(5);
    const read = lateMigrationList.read(book, { asOf: '2026-06-20' });
    expect(read.rejected).toEqual([]);
    const marks = read.facts.filter((fact) => fact.part !== '');
    const came = marks.map((fact) => `${read.mentions[fact.mention]?.code} ${fact.part}`);
    expect(came.sort()).toEqual(expected.sort());
  });

  it('requirements and verdicts go out and come back; a wrong cell is named and nothing is taken', async () => {
    const start = await (await ministry.get('/standardization/packages')).text();
    const path = /href="(\/standardization\/packages\/[^"]+\/1)"/.exec(start)?.[1] ?? '';
    const book = await bookOf(await ministry.get(`${path}/requirements.xlsx`));
    const [sheet] = book.sheets;
    expect(sheet?.rows[1]?.slice(0, 6)).toEqual([
      ...['見本-1', '機能', '見本の要件1', '必須', '見本（実在しません）', '適合'],
    ]);
    const rows = (sheet?.rows ?? []).map((row) => [...row]);
    const send = (changed: readonly (readonly string[])[]) => {
      const body = new FormData();
      body.set('file', new File([changed.map((row) => row.join(',')).join('\r\n')], '要件.csv'));
      const headers = { cookie: ministry.cookie, origin: 'http://127.0.0.1:0' };
      return site.request(`${path}/upload?csrf=${ministry.token}`, { method: 'POST', body, headers });
    };
    rows[4]![5] = '不適合';
    const refused = await send(rows);
    expect(refused.status).toBe(422);
    expect(await text(refused)).toContain('G5：不適合とする理由がありません');
    expect(await text(ministry.get(path))).toContain('判定中');
    rows[4]![6] = '対応は次の版';
    rows.push(['試験-9', '様式・帳票', '追加の帳票', '任意', '試験の仕様書', '対象外', '使わない']);
    expect((await send(rows)).status).toBe(303);
    const page = await text(ministry.get(path));
    expect(page).toContain('不適合（必須の4要件のうち1要件を満たしません）');
    const again = await bookOf(await ministry.get(`${path}/requirements.xlsx`));
    expect(again.sheets[0]?.rows.slice(1).map((row) => row.join())).toEqual(
      expect.arrayContaining([...rows.slice(1).map((row) => row.join())]),
    );
    // A village inherits the judgement and may read it, not write it.
    expect(await text(officer.get(path))).toContain('不適合');
    expect((await officer.post(`${path}/requirements`)).status).toBe(403);
  }, 60_000);
});
