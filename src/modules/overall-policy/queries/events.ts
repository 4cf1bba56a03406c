import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** What happened to a policy, as its page tells it. */
export interface PolicyEvent {
  readonly versionNo: number | null;
  readonly what: EventKind;
  readonly detail: string;
  readonly seatTitle: string;
  readonly at: string;
}

export type EventKind =
  | 'start'
  | 'revise'
  | 'rename'
  | 'source'
  | 'decide'
  | 'undo-decision'
  | 'publish'
  | 'abolish'
  | 'undo-abolition'
  | 'ask-partner'
  | 'consent'
  | 'workbook';

export async function insertEvent(
  tx: Tx,
  event: PolicyEvent & { readonly bodyCode: BodyCode; readonly policyNo: number },
): Promise<void> {
  await sql`
    insert into overall_policy.event (body_code, policy_no, event_id, version_no, what, detail, seat_title, at)
    values (${event.bodyCode}, ${event.policyNo}, ${randomUUID()}::uuid, ${event.versionNo}, ${event.what},
      ${event.detail}, ${event.seatTitle}, ${event.at}::timestamptz)`.execute(tx);
}

/** Newest first. */
export async function eventsOf(
  db: Db,
  bodyCode: BodyCode,
  policyNo: number,
): Promise<readonly PolicyEvent[]> {
  const { rows } = await sql<PolicyEvent>`
    select version_no as "versionNo", what, detail, seat_title as "seatTitle", at from overall_policy.event
    where body_code = ${bodyCode} and policy_no = ${policyNo} order by at desc, event_id`.execute(db);
  return rows;
}
