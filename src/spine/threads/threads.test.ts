import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults, wordsOf } from '../../../test/support/page-faults.ts';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, type Site } from '../../../test/support/site.ts';
import { seat } from '../../../test/surveys/support.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Right, Seat } from '../contracts/seat.ts';
import { countUnseen } from '../notices/queries/read.ts';
import { seatsOfBody } from '../posts/queries/seats.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { act } from './act.ts';
import { ask, openThreads } from './actions.ts';
import { batchLines, findThread, listThreads } from './queries/read.ts';
import { dueThreads } from './queries/retention.ts';
import { threadRetention } from './retention.ts';

let site: Site;
let village: Browser;
let prefecture: Browser;
let ministry: Browser;
const VILLAGE = '993611';
const TOWN = '993026';

beforeAll(async () => {
  site = await openSite();
  village = await signedInAs(site, 'village-officer');
  prefecture = await signedInAs(site, 'prefecture');
  ministry = await signedInAs(site, 'ministry');
}, 120_000);
afterAll(() => site?.close());

async function words(answer: Promise<Response>, status = 200): Promise<string> {
  const response = await answer;
  const html = await response.text();
  expect([response.status, pageFaults(html)]).toEqual([status, []]);
  return wordsOf(html);
}

async function to(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  expect([response.status, await response.text()]).toEqual([303, '']);
  return response.headers.get('location') ?? '';
}

function seatOf(bodyCode: string, right: Right): Promise<Seat> {
  return withScope(site.deps.db, { kind: 'system' }, async (tx) => {
    const seat = (await seatsOfBody(tx, bodyCode, '2026-04-01')).find((each) => each.rights.has(right));
    if (seat === undefined) throw new Error(`nobody of ${bodyCode} has ${right}`);
    return seat;
  });
}

describe('a question', () => {
  it('goes to prefecture, nation and office, and its answer comes back on the same thread', async () => {
    const path = await to(
      village.post('/threads', { title: '試験の問合せ', text: 'どうすればよいですか。' }),
    );
    expect(path).toMatch(/^\/threads\/T\d+-993611$/);
    expect(await words(village.get(path))).toContain('今あるところ 見本県');
    const unseen = await withScope(site.deps.db, { kind: 'system' }, (tx) =>
      countUnseen(tx, { bodyCode: '990001', postId: '00000000-0000-4000-8000-000000000000' }),
    );
    expect(unseen).toBeGreaterThan(0);

    // Nobody whom it has not reached sees it: the nation not yet, a neighbour never.
    expect((await ministry.get(path)).status).toBe(404);
    expect((await (await signedInAs(site, 'town-officer')).get(path)).status).toBe(404);

    expect(await words(prefecture.get('/threads'))).toContain('試験の問合せ （未読）');
    const handOn = { act: 'hand-on', to: '999997', text: '国に確かめます。', madeFrom: '1' };
    await to(prefecture.post(path, handOn));
    // 2026-04-01 and ten working days, without 2026-04-29.
    expect(await words(village.get(path))).toContain('期限 令和8年4月15日（2026年）');
    const page = await (await ministry.get(path)).text();
    expect(page).toContain('見本町村会（実在しません）');
    expect(page).not.toContain('全国町村会');
    await to(
      ministry.post(path, {
        act: 'hand-on',
        to: 'office:sample-towns',
        text: '聞いてみます。',
        madeFrom: '2',
      }),
    );
    expect(await words(ministry.get('/threads/stations'))).toContain('見本町村会（実在しません） 1 0');
    await to(ministry.post(path, { act: 'answer', text: 'このようにしてください。', madeFrom: '3' }));

    const read = await words(village.get(path));
    expect(read).toContain('回答：見本町村会（実在しません）から架空村へ');
    expect(read).toContain('状態 回答あり');
    await to(village.post(path, { act: 'ask-further', text: '別紙はどこですか。', madeFrom: '4' }));
    expect(await words(ministry.get(path))).toContain('重ねての問合せ：架空村から見本町村会');
    await to(ministry.post(path, { act: 'answer', text: '送りました。', madeFrom: '5' }));
    await to(village.post(path, { act: 'close', text: '', madeFrom: '6' }));
    expect(await words(village.post(path, { act: 'note', text: '追記', madeFrom: '7' }), 409)).toContain(
      '今はこの操作をできる状態にありません',
    );
  });

  it('that moved meanwhile keeps what was typed', async () => {
    const path = await to(village.post('/threads', { title: '競合の試験', text: '本文' }));
    await to(village.post(path, { act: 'note', text: '補足です。', madeFrom: '1' }));
    const html = await words(
      prefecture.post(path, { act: 'answer', text: '消えない答え', madeFrom: '1' }),
      409,
    );
    expect(html).toContain('このやり取りが動きました');
    expect(html).toContain('消えない答え');
    expect(html).toContain('補足です。');
    expect(
      await words(prefecture.post(path, { act: 'hand-on', text: '本文', madeFrom: '2' }), 422),
    ).toContain('引継ぎ先を選んでください');
  });

  it('two who answer at once: one answers, the other is told', async () => {
    const path = await to(village.post('/threads', { title: '同時の試験', text: '本文' }));
    const statuses = await Promise.all(
      ['一', '二'].map(
        async (text) => (await prefecture.post(path, { act: 'answer', text, madeFrom: '1' })).status,
      ),
    );
    expect(statuses.sort()).toEqual([303, 409]);
  });
});

