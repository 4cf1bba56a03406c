import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Policy } from '../rules/model.ts';

interface PolicyRow {
  readonly body_code: BodyCode;
  readonly policy_no: number;
  readonly title: string;
  readonly obligations: string | null;
  readonly abolished_on: Day | null;
  readonly abolish_reason: string | null;
  readonly abolish_document_no: string | null;
  readonly abolish_decided_on: Day | null;
  readonly abolish_decider: string | null;
}

function policyOf(row: PolicyRow): Policy {
  return {
    bodyCode: row.body_code,
    policyNo: row.policy_no,
    title: row.title,
    obligations: row.obligations,
    abolition:
      row.abolished_on === null
        ? null
        : {
            on: row.abolished_on,
            reason: row.abolish_reason ?? '',
            documentNo: row.abolish_document_no ?? '',
            decidedOn: row.abolish_decided_on ?? row.abolished_on,
            decider: row.abolish_decider ?? '',
          },
  };
}

/** Policies of several bodies, as far as the scope sees them; by body and number. */
export async function policiesOf(db: Db, bodyCodes: readonly BodyCode[]): Promise<readonly Policy[]> {
  const { rows } = await sql<PolicyRow>`
    select * from overall_policy.policy where body_code = any(${[...bodyCodes]}::text[])
    order by body_code, policy_no`.execute(db);
  return rows.map(policyOf);
}

export async function findPolicy(db: Db, bodyCode: BodyCode, policyNo: number): Promise<Policy | null> {
  const { rows } = await sql<PolicyRow>`
    select * from overall_policy.policy where body_code = ${bodyCode} and policy_no = ${policyNo}`.execute(
    db,
  );
  return rows[0] === undefined ? null : policyOf(rows[0]);
}

/** Locks a body's policies against another beginning of one: numbers are given one after the other. */
export async function lockBody(tx: Tx, bodyCode: BodyCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`overall-policy ${bodyCode}`}, 0))`.execute(tx);
}

export interface NewPolicy {
  readonly bodyCode: BodyCode;
  readonly title: string;
  readonly obligations: string | null;
  readonly by: string;
  readonly at: string;
}

/** Behind `lockBody`. */
export async function insertPolicy(tx: Tx, policy: NewPolicy): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into overall_policy.policy (body_code, policy_no, title, obligations, created_at, created_by)
    select ${policy.bodyCode}, coalesce(max(policy_no), 0) + 1, ${policy.title}, ${policy.obligations},
      ${policy.at}::timestamptz, ${policy.by}
    from overall_policy.policy where body_code = ${policy.bodyCode}
    returning policy_no as no`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function updatePolicy(
  tx: Tx,
  policy: Pick<Policy, 'bodyCode' | 'policyNo' | 'title' | 'obligations'>,
): Promise<void> {
  await sql`update overall_policy.policy set title = ${policy.title}, obligations = ${policy.obligations}
    where body_code = ${policy.bodyCode} and policy_no = ${policy.policyNo}`.execute(tx);
}

export async function updateAbolition(
  tx: Tx,
  policy: Pick<Policy, 'bodyCode' | 'policyNo' | 'abolition'>,
): Promise<void> {
  const { abolition } = policy;
  await sql`update overall_policy.policy set abolished_on = ${abolition?.on ?? null},
      abolish_reason = ${abolition?.reason ?? null}, abolish_document_no = ${abolition?.documentNo ?? null},
      abolish_decided_on = ${abolition?.decidedOn ?? null}, abolish_decider = ${abolition?.decider ?? null}
    where body_code = ${policy.bodyCode} and policy_no = ${policy.policyNo}`.execute(tx);
}
