import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { SAMPLE_OFFICES } from '../../src/spine/sample/offices.ts';
import { personIdOf, postIdOf, seatIdOf } from '../../src/spine/sample/people.ts';
import { actorFor, browserFor } from '../access/roles.ts';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, browserOf, fields, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
const VILLAGE = SAMPLE_BODIES.village.code;
const TOWN = SAMPLE_BODIES.first.code;

beforeAll(async () => {
  site = await openSite('2026-11-21T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

function postOf(bodyCode: string, title: string) {
  const post = SAMPLE_OFFICES.find((each) => each.bodyCode === bodyCode)?.posts.find(
    (each) => each.title === title,
  );
  if (post === undefined) throw new Error(title);
  return { post, postId: postIdOf(bodyCode, post), seatId: seatIdOf(bodyCode, post) };
}

async function words(answer: Response | Promise<Response>, status = 200): Promise<string> {
  const response = await answer;
  const html = await response.text();
  expect([response.status, pageFaults(html)]).toEqual([status, []]);
  return wordsOf(html);
}

describe('the acting seat', () => {
  it('stands on every page, public ones, refusals and what is not found too', async () => {
    const village = await signedInAs(site, 'village-officer');
    for (const [path, status] of [
      ['/', 200],
      ['/office', 200],
      ['/plan', 200],
      ['/nowhere', 404],
      ['/office/recovery', 403],
      ['/office/posts/00000000-0000-4000-8000-000000000000', 404],
    ] as const) {
      expect(await words(village.get(path), status)).toContain(
        '架空村 総務課 主任（情報・統計・広報） 架空 一郎',
      );
    }
  });

  it('is nobody else’s: no kept page bears it, and no proxy may keep it', async () => {
    const village = await signedInAs(site, 'village-officer');
    const before = await words(site.get('/indicators'));
    const mine = await village.get('/indicators');
    expect(mine.headers.get('cache-control')).toBe('private, no-store');
    expect(await words(mine)).toContain('架空 一郎');
    expect(await words(site.get('/indicators'))).toBe(before);
    const town = await signedInAs(site, 'town-officer');
    const theirs = await words(town.get('/indicators'));
    expect(theirs).toContain('例示 花子');
    expect(theirs).not.toContain('架空 一郎');
  });

  it('is chosen among one’s own, for this session only', async () => {
    const adviser = await signedInAs(site, 'adviser');
    const office = await adviser.get('/office');
    expect([office.status, office.headers.get('location')]).toEqual([303, '/seats?next=%2Foffice']);
    expect((await adviser.post('/office/posts/x/notes', { note: 'x' })).status).toBe(403);
    const foreign = postOf(VILLAGE, '主任（情報・統計・広報）').seatId;
    expect((await adviser.post('/seats', { seat: foreign })).status).toBe(404);
    const { seatId } = postOf(SAMPLE_BODIES.second.code, 'CIO補佐官');
    const chosen = await adviser.post('/seats', { seat: seatId, next: '/office' });
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/office']);
    expect(await words(adviser.get('/office'))).toContain('仮名町の課・職・在席');
    // Another session of the same person has chosen nothing.
    const again = await signedInAs(site, 'adviser');
    expect((await again.get('/office')).status).toBe(303);
    // Never to another site.
    const away = await adviser.post('/seats', { seat: seatId, next: 'https://example.com/' });
    expect(away.headers.get('location')).toBe('/seats');
  });

  it('a form of another session does nothing', async () => {
    const [village, town] = [
      await signedInAs(site, 'village-officer'),
      await signedInAs(site, 'town-officer'),
    ];
    const forged = browserOf(site, village.cookie, town.token);
    const answer = await forged.post('/office/sections', { name: '偽造課', organ: '長', day: '2026-11-21' });
    expect([answer.status, answer.headers.get('location')?.slice(0, 13)]).toEqual([303, '/sign-in/kept']);
    expect(await words(village.get('/office'))).not.toContain('偽造課');
  });

  it('opens nothing after its last day, and the session ends', async () => {
    // Late in the evening: the session itself would be good until the morning.
    site.clock.set('2026-11-21T23:00:00+09:00');
    const actor = actorFor('section-answerer');
    const leaving = await browserFor(site, actor.personId);
    expect((await leaving.get('/seats')).status).toBe(200);
    const office = SAMPLE_OFFICES.find((each) => each.bodyCode === actor.bodyCode);
    const post = office?.posts.find((each) => personIdOf(each.holder.name) === actor.personId);
    if (post === undefined) throw new Error('no post');
    const administrator = await administratorOf(actor.bodyCode);
    const end = await administrator.post(`/office/seats/${seatIdOf(actor.bodyCode, post)}/end`, {
      day: '2026-11-21',
    });
    expect(end.status).toBe(303);
    expect((await leaving.get('/seats')).status).toBe(200);
    site.clock.set('2026-11-22T00:00:01+09:00');
    const after = await leaving.get('/seats');
    expect([after.status, after.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fseats']);
    // Not only refused: the session is ended in the database.
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from sign_in.session s
      join posts.person_account a on a.account_id = s.account_id
      where a.person_id = ${actor.personId} and s.ended_at is null`.execute(site.deps.db);
    expect(rows).toEqual([{ open: 0 }]);
    site.clock.set('2026-11-21T09:00:00+09:00');
  });
});

function administratorOf(bodyCode: string): Promise<Browser> {
  const office = SAMPLE_OFFICES.find((each) => each.bodyCode === bodyCode);
  const post = office?.posts.find((each) => ['administrator', 'sole-officer'].includes(each.role));
  if (post === undefined) throw new Error(bodyCode);
  return browserFor(site, personIdOf(post.holder.name));
}

describe('人事異動 by pages', () => {
  it('a person is registered, gets a link once, is dated ahead, and the 引継書 tells', async () => {
    const village = await signedInAs(site, 'village-officer');
    const { postId } = postOf(VILLAGE, '主任（情報・統計・広報）');
    const wrong = await words(
      village.post('/office/people', { name: '後任 一郎', mail: 'not-a-mail', loginName: 'kounin.ichiro' }),
      422,
    );
    expect(wrong).toContain('メールアドレスの形が正しくありません');
    const made = await village.post('/office/people', {
      name: '後任 一郎',
      mail: '',
      loginName: 'kounin.ichiro',
    });
    const page = await made.text();
    expect(pageFaults(page)).toEqual([]);
    expect(page).toMatch(/\/enrol\?token=[\w-]{20,}/);
    expect(made.headers.get('cache-control')).toBe('private, no-store');
    const list = await words(village.get('/office/people'));
    expect(list).toContain('kounin.ichiro（リンクを渡して登録待ち）');
    const personId = /\/office\/people\/([0-9a-f-]{36})">後任 一郎/.exec(
      await (await village.get('/office/people')).text(),
    )?.[1];
    const done = await village.post(`/office/posts/${postId}/successor`, {
      person: personId ?? '',
      day: '令和9年4月1日',
    });
    expect(done.status).toBe(303);
    const post = await words(village.get(`/office/posts/${postId}`));
    expect(post).toContain('令和9年4月1日（2027年）から');
    expect(post).not.toContain('空席の期間があります');
    expect(
      (await village.post(`/office/posts/${postId}/notes`, { note: '金庫の鍵は総務課長が持つ。' })).status,
    ).toBe(303);
    const handover = await words(village.get(`/office/posts/${postId}/handover`));
    expect(handover).toContain('引継書 架空村 総務課 主任（情報・統計・広報）');
    expect(handover).toMatch(/前任 架空 一郎（令和6年4月1日（2024年）から令和9年3月31日（2027年）まで）/);
    expect(handover).toContain('後任 後任 一郎（令和9年4月1日（2027年）から）');
    expect(handover).toContain('金庫の鍵は総務課長が持つ。');
    expect(handover).toContain('調査・照会：決裁を記録して提出する');
  });

  it('a refused form keeps what was typed and leads to the field', async () => {
    const village = await signedInAs(site, 'village-officer');
    const { postId } = postOf(VILLAGE, '主任（情報・統計・広報）');
    const answer = await village.post(`/office/posts/${postId}/seats`, {
      person: personIdOf('架空 春子'),
      day: '2026-12-01',
      until: '',
      kind: 'regular',
    });
    const html = await answer.text();
    expect([answer.status, pageFaults(html)]).toEqual([409, []]);
    expect(wordsOf(html)).toContain('この職には在席');
    expect(html).toContain('value="2026-12-01"');
    expect(html).toContain('href="#f-day"');
  });

  it('a section and a post are placed, changed from a day on, and the day ahead can be looked at', async () => {
    const town = await administratorOf(TOWN);
    const day = '2027-04-01';
    expect(
      (await town.post('/office/sections', { name: 'デジタル推進課', organ: '長', place: '1', day })).status,
    ).toBe(303);
    expect(await words(town.get('/office'))).toContain('課「デジタル推進課」');
    const ahead = await (await town.get(`/office?on=${day}`)).text();
    const sectionId = /\/office\/sections\/([0-9a-f-]{36})">「デジタル推進課」/.exec(ahead)?.[1] ?? '';
    const { postId } = postOf(TOWN, '情報政策係長');
    const change = await town.post(`/office/posts/${postId}`, {
      title: 'デジタル推進係長',
      section: sectionId,
      role: 'digital-policy',
      adjust: '1',
      right: ['surveys:read', 'surveys:answer', 'surveys:hand-out', 'surveys:decide', 'surveys:conduct'],
      place: '0',
      day,
    });
    expect(change.status).toBe(303);
    const page = await words(town.get(`/office/posts/${postId}`));
    expect(page).toContain('追加 調査・照会：決裁を記録して提出する');
    expect(page).not.toContain('調査を作り、送り、確定する');
    expect(await words(town.get('/office'))).toContain('情報政策係長');
    expect(await words(town.get(`/office?on=${day}`))).toContain('デジタル推進係長');
  });
});

describe('the operator’s way to the first administrators', () => {
  it('by page, never past one who is there', async () => {
    const link = await issueOperatorLink(site.deps, site.deps.settings.baseUrl);
    const cookie = (await site.get(link)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await site.request('/office/bootstrap', { headers: { cookie } })).text();
    expect(pageFaults(page)).toEqual([]);
    const operator = browserOf(site, cookie, /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '');
    const input = {
      body: '０００００0',
      name: '試験 国子',
      loginName: 'shiken.kuniko',
      documentNo: '総デ第1号',
      documentOn: '令和8年11月20日',
    };
    const made = await (await operator.post('/office/bootstrap', input)).text();
    expect(made).toMatch(/\/enrol\?token=/);
    const again = await operator.post('/office/bootstrap', { ...input, loginName: 'other' });
    expect(await words(again, 409)).toContain('この団体には管理者がいます（国 国の管理者）');
    expect((await site.request('/office/bootstrap', fields(input))).status).toBe(403);
  });
});

describe('trial mode', () => {
  it('is not there where it is switched off', async () => {
    const real = await openSite('2026-11-21T09:00:00+09:00', { SHIRUBE_TRIAL: 'off' });
    try {
      expect((await real.get('/try')).status).toBe(404);
      expect((await real.request('/try', fields({ who: 'village-officer' }))).status).toBe(404);
      const start = await real.page('/');
      expect(start).not.toContain('/try');
      const accounts = await real.deps.db.selectFrom('posts.person_account').select('account_id').execute();
      expect(accounts).toEqual([]);
    } finally {
      await real.close();
    }
  }, 120_000);

  it('takes on nobody but the people of the list', async () => {
    expect((await site.request('/try', fields({ who: 'nobody' }))).status).toBe(404);
    expect((await site.request('/try', fields({}))).status).toBe(404);
    expect(await site.page('/')).toContain('村の一人担当として試す');
  });
});
