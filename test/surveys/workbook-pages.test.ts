import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDueJobs } from '../../src/platform/jobs/runner.ts';
import { makeWorkbooks } from '../../src/spine/surveys/actions/workbooks-of-round.ts';
import { cleaned, readSheets } from '../support/cleaned-workbook.ts';
import { pageFaults } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, readable, type Site } from '../support/site.ts';

/** 例示町 and its sheet of this year's structure survey in 見本県. */
const SHEET = '/surveys/sheets/S0002-993026';

describe('the pages of the Excel round trip', () => {
  let site: Site;
  let town: Browser;
  let section: Browser;

  beforeAll(async () => {
    site = await openSite('2026-04-20T09:00:00+09:00');
    town = await signedInAs(site, 'town-officer');
    section = await signedInAs(site, 'town-section');
  }, 120_000);
  afterAll(() => site.close());

  async function html(browser: Browser, path: string, status = 200): Promise<string> {
    const answer = await browser.get(path);
    const text = await answer.text();
    expect([path, answer.status]).toEqual([path, status]);
    expect(pageFaults(text)).toEqual([]);
    return text;
  }

  async function post(
    browser: Browser,
    path: string,
    values: Record<string, string | readonly string[]> = {},
  ) {
    const answer = await browser.post(path, values);
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
  }

  async function upload(browser: Browser, path: string, bytes: Uint8Array, name = '回答.xlsx') {
    const body = new FormData();
    body.set('file', new File([Uint8Array.from(bytes)], name));
    const answer = await site.request(`${path}/uploads?csrf=${encodeURIComponent(browser.token)}`, {
      method: 'POST',
      body,
      headers: { cookie: browser.cookie, origin: 'http://127.0.0.1:0' },
    });
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
  }

  async function fetchBytes(browser: Browser, path: string): Promise<Uint8Array> {
    const answer = await browser.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    return new Uint8Array(await answer.arrayBuffer());
  }

  it('make, fetch, send back through a gateway, compare and take over, without a script', async () => {
    const page = await html(town, `${SHEET}/workbooks`);
    expect(page).toContain('enctype="multipart/form-data"');
    const made = await post(town, `${SHEET}/workbooks`);
    expect(made.to).toBe(`${SHEET}/workbooks/1`);
    const bytes = await fetchBytes(town, made.to);
    const sent = await upload(
      town,
      SHEET,
      await cleaned(bytes, { valuesOnly: true, onlyFirstSheet: true, rename: 'Sheet1' }, (table) => {
        const head = table.find((row) => row.includes('設問番号'))!;
        const row = table.find((one) => one[0] === '問1-1')!;
        row[head.indexOf('回答')] = '2 ';
        row[head.indexOf('補足')] = '副町長の退任による';
      }),
    );
    expect(sent.status).toBe(303);
    const preview = await html(town, sent.to);
    expect(readable(preview)).toMatch(/取り込める違いが\d+問あります/);
    const ids = [...preview.matchAll(/name="take" value="([^"]+)" checked/g)].map((match) => match[1] ?? '');
    const seen = Object.fromEntries(
      [...preview.matchAll(/name="(seen-[^"]+)" value="(\d+)"/g)].map((match) => [match[1], match[2] ?? '']),
    );
    expect(ids.length).toBeGreaterThan(0);
    const none = await post(town, sent.to);
    expect([none.status, readable(none.text).includes('取り込む設問が選ばれていません')]).toEqual([
      422,
      true,
    ]);
    expect(await post(town, sent.to, { take: ids, ...seen })).toMatchObject({ status: 303, to: sent.to });
    const after = readable(await html(town, sent.to));
    expect(after).toContain('回答にしました');
    expect((await readSheets(await fetchBytes(town, `${sent.to}/file`)))[0]?.name).toBe('Sheet1');
    expect(readable(await html(town, `${SHEET}/workbooks`))).toContain('取込済み');
  });

  it('a file that is no 回答票 is refused on its own page, which stays', async () => {
    const sent = await upload(town, SHEET, Buffer.from('a,b\n1,2\n'), '名簿.csv');
    const page = readable(await html(town, sent.to));
    expect(page).toContain('「回答票番号」が見つかりません');
    expect(page).toContain('回答は何も変わっていません');
    const nothing = await site.request(`${SHEET}/uploads?csrf=${encodeURIComponent(town.token)}`, {
      method: 'POST',
      body: new FormData(),
      headers: { cookie: town.cookie, origin: 'http://127.0.0.1:0' },
    });
    expect(nothing.status).toBe(422);
  });

  it('庁内照会: a proposal, parts with numbers, a sheet for one section, what it sends, reminder, paper', async () => {
    const proposal = await html(town, `${SHEET}/handouts/new`);
    const questions = [...proposal.matchAll(/<select name="question-([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    const chosen = [...proposal.matchAll(/<select name="question-([^"]+)".*?<\/select>/gs)].filter((match) =>
      /<option value="[1-9]\d*" selected/.test(match[0]),
    );
    expect(questions.length).toBeGreaterThan(3);
    expect(chosen.length).toBeGreaterThan(0);
    const first = questions.slice(0, 2);
    const refused = await post(town, `${SHEET}/handouts`, {
      'section-1': '',
      'name-1': '',
      [`question-${first[0]}`]: '1',
    });
    expect([refused.status, readable(refused.text).includes('課の名前がありません')]).toEqual([422, true]);
    const late = await post(town, `${SHEET}/handouts`, {
      'section-1': '',
      'name-1': '総務課',
      'due-1': '2026-04-01',
      [`question-${first[0]}`]: '1',
    });
    expect([late.status, readable(late.text).includes('期限が今日より前')]).toEqual([422, true]);
    const made = await post(town, `${SHEET}/handouts`, {
      'section-1': '',
      'name-1': '防災課',
      'due-1': '2026-04-24',
      'message-1': 'お忙しいところ恐れ入ります。',
      'section-2': '',
      ...Object.fromEntries(first.map((id) => [`question-${id}`, '1'])),
    });
    expect(made).toMatchObject({ status: 303, to: `${SHEET}/handouts` });
    const number = 'S0002-993026-1';
    expect(readable(await html(town, `${SHEET}/handouts`))).toMatch(/1課から未着.*防災課/);
    const one = `${SHEET}/handouts/${number}`;
    expect(await html(town, one)).toMatch(/<textarea[^>]*>防災課　ご担当者様/);
    expect(readable(await html(town, `${one}/paper`))).toContain(number);
    const workbook = await post(town, `${SHEET}/workbooks`, { handout: number });
    const sheets = await readSheets(await fetchBytes(town, workbook.to));
    const texts = sheets.flatMap((sheet) => sheet.rows.flat());
    expect(texts).toContain(number);
    expect(texts).toContain('お忙しいところ恐れ入ります。');
    // A section of another name, even one with an account, sees neither sheet nor 照会.
    expect((await section.get(one)).status).toBe(404);
    expect((await section.get(workbook.to)).status).toBe(404);
    expect((await section.get(`${SHEET}/handouts`)).status).toBe(403);
    expect(await post(town, one, { step: 'cancel' })).toMatchObject({ status: 303 });
    expect((await post(town, one, { step: 'close' })).status).toBe(409);
    expect((await post(town, one)).status).toBe(422);
    expect(readable(await html(town, one))).toContain('取りやめ');
  });

  it('a section with an account makes, sends and merges its own part, and no other', async () => {
    const page = await html(town, `${SHEET}/handouts/new`);
    const sectionId = /<option value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
    const { rows } = await sql<{ id: string }>`
      select v.section_id as id from posts.seat s join posts.person p on p.person_id = s.person_id
      join posts.post_version v on v.body_code = s.body_code and v.post_id = s.post_id
      where s.body_code = '993026' and v.role = 'section-answerer' limit 1`.execute(site.deps.db);
    const own = rows[0]?.id ?? sectionId;
    const questions = [...page.matchAll(/<select name="question-([^"]+)"/g)].map((match) => match[1] ?? '');
    const made = await post(town, `${SHEET}/handouts`, {
      'section-1': own,
      'due-1': '',
      [`question-${questions[1]}`]: '1',
    });
    expect(made.status).toBe(303);
    const number = 'S0002-993026-2';
    const path = `${SHEET}/handouts/${number}`;
    await html(section, path);
    const whole = await post(section, `${SHEET}/workbooks`);
    const sheets = await readSheets(await fetchBytes(section, whole.to));
    const head = sheets[0]!.rows.findIndex((row) => row.includes('設問番号'));
    const keys = sheets[0]!.rows
      .slice(head + 1)
      .map((row) => row[0] ?? '')
      .filter((key) => key !== '' && !key.includes('／'));
    expect(keys).toHaveLength(1);
    expect(await post(section, path, { step: 'back' })).toMatchObject({ status: 303 });
    expect((await post(section, path, { step: 'cancel' })).status).toBe(404);
    // The whole sheet's workbook of the coordinator holds answers that are not the section's.
    expect((await section.get(`${SHEET}/workbooks/1`)).status).toBe(404);
  });

  it('all workbooks of a round: in the background, one by one and as one ZIP, for who conducts or gathers it', async () => {
    const ministry = await signedInAs(site, 'ministry');
    const prefecture = await signedInAs(site, 'prefecture');
    const { rows } = await sql<{
      id: string;
    }>`select round_id as id from surveys.sheet where sheet_no = 'S0002-993026'`.execute(site.deps.db);
    const round = `/surveys/rounds/${rows[0]!.id}/workbooks`;
    expect((await town.get(round)).status).toBe(404);
    expect((await town.post(round)).status).toBe(404);
    await html(ministry, round);
    const begun = await post(ministry, round);
    expect(begun.status).toBe(303);
    expect(readable(await html(ministry, begun.to))).toContain('回答票を作っています');
    expect((await ministry.get(`${begun.to}/zip`)).status).toBe(409);
    await runJobs();
    expect(readable(await html(ministry, begun.to))).toContain('回答票ができました');
    const zip = new Uint8Array(await (await ministry.get(`${begun.to}/zip`)).arrayBuffer());
    expect(Buffer.from(zip.subarray(0, 4)).toString('latin1')).toBe('PK\x03\x04');
    const single = await fetchBytes(ministry, `${begun.to}/993026`);
    expect(Buffer.from(zip).includes(Buffer.from(single))).toBe(true);
    // What the town has answered since is a draft: the organiser's workbook holds nothing of it.
    const texts = (await readSheets(single)).flatMap((sheet) => sheet.rows.flat());
    expect(texts).not.toContain('副町長の退任による');
    for (const path of [begun.to, `${begun.to}/zip`, `${begun.to}/993026`]) {
      expect((await prefecture.get(path)).status).toBe(404);
      expect((await town.get(path)).status).toBe(404);
    }
    const own = await post(prefecture, round);
    await runJobs();
    expect(readable(await html(prefecture, own.to))).toContain('架空村');
  });

  async function runJobs(): Promise<void> {
    await runDueJobs(site.appDeps, [makeWorkbooks]);
  }
});
