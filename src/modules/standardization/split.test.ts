import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import { correctRegister } from '../../spine/bodies/actions.ts';
import { aroundMembershipChange } from '../../spine/roll-up/actions.ts';
import { SAMPLE_BODIES } from '../../spine/sample/bodies.ts';
import { PROGRAM } from './actions/by.ts';
import { readMonthView } from './actions/month.ts';
import { openSplit, takeSplit } from './actions/split.ts';
import { linesOf } from './queries/months.ts';
import { systemsOf } from './queries/systems.ts';

/** 仮名町 is split: a part goes to 例示町, a part to 架空村, a part becomes a town of its own. */
const { first, second, village, city } = SAMPLE_BODIES;
const NEW_TOWN = '993051';
const DAY = '2026-06-15';
const PREFECTURE = '990001';
const PAGE = '/standardization/inherited';
let site: Site;
let town: Browser;
let officer: Browser;

const asSystem = <T>(work: (tx: Tx) => Promise<T>) => withScope(site.deps.db, { kind: 'system' }, work);
const words = async (answer: Response) => readable(await answer.text());

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  town = await signedInAs(site, 'town-officer');
  officer = await signedInAs(site, 'village-officer');
  const source = '試験';
  const was = { name: second.name, kana: second.kana, kind: second.kind, prefectureCode: PREFECTURE, source };
  const made = {
    name: '分町',
    kana: 'ぶんちょう',
    kind: 'town',
    prefectureCode: PREFECTURE,
    source,
  } as const;
  const from = { fromCode: second.code, fromName: second.name, fromKana: second.kana };
  const change = {
    bodies: [
      { bodyCode: second.code, rows: [{ ...was, validFrom: '2019-05-01', validTo: DAY }] },
      { bodyCode: NEW_TOWN, rows: [{ ...made, validFrom: DAY, validTo: null }] },
    ],
    lineage: [first, village, { code: NEW_TOWN, name: made.name }].map((to) => ({
      ...{ eventId: 'test-split', kind: 'split' as const, on: DAY, ...from },
      ...{ toCode: to.code, toName: to.name, text: '試験の分割', source },
    })),
  };
  await site.deps.db.transaction().execute(async (tx) => {
    const changed = await correctRegister(tx, site.clock, change, aroundMembershipChange(tx));
    if (!changed.ok) throw new Error(changed.code);
  });
}, 120_000);
afterAll(() => site?.close());

describe('systems of a body that is split', () => {
  it('are shown to each successor and to the prefecture as taken by nobody, and to no other', async () => {
    for (const successor of [town, officer]) {
      const page = await words(await successor.get(PAGE));
      expect(page).toContain('旧仮名町の住民基本台帳');
      expect(page).toContain('引継ぎ先なし');
      expect(page).toContain('選んだシステムを引き継ぐ');
    }
    const open = await asSystem((tx) => openSplit(tx, first.code, '2026-06-20'));
    expect(open.length).toBeGreaterThan(0);
    const prefecture = await signedInAs(site, 'prefecture');
    const seen = await words(await prefecture.get(PAGE));
    expect(seen).toContain(`分割した団体のシステムで、引継ぎ先のないものは${open.length}件です`);
    expect(seen).not.toContain('選んだシステムを引き継ぐ');
    expect(await asSystem((tx) => openSplit(tx, city.code, '2026-06-20'))).toEqual([]);
  });

  it('are taken by those that choose them, each for itself', async () => {
    const key = `${second.code}-1`;
    const nothing = await town.post(`${PAGE}/split`, {});
    expect([nothing.status, await words(nothing)]).toEqual([
      422,
      expect.stringContaining('引き継ぐシステムを選んでください'),
    ]);
    const strange = await town.post(`${PAGE}/split`, { split: `${village.code}-1` });
    expect(strange.status).toBe(422);
    expect((await town.post(`${PAGE}/split`, { split: key })).status).toBe(303);
    expect(await words(await town.get(PAGE))).toMatch(/旧仮名町の住民基本台帳 ?例示町/);
    // The other successor may still take it, and sees who goes on with it already.
    expect(await words(await officer.get(PAGE))).toMatch(/旧仮名町の住民基本台帳 ?例示町/);
    expect((await officer.post(`${PAGE}/split`, { split: key })).status).toBe(303);
    const prefecture = await signedInAs(site, 'prefecture');
    expect(await words(await prefecture.get(PAGE))).toMatch(/旧仮名町の住民基本台帳 ?例示町、架空村/);
  });

  it('keep what the successor had said of its own, and begin that of a new one', async () => {
    const own = await asSystem((tx) => systemsOf(tx, first.code));
    const former = (await asSystem((tx) => systemsOf(tx, second.code))).filter((one) => !one.finished);
    const [one, other] = former.slice(-2);
    const keys = [one, other].map((system) => `${second.code}-${system?.businessNo}`);
    const take = (code: string) => asSystem((tx) => takeSplit(tx, site.clock, PROGRAM, code, keys));
    expect(await take(first.code)).toEqual({ ok: true, value: 2 });
    expect(await asSystem((tx) => systemsOf(tx, first.code))).toEqual(own);
    expect(await take(NEW_TOWN)).toEqual({ ok: true, value: 2 });
    const begun = await asSystem((tx) => systemsOf(tx, NEW_TOWN));
    const said = (system = one) => [system?.businessNo, system?.vendorId, system?.plannedOn, system?.limitOn];
    expect(begun.map(said)).toEqual([one, other].map(said));
  });

  it('begin the first month of a new body where the former one stood, the others unreported', async () => {
    const view = await asSystem((tx) => readMonthView(tx, NEW_TOWN, '2026-06-30'));
    const former = await asSystem((tx) => linesOf(tx, second.code, '2026-05-31'));
    const taken = new Set((await asSystem((tx) => systemsOf(tx, NEW_TOWN))).map((one) => one.businessNo));
    expect(taken.size).toBe(2);
    for (const line of view.lines) {
      const stood = former.find((one) => one.businessNo === line.businessNo)?.states;
      expect(line.states).toBe(taken.has(line.businessNo) ? stood : '0'.repeat(40));
    }
  });
});
