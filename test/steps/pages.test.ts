import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, withScope } from '../../src/platform/db/scope.ts';
import type { Right, Seat } from '../../src/spine/contracts/seat.ts';
import { scopeOf } from '../../src/spine/posts/rules/rights.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../src/spine/sample/bodies.ts';
import { declareStep, undoStep } from '../../src/spine/steps/actions/declare.ts';
import { rememberNames, stepNumbers } from '../../src/spine/steps/actions/names.ts';
import { stepsHandover } from '../../src/spine/steps/handover.ts';
import { stepsHome } from '../../src/spine/steps/home.ts';
import { loadForecasts, loadInShort, loadSteps, OWN_TEMPLATES } from '../../src/spine/steps/load.ts';
import type { Run } from '../../src/spine/steps/queries/events.ts';
import { isLate } from '../../src/spine/steps/rules/lateness.ts';
import type { MoveId } from '../../src/spine/steps/rules/moves.ts';
import { viewOn } from '../../src/spine/steps/rules/replay.ts';
import { pageFaults } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, readable, type Site } from '../support/site.ts';

const TODAY = '2026-04-20';
/** As stored: observations/migrations. */
const WITHDRAWN = 5;
const VILLAGE = SAMPLE_BODIES.village.code;
const CITY = SAMPLE_BODIES.city.code;
const TOWN = SAMPLE_BODIES.first.code;
const PREFECTURE: Scope = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' };

let site: Site;
let village: Browser;
let prefecture: Browser;
let ministry: Browser;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
  prefecture = await signedInAs(site, 'prefecture');
  ministry = await signedInAs(site, 'ministry');
}, 120_000);
afterAll(() => site?.close());

async function read(who: Browser, path: string, status = 200): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 400)}`);
  expect(pageFaults(html)).toEqual([]);
  return readable(html);
}
async function send(who: Browser, path: string, values: Record<string, string>, status = 303) {
  const answer = await who.post(path, values);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 900)}`);
  return status === 303 ? (answer.headers.get('location') ?? '') : html;
}
function seat(bodyCode: string, kind: Seat['kind'] = 'municipality'): Seat {
  const ids = { seatId: randomUUID(), postId: randomUUID(), personId: randomUUID() };
  const rights = new Set<Right>(['steps:read', 'steps:answer', 'steps:review']);
  const office = { bodyName: '試験町', sectionId: null, sectionName: null, organ: '長', postTitle: '係長' };
  const prefectureCode = kind === 'nation' ? null : '990001';
  return { ...ids, ...office, bodyCode, kind, prefectureCode, personName: '試験 太郎', rights };
}
const run = (bodyCode: string, template: string, subject = ''): Run => ({ bodyCode, template, subject });
function declare(by: Seat, of: Run, step: string, move: MoveId, on: string, more = {}) {
  const given = { step, move, on, reason: null, record: null, note: null, url: null, seen: 0, ...more };
  return withScope(site.appDeps.db, scopeOf(by), (tx) => declareStep(tx, site.clock, by, of, given));
}

