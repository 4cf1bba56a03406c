import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { CostPhase } from '../rules/limits.ts';

export interface CostLine {
  readonly businessNo: number;
  readonly fiscalYear: number;
  readonly phase: CostPhase;
  readonly item: string;
  /** 円 */
  readonly amount: bigint;
}

export async function costsOf(db: Db, bodyCode: BodyCode): Promise<readonly CostLine[]> {
  const { rows } = await sql<CostLine>`
    select business_no as "businessNo", fiscal_year as "fiscalYear", phase, item, amount from standardization.cost
    where body_code = ${bodyCode} order by business_no, fiscal_year, phase desc, item`.execute(db);
  return rows;
}

/** The lines of one business and year, as they were typed: what is not among them is gone. */
export async function saveCosts(
  tx: Tx,
  bodyCode: BodyCode,
  businessNo: number,
  fiscalYear: number,
  lines: readonly Omit<CostLine, 'businessNo' | 'fiscalYear'>[],
): Promise<void> {
  await sql`delete from standardization.cost where body_code = ${bodyCode} and business_no = ${businessNo}
    and fiscal_year = ${fiscalYear}`.execute(tx);
  for (const line of lines) {
    await sql`insert into standardization.cost (body_code, business_no, fiscal_year, phase, item, amount)
      values (${bodyCode}, ${businessNo}, ${fiscalYear}, ${line.phase}, ${line.item}, ${line.amount})`.execute(
      tx,
    );
  }
}
