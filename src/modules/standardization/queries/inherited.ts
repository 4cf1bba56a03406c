import { type RawBuilder, sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { LimitKind } from '../rules/limits.ts';
import type { By } from './reasons.ts';

/** What became of bodies by a day: those whose work another goes on with. A body that is split has no one heir. */
export function heirs(on: Day): RawBuilder<unknown> {
  return sql`(select l.from_code, l.to_code, max(l.from_name) as from_name, max(l.effective_on) as on_day
    from bodies.lineage l
    where l.kind <> 'split' and l.from_code <> l.to_code and l.effective_on <= ${on}::date
    group by l.from_code, l.to_code)`;
}

/** What a successor goes on with, as lines of a table of heirs with the one business. */
const TAKEN: RawBuilder<unknown> = sql`(select k.from_code, k.body_code as to_code, k.business_no as only_no,
    (select max(l.from_name) from bodies.lineage l where l.from_code = k.from_code and l.to_code = k.body_code) as from_name
  from standardization.split_taken k)`;

export interface InheritedLine {
  readonly fromName: string;
  readonly month: Day;
  readonly businessNo: number;
  readonly listSince: Day | null;
  readonly states: string;
}

/** The newest months of the bodies that a body has taken in, or of systems of a split one, up to a month. */
export async function inheritedLines(
  tx: Tx,
  bodyCode: BodyCode,
  month: Day,
): Promise<readonly InheritedLine[]> {
  const { rows } = await sql<InheritedLine>`
    select h.from_name as "fromName", s.month, s.business_no as "businessNo", s.list_since as "listSince", s.states
    from (select from_code, to_code, null::smallint as only_no, from_name from ${heirs(month)} m
      union all select from_code, to_code, only_no, from_name from ${TAKEN} k) h
    join standardization.month_state s on s.body_code = h.from_code and (h.only_no is null or h.only_no = s.business_no)
      and s.month = (select max(b.month) from standardization.month_state b
        where b.body_code = h.from_code and b.month <= ${month}::date)
    where h.to_code = ${bodyCode} order by h.from_code, s.business_no`.execute(tx);
  return rows;
}

export interface InheritedSystem {
  readonly fromCode: BodyCode;
  readonly fromName: string;
  readonly mergedOn: Day;
  readonly businessNo: number;
  readonly vendor: string | null;
  readonly limitOn: Day | null;
  readonly limitKind: LimitKind;
  readonly plannedOn: Day | null;
  readonly month: Day | null;
  readonly done: number | null;
  readonly steps: number | null;
}

/** Systems of former bodies that are not in operation and not settled. */
export async function inheritedSystems(
  tx: Tx,
  bodyCode: BodyCode,
  today: Day,
): Promise<readonly InheritedSystem[]> {
  const { rows } = await sql<InheritedSystem>`
    select h.from_code as "fromCode", h.from_name as "fromName", h.on_day as "mergedOn", y.business_no as "businessNo",
      v.name as vendor, y.limit_on as "limitOn", y.limit_kind as "limitKind", y.planned_on as "plannedOn", y.month,
      y.done + y.excluded as done, y.steps
    from ${heirs(today)} h
    join standardization.system y on y.body_code = h.from_code and not y.finished
    left join standardization.vendor v on v.vendor_id = y.vendor_id
    where h.to_code = ${bodyCode} order by h.from_code, y.business_no`.execute(tx);
  return rows;
}

/** A former body's system is settled by who goes on with its work. */
export async function settleSystem(
  tx: Tx,
  fromCode: BodyCode,
  businessNo: number,
  settled: { readonly on: Day; readonly note: string },
  by: By,
): Promise<void> {
  await sql`update standardization.system set finished = true, settled_on = ${settled.on}::date,
      settled_note = ${settled.note}, seat_title = ${by.seatTitle}, recorded_at = ${by.at}::timestamptz,
      revision = revision + 1
    where body_code = ${fromCode} and business_no = ${businessNo}`.execute(tx);
}
