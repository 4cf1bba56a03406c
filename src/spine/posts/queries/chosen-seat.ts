import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Piece, Tx } from '../../../platform/db/database.ts';
import type { SeatColumns } from '../../module.ts';
import { readSeats, type SeatOfDay, type SeatRow, seatOf } from './seats.ts';
import '../tables.ts';

/** A seat of the signed-in person: whether it is the one chosen in this session, and what waits there. */
export interface SeatOfSession extends SeatOfDay {
  readonly chosen: boolean;
  /** In the order in which the counts were asked for. */
  readonly waiting: readonly number[];
}

/**
 * Seats that an account may sit in on a day. Asked in system scope: they may be of several bodies. With every request, so
 * in one statement; it is asked anew whether a chosen seat still is one's own.
 */
export async function seatsOfSession(
  tx: Tx,
  who: { readonly accountId: string; readonly sessionId: string },
  day: Day,
  counts: readonly ((seat: SeatColumns) => Piece<bigint>)[],
): Promise<readonly SeatOfSession[]> {
  const seat: SeatColumns = { bodyCode: sql.ref('s.body_code'), postId: sql.ref('s.post_id') };
  const waiting =
    counts.length === 0 ? sql`'{}'` : sql`array[${sql.join(counts.map((count) => count(seat)))}]`;
  const rows = await readSeats<SeatRow & Pick<SeatOfSession, 'chosen' | 'waiting'>>(tx, day, {
    where: sql`s.person_id in (select a.person_id from posts.person_account a where a.account_id = ${who.accountId})`,
    more: sql`, exists (select from posts.chosen_seat n
        where n.session_id = ${who.sessionId} and n.seat_id = s.seat_id) as chosen, ${waiting}::integer[] as waiting`,
  });
  return rows.map((row) => ({ ...seatOf(row), chosen: row.chosen, waiting: row.waiting }));
}

export async function chooseSeat(tx: Tx, sessionId: string, seatId: string, at: string): Promise<void> {
  await sql`
    insert into posts.chosen_seat (session_id, seat_id, chosen_at) values (${sessionId}, ${seatId}, ${at})
    on conflict (session_id) do update set seat_id = excluded.seat_id, chosen_at = excluded.chosen_at`.execute(
    tx,
  );
}

/** Choices of sessions that ended long ago. */
export async function forgetChoices(tx: Tx, before: string): Promise<void> {
  await sql`delete from posts.chosen_seat where chosen_at < ${before}`.execute(tx);
}