describe('a contact to bodies', () => {
  const contact = {
    kind: 'information',
    documentNo: null,
    title: '遅れの連絡',
    text: '状況を教えてください。',
    about: { href: '/plan', title: '計画' },
    answerBy: '2026-04-20',
  } as const;

  it('opens one thread for each, and the sender sees who has read and answered', async () => {
    const seat = await seatOf('990001', 'threads:review');
    const opened = await withScope(site.appDeps.db, scopeOf(seat), (tx) =>
      openThreads(tx, site.clock, seat, { ...contact, toBodies: [VILLAGE, TOWN, VILLAGE] }),
    );
    if (!opened.ok) throw new Error(opened.code);
    expect(opened.value.threads.map((one) => one.bodyCode)).toEqual([VILLAGE, TOWN]);
    const path = `/threads/batches/${opened.value.batchId}`;
    expect(await words(prefecture.get(path))).toContain('2団体のうち0団体が開き、0団体が答えました');
    const own = await to(village.get(path));
    expect(own).toMatch(/-993611$/);
    expect(await words(village.get(own))).toContain('関係するページ 計画');
    await to(village.post(own, { act: 'answer', text: 'ありません。', madeFrom: '1' }));
    expect(await words(prefecture.get(path))).toContain('2団体のうち1団体が開き、1団体が答えました');
    // The neighbour's thread of the same contact is out of sight.
    const seen = await withScope(site.appDeps.db, { kind: 'body', bodyCode: VILLAGE }, (tx) =>
      batchLines(tx, opened.value.batchId),
    );
    expect(seen.map((one) => one.bodyCode)).toEqual([VILLAGE]);
  });

  it.each<[string, Partial<Parameters<typeof openThreads>[3]>, string]>([
    ['助言 without 文書番号', { kind: 'advice' }, 'advice-without-document'],
    ['to a real body', { toBodies: ['012025'] }, 'not-reached'],
    ['to a code that is none', { toBodies: [VILLAGE, '999999'] }, 'not-reached'],
    ['to nobody', { toBodies: [] }, 'no-recipients'],
  ])('%s is refused, and nothing is sent to the others', async (_, more, code) => {
    const seat = await seatOf('990001', 'threads:review');
    const count = () =>
      withScope(
        site.deps.db,
        { kind: 'system' },
        async (tx) =>
          (await listThreads(tx, '990001', { shelf: 'asked', limit: 500, offset: 0 })).lines.length,
      );
    const before = await count();
    const opened = await withScope(site.appDeps.db, scopeOf(seat), (tx) =>
      openThreads(tx, site.clock, seat, { ...contact, toBodies: [VILLAGE], ...more }),
    );
    expect(opened.ok ? 'ok' : opened.code).toBe(code);
    expect(await count()).toBe(before);
  });

  it('is not for a village, and not of the real nation', async () => {
    const own = await seatOf(VILLAGE, 'threads:answer');
    const nation = { ...(await seatOf('999997', 'threads:review')), bodyCode: '000000' };
    for (const [seat, code] of [
      [own, 'may-not'],
      [nation, 'not-reached'],
    ] as const) {
      const opened = await withScope(site.appDeps.db, scopeOf(seat), (tx) =>
        openThreads(tx, site.clock, seat, { ...contact, toBodies: [TOWN] }),
      );
      expect(opened.ok ? 'ok' : opened.code).toBe(code);
    }
  });

  it('keeps what was typed in a form that is refused', async () => {
    const typed = { codes: '993611', kind: 'advice', title: '残る件名', text: '残る本文' };
    const html = await words(prefecture.post('/threads/contact', typed), 422);
    expect(html).toContain('助言には文書番号が必要です');
    expect(html).toContain('残る本文');
    const path = await to(prefecture.post('/threads/contact', { ...typed, documentNo: '見デ第9号' }));
    expect(await words(prefecture.get(path))).toContain('助言「残る件名」 文書番号：見デ第9号');
  });
});

