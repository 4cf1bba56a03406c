import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { NeighbourLine } from '../rules/neighbours.ts';
import type { Written } from './lines.ts';

/** More than a page can be read for. */
const SHOWN = 200;

/**
 * Lines under these items of other bodies of one's own prefecture that let their neighbours see them. In the scope of the
 * body that asks: the view gives nothing of others.
 */
export async function neighbourLines(
  tx: Tx,
  items: readonly string[],
  today: Day,
): Promise<readonly NeighbourLine[]> {
  if (items.length === 0) return [];
  const { rows } = await sql<NeighbourLine>`
    select n.body_code as "bodyCode", r.name as "bodyName", n.line_no as "lineNo", n.title, n.starts_on as "startsOn",
      n.ends_on as "endsOn", n.next_on as "nextOn", n.state
    from roadmap.neighbour n
    join bodies.register_row r on r.body_code = n.body_code and r.retired_at is null
      and r.valid_from <= ${today}::date and (r.valid_to is null or ${today}::date < r.valid_to)
    where n.item = any(${[...items]}::text[])
    order by n.body_code, n.line_no limit ${SHOWN}`.execute(tx);
  return rows;
}

/** Whether a body lets its neighbours see its lines: its newest word; null: it has never said. */
export interface Sharing {
  readonly shared: boolean;
  readonly seatTitle: string;
  readonly at: string;
}

export async function sharingOf(tx: Tx, bodyCode: BodyCode): Promise<Sharing | null> {
  const { rows } = await sql<Sharing>`
    select shared, seat_title as "seatTitle", at from roadmap.sharing
    where body_code = ${bodyCode} order by step_no desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function insertSharing(tx: Tx, bodyCode: BodyCode, shared: boolean, by: Written): Promise<void> {
  await sql`
    insert into roadmap.sharing (body_code, step_no, shared, seat_id, seat_title, at)
    select ${bodyCode}, coalesce(max(step_no), 0) + 1, ${shared}, ${by.seatId}::uuid, ${by.seatTitle}, ${by.at}::timestamptz
    from roadmap.sharing where body_code = ${bodyCode}`.execute(tx);
}
