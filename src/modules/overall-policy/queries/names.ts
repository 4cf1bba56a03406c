import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';

/** Names of bodies on a day, by code; a code that was none on that day is not in it. */
export async function bodyNames(
  db: Db,
  codes: readonly BodyCode[],
  day: Day,
): Promise<ReadonlyMap<BodyCode, string>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<{ code: BodyCode; name: string }>`
    select r.body_code as code, r.name from bodies.register_row r
    where r.body_code = any(${[...new Set(codes)]}::text[]) and r.retired_at is null
      and r.valid_from <= ${day}::date and (r.valid_to is null or ${day}::date < r.valid_to)`.execute(db);
  return new Map(rows.map((row) => [row.code, row.name]));
}
