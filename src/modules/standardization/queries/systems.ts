import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { LimitKind } from '../rules/limits.ts';
import { MARKS } from './marks.ts';

export type Environment = 'government-cloud' | 'other-cloud' | 'on-premises';

export interface SystemRow {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly revision: number;
  readonly vendorId: string | null;
  readonly vendor: string | null;
  readonly packageId: string | null;
  readonly packageName: string | null;
  readonly packageVersion: string | null;
  readonly environment: Environment | null;
  readonly contractEnd: Day | null;
  readonly customisation: string | null;
  readonly plannedOn: Day | null;
  readonly limitOn: Day | null;
  readonly limitKind: LimitKind;
  readonly limitSource: string | null;
  readonly month: Day | null;
  readonly states: string | null;
  readonly finished: boolean;
  readonly marked: boolean;
}

const SYSTEM = sql.raw(`y.body_code as "bodyCode", y.business_no as "businessNo", y.revision,
  y.vendor_id as "vendorId", v.name as vendor, y.package_id as "packageId", p.name as "packageName",
  y.package_version as "packageVersion", y.environment, y.contract_end as "contractEnd", y.customisation,
  y.planned_on as "plannedOn", y.limit_on as "limitOn", y.limit_kind as "limitKind", y.limit_source as "limitSource",
  y.month, y.states, y.finished, (m.body_code is not null) as marked`);

export async function systemsOf(db: Db, bodyCode: BodyCode): Promise<readonly SystemRow[]> {
  const { rows } = await sql<SystemRow>`
    with marks as (${MARKS})
    select ${SYSTEM} from standardization.system y
    left join standardization.vendor v on v.vendor_id = y.vendor_id
    left join standardization.package p on p.package_id = y.package_id
    left join marks m on m.body_code = y.body_code and m.business_no = y.business_no
    where y.body_code = ${bodyCode} order by y.business_no`.execute(db);
  return rows;
}

export interface Inventory {
  readonly vendorId: string | null;
  readonly packageId: string | null;
  readonly packageVersion: string | null;
  readonly environment: Environment | null;
  readonly contractEnd: Day | null;
  readonly customisation: string | null;
  readonly plannedOn: Day | null;
}

/** False: another has saved meanwhile; nothing is written. */
export async function saveInventory(
  tx: Tx,
  bodyCode: BodyCode,
  businessNo: number,
  revision: number,
  inventory: Inventory,
  limit: { readonly on: Day; readonly source: string },
  by: { readonly seatTitle: string; readonly at: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into standardization.system as t (body_code, business_no, revision, vendor_id, package_id, package_version, environment,
      contract_end, customisation, planned_on, seat_title, recorded_at, limit_on, limit_source)
    values (${bodyCode}, ${businessNo}, 1, ${inventory.vendorId}::uuid, ${inventory.packageId}::uuid,
      ${inventory.packageVersion}, ${inventory.environment}, ${inventory.contractEnd}::date, ${inventory.customisation},
      ${inventory.plannedOn}::date, ${by.seatTitle}, ${by.at}::timestamptz, ${limit.on}::date, ${limit.source})
    on conflict (body_code, business_no) do update set revision = t.revision + 1, vendor_id = excluded.vendor_id,
      package_id = excluded.package_id, package_version = excluded.package_version, environment = excluded.environment,
      contract_end = excluded.contract_end, customisation = excluded.customisation, planned_on = excluded.planned_on,
      seat_title = excluded.seat_title, recorded_at = excluded.recorded_at
    where t.revision = ${revision}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface SystemSeed extends Inventory {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly limitOn: Day;
  readonly limitKind: LimitKind;
  readonly limitSource: string;
}

/** Systems of many bodies in one statement, where nobody has said anything of them yet: 見本県, and the bench. */
export async function insertSystems(
  tx: Tx,
  systems: readonly SystemSeed[],
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into standardization.system as t (body_code, business_no, revision, vendor_id, package_id, package_version, environment,
      contract_end, planned_on, limit_on, limit_kind, limit_source, seat_title, recorded_at)
    select r."bodyCode", r."businessNo", 1, r."vendorId", r."packageId", r."packageVersion", r.environment, r."contractEnd",
      r."plannedOn", r."limitOn", r."limitKind", r."limitSource", ${by.seatTitle}, ${by.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(systems)}::jsonb) as r("bodyCode" text, "businessNo" smallint, "vendorId" uuid,
      "packageId" uuid, "packageVersion" text, environment text, "contractEnd" date, "plannedOn" date, "limitOn" date,
      "limitKind" text, "limitSource" text)
    on conflict (body_code, business_no) do update set revision = excluded.revision, vendor_id = excluded.vendor_id,
      package_id = excluded.package_id, package_version = excluded.package_version, environment = excluded.environment,
      contract_end = excluded.contract_end, planned_on = excluded.planned_on, limit_on = excluded.limit_on,
      limit_kind = excluded.limit_kind, limit_source = excluded.limit_source, seat_title = excluded.seat_title,
      recorded_at = excluded.recorded_at
    where t.revision = 0`.execute(tx);
}

export async function saveLimit(
  tx: Tx,
  bodyCode: BodyCode,
  businessNo: number,
  limit: { readonly on: Day | null; readonly kind: LimitKind; readonly source: string },
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`insert into standardization.system_limit (body_code, business_no, revision, limit_on, limit_kind, source, seat_title, recorded_at)
    select ${bodyCode}, ${businessNo}, coalesce(max(revision), 0) + 1, ${limit.on}::date, ${limit.kind}, ${limit.source},
      ${by.seatTitle}, ${by.at}::timestamptz
    from standardization.system_limit where body_code = ${bodyCode} and business_no = ${businessNo}`.execute(
    tx,
  );
  await sql`insert into standardization.system (body_code, business_no, limit_on, limit_kind, limit_source)
    values (${bodyCode}, ${businessNo}, ${limit.on}::date, ${limit.kind}, ${limit.source})
    on conflict (body_code, business_no) do update set limit_on = excluded.limit_on, limit_kind = excluded.limit_kind,
      limit_source = excluded.limit_source`.execute(tx);
}

export interface LimitRecord {
  readonly limitOn: Day | null;
  readonly limitKind: LimitKind;
  readonly source: string;
  readonly seatTitle: string;
  readonly recordedAt: string;
}

/** The newest first. */
export async function limitsOf(
  db: Db,
  bodyCode: BodyCode,
  businessNo: number,
): Promise<readonly LimitRecord[]> {
  const { rows } = await sql<LimitRecord>`
    select limit_on as "limitOn", limit_kind as "limitKind", source, seat_title as "seatTitle", recorded_at as "recordedAt"
    from standardization.system_limit where body_code = ${bodyCode} and business_no = ${businessNo}
    order by revision desc`.execute(db);
  return rows;
}
