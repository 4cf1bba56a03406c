import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';

export interface ClosingLine {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly listSince: Day | null;
  readonly states: string;
}

/** All lines of a month of one whole, as the scope of the transaction sees them. */
export async function linesOfMonth(tx: Tx, whole: BodyCode, month: Day): Promise<readonly ClosingLine[]> {
  const { rows } = await sql<ClosingLine>`
    select s.body_code as "bodyCode", s.business_no as "businessNo", s.list_since as "listSince", s.states
    from standardization.month_state s
    where s.month = ${month}::date and ${ofWhole('s.body_code', whole)}
    order by s.body_code, s.business_no`.execute(tx);
  return rows;
}

/** Who is asked for a month: the municipalities and prefectures of its last day. */
export async function askedBodies(tx: Tx, whole: BodyCode, month: Day): Promise<readonly BodyCode[]> {
  const { rows } = await sql<{ code: BodyCode }>`
    select s.body_code as code from bodies.stratum_span s
    where s.valid_from <= ${month}::date and s.valid_to > ${month}::date and ${ofWhole('s.body_code', whole)}
    order by s.body_code`.execute(tx);
  return rows.map((row) => row.code);
}
