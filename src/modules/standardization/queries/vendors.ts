import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** The vendor of a name in one whole; made when nobody has named it before. */
export async function vendorByName(tx: Tx, whole: BodyCode, name: string): Promise<string> {
  await sql`insert into standardization.vendor (vendor_id, whole_code, name) values (${randomUUID()}::uuid, ${whole}, ${name})
    on conflict (whole_code, name) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select vendor_id as id from standardization.vendor where whole_code = ${whole} and name = ${name}`.execute(
    tx,
  );
  return rows[0]!.id;
}

export async function packageByName(tx: Tx, vendorId: string, name: string): Promise<string> {
  await sql`insert into standardization.package (package_id, vendor_id, name) values (${randomUUID()}::uuid, ${vendorId}::uuid, ${name})
    on conflict (vendor_id, name) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select package_id as id from standardization.package where vendor_id = ${vendorId}::uuid and name = ${name}`.execute(
    tx,
  );
  return rows[0]!.id;
}

export async function ensureVersion(
  tx: Tx,
  packageId: string,
  version: string,
  businessNo: number,
): Promise<void> {
  await sql`insert into standardization.package_version (package_id, version, business_no)
    values (${packageId}::uuid, ${version}, ${businessNo}) on conflict do nothing`.execute(tx);
}

export interface Consent {
  readonly vendorId: string;
  readonly vendor: string;
  readonly since: Day;
  readonly until: Day | null;
  readonly seatTitle: string;
}

export async function consentsOf(db: Db, bodyCode: BodyCode): Promise<readonly Consent[]> {
  const { rows } = await sql<Consent>`
    select c.vendor_id as "vendorId", v.name as vendor, c.since, c.until, c.seat_title as "seatTitle"
    from standardization.vendor_consent c join standardization.vendor v on v.vendor_id = c.vendor_id
    where c.body_code = ${bodyCode} order by c.since desc, v.name`.execute(db);
  return rows;
}

export async function saveConsent(
  tx: Tx,
  bodyCode: BodyCode,
  vendorId: string,
  since: Day,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`insert into standardization.vendor_consent (body_code, vendor_id, since, seat_title, recorded_at)
    values (${bodyCode}, ${vendorId}::uuid, ${since}::date, ${by.seatTitle}, ${by.at}::timestamptz)
    on conflict (body_code, vendor_id, since) do update set until = null`.execute(tx);
}

export async function endConsent(tx: Tx, bodyCode: BodyCode, vendorId: string, until: Day): Promise<void> {
  await sql`update standardization.vendor_consent set until = ${until}::date
    where body_code = ${bodyCode} and vendor_id = ${vendorId}::uuid and until is null`.execute(tx);
}

export interface SlipTarget {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly plannedOn: Day | null;
  readonly consents: boolean;
}

/** Bodies whose system of this business is of this vendor and not in operation yet; of one prefecture, or all ('' ). */
export async function slipTargets(
  tx: Tx,
  vendorId: string,
  businessNo: number,
  prefecture: string,
  today: Day,
): Promise<readonly SlipTarget[]> {
  const { rows } = await sql<SlipTarget>`
    select y.body_code as "bodyCode", r.name, y.planned_on as "plannedOn",
      exists (select from standardization.vendor_consent c where c.body_code = y.body_code and c.vendor_id = y.vendor_id
        and c.since <= ${today}::date and (c.until is null or c.until > ${today}::date)) as consents
    from standardization.system y
    join bodies.register_row r on r.body_code = y.body_code and r.retired_at is null
      and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to > ${today}::date)
    where y.vendor_id = ${vendorId}::uuid and y.business_no = ${businessNo} and not y.finished
      and (${prefecture} = '' or r.prefecture_code = ${prefecture})
    order by y.body_code`.execute(tx);
  return rows;
}

export interface NewSlip {
  readonly slipId: string;
  readonly whole: BodyCode;
  readonly vendorId: string;
  readonly businessNo: number;
  readonly days: number;
  readonly reason: string;
  readonly documentNo: string;
  readonly seatTitle: string;
  readonly at: string;
}

export interface SlipBody {
  readonly bodyCode: BodyCode;
  readonly outcome: 'moved' | 'no-consent' | 'no-date';
  readonly fromOn: Day | null;
  readonly toOn: Day | null;
}

/** Records the slip and moves the planned days of those that let it; the others are named and left. */
export async function recordSlip(tx: Tx, slip: NewSlip, bodies: readonly SlipBody[]): Promise<void> {
  await sql`insert into standardization.slip (slip_id, whole_code, vendor_id, business_no, days, reason, document_no, seat_title, recorded_at)
    values (${slip.slipId}::uuid, ${slip.whole}, ${slip.vendorId}::uuid, ${slip.businessNo}, ${slip.days}, ${slip.reason},
      ${slip.documentNo}, ${slip.seatTitle}, ${slip.at}::timestamptz)`.execute(tx);
  const rows = JSON.stringify(bodies);
  await sql`insert into standardization.slip_body (body_code, slip_id, outcome, from_on, to_on)
    select r."bodyCode", ${slip.slipId}::uuid, r.outcome, r."fromOn", r."toOn"
    from jsonb_to_recordset(${rows}::jsonb) as r("bodyCode" text, outcome text, "fromOn" date, "toOn" date)`.execute(
    tx,
  );
  await sql`update standardization.system y set planned_on = r."toOn", revision = y.revision + 1,
      seat_title = ${slip.seatTitle}, recorded_at = ${slip.at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r("bodyCode" text, outcome text, "toOn" date)
    where y.body_code = r."bodyCode" and y.business_no = ${slip.businessNo} and r.outcome = 'moved'`.execute(
    tx,
  );
}

export interface SlipRecord {
  readonly slipId: string;
  readonly vendor: string;
  readonly businessNo: number;
  readonly days: number;
  readonly reason: string;
  readonly documentNo: string;
  readonly seatTitle: string;
  readonly at: string;
}

const SLIP =
  sql.raw(`s.slip_id as "slipId", v.name as vendor, s.business_no as "businessNo", s.days, s.reason,
  s.document_no as "documentNo", s.seat_title as "seatTitle", s.recorded_at as at`);

/** Slips that touch bodies which the scope sees, the newest first. */
export async function slips(
  db: Db,
  whole: BodyCode,
  slipId: string | null = null,
): Promise<readonly SlipRecord[]> {
  const { rows } = await sql<SlipRecord>`
    select ${SLIP} from standardization.slip s join standardization.vendor v on v.vendor_id = s.vendor_id
    where s.whole_code = ${whole} and (${slipId}::uuid is null or s.slip_id = ${slipId}::uuid)
      and exists (select from standardization.slip_body b where b.slip_id = s.slip_id)
    order by s.recorded_at desc limit 50`.execute(db);
  return rows;
}

export async function slipBodies(
  db: Db,
  slipId: string,
): Promise<readonly (SlipBody & { readonly name: string })[]> {
  const { rows } = await sql<SlipBody & { name: string }>`
    select b.body_code as "bodyCode", b.outcome, b.from_on as "fromOn", b.to_on as "toOn",
      (select r.name from bodies.register_row r where r.body_code = b.body_code and r.retired_at is null
        order by r.valid_from desc limit 1) as name
    from standardization.slip_body b where b.slip_id = ${slipId}::uuid order by b.body_code`.execute(db);
  return rows;
}
