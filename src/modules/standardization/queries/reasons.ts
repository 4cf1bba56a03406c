import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { PrivacyAssessment } from '../rules/gate.ts';

export interface By {
  readonly seatTitle: string;
  readonly at: string;
}

export async function saveExclusion(
  tx: Tx,
  bodyCode: BodyCode,
  businessNo: number,
  since: Day,
  reason: string,
  by: By,
): Promise<void> {
  await sql`insert into standardization.exclusion (body_code, business_no, since, reason, seat_title, recorded_at)
    values (${bodyCode}, ${businessNo}, ${since}::date, ${reason}, ${by.seatTitle}, ${by.at}::timestamptz)
    on conflict (body_code, business_no, since) do update set reason = excluded.reason,
      seat_title = excluded.seat_title, recorded_at = excluded.recorded_at`.execute(tx);
}

export async function saveAssessment(
  tx: Tx,
  bodyCode: BodyCode,
  businessNo: number,
  assessment: PrivacyAssessment,
  by: By,
): Promise<void> {
  await sql`insert into standardization.privacy_assessment (body_code, business_no, revision, held_on, not_needed, seat_title, recorded_at)
    select ${bodyCode}, ${businessNo}, coalesce(max(revision), 0) + 1, ${assessment.heldOn}::date, ${assessment.notNeeded},
      ${by.seatTitle}, ${by.at}::timestamptz
    from standardization.privacy_assessment where body_code = ${bodyCode} and business_no = ${businessNo}`.execute(
    tx,
  );
}
