import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Decision, Policy, PolicyVersion, Way } from '../rules/model.ts';

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

interface VersionRow {
  readonly body_code: BodyCode;
  readonly policy_no: number;
  readonly version_no: number;
  readonly plan_version: string;
  readonly way: Way;
  readonly change_note: string | null;
  readonly url: string | null;
  readonly file_sha256: string | null;
  readonly file_pages: number | null;
  readonly vision_pages: string | null;
  readonly roadmap_pages: string | null;
  readonly document_no: string | null;
  readonly decided_on: Day | null;
  readonly decider: string | null;
  readonly on_behalf: boolean;
  readonly seen_later: boolean;
  readonly same_person: boolean;
  readonly published_on: Day | null;
  readonly published_url: string | null;
  readonly edition: number;
  readonly created_at: string;
  readonly created_by: string;
}

/** A version with the body that owns it. */
export type OwnedVersion = PolicyVersion & { readonly bodyCode: BodyCode };

function versionOf(row: VersionRow): OwnedVersion {
  return {
    bodyCode: row.body_code,
    policyNo: row.policy_no,
    versionNo: row.version_no,
    planVersion: row.plan_version,
    way: row.way,
    changeNote: row.change_note,
    url: row.url,
    fileSha256: row.file_sha256,
    filePages: row.file_pages,
    visionPages: row.vision_pages,
    roadmapPages: row.roadmap_pages,
    decision:
      row.decided_on === null
        ? null
        : {
            documentNo: row.document_no ?? '',
            on: row.decided_on,
            decider: row.decider ?? '',
            onBehalf: row.on_behalf,
            seenLater: row.seen_later,
            samePerson: row.same_person,
          },
    publishedOn: row.published_on,
    publishedUrl: row.published_url,
    edition: row.edition,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

/** Versions of several bodies, oldest first. */
export async function versionsOf(db: Db, bodyCodes: readonly BodyCode[]): Promise<readonly OwnedVersion[]> {
  const { rows } = await sql<VersionRow>`
    select * from overall_policy.version where body_code = any(${[...bodyCodes]}::text[])
    order by body_code, policy_no, version_no`.execute(db);
  return rows.map(versionOf);
}

/** The version, locked until the transaction ends: who saves and who decides come one after the other. */
export async function lockVersion(
  tx: Tx,
  bodyCode: BodyCode,
  policyNo: number,
  versionNo: number,
): Promise<PolicyVersion | null> {
  const { rows } = await sql<VersionRow>`
    select * from overall_policy.version
    where body_code = ${bodyCode} and policy_no = ${policyNo} and version_no = ${versionNo} for update`.execute(
    tx,
  );
  return rows[0] === undefined ? null : versionOf(rows[0]);
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

export interface NewVersion {
  readonly bodyCode: BodyCode;
  readonly policyNo: number;
  readonly versionNo: number;
  readonly planVersion: string;
  readonly way: Way;
  readonly changeNote: string | null;
  readonly by: string;
  readonly at: string;
}

export async function insertVersion(tx: Tx, version: NewVersion): Promise<void> {
  await sql`
    insert into overall_policy.version
      (body_code, policy_no, version_no, plan_version, way, change_note, created_at, created_by)
    values (${version.bodyCode}, ${version.policyNo}, ${version.versionNo}, ${version.planVersion}, ${version.way},
      ${version.changeNote}, ${version.at}::timestamptz, ${version.by})`.execute(tx);
}

interface VersionKey {
  readonly bodyCode: BodyCode;
  readonly policyNo: number;
  readonly versionNo: number;
}

/** Where a registered version stands; its text has changed, so its edition goes up. */
export async function updateSource(
  tx: Tx,
  key: VersionKey,
  source: Pick<PolicyVersion, 'url' | 'fileSha256' | 'filePages' | 'visionPages' | 'roadmapPages'>,
): Promise<void> {
  await sql`update overall_policy.version set url = ${source.url}, file_sha256 = ${source.fileSha256},
      file_pages = ${source.filePages}, vision_pages = ${source.visionPages}, roadmap_pages = ${source.roadmapPages},
      edition = edition + 1
    where body_code = ${key.bodyCode} and policy_no = ${key.policyNo} and version_no = ${key.versionNo}`.execute(
    tx,
  );
}

export async function raiseEdition(tx: Tx, key: VersionKey): Promise<void> {
  await sql`update overall_policy.version set edition = edition + 1
    where body_code = ${key.bodyCode} and policy_no = ${key.policyNo} and version_no = ${key.versionNo}`.execute(
    tx,
  );
}

/** Null takes the record back; a publication goes with it. */
export async function updateDecision(tx: Tx, key: VersionKey, decision: Decision | null): Promise<void> {
  await sql`update overall_policy.version set document_no = ${decision?.documentNo ?? null},
      decided_on = ${decision?.on ?? null}, decider = ${decision?.decider ?? null},
      on_behalf = ${decision?.onBehalf ?? false}, seen_later = ${decision?.seenLater ?? false},
      same_person = ${decision?.samePerson ?? false},
      published_on = case when ${decision === null} then null else published_on end
    where body_code = ${key.bodyCode} and policy_no = ${key.policyNo} and version_no = ${key.versionNo}`.execute(
    tx,
  );
}

export async function updatePublication(
  tx: Tx,
  key: VersionKey,
  publication: { readonly on: Day | null; readonly url: string | null },
): Promise<void> {
  await sql`update overall_policy.version set published_on = ${publication.on}, published_url = ${publication.url}
    where body_code = ${key.bodyCode} and policy_no = ${key.policyNo} and version_no = ${key.versionNo}`.execute(
    tx,
  );
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
