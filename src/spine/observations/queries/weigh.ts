import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { statement } from './incoming.ts';
import { ofRegister } from './register.ts';
import { rowsOfFact, sameKey, sayingsOf } from './sayings.ts';

/**
 * Serialises writers of the same indicators, always in the same order, so that they never wait for each other in a
 * circle; before the first row is written. Tells whether one of them is the denominator of another.
 */
export async function lockIndicators(
  tx: Tx,
  indicators: readonly string[],
  few: boolean,
): Promise<{ readonly divides: boolean }> {
  const locked = await statement(
    few,
    sql<{ divides: boolean }>`
    with named as (
      select indicator_key::integer as k, id from indicators.definition where id || '@' || version = any(${[...indicators]}::text[])
    )
    select coalesce(bool_or(divides), false) as divides from (
      select pg_advisory_xact_lock(7102, k), divides from (
        select k, bool_or(divides) as divides from (
          select k, false as divides from named
          union all
          select d.indicator_key::integer, true from indicators.definition d
          join named n on n.id = d.document -> 'denominator' ->> 'indicator'
        ) every group by k order by k
      ) ordered offset 0
    ) locked`,
  ).execute(tx);
  return locked.rows[0]!;
}

/**
 * What may be known of many cells without looking each of them up. `unknown`: the store holds nothing at all for the
 * periods that came, in the same whole. `once`: what came is no fact of two series and no entry of a register, which
 * never counts on its own day.
 */
export async function readNews(tx: Tx): Promise<{ readonly unknown: boolean; readonly once: boolean }> {
  // Ordered, so that only the index by period answers: where the planner expects rows it would look through the store.
  const found = await sql<{ unknown: boolean; once: boolean }>`
    with k as materialized (
      select distinct indicator_key, period_end, series_key, ${ofWhole('body_code')} as nation from incoming
    )
    select not exists (
      select from k cross join lateral (
        select 1 from observations.observation o
        where o.indicator_key = k.indicator_key and o.period_end = k.period_end and ${ofWhole('o.body_code')} = k.nation
        order by o.part_key limit 1) hit
    ) as unknown, not exists (
      select from k group by indicator_key, period_end
      having count(distinct series_key) > 1 or bool_or(${ofRegister('k')})
    ) as once`.execute(tx);
  return found.rows[0]!;
}

export type Action = 'fresh' | 'insert' | 'supersede' | 'unchanged' | 'older';

/** How many cells of each batch do what. */
export type Actions = ReadonlyMap<number, ReadonlyMap<Action, number>>;

/** The edition of the row `o` that stands: its own, or a later one that has said the same. */
const EDITION = sql`
  case when exists (select from observations.batch b where b.batch_no = o.batch_no and (b.kind = 'undo'
      or exists (select from observations.batch u where u.undoes = b.batch_id)))
    -- Who brought it has been taken back, or it is what an undoing put: it stands by others, with their edition.
    then (select max(said.edition_on) from (${sayingsOf('o', -1)}) said)
    else greatest((select s.edition_on from observations.batch_sheet s where s.sheet_no = o.sheet_no), (
      select max(e.edition_on) from observations.confirmation c
      join observations.batch b on b.batch_no = c.batch_no
      join observations.batch_sheet e on e.sheet_no = c.sheet_no
      where ${sameKey('c', 'o')} and c.revision = coalesce(o.restores, o.revision)
        and not exists (select from observations.batch u where u.undoes = b.batch_id))) end`;

/**
 * Decides for each incoming cell: insert, supersede, unchanged, or older (an older edition never overwrites a newer).
 * Values are compared, not texts; a body's note alone changes nothing. What is never looked up stays `fresh`.
 */
export async function classifyIncoming(tx: Tx, once: boolean, few: boolean): Promise<Actions> {
  const unheard = sql`o.revision is null and not exists (${rowsOfFact('observations.observation', 'i')})`;
  // One look into the index for each row: a join of the five key columns is estimated at one row whatever comes, and
  // a whole national table that was known already took a minute.
  const counted = await statement(
    few,
    sql<{ batch_no: number; action: Action; cells: bigint }>`
    with judged as (
      update incoming i set (old_revision, old_value, old_base, old_reason, old_origin, action) = (
        select o.revision, o.value, o.base, o.reason, coalesce(o.restores, o.revision),
          case
            ${once ? sql`when ${unheard} then 'fresh'` : sql``}
            when o.revision is null or o.void then 'insert'
            when (i.value, i.base, i.base_on, i.reason, i.state)
              is not distinct from (o.value, o.base, o.base_on, o.reason, o.state) then 'unchanged'
            when i.edition_on < (${EDITION}) then 'older'
            else 'supersede' end
        from (values (1)) one
        left join lateral (
          select o.* from observations.observation o where ${sameKey('o', 'i')} order by o.revision desc limit 1
        ) o on true
      ) returning batch_no, action
    )
    select batch_no, action, count(*) as cells from judged group by batch_no, action`,
  ).execute(tx);
  const byBatch = new Map<number, Map<Action, number>>();
  for (const row of counted.rows) {
    const actions = byBatch.get(row.batch_no) ?? new Map<Action, number>();
    actions.set(row.action, Number(row.cells));
    byBatch.set(row.batch_no, actions);
  }
  return byBatch;
}

/**
 * A corrected denominator corrects every rate that was divided by it, in the same transaction: each observation whose
 * base is the old value on the old date gets a revision with the new one.
 */
export async function addDependents(tx: Tx): Promise<void> {
  await sql`
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason, value, base,
      base_on, batch_no, sheet_no, row_no, column_no, note, edition_on, old_revision, old_value, old_base, action)
    select -1, o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.state, o.reason, o.value, i.value,
      o.base_on, i.batch_no, i.sheet_no, i.row_no, i.column_no, '分母の訂正による', i.edition_on, o.revision, o.value, o.base,
      'supersede'
    from incoming i
    join indicators.definition n on n.indicator_key = i.indicator_key
    join indicators.definition d on d.document -> 'denominator' ->> 'indicator' = n.id
    join observations.observation o
      on o.body_code = i.body_code and o.indicator_key = d.indicator_key and o.base_on = i.period_end
      and o.base = i.old_value and not o.void
    where i.action = 'supersede' and i.value is not null and i.old_value is not null and i.value <> i.old_value
      and not exists (select from incoming j where ${sameKey('j', 'o')})
      and o.revision = (select max(l.revision) from observations.observation l where ${sameKey('l', 'o')})`.execute(
    tx,
  );
}
