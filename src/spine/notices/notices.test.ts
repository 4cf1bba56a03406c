import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { withScope } from '../../platform/db/scope.ts';
import { onError } from '../../platform/http/errors.ts';
import { enqueue } from '../../platform/jobs/actions.ts';
import { runDueJobs } from '../../platform/jobs/runner.ts';
import type { Right, Seat } from '../contracts/seat.ts';
import type { SeatOfDay } from '../posts/queries/seats.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { notify, openNotice, type Recipients, receiveNotice, sendNotice } from './actions.ts';
import { noticeRetention, reminderMail, weeklyMail } from './mail-jobs.ts';
import { noticePages } from './pages/routes.tsx';
import { countUnseen, listNotices, listSent, receiptsOf } from './queries/read.ts';
import type { NoticeText } from './rules/notice.ts';

const VILLAGE = '993611';
const TOWN = '993026';

function seat(
  bodyCode: string,
  kind: Seat['kind'],
  rights: readonly Right[],
  more: Partial<Seat> = {},
): Seat {
  return {
    ...{ seatId: randomUUID(), postId: randomUUID(), personId: randomUUID(), personName: '見本 花子' },
    ...{ bodyCode, bodyName: bodyCode, kind, prefectureCode: kind === 'nation' ? null : '990001' },
    ...{ sectionId: null, sectionName: null, organ: '長', postTitle: '担当', rights: new Set(rights) },
    ...more,
  };
}

const WORK: readonly Right[] = ['notices:read', 'notices:answer'];
const prefecture = (code: string) => seat(code, 'prefecture', [...WORK, 'notices:conduct']);
const text: NoticeText = {
  kind: 'information',
  title: '説明会のお知らせ',
  text: '4月20日に開きます。',
  documentNo: null,
  documentOn: null,
  replyBy: null,
  wantsReceipt: true,
};

