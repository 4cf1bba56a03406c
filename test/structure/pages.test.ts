import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Right } from '../../src/spine/contracts/seat.ts';
import { standingMarks } from '../../src/spine/evidence/queries.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { entryIdOf } from '../../src/spine/sample/structure.ts';
import { bySeat, change } from '../../src/spine/structure/actions/by.ts';
import { addEntry } from '../../src/spine/structure/actions/entries.ts';
import { answerJoint, askJoint } from '../../src/spine/structure/actions/joint.ts';
import type { EntryContent } from '../../src/spine/structure/rules/entry.ts';
import { pageFaults } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, readable, type Site } from '../support/site.ts';
import { seat } from '../surveys/support.ts';

const { village, first, third, city } = SAMPLE_BODIES;

describe('体制台帳 by its pages', () => {
  let site: Site;
  let officer: Browser;
  let town: Browser;
  let prefecture: Browser;
  const pages: string[] = [];

  beforeAll(async () => {
    site = await openSite('2026-04-20T09:00:00+09:00');
    officer = await signedInAs(site, 'village-officer');
    town = await signedInAs(site, 'town-officer');
    prefecture = await signedInAs(site, 'prefecture');
  }, 180_000);
  afterAll(() => site?.close());

  async function html(answer: Promise<Response>, status = 200): Promise<string> {
    const response = await answer;
    const text = await response.text();
    expect(response.status, readable(text).slice(0, 800)).toBe(status);
    pages.push(text);
    return text;
  }
  const cio = (more: Record<string, string> = {}) =>
    officer.post('/structure/new/cio', {
      state: 'held',
      title: '総務課長',
      rank: 'director',
      from: '令和8年4月1日',
      until: '',
      ...more,
    });

  it('shows what stands today, and a village that has registered no CIO', async () => {
    const own = readable(await html(officer.get('/structure')));
    expect(own).toContain('架空村の体制台帳');
    expect(own).toContain('まだ登録がありません');
    expect(own).toContain('置かない');
    expect(readable(await html(officer.get('/home')))).toContain('体制台帳にCIO');
  });

  it('refuses what is wrong, keeps what was typed, and says where it is wrong', async () => {
    const turned = await html(cio({ until: '令和8年3月31日' }), 422);
    expect(turned).toContain('日付の順を確かめてください');
    expect(turned).toContain('href="#f-until"');
    expect(turned).toContain('value="総務課長"');
    expect(await html(cio({ from: 'きのう' }), 422)).toContain('日付を読めません');
    expect(await html(cio({ title: ' ' }), 422)).toContain('CIOの職を入力してください');
  });

  it('registers a CIO who is not of 副首長 rank with a hint and no error', async () => {
    expect((await cio()).status).toBe(303);
    const own = readable(await html(officer.get('/structure')));
    expect(own).toContain('副市区町村長等をあてることが望ましい');
    expect(readable(await html(cio({ from: '令和8年4月10日' }), 409))).toContain('と重なります');
    const marks = await withScope(site.deps.db, { kind: 'system' }, (tx) =>
      standingMarks(tx, [village.code], '2026-04-20'),
    );
    expect(marks).toMatchObject([
      { key: 'structure.cio', since: '2026-04-01', title: expect.stringContaining('総務課長') },
    ]);
    const figure = (await (
      await site.get('/api/v1/rollups?indicator=cio&area=990001&asOf=2026-04-20')
    ).json()) as object;
    // 試行町 has 空席; five others have or have named one.
    expect(figure).toMatchObject({ reported: 5, numerator: 4, state: '速報' });
  });

  it('tells the second of two at one entry, without losing what either typed', async () => {
    const own = await html(officer.get('/structure'));
    const id = /\/structure\/entries\/([0-9a-f-]{36})/.exec(own)?.[1] ?? '';
    const correct = (title: string) =>
      officer.post(`/structure/entries/${id}`, {
        ...{ seen: '1', state: 'held', rank: 'director', from: '2026-04-01', until: '' },
        ...{ title, reason: '職名の誤り' },
      });
    expect((await correct('企画課長')).status).toBe(303);
    const second = await html(correct('政策課長'), 409);
    expect(second).toContain('value="政策課長"');
    expect(readable(second)).toContain('今の登録： 企画課長');
    const without = await html(
      officer.post(`/structure/entries/${id}/withdraw`, { seen: '2', why: '' }),
      422,
    );
    expect(without).toContain('理由を入力してください');
    expect(readable(await html(officer.get('/structure')))).toContain('職名の誤り');
  });

  it('shares an aide only with consent', async () => {
    const aideOf = async (code: string) =>
      (
        await withScope(site.deps.db, { kind: 'system' }, (tx) => standingMarks(tx, [code], '2026-04-20'))
      ).some((mark) => mark.key === 'structure.cio-aide');
    expect(readable(await html(town.get('/structure')))).toContain('試行町（同意を待っています）');
    expect(await aideOf(third.code)).toBe(false);
    const asked = { ownerCode: first.code, entryId: entryIdOf(first.code, 'cio-aide') };
    const by = { clock: site.clock, bodyCode: third.code, seat: null };
    const answer = (given: 'agreed' | 'left') =>
      withScope(site.deps.db, { kind: 'system' }, (tx) => answerJoint(tx, by, { ...asked, answer: given }));
    expect((await answer('agreed')).ok).toBe(true);
    expect(await aideOf(third.code)).toBe(true);
    expect(readable(await html(prefecture.get(`/structure/bodies/${third.code}`)))).toContain('例示町の登録');
    expect((await answer('left')).ok).toBe(true);
    expect(await aideOf(third.code)).toBe(false);
    expect(await aideOf(first.code)).toBe(true);
  });

  it('is asked across prefectures by code; the partner is told, and the owner of its answer', async () => {
    // 青森市 has an aide, 函館市 is asked.
    const [owner, partner] = ['022012', '012025'];
    const rights = new Set<Right>(['structure:read', 'structure:answer', 'structure:decide']);
    const notices = async (bodyCode: string) => {
      const { rows } = await sql<{ title: string }>`select n.title from notices.notice n
        join notices.delivery d using (notice_id) where d.body_code = ${bodyCode}`.execute(site.deps.db);
      return rows.map(({ title }) => title);
    };
    const as = <T>(code: string, work: Parameters<typeof change<T>>[2]) =>
      change(site.appDeps.db, seat(code, { rights, bodyName: code }), work);
    const aide: EntryContent = {
      ...{ kind: 'cio-aide', state: 'held', validFrom: '2026-04-01', validTo: null, title: 'CIO補佐官' },
      ...{ rank: 'external', unit: null, external: true, members: null, personId: null },
    };
    const by = (code: string) => bySeat(site.clock, seat(code, { rights, bodyName: code }));
    const added = await as(owner, (tx) => addEntry(tx, by(owner), aide));
    if (!added.ok) throw new Error(added.code);
    expect((await as(owner, (tx) => askJoint(tx, by(owner), added.value, partner))).ok).toBe(true);
    expect(await notices(partner)).toEqual(['CIO補佐官等の共同設置の照会：022012']);
    const asked = { ownerCode: owner, entryId: added.value, answer: 'agreed' as const };
    expect((await as(partner, (tx) => answerJoint(tx, by(partner), asked))).ok).toBe(true);
    expect(await notices(owner)).toEqual(['CIO補佐官等の共同設置への回答：012025']);
    const marks = await withScope(site.deps.db, { kind: 'system' }, (tx) =>
      standingMarks(tx, [partner], '2026-04-20'),
    );
    expect(marks.map(({ key }) => key)).toEqual(['structure.cio-aide']);
  });

  it('says that 職務代理 is counted as 任命していない by our own reading', async () => {
    const page = await html(officer.get('/structure'));
    expect(readable(page)).toContain('職務代理の扱いは出典の資料に書かれておらず、しるべの読み方です');
    expect(page).toContain('href="/indicators/cio"');
  });

  it('lets a prefecture see its municipalities, 登録なし apart from 置かない, and nobody see a neighbour', async () => {
    const review = readable(await html(prefecture.get('/structure/review')));
    for (const words of [
      '見本県内市町村計',
      '登録なし',
      '置かない',
      '空席',
      '見本県（県庁分）',
      '副首長の職でない',
    ])
      expect(review).toContain(words);
    expect((await officer.get(`/structure/bodies/${city.code}`)).status).toBe(404);
    expect((await officer.get('/structure/bodies/022012')).status).toBe(404);
    const foreign = entryIdOf(first.code, 'dedicated-unit');
    expect((await officer.get(`/structure/entries/${foreign}`)).status).toBe(404);
    expect(
      (await officer.post(`/structure/entries/${foreign}/withdraw`, { seen: '1', why: 'x' })).status,
    ).toBe(404);
  });

  it('has no fault that a page may not have, long sentences among them', () => {
    expect(pages.flatMap((page) => pageFaults(page))).toEqual([]);
  });
});
