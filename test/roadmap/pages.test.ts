import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentAt } from '../../src/modules/roadmap/actions/lines.ts';
import { roadmapHandover } from '../../src/modules/roadmap/handover.ts';
import { roadmapHome } from '../../src/modules/roadmap/home.ts';
import { linesOf } from '../../src/modules/roadmap/queries/lines.ts';
import { neighbourLines } from '../../src/modules/roadmap/queries/neighbours.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import { standingMarks } from '../../src/spine/evidence/queries.ts';
import { seatsOfBody } from '../../src/spine/posts/queries/seats.ts';
import type { Browser } from '../support/people.ts';
import { signedInAs } from '../support/people.ts';
import { openSite, readable, type Site } from '../support/site.ts';

const VILLAGE = '993611';
const TOWN = '993026';
const CITY = '992011';
const LINE = `/roadmap/lines/K001-${VILLAGE}`;

/** The roadmap by its pages: as the only officer of 架空村, who begins with nothing, and as others see it. */
describe('the pages of the roadmap', () => {
  let site: Site;
  let village: Browser;
  let town: Browser;
  let section: Browser;
  let prefecture: Browser;

  beforeAll(async () => {
    site = await openSite('2026-11-21T09:00:00+09:00');
    [village, town, section, prefecture] = [
      await signedInAs(site, 'village-officer'),
      await signedInAs(site, 'town-officer'),
      await signedInAs(site, 'town-section'),
      await signedInAs(site, 'prefecture'),
    ];
  }, 120_000);
  afterAll(() => site?.close());

  const html = async (answer: Promise<Response>, status = 200) => {
    const response = await answer;
    const text = await response.text();
    expect(
      `${response.status} ${response.status === status ? '' : readable(text).slice(0, 800)}`.trim(),
    ).toBe(String(status));
    return text;
  };
  const has = (page: string, ...words: readonly string[]) =>
    expect(words.filter((word) => !page.includes(word))).toEqual([]);
  const hidden = (page: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const inBody = <T>(bodyCode: string, work: Parameters<typeof withScope<T>>[2]) =>
    withScope(site.appDeps.db, { kind: 'body', bodyCode }, work);
  const runs = (on: string) =>
    inBody(VILLAGE, async (tx) =>
      (await standingMarks(tx, [VILLAGE], on))
        .filter((mark) => mark.key === 'roadmap.running')
        .map((mark) => [mark.title, mark.since]),
    );
  const first = {
    item: 'telework',
    title: '庁舎外で働ける端末を配る',
    starts: '令和8年度第1四半期',
    ends: '2028-03-31',
    state: 'on-track',
    stateText: '端末10台を使い始めました。',
    nextText: '運用の手引きを作る',
    nextOn: '令和8年12月25日',
    budgetYears: '2026-2030',
    'budget-2026-initial': '1,200,000円',
  };

  it('begins empty, keeps what was typed when it is refused, and takes a first line', async () => {
    has(await html(village.get('/roadmap')), '個別取組はまだありません', '実行中の個別取組は0件です');
    const refused = await html(
      village.post('/roadmap/new', { ...first, title: '', starts: 'らいねん', ends: '2020-01-01' }),
      422,
    );
    has(
      refused,
      '個別取組の名称を書いてください',
      '時期として読めません',
      'らいねん',
      '端末10台を使い始めました。',
    );
    const wrong = await html(village.post('/roadmap/new', { ...first, ends: '2025-01-01' }), 422);
    has(wrong, '終了が開始より前です');
    const made = await village.post('/roadmap/new', first);
    expect(made.headers.get('location')).toBe(LINE);
    const page = await html(village.get(LINE));
    has(page, '順調', '1,200,000円', '令和8年度第1四半期', 'BPRか標準化', '38～39行', '値の出典');
    has(page, '担当、指標、予算（令和9年度）', '見本県は実在しません');
    has(await html(village.get('/roadmap')), '実行中の個別取組は1件です');
    expect(await runs('2026-11-21')).toEqual([['個別取組「庁舎外で働ける端末を配る」', '2026-04-01']]);
  });

  it('two people at one line: both values are shown, nothing is written, nothing is lost', async () => {
    const mine = await html(village.get(`${LINE}/edit`));
    expect(hidden(mine, 'madeFrom')).toBe('1');
    const same = { ...first, madeFrom: '1' };
    const theirs = await village.post(`${LINE}/edit`, { ...same, title: '端末を全課へ配る', risks: '納期' });
    expect(theirs.status).toBe(303);
    const page = await html(village.post(`${LINE}/edit`, { ...same, title: '端末を窓口へ配る' }), 409);
    has(page, 'ほかの人がこの取組を書き換えました', '端末を全課へ配る', 'value="端末を窓口へ配る"', '納期');
    expect(hidden(page, 'madeFrom')).toBe('2');
    const again = await village.post(`${LINE}/edit`, {
      ...same,
      madeFrom: '2',
      title: '端末を窓口へ配る',
      risks: '納期',
      note: '窓口を先に',
    });
    expect(again.status).toBe(303);
    has(await html(village.get(LINE)), '端末を窓口へ配る', '端末を全課へ配る', '窓口を先に');
  });

  it('every line of every body is what its writings make of it', async () => {
    for (const bodyCode of [VILLAGE, TOWN, CITY]) {
      const pairs = await inBody(bodyCode, async (tx) => {
        const found = [];
        for (const line of await linesOf(tx, bodyCode))
          found.push([line.content, await contentAt(tx, line, line.edition)]);
        return found;
      });
      expect(pairs.length).toBeGreaterThan(0);
      for (const [stored, replayed] of pairs) expect(replayed).toEqual(stored);
    }
  });

  it('what was written is not rewritten, by nobody', async () => {
    for (const table of ['entry', 'decision', 'year', 'year_line']) {
      const change = sql`update ${sql.table(`roadmap.${table}`)} set body_code = body_code`;
      await expect(change.execute(site.appDeps.db)).rejects.toThrow();
    }
    await expect(sql`delete from roadmap.entry`.execute(site.deps.db)).rejects.toThrow('append-only');
  });

  it('records a decision with its day and 文書番号', async () => {
    const refused = await html(
      village.post(`${LINE}/decisions`, { decidedOn: '令和9年1月1日', documentNo: '', decision: '配る' }),
      422,
    );
    has(refused, '今日までの日', '文書番号を書いてください', '配る');
    const done = { decidedOn: '令和8年11月2日', documentNo: '架総第31号', decision: '窓口から配る。' };
    expect((await village.post(`${LINE}/decisions`, done)).status).toBe(303);
    has(await html(village.get(LINE)), '架総第31号', '窓口から配る。');
  });

  it('writes the month in one form, all or nothing', async () => {
    const url = '/roadmap/month';
    const page = await html(town.get(url));
    const numbers = [...page.matchAll(/name="line" value="(\d+)"/g)].map((match) => match[1] ?? '');
    expect(numbers.length).toBeGreaterThan(1);
    const fields: Record<string, string | string[]> = { line: numbers };
    for (const no of numbers) {
      fields[`madeFrom-${no}`] = hidden(page, `madeFrom-${no}`);
      fields[`same-${no}`] = '1';
      fields[`state-${no}`] = 'mostly';
      fields[`text-${no}`] = `月の様子 ${no}`;
      fields[`nextText-${no}`] = '続ける';
      fields[`nextOn-${no}`] = '2026-12-10';
    }
    const [one = ''] = numbers;
    has(
      await html(town.post(url, { ...fields, [`text-${one}`]: '' }), 422),
      '一文で書いてください',
      '月の様子',
    );
    has(await html(town.post(url, { ...fields, [`madeFrom-${one}`]: '1' }), 422), 'ほかの人が先に');
    expect((await town.post(url, fields)).status).toBe(303);
    has(await html(town.get('/roadmap')), `月の様子 ${one}`);
  });

  it('opens a year line by line; 期首 stays, whatever comes later', async () => {
    has(await html(village.get('/roadmap')), '令和8年度の工程表を開く');
    expect((await village.get('/roadmap/years/2027/open')).status).toBe(422);
    const url = '/roadmap/years/2026/open';
    const page = await html(village.get(url));
    const madeFrom = hidden(page, 'madeFrom-1');
    has(await html(village.post(url, { 'madeFrom-1': madeFrom }), 422), 'を選んでください');
    const changed = { 'madeFrom-1': madeFrom, 'answer-1': 'changed', 'ends-1': '令和10年度第4四半期' };
    has(await html(village.post(url, changed), 422), '理由を書いてください', '令和10年度第4四半期');
    has(
      await html(village.post(url, { ...changed, 'madeFrom-1': '1', 'reason-1': 'x' }), 409),
      '書き換えました',
    );
    const opened = await village.post(url, { ...changed, 'reason-1': '端末の納期が延びた' });
    expect(opened.headers.get('location')).toBe('/roadmap/years/2026');
    expect((await village.post(url, changed)).status).toBe(409);
    const edit = await html(village.get(`${LINE}/edit`));
    const later = { ...first, madeFrom: hidden(edit, 'madeFrom'), ends: '2030-03-31', state: 'late' };
    expect((await village.post(`${LINE}/edit`, { ...later, stateText: '遅れました。' })).status).toBe(303);
    const year = await html(village.get('/roadmap/years/2026'));
    has(year, '端末の納期が延びた', '令和10年度第4四半期', '令和12年3月31日', '変わった項目', '状態');
    has(await html(town.get('/roadmap/years/2026')), '確認（このまま続ける）');
    expect((await village.get('/roadmap/years/2024')).status).toBe(404);
  });

  it('shows its home what is due, its successor what is open, its prefecture what is late', async () => {
    const found = await withScope(
      site.appDeps.db,
      { kind: 'prefecture', prefectureCode: '990001', bodyCode: '990001' },
      async (tx) => {
        const seat = (await seatsOfBody(tx, '990001', '2026-11-21'))[0]!;
        const bodyCodes = [VILLAGE, TOWN, '990001'];
        return roadmapHome.read(tx, { seat, bodyCodes, today: '2026-11-21', late: 50 });
      },
    );
    const village8 = found.items?.get(VILLAGE)?.find((item) => item.item === 'telework');
    expect(village8).toMatchObject({
      state: 'evidenced',
      late: '「庁舎外で働ける端末を配る」：遅れました。',
    });
    expect(found.items?.get('990001')?.[0]).toMatchObject({ item: 'planned-work', state: 'none' });
    expect(found.late?.map((thing) => thing.bodyCode)).toEqual(expect.arrayContaining([VILLAGE, CITY]));
    const tasks = await inBody(CITY, async (tx) => {
      const seat = (await seatsOfBody(tx, CITY, '2026-11-21')).find((one) => one.role === 'digital-policy')!;
      const told = await roadmapHome.read(tx, { seat, bodyCodes: [CITY], today: '2026-11-21', late: 0 });
      return told.tasks;
    });
    expect(tasks).toMatchObject([{ href: '/roadmap/month', button: '状態を書く', dueOn: '2026-11-30' }]);
    const lines = await inBody(CITY, async (tx) => {
      const seat = (await seatsOfBody(tx, CITY, '2026-11-21')).find((one) => one.role === 'digital-policy')!;
      return roadmapHandover.handover(tx, seat, '2026-11-21');
    });
    expect(lines[0]?.lines.map((line) => line.text).join()).toContain('書かない窓口を市民課で始める');
    const review = await html(prefecture.get('/roadmap/review'));
    has(review, '遅れました', '見本県（県庁分）', '庁舎外で働ける端末を配る');
    // What the body keeps to itself: risks, budgets, decisions.
    expect(review).not.toContain('納期');
    expect(review).not.toContain('架総第31号');
  });

  it('keeps lines of another body out of reach, and a 課 to its own', async () => {
    for (const browser of [town, prefecture]) expect((await browser.get(LINE)).status).toBe(404);
    const seen = await withScope(
      site.appDeps.db,
      { kind: 'prefecture', prefectureCode: '990001', bodyCode: '990001' },
      async (tx) => (await sql<{ n: number }>`select count(*)::int as n from roadmap.line`.execute(tx)).rows,
    );
    expect(seen).toEqual([{ n: 0 }]);
    // K001 of the town is of 税務住民課, K003 of 総務課.
    expect((await section.get(`/roadmap/lines/K001-${TOWN}/edit`)).status).toBe(200);
    expect((await section.get(`/roadmap/lines/K003-${TOWN}/edit`)).status).toBe(403);
    expect((await section.get('/roadmap/years/2027/open')).status).toBe(403);
  });

  it('comes back from its own file as it left, and shows what would change before it is taken', async () => {
    for (const type of ['lines.csv', 'lines.xlsx']) {
      const file = new Uint8Array(await (await town.get(`/roadmap/${type}`)).arrayBuffer());
      const page = await send(town, file, type);
      has(page, '0件を取り込めます', '変わる0件', '変わらない4件');
    }
    const csv = await (await town.get('/roadmap/lines.csv')).text();
    const [head = '', ...rows] = csv.trimEnd().split('\r\n');
    const width = head.split(',').length;
    const cells = (values: Record<number, string>) =>
      Array.from({ length: width }, (_, at) => values[at] ?? '').join(',');
    const text = [
      head,
      (rows[0] ?? '').replace('子育ての手続をオンラインで受け付ける', '子育ての手続を全てオンラインにする'),
      cells({ 2: 'デジタルデバイド対策', 3: 'スマホ教室を開く', 5: 'R9Q1' }),
      cells({ 2: '無い項目', 3: '読めない行' }),
      cells({ 0: 'K077-993026', 3: '無い番号' }),
    ].join('\r\n');
    const page = await send(town, new TextEncoder().encode(text), 'kotei.csv');
    has(
      page,
      '2件を取り込めます',
      '子育ての手続を全てオンラインにする',
      '取組事項を選んでください',
      'K077-993026',
    );
    const action = /action="(\/roadmap\/files\/[^"]+\/take)"/.exec(page)?.[1] ?? '';
    expect((await town.post(action)).status).toBe(303);
    has(await html(town.get('/roadmap')), '子育ての手続を全てオンラインにする', 'スマホ教室を開く');
    expect((await town.post(action)).status).toBe(409);
    has(await send(town, new TextEncoder().encode('a,b\r\n1,2'), 'x.csv', 422), '見出し');
  });

  it('ends a line with its reason: the evidence is over, the line stays readable', async () => {
    const page = await html(village.get(LINE));
    const madeFrom = hidden(page, 'madeFrom');
    has(
      await html(village.post(`${LINE}/end`, { madeFrom, endedOn: '2026-12-01' }), 422),
      '今日までの日',
      '理由',
    );
    const end = { madeFrom, endedOn: '令和8年11月20日', endReason: '配り終えました' };
    expect((await village.post(`${LINE}/end`, end)).status).toBe(303);
    expect(await runs('2026-11-21')).toEqual([]);
    has(await html(village.get(LINE)), '配り終えました', 'この取組を再開する');
    has(await html(village.get('/roadmap?phase=ended')), '庁舎外で働ける端末を配る');
    const again = hidden(await html(village.get(LINE)), 'madeFrom');
    expect(
      (await village.post(`${LINE}/resume`, { madeFrom: again, resumeReason: '追加で配る' })).status,
    ).toBe(303);
    expect(await runs('2026-11-21')).toHaveLength(1);
  });

  it('draws the Gantt with the dates of the state and its table', async () => {
    const city = await html(signedInAsCity());
    has(
      city,
      '<svg class="roadmap-gantt__sheet"',
      '今日 11月21日',
      '国の目標 令和7年度まで',
      '513行',
      '図と同じ内容の表',
    );
    const ids = [...city.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toContain('gantt-late');
    has(await html(village.get('/roadmap/items/regulation')), 'この機能は未提供', '確かめること', '取組方針');
    expect((await village.get('/roadmap/items/nothing')).status).toBe(404);
  });

  it('shows lines to neighbours of the prefecture once the body says so, and no budget, risk or sentence', async () => {
    const seen = async (scope: Parameters<typeof withScope>[1]) =>
      withScope(site.appDeps.db, scope, async (tx) => {
        const lines = await neighbourLines(tx, ['front-yard', 'security', 'telework'], '2026-11-21');
        return new Set(lines.map(({ bodyCode }) => bodyCode));
      });
    const body = { kind: 'body', bodyCode: VILLAGE } as const;
    expect(await seen(body)).toContain(CITY);
    // Who has not said so is not there; nor is one's own, nor are others for another prefecture or for everybody.
    expect(await seen(body)).not.toContain('993042');
    expect(await seen({ kind: 'body', bodyCode: CITY })).not.toContain(CITY);
    expect(await seen({ kind: 'body', bodyCode: '022012' })).toEqual(new Set());
    expect(await seen({ kind: 'public' })).toEqual(new Set());
    const around = await html(village.get('/roadmap/items/front-yard'));
    has(around, '県内の団体の、同じ取組事項の取組', '見本市');

    const own = await inBody(VILLAGE, (tx) => linesOf(tx, VILLAGE));
    expect(own.length).toBeGreaterThan(0);
    const shown = () => seen({ kind: 'body', bodyCode: CITY });
    expect(await shown()).not.toContain(VILLAGE);
    expect((await section.post('/roadmap/sharing', { shared: '1' })).status).toBe(403);
    expect((await village.post('/roadmap/sharing', { shared: '1' })).status).toBe(303);
    has(await html(village.get('/roadmap')), '県内の団体に、名称、期間、状態を見せています');
    expect(await shown()).toContain(VILLAGE);
    expect((await village.post('/roadmap/sharing', { shared: '' })).status).toBe(303);
    expect(await shown()).not.toContain(VILLAGE);
  });

  /** The town has no line of the standardization; one is made, so that its target is drawn. */
  async function signedInAsCity(): Promise<Response> {
    const made = await town.post('/roadmap/new', {
      item: 'standardization',
      title: '移行',
      starts: '2025-04-01',
    });
    expect(made.status).toBe(303);
    return town.get('/roadmap/gantt?from=2025&paper=a3');
  }

  async function send(browser: Browser, bytes: Uint8Array, name: string, status = 200): Promise<string> {
    const body = new FormData();
    body.append('file', new File([new Uint8Array(bytes)], name));
    const sent = await site.request(`/roadmap/files?csrf=${encodeURIComponent(browser.token)}`, {
      method: 'POST',
      body,
      headers: { cookie: browser.cookie, origin: 'http://127.0.0.1:0' },
    });
    if (status !== 200) return html(Promise.resolve(sent), status);
    expect(sent.status).toBe(303);
    return html(browser.get(sent.headers.get('location') ?? ''));
  }
});
