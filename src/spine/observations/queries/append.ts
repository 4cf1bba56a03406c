import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { statement } from './incoming.ts';
import { ofRegister } from './register.ts';
import { rowsOfFact, sameKey } from './sayings.ts';

const KEY = ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key'];

/** What is written of `incoming`. */
const ROWS = sql`
    insert into observations.observation (body_code, indicator_key, part_key, period_end, series_key, revision, state, reason,
      void, restores, value, base, base_on, batch_no, sheet_no, row_no, column_no, note)
    select body_code, indicator_key, part_key, period_end, series_key, coalesce(old_revision, 0) + 1, state, reason,
      void, restores, value, base, base_on, batch_no, sheet_no, row_no, column_no, note
    from incoming where action in ('fresh', 'insert', 'supersede')
    order by body_code, indicator_key, part_key, period_end, series_key`;

/**
 * Notes with sign −1 what counts now for the facts that change, writes their rows if there are any, and forgets what
 * was shadowed: one statement, whose parts all see the store as it was before.
 */
export async function replaceRows(tx: Tx, rows: 'write' | 'none', few: boolean): Promise<void> {
  await statement(
    few,
    sql`
    with before as (
      insert into observation_delta
      select distinct -1, o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision, o.state, o.reason,
        o.value, o.base
      from incoming i
      cross join lateral (${rowsOfFact('observations.effective', 'i')}) o
      where i.action in ('insert', 'supersede')
    ), forgotten as (
      delete from observations.shadowed s using (
        select distinct body_code, indicator_key, part_key, period_end from incoming where action in ('insert', 'supersede')
      ) i where ${sameKey('s', 'i', KEY.slice(0, 4))}
    ) ${rows === 'write' ? ROWS : sql`select`}`,
  ).execute(tx);
}

export async function writeRows(tx: Tx): Promise<void> {
  await ROWS.execute(tx);
}

/** Notes which known values the batches say again. `incoming` knows the row that brought each of them. */
export async function writeConfirmations(tx: Tx): Promise<void> {
  await sql`
    insert into observations.confirmation (body_code, indicator_key, part_key, period_end, series_key, revision, batch_no,
      sheet_no, row_no, column_no)
    select body_code, indicator_key, part_key, period_end, series_key, old_origin, batch_no, sheet_no, row_no, column_no
    from incoming where action = 'unchanged'
    order by body_code, indicator_key, part_key, period_end, series_key`.execute(tx);
}

/** Keeps what an older edition says beside a newer one: it counts when the newer one is taken back. */
export async function writeOlder(tx: Tx): Promise<void> {
  await sql`
    insert into observations.older (body_code, indicator_key, part_key, period_end, series_key, batch_no, state, reason,
      value, base, base_on, sheet_no, row_no, column_no, note)
    select body_code, indicator_key, part_key, period_end, series_key, batch_no, state, reason, value, base, base_on,
      sheet_no, row_no, column_no, note
    from incoming where action = 'older'
    order by body_code, indicator_key, part_key, period_end, series_key`.execute(tx);
}

/** Rows in one transaction from which the planner must be told: it would else look up each of them by its period. */
const MANY_ROWS = 5_000;

/**
 * Autovacuum learns of a bulk load a minute later, or never where the server runs only for one command; the next
 * correction or undoing of the same table then took minutes instead of seconds. A small sample of what rows are found by
 * says enough until autovacuum takes the whole one; that would cost as much as writing the rows.
 */
export async function refreshStatistics(tx: Tx, rows: number): Promise<void> {
  if (rows < MANY_ROWS) return;
  await sql
    .raw(`
    set local default_statistics_target = 30;
    analyze observations.observation (${KEY.join(', ')}, batch_no), observations.shadowed, observations.confirmation`)
    .execute(tx);
}

/** Of what nobody has spoken before counts as it stands. */
export async function noteFresh(tx: Tx): Promise<void> {
  await sql`
    insert into observation_delta
    select 1, body_code, indicator_key, part_key, period_end, series_key, 1, state, reason, value, base
    from incoming where action = 'fresh'`.execute(tx);
}

/**
 * Which row counts for each touched fact now: the newest revision of each series, not void, of the series believed
 * most. All others of the fact are shadowed, and so is every entry of a register, which stands over days and not on one;
 * what was before has been forgotten.
 */
export async function settleShadows(tx: Tx, few: boolean): Promise<void> {
  await statement(
    few,
    sql`
    with fact as (
      select distinct body_code, indicator_key, part_key, period_end from incoming where action in ('insert', 'supersede')
    ), standing as (
      select o.*, o.revision = max(o.revision) over (
          partition by o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key) and not o.void
          and not ${ofRegister('o')} as stands,
        coalesce(r.rank, 1000) as rank
      from fact f
      cross join lateral (${rowsOfFact('observations.observation', 'f')}) o
      left join indicators.precedence r on r.indicator_key = o.indicator_key and r.series_key = o.series_key
    ), ranked as (
      select standing.*, row_number() over (
          partition by body_code, indicator_key, part_key, period_end
          order by stands desc, rank, series_key) as place
      from standing
    ), hidden as (
      insert into observations.shadowed
      select body_code, indicator_key, part_key, period_end, series_key, revision
      from ranked where not stands or place > 1
    )
    insert into observation_delta
    select 1, body_code, indicator_key, part_key, period_end, series_key, revision, state, reason, value, base
    from ranked where stands and place = 1`,
  ).execute(tx);
}
