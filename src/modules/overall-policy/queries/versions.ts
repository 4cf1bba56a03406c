import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Decision, PolicyVersion, Way } from '../rules/model.ts';

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
