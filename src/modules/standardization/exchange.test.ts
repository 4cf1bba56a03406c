import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { withScope } from '../../platform/db/scope.ts';
import { readWorkbook } from '../../platform/files/read-workbook.ts';
import { SAMPLE_BODIES } from '../../spine/sample/bodies.ts';
import { readMonthView } from './actions/month.ts';
import { standardizationFileKinds } from './file-kinds/all.ts';
import { systemsOf } from './queries/systems.ts';

const VILLAGE = SAMPLE_BODIES.village.code;
const MONTH = '/standardization/months/2026-05';
const system = { kind: 'system' } as const;
let site: Site;
let village: Browser;

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
}, 120_000);
afterAll(() => site?.close());

const view = () => withScope(site.deps.db, system, (tx) => readMonthView(tx, VILLAGE, '2026-05-31'));
const systems = (code: string) => withScope(site.deps.db, system, (tx) => systemsOf(tx, code));

async function upload(bytes: BlobPart, name: string): Promise<Response> {
  const body = new FormData();
  body.set('file', new File([bytes], name));
  const headers = { cookie: village.cookie, origin: 'http://127.0.0.1:0' };
  return site.request(`${MONTH}/upload?csrf=${village.token}`, { method: 'POST', body, headers });
}

describe('tables out and in', () => {
  it('are the ministry’s two sheets, and a changed table fills the month', async () => {
    const xlsx = new Uint8Array(await (await village.get(`${MONTH}/statuses.xlsx`)).arrayBuffer());
    const book = await readWorkbook(xlsx, '標準化.xlsx');
    if (!book.ok) throw new Error(book.code);
    expect(book.value.sheets.map((sheet) => sheet.name)).toEqual(['業務ごとの率', 'ステップごとの状態']);
    expect(standardizationFileKinds.some((kind) => kind.recognise(book.value) !== null)).toBe(true);
    const text = await (await village.get(`${MONTH}/statuses.csv`)).text();
    expect(text.split('\r\n')).toHaveLength(22);
    const before = await view();
    const line = before.lines[0]!;
    const step = line.states.indexOf('2') + 1;
    const rows = text.split('\r\n').map((row) => row.split(','));
    rows[1]![4 + step] = '完了済み';
    const done = await upload(rows.map((row) => row.join(',')).join('\r\n'), '状態.csv');
    expect(done.status).toBe(303);
    expect((await view()).lines[0]?.states[step - 1]).toBe('3');
    expect((await view()).report).not.toBe(null);
  });

  it('are refused for another month, with steps renamed, and of another body, and lose nothing', async () => {
    const text = await (await village.get(`${MONTH}/statuses.csv`)).text();
    const refused = async (changed: string) => {
      const answer = await upload(changed, '状態.csv');
      expect(answer.status).toBe(422);
      return readable(await answer.text());
    };
    expect(await refused(text.replaceAll('2026-05', '2026-04'))).toContain(
      'この表は令和8年4月（2026年）の分です',
    );
    expect(await refused(text.replace('データ移行・見本2', 'データの引っ越し'))).toContain(
      '「データの引っ越し」は登録された一覧にありません',
    );
    expect(await refused(text.replaceAll('993611', '993026'))).toContain('自団体の行だけにしてください');
    // The cell is named as the spreadsheet names it.
    expect(await refused(text.replace('作業中', 'もうすぐ'))).toMatch(/[A-Z]+\d+：.*状態として読めません/);
  });

  it('take 対象外 with its reason beside it, and say where the reason is written when there is none', async () => {
    const text = await (await village.get(`${MONTH}/statuses.csv`)).text();
    const rows = text.split('\r\n').map((row) => row.split(','));
    const reason = rows[0]!.indexOf('対象外の理由');
    expect(rows.find((row) => row[4] === '生活保護')?.[reason]).not.toBe('');
    rows[2]!.fill('対象外', 5, reason);
    const table = () => rows.map((row) => row.join(',')).join('\r\n');
    const without = await upload(table(), '状態.csv');
    expect(without.status).toBe(422);
    expect(readable(await without.text())).toContain('「対象外の理由」の列に書きます');
    rows[2]![reason] = '（見本）隣の町が行う';
    expect((await upload(table(), '状態.csv')).status).toBe(303);
    expect((await view()).lines[1]).toMatchObject({ states: '4'.repeat(40), reason: '（見本）隣の町が行う' });
  });
});

