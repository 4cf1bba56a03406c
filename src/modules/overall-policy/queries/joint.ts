import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** A body that shares, or is asked to share, the policy of another. */
export interface Consent {
  readonly bodyCode: BodyCode;
  readonly leadCode: BodyCode;
  readonly policyNo: number;
  readonly state: 'asked' | 'agreed' | 'declined';
  readonly askedBy: string;
  readonly askedAt: string;
  readonly documentNo: string | null;
  readonly decidedOn: Day | null;
  readonly decider: string | null;
  readonly samePerson: boolean;
  readonly answeredBy: string | null;
}

const COLUMNS = sql`body_code as "bodyCode", lead_code as "leadCode", policy_no as "policyNo", state,
  asked_by as "askedBy", asked_at as "askedAt", document_no as "documentNo", decided_on as "decidedOn", decider,
  same_person as "samePerson", answered_by as "answeredBy"`;

/** Who was asked to share a policy. */
export async function partnersOf(db: Db, leadCode: BodyCode, policyNo: number): Promise<readonly Consent[]> {
  const { rows } = await sql<Consent>`
    select ${COLUMNS} from overall_policy.consent
    where lead_code = ${leadCode} and policy_no = ${policyNo} order by body_code`.execute(db);
  return rows;
}

/** What several bodies were asked to share. */
export async function consentsOf(db: Db, bodyCodes: readonly BodyCode[]): Promise<readonly Consent[]> {
  const { rows } = await sql<Consent>`
    select ${COLUMNS} from overall_policy.consent
    where body_code = any(${[...bodyCodes]}::text[]) order by body_code, lead_code, policy_no`.execute(db);
  return rows;
}

/** In the scope of the program: the row is the other body's. False: asked before and not declined. */
export async function insertConsent(
  tx: Tx,
  consent: Pick<Consent, 'bodyCode' | 'leadCode' | 'policyNo' | 'askedBy'> & { readonly at: string },
): Promise<boolean> {
  const done = await sql`
    insert into overall_policy.consent as c (body_code, lead_code, policy_no, state, asked_by, asked_at)
    values (${consent.bodyCode}, ${consent.leadCode}, ${consent.policyNo}, 'asked', ${consent.askedBy},
      ${consent.at}::timestamptz)
    on conflict (body_code, lead_code, policy_no) do update set state = 'asked', asked_by = excluded.asked_by,
      asked_at = excluded.asked_at where c.state = 'declined'`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export async function answerConsent(
  tx: Tx,
  consent: Pick<
    Consent,
    'bodyCode' | 'leadCode' | 'policyNo' | 'state' | 'documentNo' | 'decidedOn' | 'decider'
  > & {
    readonly samePerson: boolean;
    readonly by: string;
    readonly at: string;
  },
): Promise<void> {
  await sql`update overall_policy.consent set state = ${consent.state}, document_no = ${consent.documentNo},
      decided_on = ${consent.decidedOn}, decider = ${consent.decider}, same_person = ${consent.samePerson},
      answered_by = ${consent.by}, answered_at = ${consent.at}::timestamptz
    where body_code = ${consent.bodyCode} and lead_code = ${consent.leadCode} and policy_no = ${consent.policyNo}`.execute(
    tx,
  );
}
