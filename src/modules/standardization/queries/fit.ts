import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Requirement, Verdict } from '../rules/fit.ts';

export async function requirementsOf(
  db: Db,
  whole: BodyCode,
  businessNo: number,
): Promise<readonly Requirement[]> {
  const { rows } = await sql<Requirement>`
    select requirement_no as "requirementNo", kind, title, mandatory, source from standardization.requirement
    where whole_code = ${whole} and business_no = ${businessNo} order by requirement_no`.execute(db);
  return rows;
}

export async function saveRequirements(
  tx: Tx,
  whole: BodyCode,
  businessNo: number,
  requirements: readonly Requirement[],
): Promise<void> {
  await sql`insert into standardization.requirement (whole_code, business_no, requirement_no, kind, title, mandatory, source)
    select ${whole}, ${businessNo}, r."requirementNo", r.kind, r.title, r.mandatory, r.source
    from jsonb_to_recordset(${JSON.stringify(requirements)}::jsonb) as r("requirementNo" text, kind text, title text,
      mandatory boolean, source text)
    on conflict (whole_code, business_no, requirement_no) do update set kind = excluded.kind, title = excluded.title,
      mandatory = excluded.mandatory, source = excluded.source`.execute(tx);
}

/** The newest verdict on each requirement. */
export async function verdictsOf(
  db: Db,
  packageId: string,
  version: string,
  businessNo: number,
): Promise<readonly (Verdict & { readonly seatTitle: string })[]> {
  const { rows } = await sql<Verdict & { seatTitle: string }>`
    select distinct on (requirement_no) requirement_no as "requirementNo", verdict, reason, seat_title as "seatTitle"
    from standardization.verdict
    where package_id = ${packageId}::uuid and version = ${version} and business_no = ${businessNo}
    order by requirement_no, revision desc`.execute(db);
  return rows;
}

/** A further revision for each of them. */
export async function insertVerdicts(
  tx: Tx,
  of: { readonly packageId: string; readonly version: string; readonly businessNo: number },
  verdicts: readonly Verdict[],
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  if (verdicts.length === 0) return;
  await sql`insert into standardization.verdict (package_id, version, business_no, requirement_no, revision, verdict, reason,
      seat_title, recorded_at)
    select ${of.packageId}::uuid, ${of.version}, ${of.businessNo}, r."requirementNo", 1 + coalesce((
        select max(v.revision) from standardization.verdict v where v.package_id = ${of.packageId}::uuid
          and v.version = ${of.version} and v.business_no = ${of.businessNo} and v.requirement_no = r."requirementNo"), 0),
      r.verdict, r.reason, ${by.seatTitle}, ${by.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r("requirementNo" text, verdict text, reason text)`.execute(
    tx,
  );
}

export interface PackageVersion {
  readonly packageId: string;
  readonly packageName: string;
  readonly vendor: string;
  readonly version: string;
  readonly businessNo: number;
  /** Bodies that the scope sees with this version. */
  readonly bodies: number;
}

export async function packageVersions(db: Db, whole: BodyCode): Promise<readonly PackageVersion[]> {
  const { rows } = await sql<PackageVersion>`
    select x.package_id as "packageId", p.name as "packageName", v.name as vendor, x.version, x.business_no as "businessNo",
      (select count(*)::int from standardization.system y where y.package_id = x.package_id
        and y.package_version = x.version and y.business_no = x.business_no) as bodies
    from standardization.package_version x
    join standardization.package p on p.package_id = x.package_id
    join standardization.vendor v on v.vendor_id = p.vendor_id
    where v.whole_code = ${whole} order by v.name, p.name, x.version, x.business_no`.execute(db);
  return rows;
}

export interface Addition {
  readonly additionNo: number;
  readonly what: string;
  readonly otherBusiness: string;
  readonly reason: string;
}

export async function additionsOf(
  db: Db,
  packageId: string,
  version: string,
  businessNo: number,
): Promise<readonly Addition[]> {
  const { rows } = await sql<Addition>`
    select addition_no as "additionNo", what, other_business as "otherBusiness", reason from standardization.addition
    where package_id = ${packageId}::uuid and version = ${version} and business_no = ${businessNo}
    order by addition_no`.execute(db);
  return rows;
}

export async function insertAddition(
  tx: Tx,
  of: { readonly packageId: string; readonly version: string; readonly businessNo: number },
  addition: Omit<Addition, 'additionNo'>,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`insert into standardization.addition (package_id, version, business_no, addition_no, what, other_business, reason,
      seat_title, recorded_at)
    select ${of.packageId}::uuid, ${of.version}, ${of.businessNo}, coalesce(max(addition_no), 0) + 1, ${addition.what},
      ${addition.otherBusiness}, ${addition.reason}, ${by.seatTitle}, ${by.at}::timestamptz
    from standardization.addition where package_id = ${of.packageId}::uuid and version = ${of.version}
      and business_no = ${of.businessNo}`.execute(tx);
}
