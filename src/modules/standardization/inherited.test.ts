import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import { correctRegister } from '../../spine/bodies/actions.ts';
import type { BodyChange } from '../../spine/bodies/rules/change.ts';
import type { LineageEvent } from '../../spine/bodies/rules/lineage.ts';
import { aroundMembershipChange } from '../../spine/roll-up/actions.ts';
import { SAMPLE_BODIES, type SampleBody } from '../../spine/sample/bodies.ts';
import { PROGRAM } from './actions/by.ts';
import { closeAs } from './actions/close-month.ts';
import { openInherited } from './actions/inherited.ts';
import { readMonthView } from './actions/month.ts';
import { saveMonth } from './actions/save-month.ts';
import { eventsOf, linesOf } from './queries/months.ts';
import { togetherStates } from './rules/inherit.ts';
import { replay, unreported } from './rules/states.ts';

const { village, first, second, third } = SAMPLE_BODIES;
/** 仮名町 and 試行町 become one new city in the middle of June; 架空村 is taken in by 例示町. */
const NEW_CITY = '992020';
const DAY = '2026-06-15';
const PREFECTURE = '990001';
let site: Site;
let officer: Browser;
let town: Browser;

const asSystem = <T>(work: (tx: Tx) => Promise<T>) => withScope(site.deps.db, { kind: 'system' }, work);

function ends(body: SampleBody): BodyChange {
  const { name, kana, kind } = body;
  const row = { name, kana, kind, prefectureCode: PREFECTURE, validFrom: '2019-05-01', validTo: DAY };
  return { bodyCode: body.code, rows: [{ ...row, source: '試験' }] };
}

function goesTo(body: SampleBody, eventId: string, toCode: string, toName: string): LineageEvent {
  const from = { fromCode: body.code, fromName: body.name, fromKana: body.kana };
  return { eventId, kind: 'merged', on: DAY, ...from, toCode, toName, text: '試験の合併', source: '試験' };
}

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  officer = await signedInAs(site, 'village-officer');
  town = await signedInAs(site, 'town-officer');
  const city = { name: '合同市', kana: 'ごうどうし', kind: 'city', prefectureCode: PREFECTURE } as const;
  const change = {
    bodies: [
      ...[village, second, third].map(ends),
      { bodyCode: NEW_CITY, rows: [{ ...city, validFrom: DAY, validTo: null, source: '試験' }] },
    ],
    lineage: [
      goesTo(village, 'test-village', first.code, first.name),
      goesTo(second, 'test-city', NEW_CITY, city.name),
      goesTo(third, 'test-city', NEW_CITY, city.name),
    ],
  };
  await site.deps.db.transaction().execute(async (tx) => {
    const changed = await correctRegister(tx, site.clock, change, aroundMembershipChange(tx));
    if (!changed.ok) throw new Error(changed.code);
  });
}, 60_000);
afterAll(() => site.close());

describe('a body that merges in the middle of a month', () => {
  it('does not report that month, is told who does, and keeps its months', async () => {
    const refused = await officer.post('/standardization/months/2026-06', {});
    expect(refused.status).toBe(409);
    const page = readable(await refused.text());
    expect(page).toContain('この月は例示町が報告します');
    expect(page).toContain('これまでの月は残っています');
    const lines = await asSystem((tx) => linesOf(tx, village.code, '2026-04-30'));
    expect(lines).toHaveLength(20);
  });

  it('leaves its open systems to the body that took it in, with where they come from', async () => {
    const page = readable(await (await town.get('/standardization/inherited')).text());
    expect(page).toContain('旧架空村の住民基本台帳');
    const open = await asSystem((tx) => openInherited(tx, first.code, '2026-06-20'));
    expect(open.length).toBeGreaterThan(0);
    expect(open.every((one) => one.fromCode === village.code && one.mergedOn === DAY)).toBe(true);
    const ministry = await signedInAs(site, 'ministry');
    const late = readable(await (await ministry.get('/standardization/pmo/late?stratum=town')).text());
    expect(late).toContain('例示町（旧架空村）');
    // 架空村 stands in no list by itself any more, and no other body's officer sees its systems.
    expect(late).not.toMatch(/[^旧]架空村/);
    expect(await asSystem((tx) => openInherited(tx, SAMPLE_BODIES.city.code, '2026-06-20'))).toEqual([]);
  });

  it('has them settled by that body, with a day and how, and by nobody else', async () => {
    const count = async () => (await asSystem((tx) => openInherited(tx, first.code, '2026-06-20'))).length;
    const before = await count();
    const [one] = await asSystem((tx) => openInherited(tx, first.code, '2026-06-20'));
    const system = `${one!.fromCode}-${one!.businessNo}`;
    const bad = await town.post('/standardization/inherited', { system, on: '2026-06-14', note: '' });
    expect(bad.status).toBe(422);
    const text = readable(await bad.text());
    expect(text).toContain('日は2026-06-15から今日までで書いてください');
    expect(text).toContain('どのように終えたかを書いてください');
    const other = `${second.code}-${one!.businessNo}`;
    const filled = { on: '2026-06-18', note: '例示町のシステムに統合' };
    expect((await town.post('/standardization/inherited', { system: other, ...filled })).status).toBe(422);
    expect(await count()).toBe(before);
    expect((await town.post('/standardization/inherited', { system, ...filled })).status).toBe(303);
    expect(await count()).toBe(before - 1);
  });

  it('begins the month of a new body as far as the last of the former ones, as its events say', async () => {
    const month = '2026-06-30';
    const former = await asSystem(async (tx) => {
      const newest = async (body: SampleBody) => linesOf(tx, body.code, '2026-05-31');
      return [await newest(second), await newest(third)];
    });
    const view = await asSystem((tx) => readMonthView(tx, NEW_CITY, month));
    expect(view.origins.map((one) => one.name)).toEqual([second.name, third.name]);
    for (const line of view.lines) {
      const own = former.map((lines) => lines.find((one) => one.businessNo === line.businessNo)!.states);
      expect(line.states).toBe(togetherStates(own));
    }
    const saved = await asSystem((tx) =>
      saveMonth(tx, site.clock, PROGRAM, NEW_CITY, { month, moves: new Map(), via: 'page', asGiven: true }),
    );
    expect(saved).toMatchObject({ ok: true, value: { moved: 0 } });
    await asSystem(async (tx) => {
      const events = await eventsOf(tx, NEW_CITY, month);
      for (const line of await linesOf(tx, NEW_CITY, month)) {
        const own = events.filter((event) => event.businessNo === line.businessNo);
        const changes = own.map((event) => event.changes);
        expect(replay(unreported(40), changes)).toBe(line.states);
      }
    });
    expect((await asSystem((tx) => readMonthView(tx, NEW_CITY, month))).origins).toEqual([]);
  });

  it('is asked no more: the month is closed over the bodies of its last day', async () => {
    site.clock.set('2026-07-05T09:00:00+09:00');
    const closed = await asSystem((tx) => closeAs(tx, site.clock, PROGRAM, PREFECTURE, '2026-06-30'));
    // 県庁, 見本市, 例示町 and 合同市; only the last has reported.
    expect(closed).toMatchObject({ ok: true, value: { asked: 4, reported: 1 } });
  });
});
