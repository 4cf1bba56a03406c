import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';

/**
 * Fills a month of a throw-away database, as plain inserts and without an event for each.
 * @param share how far the bodies have come, 0 to 1
 */
export async function fillMonth(
  db: Db,
  bodies: readonly BodyCode[],
  month: Day,
  share: number,
): Promise<void> {
  await sql`insert into standardization.month_report (body_code, month, via, seat_title, reported_at)
    select unnest(${[...bodies]}::text[]), ${month}::date, 'page', '計測', ${month}::date + 5`.execute(db);
  await sql`insert into standardization.month_state (body_code, month, list_since, business_no, revision, states)
    select b.code, ${month}::date, '2020-01-31', n.no, 1,
      rpad(rpad(repeat('3', d.done), least(40, d.done + 3), '2'), 40, '1')
    from unnest(${[...bodies]}::text[]) with ordinality as b(code, at), generate_series(1, 20) as n(no),
      lateral (select least(40, ((b.at * 7 + n.no * 3) % 20 + floor(${share}::numeric * 20))::int) as done) d`.execute(
    db,
  );
}

/** Systems as their newest month leaves them; the plan's limit is over, and some are extended. */
export async function fillSystems(db: Db, month: Day): Promise<void> {
  await sql`insert into standardization.system (body_code, business_no, month, list_since, states, done, excluded, steps, finished,
      limit_on, limit_kind, planned_on)
    select s.body_code, s.business_no, s.month, s.list_since, s.states, s.done, s.excluded, 40, s.done + s.excluded = 40,
      '2026-03-31', case when s.business_no = 5 then 'extended' else 'plan' end, '2026-06-30'
    from standardization.month_state s where s.month = ${month}::date`.execute(db);
}

/** As a database that has run for long: what filling leaves to be tidied up and written out is not measured with the rest. */
export async function settleStates(db: Db): Promise<void> {
  await sql`vacuum analyze standardization.month_state, standardization.month_report, standardization.system`.execute(
    db,
  );
  await sql`checkpoint`.execute(db);
}

export async function bytesOfStates(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: bigint }>`
    select pg_total_relation_size('standardization.month_state') as bytes`.execute(db);
  return Number(rows[0]?.bytes ?? 0n);
}

/** Steps that count as done in the nation's figure of a month: what one step more must raise by one. */
export async function nationalSum(db: Db, month: Day): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(c.value_sum), 0)::bigint as sum from rollup.cell c
    join indicators.definition d on d.indicator_key = c.indicator_key and d.id = 'standardization'
    join indicators.part p on p.part_key = c.part_key and p.part_id = 'total'
    where c.area_code = '000000' and c.period_end = ${month}::date`.execute(db);
  return rows[0]?.sum ?? 0n;
}
