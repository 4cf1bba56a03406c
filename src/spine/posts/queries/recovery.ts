import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { bodyName } from './seats.ts';
import '../tables.ts';

export interface Recovery {
  readonly recoveryId: string;
  readonly seatId: string;
  /** The prefecture or the nation; null: the operator of the program. */
  readonly givenBy: BodyCode | null;
  readonly givenByName: string | null;
  readonly documentNo: string;
  readonly documentOn: Day;
  readonly recordedAt: string;
}

export async function insertRecovery(
  tx: Tx,
  recovery: {
    readonly bodyCode: BodyCode;
    readonly recoveryId: string;
    readonly seatId: string;
    readonly givenBy: BodyCode | null;
    readonly givenBySeat: string | null;
    readonly documentNo: string;
    readonly documentOn: Day;
    readonly at: string;
  },
): Promise<void> {
  await sql`
    insert into posts.recovery
      (body_code, recovery_id, seat_id, given_by, given_by_seat, document_no, document_on, recorded_at)
    values (${recovery.bodyCode}, ${recovery.recoveryId}, ${recovery.seatId}, ${recovery.givenBy},
      ${recovery.givenBySeat}, ${recovery.documentNo}, ${recovery.documentOn}, ${recovery.at})`.execute(tx);
}

/** How this body came by its administrators, newest first. */
export async function recoveriesOf(tx: Tx, bodyCode: BodyCode): Promise<readonly Recovery[]> {
  const { rows } = await sql<Recovery>`
    select v.recovery_id as "recoveryId", v.seat_id as "seatId", v.given_by as "givenBy", r.name as "givenByName",
      v.document_no as "documentNo", v.document_on as "documentOn", v.recorded_at as "recordedAt"
    from posts.recovery v
    left join bodies.register_row r on r.body_code = v.given_by and r.retired_at is null and r.valid_to is null
    where v.body_code = ${bodyCode} order by v.recorded_at desc, v.recovery_id`.execute(tx);
  return rows.map((row) => ({
    ...row,
    givenByName: row.givenBy === null ? null : bodyName(row.givenBy, row.givenByName),
  }));
}

export interface RegisteredBody {
  readonly bodyCode: BodyCode;
  readonly name: string;
}

/** A body of the register on a day, the nation included; null: none. */
export async function registeredBody(tx: Tx, code: BodyCode, day: Day): Promise<RegisteredBody | null> {
  const { rows } = await sql<RegisteredBody>`
    select r.body_code as "bodyCode", r.name from bodies.register_row r
    where r.body_code = ${code} and r.retired_at is null and r.valid_from <= ${day}::date
      and (r.valid_to is null or ${day}::date < r.valid_to)`.execute(tx);
  const found = rows[0];
  return found === undefined ? null : { ...found, name: bodyName(code, found.name) };
}

/** Municipalities of a prefecture, or the prefectures of the nation, in code order. `sample`: 見本県 alone, else without it. */
export async function bodiesBelow(
  tx: Tx,
  of: { readonly kind: 'prefecture' | 'nation'; readonly bodyCode: BodyCode; readonly sample: boolean },
  day: Day,
): Promise<readonly RegisteredBody[]> {
  const below =
    of.kind === 'prefecture'
      ? sql`r.prefecture_code = ${of.bodyCode} and r.kind <> 'prefecture'`
      : sql`r.kind = 'prefecture' and (left(r.body_code, 2) = '99') = ${of.sample}`;
  const { rows } = await sql<RegisteredBody>`
    select r.body_code as "bodyCode", r.name from bodies.register_row r
    where ${below} and r.kind <> 'nation' and r.retired_at is null and r.valid_from <= ${day}::date
      and (r.valid_to is null or ${day}::date < r.valid_to)
    order by r.body_code`.execute(tx);
  return rows;
}
