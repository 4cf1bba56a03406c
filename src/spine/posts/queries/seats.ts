import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION, prefectureOf, SAMPLE_NATION } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Right, Seat } from '../../contracts/seat.ts';
import type { SeatKind } from '../rules/dated.ts';
import { headOrgan } from '../rules/organs.ts';
import { type Adjustment, rightsOf } from '../rules/roles.ts';
import '../tables.ts';

/** 「見本府省」 is no body of the register; its name stands here, as the one exception. */
export const SAMPLE_NATION_NAME = '見本府省';

export interface SeatRow {
  readonly seatId: string;
  readonly postId: string;
  readonly personId: string;
  readonly bodyCode: BodyCode;
  readonly bodyName: string | null;
  readonly sectionId: string | null;
  readonly sectionName: string | null;
  readonly organ: string | null;
  readonly postTitle: string;
  readonly personName: string | null;
  readonly role: string;
  readonly seatKind: SeatKind;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly adjustments: readonly string[] | null;
}

/** A seat with its days, as a page that lists seats needs it. */
export interface SeatOfDay extends Seat {
  readonly seatKind: SeatKind;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly role: string;
}

export function kindOf(code: BodyCode): Seat['kind'] {
  if (code === NATION || code === SAMPLE_NATION) return 'nation';
  return code.slice(2, 5) === '000' ? 'prefecture' : 'municipality';
}

/** `surveys:answer+` or `surveys:answer-`, as the query gives them. */
function adjustment(text: string): Adjustment {
  return { right: text.slice(0, -1) as Right, granted: text.endsWith('+') };
}

export function seatOf(row: SeatRow): SeatOfDay {
  const kind = kindOf(row.bodyCode);
  return {
    seatId: row.seatId,
    postId: row.postId,
    personId: row.personId,
    bodyCode: row.bodyCode,
    bodyName: bodyName(row.bodyCode, row.bodyName),
    kind,
    prefectureCode: kind === 'nation' ? null : prefectureOf(row.bodyCode),
    sectionId: row.sectionId,
    sectionName: row.sectionName,
    organ: row.organ ?? headOrgan(kind),
    postTitle: row.postTitle,
    personName: row.personName ?? '（氏名は廃棄済み）',
    rights: rightsOf(row.role, (row.adjustments ?? []).map(adjustment), kind),
    seatKind: row.seatKind,
    validFrom: row.validFrom,
    validTo: row.validTo,
    role: row.role,
  };
}

export function bodyName(code: BodyCode, name: string | null): string {
  if (code === NATION) return '国';
  return code === SAMPLE_NATION ? SAMPLE_NATION_NAME : (name ?? code);
}

/** Seats as they stand on a day: post, section, rights and the body's name are those of that day. */
async function seatsWhere(db: Db, day: Day, where: RawBuilder<unknown>): Promise<readonly SeatOfDay[]> {
  return (await readSeats<SeatRow>(db, day, { where, more: sql`` })).map(seatOf);
}

/** `more`: columns beside those of a seat; the seat is `s`. */
export async function readSeats<Row>(
  db: Db,
  day: Day,
  { where, more }: { readonly where: RawBuilder<unknown>; readonly more: RawBuilder<unknown> },
): Promise<readonly Row[]> {
  const { rows } = await prepared(sql<Row>`
    select s.seat_id as "seatId", s.post_id as "postId", s.person_id as "personId", s.body_code as "bodyCode",
      r.name as "bodyName", p.section_id as "sectionId", c.name as "sectionName", c.organ,
      p.title as "postTitle", h.name as "personName", p.role, s.kind as "seatKind",
      s.valid_from as "validFrom", s.valid_to as "validTo",
      (select array_agg(a.module || ':' || a.verb || case when a.granted then '+' else '-' end)
        from posts.post_right a
        where a.body_code = p.body_code and a.post_id = p.post_id and a.version_no = p.version_no) as adjustments ${more}
    from posts.seat s
    -- The version of this one post: posts.post_on would sort all posts of the nation for it.
    join lateral (
      select v.* from posts.post_version v
      where v.body_code = s.body_code and v.post_id = s.post_id and v.valid_from <= ${day}::date
      order by v.valid_from desc, v.version_no desc limit 1
    ) p on not p.closed
    left join lateral (
      select v.* from posts.section_version v
      where v.body_code = p.body_code and v.section_id = p.section_id and v.valid_from <= ${day}::date
      order by v.valid_from desc, v.version_no desc limit 1
    ) c on not c.closed
    left join posts.person h on h.person_id = s.person_id
    left join bodies.register_row r on r.body_code = s.body_code and r.retired_at is null
      and r.valid_from <= ${day}::date and (r.valid_to is null or ${day}::date < r.valid_to)
    where s.valid_from <= ${day}::date and (s.valid_to is null or ${day}::date < s.valid_to) and ${where}
    order by s.body_code, c.place, c.name, p.place, p.title, s.valid_from, s.seat_id`).execute(db);
  return rows;
}

