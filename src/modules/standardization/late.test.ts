import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../../../test/support/site.ts';
import { SAMPLE_NATION, SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../spine/sample/bodies.ts';
import { lateSystems, limitCounts } from './queries/late.ts';
import { type SystemRow, systemsOf } from './queries/systems.ts';
import { vendorByName } from './queries/vendors.ts';
import { limitStanding } from './rules/limits.ts';
import { businessesIn, NO_FILTER, type PmoFilter } from './rules/pmo.ts';

const TODAY = '2026-06-20';
const ALL = { limit: 1000, offset: 0 };
const municipalities = sampleBodies.filter((body) => body.kind !== 'prefecture');
let site: Site;
let vendor = '';

const seen = <T>(work: (tx: Tx) => Promise<T>) =>
  withScope(site.appDeps.db, { kind: 'nation', bodyCode: SAMPLE_NATION }, work);

/** Every kind of limit, on either side of the day, among those of the sample and its list of 特定移行支援システム. */
beforeAll(async () => {
  site = await openSite(`${TODAY}T09:00:00+09:00`);
  await withScope(site.deps.db, { kind: 'system' }, async (tx) => {
    vendor = await vendorByName(tx, SAMPLE_PREFECTURE, '期限の試験の事業者（架空）');
    await sql`update standardization.system y set finished = n % 7 = 0,
        limit_kind = (array['plan', 'plan', 'set', 'extended', 'deferred'])[1 + n % 5],
        limit_on = case when n % 11 = 0 then null else date '2026-06-20' + (n % 9 - 6) end,
        vendor_id = case when n % 3 = 0 then ${vendor}::uuid end
      from (select body_code, business_no, (row_number() over (order by business_no, body_code))::int as n
        from standardization.system where body_code like '99%') k
      where y.body_code = k.body_code and y.business_no = k.business_no`.execute(tx);
  });
}, 120_000);
afterAll(() => site?.close());

function passes(filter: PmoFilter, system: SystemRow): boolean {
  const kind = municipalities.find((body) => body.code === system.bodyCode)?.kind;
  const state = system.states?.[(filter.step ?? 1) - 1];
  return (
    businessesIn(filter).includes(system.businessNo) &&
    ['', SAMPLE_PREFECTURE].includes(filter.prefecture) &&
    ['', kind].includes(filter.stratum) &&
    ['', system.vendorId].includes(filter.vendor) &&
    (filter.step === null || (state !== undefined && state !== '3' && state !== '4'))
  );
}

describe('the late list', () => {
  it('holds exactly what the rule calls late, whatever is chosen, the longest overdue first', async () => {
    const systems = await seen(async (tx) => {
      const all: SystemRow[] = [];
      for (const { code } of municipalities) all.push(...(await systemsOf(tx, code)));
      return all;
    });
    const standing = (one: SystemRow) =>
      limitStanding({ ...one, on: one.limitOn, kind: one.limitKind }, TODAY);
    const filters: Partial<PmoFilter>[] = [
      ...[{}, { business: 3 }, { ministry: 'mic' }, { ministry: 'other' }, { stratum: 'town' }, { vendor }],
      ...[{ prefecture: SAMPLE_PREFECTURE }, { prefecture: '010006' }, { step: 30 }],
      { stratum: 'village', ministry: 'mic', vendor, step: 40 },
    ];
    for (const some of filters) {
      const filter = { ...NO_FILTER, ...some };
      const chosen = systems.filter((one) => passes(filter, one));
      const late = chosen
        .filter((one) => standing(one) === 'late')
        .map((one) => `${one.limitOn} ${one.bodyCode} ${String(one.businessNo).padStart(2, '0')}`);
      const found = await seen((tx) => lateSystems(tx, SAMPLE_PREFECTURE, TODAY, filter, ALL));
      const keys = found.rows.map(
        (row) => `${row.limitOn} ${row.bodyCode} ${String(row.businessNo).padStart(2, '0')}`,
      );
      expect(keys, JSON.stringify(some)).toEqual(late.sort());
      expect(found.total).toBe(late.length);
      if (filter.step !== null) continue;
      const counts = await seen((tx) => limitCounts(tx, SAMPLE_PREFECTURE, TODAY, filter));
      const of = (kind: string) => chosen.filter((one) => standing(one) === kind).length;
      expect(counts).toEqual({ late: of('late'), extended: of('extended'), deferred: of('deferred') });
    }
    const marked = systems.filter((one) => one.marked && one.limitKind === 'plan' && !one.finished);
    expect(marked.some((one) => (one.limitOn ?? TODAY) < TODAY)).toBe(true);
  });

  it('is turned page by page without loss, and says how many there are behind its last page too', async () => {
    const all = await seen((tx) => lateSystems(tx, SAMPLE_PREFECTURE, TODAY, NO_FILTER, ALL));
    expect(all.total).toBeGreaterThan(20);
    const turned: unknown[] = [];
    for (let offset = 0; offset < all.total; offset += 7) {
      const page = await seen((tx) =>
        lateSystems(tx, SAMPLE_PREFECTURE, TODAY, NO_FILTER, { limit: 7, offset }),
      );
      turned.push(...page.rows.map(({ bodyCode, businessNo }) => `${bodyCode} ${businessNo}`));
    }
    expect(turned).toEqual(all.rows.map(({ bodyCode, businessNo }) => `${bodyCode} ${businessNo}`));
    const behind = await seen((tx) =>
      lateSystems(tx, SAMPLE_PREFECTURE, TODAY, NO_FILTER, { limit: 7, offset: 1000 }),
    );
    expect(behind).toEqual({ rows: [], total: all.total });
  });

  it('shows a prefecture and a body their own, and the nation nothing of 見本県', async () => {
    const count = (scope: Parameters<typeof withScope>[1], whole: string) =>
      withScope(site.appDeps.db, scope, async (tx) => {
        const { rows, total } = await lateSystems(tx, whole, TODAY, NO_FILTER, ALL);
        return { total, bodies: new Set(rows.map((row) => row.bodyCode)) };
      });
    const { code } = SAMPLE_BODIES.village;
    const own = await count({ kind: 'body', bodyCode: code }, SAMPLE_PREFECTURE);
    expect([...own.bodies]).toEqual([code]);
    const other = { kind: 'prefecture', prefectureCode: '010006', bodyCode: '010006' } as const;
    expect((await count(other, SAMPLE_PREFECTURE)).total).toBe(0);
    expect((await count({ kind: 'nation', bodyCode: '000000' }, SAMPLE_PREFECTURE)).total).toBe(0);
  });
});