describe('the second wall', () => {
  it('messages are added to and never changed; another body’s are not there', async () => {
    const scope = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' } as const;
    await expect(
      withScope(site.appDeps.db, scope, (tx) => sql`update threads.message set text = 'x'`.execute(tx)),
    ).rejects.toThrow(/permission denied/);
    const rows = (bodyCode: string) =>
      withScope(site.appDeps.db, { kind: 'body', bodyCode }, async (tx) => {
        const found = await sql<{
          body_code: string;
        }>`select distinct body_code from threads.message`.execute(tx);
        return found.rows.map((row) => row.body_code);
      });
    expect(await rows(VILLAGE)).toEqual([VILLAGE]);
    expect(await rows('012025')).toEqual([]);
    expect((await sql`select 1 from threads.thread`.execute(site.appDeps.db)).rows).toEqual([]);
  });

  it('a step of somebody who does not hold it is refused', async () => {
    const seat = await seatOf(TOWN, 'threads:answer');
    const path = await to(village.post('/threads', { title: '他団体の試験', text: '本文' }));
    const threadNo = Number(/T(\d+)-/.exec(path)?.[1]);
    const step = { bodyCode: VILLAGE, threadNo, act: 'answer', text: '答え', to: null, madeFrom: 1 } as const;
    const done = await withScope(site.appDeps.db, scopeOf(seat), (tx) => act(tx, site.clock, seat, step));
    expect(done.ok ? 'ok' : done.code).toBe('unknown-thread');
    const own = await seatOf(VILLAGE, 'threads:answer');
    const mine = await withScope(site.appDeps.db, scopeOf(own), (tx) => act(tx, site.clock, own, step));
    expect(mine.ok ? 'ok' : mine.code).toBe('may-not');
    const thread = await withScope(site.deps.db, { kind: 'system' }, (tx) =>
      findThread(tx, VILLAGE, threadNo),
    );
    expect(thread).toMatchObject({ messages: 1, state: 'open', holder: '990001' });
  });
});

/** A form with files, as a browser sends it. */
async function sendFiles(
  browser: Browser,
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly (readonly [string, Buffer])[],
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, bytes] of files) body.append('file', new Blob([Uint8Array.from(bytes)]), name);
  const headers = { cookie: browser.cookie, origin: 'http://127.0.0.1:0' };
  return site.request(`${path}?csrf=${encodeURIComponent(browser.token)}`, { method: 'POST', body, headers });
}

describe('files', () => {
  const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n');
  const fields = { title: '添付のある問合せ', text: '別添のとおりです。' };

  it('go with a message, and are read by whom it has reached', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    const refused = await sendFiles(village, '/threads', fields, [['案.pdf', program]]);
    const page = await words(Promise.resolve(refused), 422);
    expect(page).toContain('添付できるのは、PDF');
    expect(page).toContain('別添のとおりです。');

    const path = await to(
      sendFiles(village, '/threads', fields, [
        ['案.pdf', PDF],
        ['一覧.csv', Buffer.from('団体,件数\n')],
      ]),
    );
    expect(await words(village.get(path))).toMatch(/案\.pdf ?（ ?1 kB）/);
    const file = await prefecture.get(`${path}/files/1/1`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect((await ministry.get(`${path}/files/1/1`)).status).toBe(404);
    expect((await village.get(`${path}/files/1/3`)).status).toBe(404);
    const answer = { act: 'answer', text: '回答です。', madeFrom: '1' };
    await to(sendFiles(prefecture, path, answer, [['回答.pdf', PDF]]));
    expect((await village.get(`${path}/files/2/1`)).status).toBe(200);
  });

  it('go when the thread goes: five years after its answer, by the retention', async () => {
    const due = async (before: string) => {
      const found = await dueThreads(site.deps.db, before);
      return found.find(({ bodyCode }) => bodyCode === VILLAGE)?.count ?? 0n;
    };
    expect(await due('2000-01-01')).toBe(0n);
    const count = await due('2100-01-01');
    expect(count).toBeGreaterThan(0n);
    const kept = await withScope(site.deps.db, { kind: 'system' }, (tx) =>
      threadRetention.dispose(tx, { bodyCode: VILLAGE, before: '2100-01-01', disposalId: '', at: '' }),
    );
    expect(kept.count).toBe(count);
    expect(await due('2100-01-01')).toBe(0n);
    const left = await sql<{ n: number }>`select count(*)::integer as n from threads.content`.execute(
      site.deps.db,
    );
    expect(left.rows[0]?.n).toBe(0);
  });
});

describe('a 指定都市', () => {
  it('asks the prefecture or the nation; others their prefecture', async () => {
    const ask1 = (bodyCode: string, whom?: string) =>
      withScope(site.deps.db, { kind: 'system' }, async (tx) => {
        const asker = seat(bodyCode, { rights: new Set<Right>(['threads:read', 'threads:answer']) });
        const given = { title: '調査の問合せ', text: '教えてください。', about: null };
        return ask(tx, site.clock, asker, { ...given, ...(whom === undefined ? {} : { to: whom }) });
      });
    // 大阪市, 堺市's neighbour 岸和田市
    expect((await ask1('271004', '000000')).ok).toBe(true);
    expect((await ask1('271004')).ok).toBe(true);
    expect(await ask1('272027', '000000')).toMatchObject({ ok: false, code: 'unknown-station' });
    expect((await ask1('272027', '270008')).ok).toBe(true);
  });
});
