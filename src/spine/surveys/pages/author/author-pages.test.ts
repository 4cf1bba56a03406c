import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults } from '../../../../../test/support/page-faults.ts';
import { type Browser, browserOf, signedInAs } from '../../../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../../../test/support/site.ts';
import { definitionWorkbook } from '../../actions/author-book.ts';
import { shippedSurveys } from '../../rules/shipped.ts';

let site: Site;
let ministry: Browser;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  ministry = await signedInAs(site, 'ministry');
}, 120_000);
afterAll(() => site.close());

async function read(path: string, status = 200): Promise<string> {
  const answer = await ministry.get(path);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 400)}`);
  expect(pageFaults(html)).toEqual([]);
  return readable(html);
}
async function send(path: string, values: Record<string, string>, status = 303): Promise<string> {
  const answer = await ministry.post(path, values);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 600)}`);
  return status === 303 ? (answer.headers.get('location') ?? '') : readable(html);
}
async function upload(bytes: Uint8Array): Promise<Response> {
  const body = new FormData();
  body.append('file', new File([Buffer.from(bytes)], '調査定義書.xlsx'));
  return site.request(`/surveys/definitions/import?csrf=${encodeURIComponent(ministry.token)}`, {
    method: 'POST',
    body,
    headers: { cookie: ministry.cookie, origin: 'http://127.0.0.1:0' },
  });
}

describe('definitions', () => {
  it('that come with the program are listed, read, drawn as a workbook and previewed, but not changed', async () => {
    expect(await read('/surveys/definitions')).toContain('DXの推進体制に関する調査');
    const page = await read('/surveys/definitions/structure/1');
    expect(page).toContain('確定した版（変わりません）');
    expect(page).toContain('問1-1が「策定している」');
    expect(page).not.toContain('設問を加える');
    expect((await ministry.get('/surveys/definitions/structure/1/questions/cio')).status).toBe(303);
    expect(await read('/surveys/definitions/structure/1/preview')).toContain(
      'CIO（最高情報統括責任者）を任命していますか',
    );
    const sheet = await ministry.get('/surveys/definitions/structure/1/sheet.xlsx');
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    await read('/surveys/definitions/structure/9', 404);
  });

  it('are copied under an id of one’s own, and changed there in words; two authors do not overwrite each other', async () => {
    expect(await send('/surveys/definitions/structure/1/copy', { newId: 'structure' }, 409)).toContain(
      '識別子「structure」の調査が、すでにあります。',
    );
    const draft = await send('/surveys/definitions/structure/1/copy', { newId: 'my-structure' });
    expect(draft).toBe('/surveys/definitions/my-structure/1');
    const cells = {
      number: '1-1',
      id: 'policy',
      section: 'policy：全体方針',
      title: '全体方針はありますか。',
      type: '一つ選択',
      options: 'yes：ある\nno：ない',
      bindings: 'overall-policy@1：yes=1、no=0',
    };
    await send(`${draft}/questions/policy`, { ...cells, edition: '1' });
    const page = await read(draft);
    expect(page).toContain('下書き（2回目の編集）');
    expect(page).toContain('全体方針はありますか。');
    const late = await send(`${draft}/questions/policy`, { ...cells, title: '遅れた文', edition: '1' }, 409);
    expect(late).toContain('ほかの人がこの版を先に直しました。');
    const kept = await ministry.post(`${draft}/questions/policy`, {
      ...cells,
      title: '遅れた文',
      edition: '1',
    });
    expect(await kept.text()).toContain('遅れた文');
    expect(await send(`${draft}/questions/policy`, { ...cells, type: '自由', edition: '2' }, 422)).toContain(
      '種類「自由」はありません。',
    );
    await send(`${draft}/questions/policy-day/move`, { to: 'up', edition: '2' });
    expect(await read(draft)).toContain('問1-2：条件の設問「policy」は、この設問より前にありません。');
    await send(`${draft}/questions/policy-day`, { remove: '1', edition: '3' });
    expect(await read(draft)).not.toContain('直すところが');
    await send(`${draft}/edit`, {
      title: '見本の推進体制',
      legalBasis: '依頼',
      purpose: '目的',
      returned: '還元',
      source: '出典',
      level: '市区町村',
      minutes: '12',
      edition: '4',
    });
    expect(await read(draft)).toContain('12分（作成者の見込み）');
  });

  it('come in by workbook, whole or not at all', async () => {
    const survey = { ...shippedSurveys[1]!, id: 'from-workbook' };
    const taken = await upload(await definitionWorkbook(survey, '2026-04-20'));
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      '/surveys/definitions/from-workbook/1',
    ]);
    const wrong = { ...survey, id: 'other', minutes: 0, questions: survey.questions.slice(1) };
    const refused = await upload(await definitionWorkbook(wrong, '2026-04-20'));
    const html = readable(await refused.text());
    expect(refused.status).toBe(422);
    expect(html).toContain('「調査」のB10');
    expect(html).toContain('条件の設問「plan」は、この設問より前にありません。');
    await read('/surveys/definitions/other/1', 404);
    const notOne = await upload(new TextEncoder().encode('%PDF-1.7 ...'));
    expect(notOne.status).toBe(422);
  });
});

