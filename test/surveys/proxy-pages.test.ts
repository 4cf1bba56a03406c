import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { unconfirmedProxies } from '../../src/spine/surveys/queries/chain.ts';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { everyKind } from './answering-survey.ts';
import { sentRound } from './support.ts';

const VILLAGE = SAMPLE_BODIES.village.code;

let site: Site;
let officer: Browser;
let prefecture: Browser;
let roundId = '';
const no = `S0901-${VILLAGE}`;
const sheet = `/surveys/sheets/${no}`;
const proxy = `/surveys/proxy/${no}`;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  ({ roundId } = await sentRound(site.deps.db, site.clock, [{ bodyCode: VILLAGE }], {
    survey: everyKind('try-proxy'),
  }));
  await sql`update surveys.sheet set sheet_no = ${no} where round_id = ${roundId}`.execute(site.deps.db);
  officer = await signedInAs(site, 'village-officer');
  prefecture = await signedInAs(site, 'prefecture');
}, 120_000);
afterAll(() => site?.close());

async function read(who: Browser, path: string, status = 200): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  expect([path, answer.status]).toEqual([path, status]);
  expect(pageFaults(html)).toEqual([]);
  return wordsOf(html);
}

async function upload(
  who: Browser,
  path: string,
  fields: Record<string, string>,
  file?: readonly [string, string, Uint8Array],
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set(file[0], new File([new Uint8Array(file[2])], file[1]));
  return site.request(`${path}?csrf=${encodeURIComponent(who.token)}`, {
    method: 'POST',
    body: form,
    headers: { cookie: who.cookie, origin: 'http://127.0.0.1:0' },
  });
}

const open = () => unconfirmedProxies(site.deps.db, VILLAGE, roundId);

describe('代行入力', () => {
  let entry = '';

  it('asks when, from whom, and takes a scan by its content only', async () => {
    const later = await upload(prefecture, proxy, {
      heardOn: '令和8年4月21日',
      heardFrom: '総務課 架空主任',
    });
    expect(later.status).toBe(422);
    expect(wordsOf(await later.text())).toContain('聞いた日が、今日より後になっています。');
    const text = ['scan', '回答票.pdf', new TextEncoder().encode('これは画像ではない')] as const;
    const form = { heardOn: '2026-04-17', heardFrom: '総務課 架空主任' };
    expect((await upload(prefecture, proxy, form, text)).status).toBe(422);
    const scan = ['scan', '回答票.pdf', new TextEncoder().encode('%PDF-1.7\n1 0 obj\n')] as const;
    const entered = await upload(prefecture, proxy, form, scan);
    expect(entered.status).toBe(303);
    entry = (entered.headers.get('location') ?? '').replace('/pages/1', '');
    expect(await read(prefecture, `${entry}/pages/1`)).toContain('総務課 架空主任から');
  });

  it('types answers in; they are marked until the body has confirmed or changed each', async () => {
    await officer.post(`${sheet}/pages/1`, { 's.trained': '0', 'a.trained': '1' });
    const saved = await prefecture.post(`${entry}/pages/1`, {
      do: 'stay',
      's.talent': '0',
      'a.talent': 'using',
      's.staff': '0',
      'a.staff': '3',
      's.trained': '0',
      'a.trained': '1',
    });
    expect(saved.headers.get('location')).toContain('saved=2&kept=1');
    const typed = await read(prefecture, saved.headers.get('location') ?? '');
    // What the body has answered itself is not told, not even that it is the same.
    expect(typed).toContain('1問は控えとして残しました');
    expect(await open()).toBe(2);
    expect(await read(officer, sheet)).toContain('都道府県が代わりに入力した回答が2問あります');
    const confirm = await read(officer, `${sheet}/proxy`);
    expect(confirm).toContain('都道府県が入力した2問を確かめてください');
    expect(confirm).toContain('総務課 架空主任から');
  });

  it('the body confirms one and changes the other; then the entry is closed', async () => {
    const confirmed = await officer.post(`${sheet}/proxy`, { take: ['talent@1'] });
    expect(confirmed.headers.get('location')).toBe(`${sheet}/proxy?confirmed=1`);
    expect(await open()).toBe(1);
    await officer.post(`${sheet}/pages/1`, { 's.staff': '1', 'a.staff': '4' });
    expect(await open()).toBe(0);
    const { rows } = await sql<{ question_id: string; via: string }>`
      select question_id, via from surveys.answer_now where round_id = ${roundId} order by 1`.execute(
      site.deps.db,
    );
    expect(rows).toEqual([
      { question_id: 'staff', via: 'page' },
      { question_id: 'talent', via: 'page' },
      { question_id: 'trained', via: 'page' },
    ]);
    expect(await read(prefecture, proxy)).toContain('に確認済み');
    expect(await read(prefecture, `${entry}/pages/1`)).toContain('問1、問2は、団体の回答になっています。');
  });

  it('is for the prefecture of the body alone', async () => {
    expect((await officer.get(proxy)).status).toBe(403);
    const ministry = await signedInAs(site, 'ministry');
    expect((await ministry.get(proxy)).status).toBe(404);
    expect((await prefecture.get('/surveys/proxy/S0001-022012')).status).toBe(404);
  });
});

describe('CSV', () => {
  it('goes out, is changed, and comes back by the preview with line numbers', async () => {
    const file = await officer.get(`${sheet}/answers.csv?encoding=shift_jis`);
    expect(file.headers.get('content-type')).toContain('Shift_JIS');
    const text = new TextDecoder('shift_jis').decode(await file.arrayBuffer());
    expect(text.split('\r\n')[0]).toBe('回答票番号,団体コード,設問番号,回答,補足,設問');
    const changed = text
      .replace(/(問2,)4/, '$1６')
      .replace(/(問2-1,)1/, '$1約1')
      .replace(/(問3／総数,|問3,),/, '$1');
    const sent = await upload(officer, `${sheet}/uploads`, {}, [
      'file',
      '回答.csv',
      new TextEncoder().encode(changed),
    ]);
    expect(sent.status).toBe(303);
    const preview = sent.headers.get('location') ?? '';
    const words = await read(officer, preview);
    expect(words).toContain('「約1」は数値として読めません');
    expect(words).toContain('5行目');
    const { rows } = await sql<{ revision: number }>`
      select revision from surveys.answer_now where round_id = ${roundId} and question_id = 'staff'`.execute(
      site.deps.db,
    );
    await officer.post(preview, { take: ['staff'], 'seen-staff': String(rows[0]?.revision ?? 0) });
    const now = await sql<{ value: { value: string }; via: string }>`
      select value, via from surveys.answer_now where round_id = ${roundId} and question_id = 'staff'`.execute(
      site.deps.db,
    );
    expect(now.rows).toEqual([{ value: { type: 'number', value: '6' }, via: 'csv' }]);
  });

  it('of another body is refused with both numbers', async () => {
    const other = '回答票番号,団体コード,設問番号,回答,補足\r\nS0901-993026,993026,問2,9,\r\n';
    const sent = await upload(officer, `${sheet}/uploads`, {}, [
      'file',
      'x.csv',
      new TextEncoder().encode(other),
    ]);
    expect(await read(officer, sent.headers.get('location') ?? '')).toContain('別の団体の回答票');
  });
});
