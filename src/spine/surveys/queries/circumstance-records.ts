import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import '../tables.ts';

export interface Consent {
  readonly bodyCode: string;
  readonly consentId: string;
  readonly representativeName: string;
  readonly representativeCode: string;
  readonly surveyId: string | null;
  readonly documentNo: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly recordedBy: string;
}

/** Consents that a body gave or that name it as the one that answers, newest first. */
export async function consentsOf(db: Db, code: string): Promise<readonly Consent[]> {
  return db
    .selectFrom('surveys.consent')
    .select([
      'body_code as bodyCode',
      'consent_id as consentId',
      'representative_name as representativeName',
      'representative_code as representativeCode',
      'survey_id as surveyId',
      'document_no as documentNo',
      'valid_from as validFrom',
      'valid_to as validTo',
      'recorded_by as recordedBy',
    ])
    .where((where) => where.or([where('body_code', '=', code), where('representative_code', '=', code)]))
    .orderBy('valid_from', 'desc')
    .orderBy('body_code')
    .execute();
}

export async function insertConsent(tx: Tx, consent: Consent & { readonly at: string }): Promise<void> {
  await sql`
    insert into surveys.consent (body_code, consent_id, representative_name, representative_code, survey_id, document_no,
      valid_from, valid_to, recorded_by, recorded_at)
    values (${consent.bodyCode}, ${consent.consentId}::uuid, ${consent.representativeName}, ${consent.representativeCode},
      ${consent.surveyId}, ${consent.documentNo}, ${consent.validFrom}, ${consent.validTo}, ${consent.recordedBy},
      ${consent.at})`.execute(tx);
}

/** Only the end of a consent may be set, by the body that gave it. False: there is none of that body that still runs. */
export async function endConsent(tx: Tx, bodyCode: string, consentId: string, on: Day): Promise<boolean> {
  const done = await sql`
    update surveys.consent set valid_to = ${on}
    where body_code = ${bodyCode} and consent_id = ${consentId}::uuid and (valid_to is null or valid_to > ${on})`.execute(
    tx,
  );
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export interface DisasterRecord {
  readonly bodyCode: string;
  readonly since: Day;
  readonly until: Day | null;
  readonly note: string;
  readonly recordedBy: string;
}

/** Of the given bodies, newest first. */
export async function disastersOf(db: Db, codes: readonly string[]): Promise<readonly DisasterRecord[]> {
  if (codes.length === 0) return [];
  return db
    .selectFrom('surveys.disaster')
    .select(['body_code as bodyCode', 'since', 'until', 'note', 'recorded_by as recordedBy'])
    .where('body_code', 'in', [...codes])
    .orderBy('since', 'desc')
    .orderBy('body_code')
    .execute();
}

/** False: it is recorded for that day already. */
export async function insertDisaster(
  tx: Tx,
  record: DisasterRecord & { readonly at: string },
): Promise<boolean> {
  const done = await sql`
    insert into surveys.disaster (body_code, since, until, note, recorded_by, recorded_at)
    values (${record.bodyCode}, ${record.since}, ${record.until}, ${record.note}, ${record.recordedBy}, ${record.at})
    on conflict do nothing`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export async function endDisaster(tx: Tx, bodyCode: string, since: Day, until: Day): Promise<boolean> {
  const done = await sql`
    update surveys.disaster set until = ${until}
    where body_code = ${bodyCode} and since = ${since} and until is null and since <= ${until}`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}
