import { type RawBuilder, sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { PmoFilter } from '../rules/pmo.ts';
import { heirs } from './inherited.ts';
import { MARKS } from './marks.ts';
import { chosen, spans } from './pmo.ts';

export interface LateRow {
  readonly bodyCode: BodyCode;
  readonly name: string;
  /** The body that had the system, where it is no more: the one above goes on with its work. */
  readonly formerName: string | null;
  readonly prefectureCode: BodyCode;
  readonly businessNo: number;
  readonly vendor: string | null;
  readonly limitOn: Day;
  readonly limitSource: string | null;
  readonly plannedOn: Day | null;
  readonly done: number | null;
  readonly steps: number | null;
  readonly month: Day | null;
}

/** `spans`, and with the span of its heir each body that another goes on with; `now_code`: who answers today. */
function spansOfHeirs(whole: BodyCode, today: Day): RawBuilder<unknown> {
  return sql`(
    select t.body_code, t.prefecture_code, t.stratum, t.body_code as now_code, null as former_name from ${spans(whole, today)} t
    union all
    select h.from_code, t.prefecture_code, t.stratum, t.body_code, h.from_name
    from ${heirs(today)} h join ${spans(whole, today)} t on t.body_code = h.to_code
    where not exists (select from ${spans(whole, today)} n where n.body_code = h.from_code))`;
}

/** Past the limit and neither extended nor deferred. `y`: a system. Wants `marks`. */
function isLate(today: Day): RawBuilder<unknown> {
  return sql`not y.finished and y.limit_on < ${today}::date and y.limit_kind <> 'deferred'
    and (y.limit_kind <> 'plan' or (y.body_code, y.business_no) not in (select m.body_code, m.business_no from marks m))`;
}

/**
 * Past the limit and not extended, the longest overdue first, then by code. With how many there are in all. One pass over
 * the systems carries the keys alone, which are counted and ordered; the page's systems are looked up after it: a limit on
 * the whole question made the planner go through the bodies for each system, and a filter that few pass took seconds.
 */
export async function lateSystems(
  tx: Tx,
  whole: BodyCode,
  today: Day,
  filter: PmoFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly LateRow[]; readonly total: number }> {
  const { rows } = await sql<Partial<LateRow> & { total: number }>`
    with marks as materialized (${MARKS}), span as materialized ${spansOfHeirs(whole, today)}, late as materialized (
      select y.body_code, y.business_no, y.limit_on from standardization.system y join span t on t.body_code = y.body_code
      where ${isLate(today)} ${chosen(filter, 'y')} ${stepOpen(filter)}
    )
    select n.total, t.now_code as "bodyCode", r.name, t.former_name as "formerName", t.prefecture_code as "prefectureCode",
      c.business_no as "businessNo", v.name as vendor, c.limit_on as "limitOn", y.limit_source as "limitSource",
      y.planned_on as "plannedOn", (y.done + y.excluded) as done, y.steps, y.month
    from (select count(*)::int as total from late) n
    left join (
      select * from late order by limit_on, body_code collate "C", business_no limit ${page.limit} offset ${page.offset}
    ) c on true
    left join span t on t.body_code = c.body_code
    left join standardization.system y on y.body_code = c.body_code and y.business_no = c.business_no
    left join bodies.register_row r on r.body_code = t.now_code and r.retired_at is null
      and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to > ${today}::date)
    left join standardization.vendor v on v.vendor_id = y.vendor_id
    order by c.limit_on, c.body_code collate "C", c.business_no`.execute(tx);
  const found = rows.filter((row): row is LateRow & { total: number } => row.bodyCode != null);
  return { rows: found, total: rows[0]?.total ?? 0 };
}

function stepOpen({ step }: PmoFilter): RawBuilder<unknown> {
  return step === null ? sql`` : sql`and substr(y.states, ${step}::int, 1) not in ('3', '4')`;
}

/** How many systems stand where against their limits. */
export async function limitCounts(
  tx: Tx,
  whole: BodyCode,
  today: Day,
  filter: PmoFilter,
): Promise<{ readonly late: number; readonly extended: number; readonly deferred: number }> {
  const { rows } = await sql<{ late: number; extended: number; deferred: number }>`
    with marks as materialized (${MARKS})
    select count(*) filter (where g.late)::int as late, count(*) filter (where g.extended)::int as extended,
      count(*) filter (where g.limit_kind = 'deferred')::int as deferred
    from (
      select y.limit_kind, y.limit_on < ${today}::date and y.limit_kind <> 'deferred'
          and not (y.limit_kind = 'plan' and m.body_code is not null) as late,
        (y.limit_kind = 'extended' and (y.limit_on is null or y.limit_on >= ${today}::date))
          or (y.limit_kind = 'plan' and m.body_code is not null) as extended
      from standardization.system y join ${spansOfHeirs(whole, today)} t on t.body_code = y.body_code
      left join marks m on m.body_code = y.body_code and m.business_no = y.business_no
      where not y.finished ${chosen(filter, 'y')}
    ) g`.execute(tx);
  return rows[0] ?? { late: 0, extended: 0, deferred: 0 };
}
