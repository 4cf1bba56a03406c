import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { type Right, seatTitle } from '../../contracts/seat.ts';
import { bodyName, type SeatOfDay, seatsOfBody } from './seats.ts';
import '../tables.ts';

export interface SectionOfDay {
  readonly sectionId: string;
  readonly name: string;
  readonly organ: string;
  readonly parentId: string | null;
}

/** Sections of a body as they stand on a day, in their order. */
export async function sectionsOn(tx: Tx, bodyCode: BodyCode, day: Day): Promise<readonly SectionOfDay[]> {
  const { rows } = await sql<SectionOfDay>`
    select section_id as "sectionId", name, organ, parent_id as "parentId"
    from posts.section_on(${day}::date) where body_code = ${bodyCode} order by place, name, section_id`.execute(
    tx,
  );
  return rows;
}

export interface Holder extends SeatOfDay {
  readonly mail: string | null;
}

/** Who holds a right in a body on a day: whom to notify. Mail addresses need the body's own scope, or the system's. */
export async function holdersOf(
  tx: Tx,
  bodyCode: BodyCode,
  right: Right,
  day: Day,
): Promise<readonly Holder[]> {
  const seats = (await seatsOfBody(tx, bodyCode, day)).filter((seat) => seat.rights.has(right));
  const { rows } = await sql<{ id: string; mail: string | null }>`
    select person_id as id, mail from posts.person
    where person_id = any(${seats.map((seat) => seat.personId)}::uuid[])`.execute(tx);
  const mails = new Map(rows.map((row) => [row.id, row.mail]));
  return seats.map((seat) => ({ ...seat, mail: mails.get(seat.personId) ?? null }));
}

export interface SeatName {
  /** 「中央町 企画課 情報政策係長」, as it was when the seat began or stood last. */
  readonly title: string;
  /** Null where erased by rule, or where the scope does not show the person. */
  readonly personName: string | null;
}

/**
 * How a seat is named in records, also long after it ended: post and section as on `day`, or as on the seat's last day
 * when it had ended by then.
 */
export async function seatName(
  tx: Tx,
  bodyCode: BodyCode,
  seatId: string,
  day: Day,
): Promise<SeatName | null> {
  const { rows } = await sql<{
    body: string | null;
    section: string | null;
    title: string;
    person: string | null;
  }>`
    with seat as (
      select s.*, greatest(s.valid_from, least(${day}::date, s.valid_to - 1)) as on_day
      from posts.seat s where s.body_code = ${bodyCode} and s.seat_id = ${seatId}::uuid
    )
    select r.name as body, c.name as section, p.title, h.name as person
    from seat s
    cross join lateral (
      select v.title, v.section_id from posts.post_version v
      where v.body_code = s.body_code and v.post_id = s.post_id and not v.closed
      order by (v.valid_from <= s.on_day) desc, v.valid_from desc, v.version_no desc limit 1) p
    left join lateral (
      select v.name from posts.section_version v
      where v.body_code = s.body_code and v.section_id = p.section_id and not v.closed
      order by (v.valid_from <= s.on_day) desc, v.valid_from desc, v.version_no desc limit 1) c on true
    left join posts.person h on h.person_id = s.person_id
    left join bodies.register_row r on r.body_code = s.body_code and r.retired_at is null
      and r.valid_from <= s.on_day and (r.valid_to is null or s.on_day < r.valid_to)`.execute(tx);
  const found = rows[0];
  if (found === undefined) return null;
  const title = seatTitle({
    bodyName: bodyName(bodyCode, found.body),
    sectionName: found.section,
    postTitle: found.title,
  });
  return { title, personName: found.person };
}