describe('notices', () => {
  let site: Site;
  let above: Seat;
  const village = seat(VILLAGE, 'municipality', WORK);
  const colleague = { ...village, seatId: randomUUID(), postId: randomUUID() };
  const town = seat(TOWN, 'municipality', WORK);

  beforeAll(async () => {
    site = await openSite('2026-04-10T09:00:00+09:00');
    const { rows } = await sql<{ code: string }>`select body_code as code from bodies.register_row
      where name = '見本県' and kind = 'prefecture' limit 1`.execute(site.deps.db);
    above = prefecture(rows[0]!.code);
  });
  afterAll(() => site.close());

  const send = (
    more: Partial<NoticeText> = {},
    to: Recipients = { kind: 'codes', codes: [VILLAGE] },
    by = above,
    files: { fileName: string; bytes: Uint8Array }[] = [],
  ) => sendNotice(site.appDeps, by, { text: { ...text, ...more }, to }, files);
  const as = <T>(who: Seat, work: Parameters<typeof withScope<T>>[2]) =>
    withScope(site.appDeps.db, scopeOf(who), work);
  const unseen = (who: Seat) => as(who, (tx) => countUnseen(tx, who));
  async function sent(...given: Parameters<typeof send>): Promise<string> {
    const outcome = await send(...given);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value.noticeId;
  }

  it('goes to the bodies below and to nobody else', async () => {
    const all = await send({}, { kind: 'municipalities' });
    expect(all).toMatchObject({ ok: true, value: { bodies: 5 } });
    expect(await send({}, { kind: 'codes', codes: ['022012'] })).toMatchObject({ code: 'not-reached' });
    expect(await send({}, { kind: 'codes', codes: [VILLAGE, '993999'] })).toMatchObject({
      code: 'not-reached',
    });
    expect(await send({}, { kind: 'codes', codes: [] })).toMatchObject({ code: 'no-recipients' });
    expect(await send({}, { kind: 'prefectures' })).toMatchObject({ code: 'no-recipients' });
    expect(await send({ kind: 'advice' })).toMatchObject({ code: 'advice-without-document' });
    for (const nobody of [village, seat(above.bodyCode, 'prefecture', WORK)])
      expect(await send({}, undefined, nobody)).toMatchObject({ code: 'may-not-send' });
    const real = seat('000000', 'nation', [...WORK, 'notices:conduct']);
    expect(await send({}, { kind: 'codes', codes: [VILLAGE] }, real)).toMatchObject({ code: 'not-reached' });
    expect(await send({}, { kind: 'municipalities' }, real)).toMatchObject({
      ok: true,
      value: { bodies: 1741 },
    });
    const sampleNation = seat('999997', 'nation', [...WORK, 'notices:conduct']);
    expect(await send({}, { kind: 'prefectures' }, sampleNation)).toMatchObject({
      ok: true,
      value: { bodies: 1 },
    });
  });

  it('is read by whom it came to: at the page, by the rules and in the database', async () => {
    const noticeId = await sent();
    expect(await openNotice(site.appDeps, town, noticeId)).toBeNull();
    expect(await as(town, (tx) => receiptsOf(tx, noticeId))).toEqual([]);
    const stranger = prefecture('020001');
    expect(await openNotice(site.appDeps, stranger, noticeId)).toBeNull();
    expect(await as(stranger, (tx) => listSent(tx, above.bodyCode, 9))).toEqual([]);
    // Without a scope nothing at all is seen, and nobody can deliver in another's name.
    const { rows } = await sql`select 1 from notices.delivery`.execute(site.appDeps.db);
    expect(rows).toEqual([]);
    await expect(
      as(town, (tx) =>
        sql`insert into notices.delivery values (${VILLAGE}, ${noticeId}::uuid, '', ${above.bodyCode}, now())`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      as(town, (tx) =>
        sql`insert into notices.receipt values (${VILLAGE}, ${noticeId}::uuid, ${above.bodyCode}, now(), gen_random_uuid(), 'x')`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    expect(await openNotice(site.appDeps, village, noticeId)).toMatchObject({ delivered: true });
    expect(await openNotice(site.appDeps, above, noticeId)).toMatchObject({ delivered: false });
  });

  it('is unread until a post has opened it, and received once per body', async () => {
    const before = { village: await unseen(village), colleague: await unseen(colleague) };
    const noticeId = await sent();
    expect(await unseen(village)).toBe(before.village + 1);
    await openNotice(site.appDeps, village, noticeId);
    await openNotice(site.appDeps, village, noticeId);
    expect(await unseen(village)).toBe(before.village);
    expect(await unseen(colleague)).toBe(before.colleague + 1);
    expect(
      await receiveNotice(site.appDeps, { ...village, rights: new Set(['notices:read']) }, noticeId),
    ).toMatchObject({ code: 'may-not-receive' });
    expect(await receiveNotice(site.appDeps, town, noticeId)).toMatchObject({ code: 'unknown-notice' });
    const both = await Promise.all(
      [village, colleague].map((who) => receiveNotice(site.appDeps, who, noticeId)),
    );
    expect(both.every((one) => one.ok)).toBe(true);
    const receipts = await as(above, (tx) => receiptsOf(tx, noticeId));
    expect(receipts).toMatchObject([{ bodyCode: VILLAGE, name: '架空村', receivedBy: `${VILLAGE} 担当` }]);
    expect(receipts[0]?.receivedAt).not.toBeNull();
    const noted =
      await sql`select 1 from audit.entry where action = 'notices:receive' and object_id = ${noticeId}`.execute(
        site.deps.db,
      );
    expect(noted.rows).toHaveLength(1);
  });

  it('to a post is not another post’s', async () => {
    const noticeId = await site.appDeps.db.transaction().execute((tx) =>
      notify(tx, site.clock, {
        kind: 'returned',
        from: null,
        to: [{ bodyCode: TOWN, postId: town.postId }],
        title: '回答票を差し戻しました',
        text: '設問3を確かめてください。',
        href: '/surveys/1',
      }),
    );
    expect(await openNotice(site.appDeps, { ...town, postId: randomUUID() }, noticeId)).toBeNull();
    expect(await openNotice(site.appDeps, town, noticeId)).toMatchObject({
      notice: { senderTitle: 'しるべ' },
    });
    // The program's own notices are none of the ministry's.
    const nation = seat('000000', 'nation', [...WORK, 'notices:conduct']);
    expect(await as(nation, (tx) => receiptsOf(tx, noticeId))).toEqual([]);
  });

  it('keeps the same file once, and shows it to those it came to', async () => {
    const file = { fileName: '別紙.pdf', bytes: new TextEncoder().encode('%PDF-1.7 別紙') };
    const first = await sent({}, undefined, above, [file, { ...file, fileName: '別紙の写し.pdf' }]);
    await sent({}, { kind: 'codes', codes: [TOWN] }, above, [file]);
    const kept = await sql<{ n: bigint }>`select count(*) as n from notices.attachment`.execute(site.deps.db);
    expect(kept.rows[0]?.n).toBe(1n);
    expect(
      (await openNotice(site.appDeps, village, first))?.notice.attachments.map((one) => one.fileName),
    ).toEqual(['別紙.pdf', '別紙の写し.pdf']);
    const seen = await as(seat('993034', 'municipality', WORK), (tx) =>
      sql`select 1 from notices.attachment`.execute(tx),
    );
    expect(seen.rows).toEqual([]);
    const big = { fileName: 'x', bytes: new Uint8Array(20 * 1024 * 1024 + 1) };
    expect(await send({}, undefined, above, [big])).toMatchObject({ code: 'attachment-too-large' });
  });

  describe('pages', () => {
    function pages(who: Seat) {
      const app = new Hono();
      app.onError(onError(site.appDeps, (message) => `${message.status} ${message.title}`));
      app.use(async (c, next) => {
        c.set('account', { accountId: 'a' } as never);
        c.set('signInSession', { formToken: 'token' } as never);
        c.set('signInDeps', site.appDeps as never);
        c.set('seat', who as SeatOfDay);
        await next();
      });
      app.route('/', noticePages(site.appDeps));
      return app;
    }
    const body = (fields: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return form;
    };

    it('write, send, read, receive', async () => {
      const writer = pages(above);
      expect(readable(await (await writer.request('/notices/new')).text())).toContain(
        '助言（地方自治法第245条の4',
      );
      const fields = {
        ...{
          kind: 'advice',
          title: '窓口の改善',
          text: '次のとおり助言します。',
          to: 'codes',
          codes: VILLAGE,
        },
        wantsReceipt: '1',
      };
      const refused = await writer.request('/notices?csrf=token', { method: 'POST', body: body(fields) });
      expect(refused.status).toBe(422);
      const again = await refused.text();
      expect(readable(again)).toContain('助言には、文書番号と文書の日付が必要です。');
      expect(again).toContain('次のとおり助言します。');
      const whole = body({ ...fields, documentNo: '見デ第12号', documentOn: '令和8年4月9日' });
      whole.set('file', new File(['別紙'], '別紙.txt', { type: 'text/plain' }));
      const done = await writer.request('/notices?csrf=token', { method: 'POST', body: whole });
      expect(done.status).toBe(303);
      const place = done.headers.get('Location') ?? '';
      expect(readable(await (await writer.request(place)).text())).toContain(
        '1団体のうち0団体が受領しました',
      );

      const reader = pages(village);
      expect(readable(await (await reader.request('/notices')).text())).toContain(
        '未読・受領待ち 助言 窓口の改善',
      );
      const notice = await (await reader.request(place)).text();
      expect(readable(notice)).toContain('見デ第12号（令和8年4月9日（2026年））');
      expect(notice).not.toContain('<script');
      const file = await reader.request(`${place}/files/1`);
      expect([file.headers.get('Content-Type'), await file.text()]).toEqual([
        'application/octet-stream',
        '別紙',
      ]);
      expect((await pages(town).request(place)).status).toBe(404);
      expect((await pages(town).request(`${place}/files/1`)).status).toBe(404);
      const received = await reader.request(`${place}/receive`, {
        method: 'POST',
        body: new URLSearchParams({ csrf: 'token' }),
      });
      expect(received.status).toBe(303);
      expect(readable(await (await reader.request(place)).text())).toContain('受領済みです');
      expect(readable(await (await writer.request('/notices/sent')).text())).toMatch(
        /窓口の改善 見デ第12号 1 1/,
      );
      expect((await reader.request('/notices/new')).status).toBe(403);
      expect((await reader.request('/notices/not-an-id')).status).toBe(404);
    });
  });

  describe('mails', () => {
    const person = randomUUID();

    beforeAll(async () => {
      const { db } = site.deps;
      const at = '2026-04-01T00:00:00Z';
      await sql`insert into posts.post values (${VILLAGE}, ${village.postId}, ${at})`.execute(db);
      await sql`insert into posts.post_version (body_code, post_id, version_no, valid_from, title, role, recorded_at)
        values (${VILLAGE}, ${village.postId}, 1, '2026-04-01', '係長', 'sole-officer', ${at})`.execute(db);
      await sql`insert into posts.person (person_id, name, mail, registered_by, recorded_at)
        values (${person}, '架空 太郎', 'taro@kaku.example.jp', ${VILLAGE}, ${at})`.execute(db);
      await sql`insert into posts.seat (body_code, seat_id, post_id, person_id, kind, valid_from, recorded_at)
        values (${VILLAGE}, ${village.seatId}, ${village.postId}, ${person}, 'regular', '2026-04-01', ${at})`.execute(
        db,
      );
    });

    async function mails(): Promise<readonly { subject: string; text: string; to: string }[]> {
      const { rows } = await sql<{ payload: { subject: string; text: string; to: string } }>`
        select payload from jobs.job where kind = 'mail.send' order by created_at, key`.execute(site.deps.db);
      return rows.map((row) => row.payload);
    }

    async function run(kind: string, excused: readonly string[] = []): Promise<void> {
      const joins = { excused: async () => new Set(excused) };
      await site.appDeps.db.transaction().execute((tx) => enqueue(tx, site.clock, { kind, payload: {} }));
      await runDueJobs(site.appDeps, [weeklyMail(joins), reminderMail(joins)]);
    }

    it('once a week to who has something open, with numbers and days only', async () => {
      await sent({ title: '秘密の件名', replyBy: '2026-04-24' });
      await run('notices.weekly-mail', [VILLAGE]);
      expect(await mails()).toEqual([]);
      await run('notices.weekly-mail');
      await run('notices.weekly-mail');
      const found = await mails();
      expect(found).toHaveLength(1);
      expect(found[0]?.to).toBe('taro@kaku.example.jp');
      expect(found[0]?.text).toMatch(
        /未読の通知：\d+件\n受領の記録を待つ通知：\d+件\n最も近い期限：令和8年4月\d+日/,
      );
      expect(found[0]?.text).toContain(`${site.deps.settings.baseUrl}/notices`);
      expect(JSON.stringify(found)).not.toContain('秘密の件名');
    });

    it('seven days and one day before the 期限 of what is not received', async () => {
      const count = async () => (await mails()).filter((mail) => mail.subject.includes('期限が近い')).length;
      const noticeId = await sent({ replyBy: '2026-05-12' });
      for (const [day, expected] of [
        ['05-04', 0],
        ['05-05', 1],
        ['05-06', 1],
      ] as const) {
        site.clock.set(`2026-${day}T09:00:00+09:00`);
        await run('notices.reminder-mail');
        expect([day, await count()]).toEqual([day, expected]);
      }
      await receiveNotice(site.appDeps, village, noticeId);
      site.clock.set('2026-05-11T09:00:00+09:00');
      await run('notices.reminder-mail');
      expect(await count()).toBe(1);
    });
  });

  it('lists by page, ends with its years, and the audit of all this verifies', async () => {
    const listed = await as(village, (tx) =>
      listNotices(tx, village, { limit: 2, offset: 0, openOnly: false }),
    );
    expect([listed.lines.length, listed.more]).toEqual([2, true]);
    const [due] = (await noticeRetention.due(site.deps.db, '2027-04-01')).filter(
      (one) => one.bodyCode === above.bodyCode,
    );
    const scope = { bodyCode: above.bodyCode, before: '2027-04-01', disposalId: '', at: '' };
    expect(await site.deps.db.transaction().execute((tx) => noticeRetention.dispose(tx, scope))).toEqual({
      count: due?.count,
    });
    const left = await sql<{ n: bigint }>`select count(*) as n from notices.attachment`.execute(site.deps.db);
    expect(left.rows[0]?.n).toBe(0n);
    expect((await verifyAudit(site.deps.db)).faults).toEqual([]);
  });
});
