import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** The day by which a month is to be given; null: nobody has set one. */
export async function dueOf(db: Db, whole: BodyCode, month: Day): Promise<Day | null> {
  const { rows } = await sql<{ on: Day }>`
    select due_on as "on" from standardization.month_due
    where whole_code = ${whole} and month = ${month}::date`.execute(db);
  return rows[0]?.on ?? null;
}

export async function saveDue(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  on: Day,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`insert into standardization.month_due (whole_code, month, due_on, set_by, set_at)
    values (${whole}, ${month}::date, ${on}::date, ${by.seatTitle}, ${by.at}::timestamptz)
    on conflict (whole_code, month) do update set due_on = excluded.due_on, set_by = excluded.set_by,
      set_at = excluded.set_at`.execute(tx);
}
