import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { PlanLine } from '../rules/plan.ts';

export interface PlanVersion {
  readonly version: number;
  readonly note: string;
  readonly lines: readonly PlanLine[];
  readonly seatTitle: string;
  readonly madeAt: string;
}

/** The newest first. */
export async function planVersions(db: Db, bodyCode: BodyCode): Promise<readonly PlanVersion[]> {
  const { rows } = await sql<PlanVersion>`
    select version, note, lines, seat_title as "seatTitle", made_at as "madeAt" from standardization.plan_version
    where body_code = ${bodyCode} order by version desc`.execute(db);
  return rows;
}

export async function insertPlanVersion(
  tx: Tx,
  bodyCode: BodyCode,
  plan: Omit<PlanVersion, 'version'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into standardization.plan_version (body_code, version, note, lines, seat_title, made_at)
    select ${bodyCode}, coalesce(max(version), 0) + 1, ${plan.note}, ${JSON.stringify(plan.lines)}::jsonb, ${plan.seatTitle},
      ${plan.madeAt}::timestamptz
    from standardization.plan_version where body_code = ${bodyCode} returning version`.execute(tx);
  return rows[0]!.version;
}
