import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';
import { MARKS } from './marks.ts';

export interface ExportLine {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly prefecture: string;
  readonly businessNo: number;
  readonly listSince: Day | null;
  readonly states: string;
}

/** Reported lines of a prefecture's municipalities in one month, in the order of codes. */
export async function linesForExport(
  tx: Tx,
  month: Day,
  prefecture: BodyCode,
): Promise<readonly ExportLine[]> {
  const { rows } = await sql<ExportLine>`
    select s.body_code as "bodyCode", r.name, p.name as prefecture, s.business_no as "businessNo",
      s.list_since as "listSince", s.states
    from standardization.month_state s
    join bodies.register_row r on r.body_code = s.body_code and r.retired_at is null
      and r.valid_from <= ${month}::date and (r.valid_to is null or r.valid_to > ${month}::date)
    join bodies.register_row p on p.body_code = ${prefecture} and p.retired_at is null
      and p.valid_from <= ${month}::date and (p.valid_to is null or p.valid_to > ${month}::date)
    where s.month = ${month}::date and r.prefecture_code = ${prefecture} and s.body_code <> ${prefecture}
    order by s.body_code, s.business_no`.execute(tx);
  return rows;
}

/** Systems with the mark of the published list, or that their body has recorded as 特定移行支援システム. */
export async function markedSystems(
  tx: Tx,
  whole: BodyCode,
  today: Day,
  prefecture: BodyCode | null,
): Promise<readonly { readonly bodyCode: BodyCode; readonly name: string; readonly businessNo: number }[]> {
  const { rows } = await sql<{ bodyCode: BodyCode; name: string; businessNo: number }>`
    with marks as materialized (${MARKS})
    select y.body_code as "bodyCode", r.name, y.business_no as "businessNo" from (
      select y.body_code, y.business_no from standardization.system y where y.limit_kind = 'extended' and not y.finished
      union select m.body_code, m.business_no from marks m) y
    join bodies.register_row r on r.body_code = y.body_code and r.retired_at is null
      and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to > ${today}::date)
    where ${ofWhole('y.body_code', whole)}
      and (${prefecture}::text is null or r.prefecture_code = ${prefecture}::text or y.body_code = ${prefecture}::text)
    order by 1, 3`.execute(tx);
  return rows;
}
