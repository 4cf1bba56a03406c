import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

export interface RequestSheet {
  readonly sheetNo: number;
  readonly vendorId: string | null;
  readonly vendor: string | null;
  readonly month: Day;
  /** Number of the business → states when it was made. */
  readonly known: Readonly<Record<string, string>>;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly returnedAt: string | null;
}

export async function requestsOf(db: Db, bodyCode: BodyCode): Promise<readonly RequestSheet[]> {
  const { rows } = await sql<RequestSheet>`
    select r.sheet_no as "sheetNo", r.vendor_id as "vendorId", v.name as vendor, r.month, r.known, r.made_by as "madeBy",
      r.made_at as "madeAt", r.returned_at as "returnedAt"
    from standardization.request_sheet r left join standardization.vendor v on v.vendor_id = r.vendor_id
    where r.body_code = ${bodyCode} order by r.sheet_no desc`.execute(db);
  return rows;
}

export async function findRequest(db: Db, bodyCode: BodyCode, sheetNo: number): Promise<RequestSheet | null> {
  return (await requestsOf(db, bodyCode)).find((one) => one.sheetNo === sheetNo) ?? null;
}

export async function insertRequest(
  tx: Tx,
  request: {
    readonly bodyCode: BodyCode;
    readonly vendorId: string;
    readonly month: Day;
    readonly known: Readonly<Record<string, string>>;
    readonly madeBy: string;
    readonly at: string;
  },
): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into standardization.request_sheet (body_code, sheet_no, vendor_id, month, known, made_by, made_at)
    select ${request.bodyCode}, coalesce(max(sheet_no), 0) + 1, ${request.vendorId}::uuid, ${request.month}::date,
      ${JSON.stringify(request.known)}::jsonb, ${request.madeBy}, ${request.at}::timestamptz
    from standardization.request_sheet where body_code = ${request.bodyCode}
    returning sheet_no as no`.execute(tx);
  return rows[0]!.no;
}

export async function markReturned(tx: Tx, bodyCode: BodyCode, sheetNo: number, at: string): Promise<void> {
  await sql`update standardization.request_sheet set returned_at = ${at}::timestamptz
    where body_code = ${bodyCode} and sheet_no = ${sheetNo}`.execute(tx);
}