/** Seats of a body on a day. */
export function seatsOfBody(tx: Tx, bodyCode: BodyCode, day: Day): Promise<readonly SeatOfDay[]> {
  return seatsWhere(tx, day, sql`s.body_code = ${bodyCode}`);
}

export async function seatOnDay(
  tx: Tx,
  bodyCode: BodyCode,
  seatId: string,
  day: Day,
): Promise<SeatOfDay | null> {
  const [seat] = await seatsWhere(tx, day, sql`s.body_code = ${bodyCode} and s.seat_id = ${seatId}`);
  return seat ?? null;
}

/** Seats of all bodies that the scope shows and whose codes begin so, for the search of bodies without administrator. */
export function seatsOfPrefix(tx: Tx, prefix: string, day: Day): Promise<readonly SeatOfDay[]> {
  return seatsWhere(tx, day, sql`left(s.body_code, ${prefix.length}) = ${prefix}`);
}

export interface SeatRecord {
  readonly seatId: string;
  readonly postId: string;
  readonly personId: string;
  readonly personName: string | null;
  readonly personKana: string | null;
  readonly mail: string | null;
  /** Whether this person has been given an account. */
  readonly accountId: string | null;
  readonly kind: SeatKind;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** All seats that a body ever had or will have, newest first. */
export async function seatRecords(
  tx: Tx,
  bodyCode: BodyCode,
  only: { readonly postId?: string; readonly personId?: string } = {},
): Promise<readonly SeatRecord[]> {
  const { rows } = await sql<SeatRecord>`
    select s.seat_id as "seatId", s.post_id as "postId", s.person_id as "personId", h.name as "personName",
      h.kana as "personKana", h.mail, a.account_id as "accountId", s.kind, s.valid_from as "validFrom",
      s.valid_to as "validTo"
    from posts.seat s left join posts.person h on h.person_id = s.person_id
    left join posts.person_account a on a.person_id = s.person_id
    where s.body_code = ${bodyCode}
      and (${only.postId ?? null}::uuid is null or s.post_id = ${only.postId ?? null}::uuid)
      and (${only.personId ?? null}::uuid is null or s.person_id = ${only.personId ?? null}::uuid)
    order by s.valid_from desc, s.seat_id`.execute(tx);
  return rows;
}

export async function insertSeat(
  tx: Tx,
  seat: {
    readonly bodyCode: BodyCode;
    readonly seatId: string;
    readonly postId: string;
    readonly personId: string;
    readonly kind: SeatKind;
    readonly validFrom: Day;
    readonly validTo: Day | null;
    readonly at: string;
    readonly by: string | null;
  },
): Promise<void> {
  await sql`
    insert into posts.seat (body_code, seat_id, post_id, person_id, kind, valid_from, valid_to, recorded_at, recorded_by)
    values (${seat.bodyCode}, ${seat.seatId}, ${seat.postId}, ${seat.personId}, ${seat.kind},
      ${seat.validFrom}, ${seat.validTo}, ${seat.at}, ${seat.by})`.execute(tx);
}

export async function setEnd(tx: Tx, bodyCode: BodyCode, seatId: string, validTo: Day): Promise<void> {
  await sql`
    update posts.seat set valid_to = ${validTo}
    where body_code = ${bodyCode} and seat_id = ${seatId}`.execute(tx);
}

/** Whether an account's person ever had a seat that ended; null: no person belongs to the account. */
export async function formerSeats(tx: Tx, accountId: string, day: Day): Promise<'ended' | 'ahead' | null> {
  const { rows } = await sql<{ ahead: boolean }>`
    select coalesce(bool_or(s.valid_from > ${day}::date and (s.valid_to is null or s.valid_to > s.valid_from)), false) as ahead
    from posts.person_account a join posts.seat s on s.person_id = a.person_id
    where a.account_id = ${accountId} having count(*) > 0`.execute(tx);
  if (rows[0] === undefined) return null;
  return rows[0].ahead ? 'ahead' : 'ended';
}