describe('a 調査回', () => {
  const form = {
    survey: 'external-talent@1',
    title: '令和8年度 外部人材の調査',
    baseDay: '令和8年4月1日',
    route: 'prefecture',
    prefectureDue: '令和8年5月29日',
    nationDue: '2026/6/12',
    documentNo: '総行情第1号',
  };

  it('keeps what was typed when something is wrong', async () => {
    const html = await send('/surveys/rounds', { ...form, baseDay: '4月の初め', nationDue: '' }, 422);
    expect(html).toContain('「4月の初め」は日付として読めません。');
    const before = await send('/surveys/rounds', { ...form, nationDue: '2026-05-01' }, 422);
    expect(before).toContain('国締切は、県締切より後の日にしてください。');
  });

  it('is planned, looked at, changed, sent once and then goes on', async () => {
    const address = await send('/surveys/rounds', form);
    const page = await read(address);
    expect(page).toContain('令和8年度 外部人材の調査は5団体に聞きます');
    expect(page).toContain('まだ送っていません');
    expect(page).toContain('50分（1団体 10分の見込み）');
    expect(page).toContain('なし（新しく聞きます）');
    const again = await send(`${address}/edit`, { ...form, title: '外部人材の調査（改）' });
    expect(again).toBe(address);
    const sent = await send(`${address}/send`, {});
    expect(sent).toBe(address.replace('rounds', 'conduct'));
    expect(await send(`${address}/send`, {})).toBe(sent);
    expect((await ministry.get(address)).headers.get('location')).toBe(sent);
    expect(await read('/surveys/rounds')).toContain('外部人材の調査（改）');
  });

  it('and a draft is nobody else’s', async () => {
    const address = await send('/surveys/rounds', form);
    const prefecture = await signedInAs(site, 'prefecture');
    expect((await prefecture.get(address)).status).toBe(404);
    expect((await prefecture.post(`${address}/send`)).status).toBe(404);
    const village = await signedInAs(site, 'village-officer');
    expect((await village.get('/surveys/rounds')).status).toBe(403);
    const visitor = browserOf(site, '', '');
    expect((await visitor.get(address)).status).toBe(303);
  });
});

describe('circumstances', () => {
  it('consent is given by the member, with its document, and ended by it alone', async () => {
    const village = await signedInAs(site, 'village-officer');
    const given = {
      representativeName: '見本県後期高齢者医療広域連合',
      representativeCode: '992011',
      surveyId: 'external-talent',
      documentNo: '企第12号',
      validFrom: '令和8年4月1日',
      validTo: '',
    };
    const wrong = await village.post('/surveys/consents', { ...given, representativeCode: '011002' });
    expect([
      wrong.status,
      readable(await wrong.text()).includes('団体コード「011002」の団体はありません。'),
    ]).toEqual([422, true]);
    expect((await village.post('/surveys/consents', given)).status).toBe(303);
    const html = await (await village.get('/surveys/consents')).text();
    expect(readable(html)).toContain('見本県後期高齢者医療広域連合（見本市の職が行います）');
    const end = /\/surveys\/consents\/[0-9a-f-]+\/end/.exec(html)?.[0] ?? '';
    const section = await signedInAs(site, 'town-section');
    expect((await section.post(end)).status).toBe(403);
    expect((await village.post(end)).status).toBe(303);
    expect((await village.post(end)).status).toBe(404);
  });

  it('災害対応中 is recorded by the body or its prefecture, of no other body', async () => {
    const prefecture = await signedInAs(site, 'prefecture');
    const record = { bodyCode: '993611', since: '2026-04-18', note: '令和8年4月の大雨（見本）' };
    expect((await prefecture.post('/surveys/disaster', record)).status).toBe(303);
    const twice = await prefecture.post('/surveys/disaster', record);
    expect(twice.status).toBe(422);
    const village = await signedInAs(site, 'village-officer');
    expect(readable(await (await village.get('/surveys/disaster')).text())).toContain('継続中');
    expect((await village.post('/surveys/disaster', { ...record, bodyCode: '993026' })).status).toBe(422);
    expect((await ministry.post('/surveys/disaster', { ...record, since: '2026-04-19' })).status).toBe(422);
    expect((await village.post('/surveys/disaster/end', record)).status).toBe(303);
    expect((await village.post('/surveys/disaster/end', record)).status).toBe(404);
  });
});