describe('ステップ0', () => {
  const page = '/steps/handbook/awareness';
  it('is closed by a dated record, which becomes evidence, and opened again by taking it back', async () => {
    expect(await read(village, '/steps')).toContain('架空村は、ステップ0「認識共有・機運醸成」にいます');
    const given = { seen: '0', move: 'finish', on: '令和8年4月10日', record: '庁議', note: '第1回庁議' };
    expect(await send(village, page, given)).toBe(page);
    expect(await read(village, '/steps')).toContain('ステップ1「全体方針の決定」にいます');
    expect(await read(village, page)).toContain('根拠資料あり');
    const standing = async () =>
      (
        await sql<{ on: string }>`select m.on_day as on from evidence.mark m where m.body_code = ${VILLAGE}
          and m.key = 'awareness.record' and m.record_no = (select max(record_no) from evidence.mark
          where body_code = ${VILLAGE} and key = 'awareness.record') and m.stands`.execute(site.deps.db)
      ).rows;
    expect(await standing()).toEqual([{ on: '2026-04-10' }]);
    await send(village, `${page}/undo`, { seen: '1', reason: '日を誤った' });
    expect(await standing()).toEqual([]);
    expect(await read(village, '/steps')).toContain('ステップ0「認識共有・機運醸成」にいます');
    expect(await read(village, page)).toContain('［取消し済み］');
  });

  it('keeps what was typed and says what is wrong, beside the field', async () => {
    const given = { seen: '2', move: 'finish', on: '4月31日', note: '第2回庁議' };
    const html = await send(village, page, given, 422);
    expect(pageFaults(html)).toEqual([]);
    expect(readable(html)).toContain('「4月31日」は日として読めません。');
    expect(html).toContain('value="4月31日"');
    expect(html).toContain('value="第2回庁議"');
    expect(html).toContain('href="#f-on"');
    const future = await send(village, page, { ...given, on: '2026-04-21', record: '庁議' }, 422);
    expect(readable(future)).toContain('今日より後です');
    const none = await send(village, page, { ...given, on: '2026-04-20' }, 422);
    expect(readable(none)).toContain('何の記録かを選んでください。');
    expect(readable(await send(village, page, { seen: '2', on: '2026-04-20' }, 422))).toContain(
      '何を記録するかを選んでください。',
    );
  });

  it('of two who write at once the second is told of the first, and what they typed stays', async () => {
    const given = { seen: '2', move: 'finish', on: '2026-04-12', record: '研修' };
    await send(village, page, given);
    const html = await send(village, page, { ...given, note: '後から来た人' }, 409);
    expect(readable(html)).toContain(
      '入力の間に、架空村 総務課 主任（情報・統計・広報）がこのステップを記録しました。',
    );
    expect(html).toContain('value="後から来た人"');
  });

  it('steps of the handbook that evidence closes are typed by nobody', async () => {
    const html = await read(village, '/steps/handbook/policy');
    expect(html).toContain('ここでの入力は要りません');
    expect(html).toContain('まだない： 全体方針のビジョン');
    const by = seat(VILLAGE);
    const done = await declare(by, run(VILLAGE, 'handbook'), 'policy', 'finish', TODAY);
    expect(done.ok ? 'ok' : done.code).toBe('by-evidence');
  });
});

describe('テレワーク', () => {
  const page = '/steps/telework/organise';
  it('is said, planned, late by its day, and done with a source', async () => {
    expect(await read(village, '/steps/telework')).toContain('10のうち0が終わっています');
    await send(village, page, { seen: '1', move: 'start', on: '2026-04-01' });
    await send(village, `${page}/plan`, { seen: '0', plannedOn: '令和8年4月15日' });
    expect(await read(village, '/steps/telework')).toContain('予定日を5日過ぎています');
    const late = await send(village, `${page}/plan`, { seen: '0', plannedOn: '2026-05-01' }, 409);
    expect(readable(late)).toContain('入力の間に');
    const bad = await send(village, page, { seen: '2', move: 'finish', on: TODAY, url: 'ftp://x' }, 422);
    expect(readable(bad)).toContain('URLは https:// か http:// で始めてください。');
    await send(village, page, {
      seen: '2',
      move: 'finish',
      on: TODAY,
      url: 'https://example.invalid/kiroku',
    });
    const done = await read(village, '/steps/telework');
    expect([done.includes('根拠資料あり'), done.includes('過ぎています')]).toEqual([true, false]);
    const earlier = await send(
      village,
      page,
      { seen: '3', move: 'reopen', on: '2026-04-01', reason: '誤り' },
      422,
    );
    expect(readable(earlier)).toContain('より前の日です');
    expect(await read(village, page)).toContain('2026年）に記録');
  });

  it('done for good feeds the figure as 速報, and taking it back withdraws it', async () => {
    const by = seat(CITY);
    const telework = run(CITY, 'telework');
    const seen = async () =>
      (
        await sql<{ value: bigint | null; reason: number | null }>`
          select o.value, o.reason from observations.observation o
          where o.body_code = ${CITY} and o.period_end = ${TODAY} order by o.revision desc limit 1`.execute(
          site.deps.db,
        )
      ).rows;
    await declare(by, telework, 'full-use', 'finish', TODAY);
    expect(await seen()).toMatchObject([{ value: 1n, reason: null }]);
    await withScope(site.appDeps.db, scopeOf(by), (tx) =>
      undoStep(tx, site.clock, by, telework, { step: 'full-use', reason: '誤り', seen: 1 }),
    );
    expect(await seen()).toMatchObject([{ value: null, reason: WITHDRAWN }]);
  });
});

