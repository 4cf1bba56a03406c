import { sql } from 'kysely';
import { type BodyCode, isPrefectureCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { LimitKind } from '../rules/limits.ts';
import type { InheritedSystem } from './inherited.ts';
import { MARKS } from './marks.ts';
import type { By } from './reasons.ts';

export interface SplitSystem extends Omit<InheritedSystem, 'mergedOn'> {
  readonly splitOn: Day;
  readonly limitSource: string | null;
  /** On the list of 特定移行支援システム, under the former body. */
  readonly marked: boolean;
  /** Successors that go on with it, by name. */
  readonly takers: readonly string[];
  /** Whether who asks is one of them. */
  readonly own: boolean;
}

/**
 * Systems that bodies left behind which were split and are no more: of those that `asking` is a successor of, or, to a
 * prefecture, of all whose successors are in it.
 */
export async function splitSystems(tx: Tx, asking: BodyCode, today: Day): Promise<readonly SplitSystem[]> {
  const below = isPrefectureCode(asking);
  const { rows } = await sql<SplitSystem>`
    with marks as (${MARKS}), former as (
      select l.from_code, max(l.from_name) as from_name, max(l.effective_on) as on_day, array_agg(l.to_code) as to_codes
      from bodies.lineage l
      where l.kind = 'split' and l.from_code <> l.to_code and l.effective_on <= ${today}::date and not exists (
        select from bodies.register_row r where r.body_code = l.from_code and r.retired_at is null
          and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to > ${today}::date))
      group by l.from_code)
    select f.from_code as "fromCode", f.from_name as "fromName", f.on_day as "splitOn", y.business_no as "businessNo",
      v.name as vendor, y.limit_on as "limitOn", y.limit_kind as "limitKind", y.limit_source as "limitSource",
      y.planned_on as "plannedOn", y.month, y.done + y.excluded as done, y.steps, m.body_code is not null as marked,
      coalesce(k.names, '{}') as takers, coalesce(${asking} = any(k.codes), false) as own
    from former f
    join standardization.system y on y.body_code = f.from_code and not y.finished
    left join standardization.vendor v on v.vendor_id = y.vendor_id
    left join marks m on m.body_code = y.body_code and m.business_no = y.business_no
    left join lateral (
      select array_agg(r.name order by k.body_code) as names, array_agg(k.body_code) as codes
      from standardization.split_taken k
      join bodies.register_row r on r.body_code = k.body_code and r.retired_at is null
        and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to > ${today}::date)
      where k.from_code = f.from_code and k.business_no = y.business_no) k on true
    where ${asking} = any(f.to_codes)
      or (${below} and exists (select from unnest(f.to_codes) c where left(c, 2) = left(${asking}, 2)))
    order by f.from_code, y.business_no`.execute(tx);
  return rows;
}

/** False: the successor has taken it before. */
export async function insertTaken(
  tx: Tx,
  bodyCode: BodyCode,
  fromCode: BodyCode,
  businessNo: number,
  on: Day,
  by: By,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into standardization.split_taken (body_code, from_code, business_no, taken_on, seat_title, recorded_at)
    values (${bodyCode}, ${fromCode}, ${businessNo}, ${on}::date, ${by.seatTitle}, ${by.at}::timestamptz)
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** What the former body said of its system becomes the successor's, where that has said nothing of its own. */
export async function copySystem(
  tx: Tx,
  bodyCode: BodyCode,
  fromCode: BodyCode,
  businessNo: number,
  limit: { readonly on: Day | null; readonly kind: LimitKind; readonly source: string | null },
  by: By,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into standardization.system as t (body_code, business_no, revision, vendor_id, package_id, package_version, environment,
      contract_end, customisation, planned_on, limit_on, limit_kind, limit_source, seat_title, recorded_at)
    select ${bodyCode}, y.business_no, 1, y.vendor_id, y.package_id, y.package_version, y.environment, y.contract_end,
      y.customisation, y.planned_on, ${limit.on}::date, ${limit.kind}, ${limit.source}, ${by.seatTitle}, ${by.at}::timestamptz
    from standardization.system y where y.body_code = ${fromCode} and y.business_no = ${businessNo}
    on conflict (body_code, business_no) do update set revision = 1, vendor_id = excluded.vendor_id,
      package_id = excluded.package_id, package_version = excluded.package_version, environment = excluded.environment,
      contract_end = excluded.contract_end, customisation = excluded.customisation, planned_on = excluded.planned_on,
      limit_on = excluded.limit_on, limit_kind = excluded.limit_kind, limit_source = excluded.limit_source,
      seat_title = excluded.seat_title, recorded_at = excluded.recorded_at
    where t.revision = 0 and t.limit_kind = 'plan'`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