describe('a request sheet for the vendor', () => {
  it('bears its number and fills the month when it comes back', async () => {
    const vendorId = (await systems(VILLAGE))[0]?.vendorId ?? '';
    const made = await village.post('/standardization/requests', { vendor: vendorId, month: '2026-05' });
    expect(made.status).toBe(303);
    const bytes = new Uint8Array(
      await (await village.get('/standardization/requests/1/sheet.xlsx')).arrayBuffer(),
    );
    const book = await readWorkbook(bytes, '確認票.xlsx');
    expect(book.ok && book.value.sheets[0]?.rows[1]?.[1]).toBe(`K0001-${VILLAGE}`);
    expect((await upload(bytes, '確認票.xlsx')).status).toBe(303);
    expect(readable(await (await village.get('/standardization/requests')).text())).toContain(
      '取り込みました',
    );
  });
});

describe('a vendor’s tool', () => {
  it('comes by a key that opens its businesses and nothing else', async () => {
    const vendorId = (await systems(VILLAGE))[0]?.vendorId ?? '';
    const page = await village.post('/standardization/vendors/tokens', {
      ...{ vendor: vendorId, title: '進捗ツール', businesses: ['1', '2'], until: '2027-03-31' },
    });
    const secret = /shirube_[\w-]{32}/.exec(await page.text())?.[0] ?? '';
    const line = (await view()).lines[0]!;
    const step = line.states.indexOf('2') + 1;
    const put = (business: string, key = secret) =>
      site.request('/api/v1/standardization/months/2026-05', {
        method: 'PUT',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ moves: [{ business, step, from: '作業中', to: '完了済み' }] }),
      });
    expect((await put('resident-register', `shirube_${'x'.repeat(32)}`)).status).toBe(403);
    const beyond = await put('property-tax');
    expect(beyond.status).toBe(403);
    expect(await beyond.text()).toContain('固定資産税');
    const done = await put('resident-register');
    expect([done.status, await done.json()]).toEqual([200, { moved: 1, lines: 1 }]);
    expect((await view()).lines[0]?.states[step - 1]).toBe('3');
    const read = await site.request('/api/v1/standardization/months/2026-05', {
      headers: { Authorization: `Bearer ${secret}` },
    });
    expect(((await read.json()) as { lines: unknown[] }).lines).toHaveLength(2);
    expect((await put('resident-register')).status).toBe(200);
  });
});

describe('pages of the work', () => {
  it.each([
    ['/standardization/work', '標準化'],
    ['/standardization/systems', '見込み'],
    ['/standardization/systems/resident-register', '適合性'],
    ['/standardization/vendors', '予定変更への同意'],
    ['/standardization/packages', '適合性'],
    ['/standardization/dates', '見直し'],
    ['/standardization?area=990001', '見本県内市町村計'],
  ])('%s', async (path, words) => {
    const answer = await village.get(path);
    expect(answer.status).toBe(200);
    expect(readable(await answer.text())).toContain(words);
  });

  it.each(['business', 'body', 'class', 'ministry', 'vendor', 'step', 'prefecture'])(
    'the 進捗管理 by %s',
    async (by) => {
      const ministry = await signedInAs(site, 'ministry');
      const answer = await ministry.get(`/standardization/pmo?month=2026-04&by=${by}`);
      expect(answer.status).toBe(200);
      expect(readable(await answer.text())).toContain('5団体中 5団体が報告');
    },
  );

  it('the late list leaves out what is extended, and a limit wants its source', async () => {
    const prefecture = await signedInAs(site, 'prefecture');
    const page = readable(await (await prefecture.get('/standardization/pmo/late?business=9')).text());
    expect(page).toContain('期限を過ぎたシステムは');
    const late = (await systems(VILLAGE)).find(
      (one) => one.limitKind === 'plan' && !one.finished && !one.marked,
    )!;
    const path = `/standardization/systems/${(await view()).lines[late.businessNo - 1]?.business.id}`;
    expect((await village.post(`${path}/limit`, { kind: 'deferred' })).status).toBe(422);
    expect(
      (await village.post(`${path}/limit`, { kind: 'extended', on: '2025-03-31', source: '通知' })).status,
    ).toBe(422);
    expect((await village.post(`${path}/limit`, { kind: 'extended', source: '通知' })).status).toBe(303);
    const after = readable(
      await (await prefecture.get(`/standardization/pmo/late?business=${late.businessNo}`)).text(),
    );
    expect(after.split('絞り込む')[1]).not.toContain('架空村');
  });
});