describe('a run for each business', () => {
  it('keeps its gate: the migration waits for the assessment of the same business', async () => {
    const by = seat(TOWN);
    const of = (business: string) => run(TOWN, 'standardization', business);
    const told = async (business: string, step: string, move: MoveId, more = {}) => {
      const done = await declare(by, of(business), step, move, TODAY, more);
      return done.ok ? done.value : done.code;
    };
    expect(await told('kaigo', 'data-migration', 'finish')).toBe('gate');
    expect(await told('inkan', 'privacy-assessment', 'exclude', { reason: '個人番号を使わない' })).toBe(
      'not-applicable',
    );
    expect(await told('kaigo', 'data-migration', 'finish')).toBe('gate');
    expect(await told('inkan', 'data-migration', 'finish')).toBe('done');
    expect(await told('inkan', 'privacy-assessment', 'include', { seen: 1 })).toBe('gate-of-later');
    expect(await told('kaigo', 'none', 'start')).toBe('no-such-step');
    const other = await declare(seat(VILLAGE), of('kaigo'), 'rfp', 'start', TODAY);
    expect(other.ok ? 'ok' : other.code).toBe('not-yours');
  });
});

describe('others', () => {
  it('are filtered by what is read in short, as if every word had been read', async () => {
    const bodies = sampleBodies.map(({ code }) => code);
    const [short, whole] = await withScope(site.deps.db, { kind: 'system' }, async (tx) => [
      await loadInShort(tx, bodies, OWN_TEMPLATES, TODAY),
      await loadSteps(tx, bodies, OWN_TEMPLATES, viewOn(TODAY)),
    ]);
    const found = bodies.flatMap((code) =>
      OWN_TEMPLATES.map((id) => {
        const { lines, where } = whole.get(code)![id];
        const late = lines.some((line) => isLate(line.late));
        return { short: short(code)[id], whole: { current: where.current?.step.number ?? null, late } };
      }),
    );
    expect(found.map((one) => one.short)).toEqual(found.map((one) => one.whole));
    // It would be equal if nothing had been said, too.
    expect(new Set(found.map((one) => JSON.stringify(one.whole))).size).toBeGreaterThan(3);
  });

  it('a prefecture sees its municipalities with forecasts, the nation without', async () => {
    const own = await read(prefecture, '/steps/review');
    expect(own).toContain('見本県の市区町村の手順');
    expect(own).toMatch(/見本市.*から.*まで/);
    expect(await read(prefecture, '/steps/review?show=late')).not.toContain('架空村');
    const all = await read(ministry, '/steps/review');
    expect([all.includes('見本市'), all.includes('見込み')]).toEqual([true, false]);
    expect(await read(prefecture, `/steps/review/${CITY}`)).toContain('すべて終わる見込み');
    expect(await read(ministry, `/steps/review/${CITY}`)).not.toContain('見込み');
    expect(await read(village, '/steps/telework')).toContain('すべて終わる見込み');
    await read(prefecture, '/steps/review/012025', 404);
    await read(village, '/steps/review', 403);
    const forecasts = await withScope(site.appDeps.db, { kind: 'nation', bodyCode: '999997' }, (tx) =>
      loadForecasts(tx, seat('999997', 'nation'), [CITY], 'telework', TODAY),
    );
    expect([...forecasts]).toEqual([]);
  });

  it('rows of another body are not there, and are written by nobody else', async () => {
    const codes = async (scope: Scope) =>
      withScope(site.appDeps.db, scope, async (tx) => {
        const { rows } = await sql<{ code: string }>`
          select distinct body_code as code from steps.event order by 1`.execute(tx);
        return rows.map((row) => row.code);
      });
    expect(await codes({ kind: 'body', bodyCode: VILLAGE })).toEqual([VILLAGE]);
    expect((await codes(PREFECTURE)).length).toBeGreaterThan(4);
    expect(await codes({ kind: 'prefecture', bodyCode: '010006', prefectureCode: '010006' })).toEqual([]);
    expect(await codes({ kind: 'nation', bodyCode: '000000' })).toEqual([]);
    expect(await codes({ kind: 'public' })).toEqual([]);
    for (const scope of [PREFECTURE, { kind: 'body', bodyCode: TOWN } as const])
      await expect(
        withScope(site.appDeps.db, scope, (tx) =>
          sql`insert into steps.planned values (${VILLAGE}, 'telework', '', 'trial', 1, ${TODAY}, now(), ${TODAY}, null, 'x')`.execute(
            tx,
          ),
        ),
      ).rejects.toThrow(/row-level security/);
    await expect(
      withScope(site.appDeps.db, { kind: 'body', bodyCode: VILLAGE }, (tx) =>
        sql`update steps.event set note = 'x' where body_code = ${VILLAGE}`.execute(tx),
      ),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('names of headers', () => {
  it('are remembered once somebody has placed them, above what is shipped', async () => {
    const header = ['⑭データ移行', 'データ移行（本番）', '謎の列'];
    const numbers = () => stepNumbers(site.appDeps.db, 'standardization', header);
    expect(await numbers()).toEqual([14, null, null]);
    const said = [
      { name: 'データ移行（本番）', number: 14 },
      { name: '⑭データ移行', number: 15 },
      { name: '謎の列', number: 0 },
    ];
    await site.appDeps.db
      .transaction()
      .execute((tx) => rememberNames(tx, site.clock, 'standardization', said, '運用管理者'));
    expect(await numbers()).toEqual([15, 14, null]);
  });
});

describe('home and 引継書', () => {
  it('tell what is late, what is next, and of many bodies at once', async () => {
    const cities = seat(CITY);
    const [{ tasks }, lines] = await withScope(site.appDeps.db, scopeOf(cities), async (tx) => [
      await stepsHome.read(tx, { seat: cities, bodyCodes: [CITY], today: TODAY, late: 0 }),
      await stepsHandover.handover(tx, { bodyCode: CITY, postId: cities.postId, sectionId: null }, TODAY),
    ]);
    expect(tasks?.map((task) => task.title)).toEqual(['テレワークの「当面の推進方針決定」を確かめる']);
    expect(tasks?.[0]?.why).toContain('10日過ぎています');
    expect(lines[0]?.lines.map((line) => [line.text, line.dueOn])).toContainEqual([
      ...['テレワークの導入ステップ　8 当面の推進方針決定（作業中）', '2026-04-10'],
    ]);
    const bodyCodes = [CITY, TOWN, VILLAGE, SAMPLE_BODIES.second.code];
    const { items, late } = await withScope(site.appDeps.db, PREFECTURE, (tx) =>
      stepsHome.read(tx, { seat: seat('990001'), bodyCodes, today: TODAY, late: 5 }),
    );
    expect([...(items?.keys() ?? [])]).toEqual(bodyCodes);
    expect(items?.get(CITY)?.map((item) => [item.item, item.state, item.href, item.next])).toEqual([
      ['planned-work', 'evidenced', `/steps/review/${CITY}`, null],
      ['telework', 'declared', `/steps/review/${CITY}`, null],
    ]);
    expect(late?.map((thing) => [thing.bodyCode, thing.dueOn])).toEqual([
      [SAMPLE_BODIES.second.code, '2026-03-31'],
      [CITY, '2026-04-10'],
    ]);
  });

  it('look into the past: of a day before anything was said everything is 未報告', async () => {
    const past = await withScope(site.appDeps.db, PREFECTURE, (tx) =>
      loadSteps(tx, [CITY], OWN_TEMPLATES, viewOn('2024-04-01')),
    );
    const states = past.get(CITY)?.telework.lines.map((line) => line.state);
    expect(new Set(states)).toEqual(new Set(['unreported']));
  });
});
