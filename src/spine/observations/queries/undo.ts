import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

export interface BatchRow {
  readonly batch_no: number;
  readonly batch_id: string;
  readonly kind: string;
  readonly title: string;
  readonly recorded_by: string;
  readonly recorded_at: string;
  readonly sample: boolean;
}

/** Two undoings of one batch wait for each other. No lock of its row: the server may not change it, so not lock it. */
export async function findBatch(tx: Tx, batchId: string): Promise<(BatchRow & { undone: boolean }) | null> {
  await sql`select pg_advisory_xact_lock(7103, hashtext(${batchId}))`.execute(tx);
  const found = await sql<BatchRow & { undone: boolean }>`
    select b.*, exists (select from observations.batch u where u.undoes = b.batch_id) as undone
    from observations.batch b where b.batch_id = ${batchId}`.execute(tx);
  return found.rows[0] ?? null;
}

/** The same locks, in the same order, as a write of the batches' indicators takes. */
export async function lockIndicatorsOf(tx: Tx, batchIds: readonly string[]): Promise<void> {
  const batches = sql`batch_no = any(array(
    select batch_no from observations.batch where batch_id = any(${[...batchIds]}::uuid[])))`;
  await sql`
    select pg_advisory_xact_lock(7102, k) from (
      select indicator_key::integer as k from observations.observation where ${batches}
      union
      select indicator_key::integer from observations.confirmation where ${batches}
      union
      select indicator_key::integer from observations.older where ${batches}
      order by k
    ) ordered`.execute(tx);
}

const KEY = ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key'];

function sameKey(left: string, right: string) {
  return sql.raw(KEY.map((column) => `${left}.${column} = ${right}.${column}`).join(' and '));
}

/** The batch `alias.batch_no` says what it says after this undoing too. An undoing itself says nothing. */
function stands(alias: string, undone: number) {
  return sql`exists (
    select from observations.batch b
    where b.batch_no = ${sql.raw(alias)}.batch_no and b.batch_no <> ${undone} and b.kind <> 'undo'
      and not exists (select from observations.batch u where u.undoes = b.batch_id))`;
}

/**
 * Whether a batch that stands after this undoing says a revision: the one that brought it, one that repeats it, or the
 * older edition from which an undoing took it.
 */
function saidBesides(revision: 'g' | 'o', undone: number) {
  const number = sql.raw(revision === 'g' ? 'g.origin_revision' : 'o.revision');
  const same = (alias: string) => sql`${sameKey(alias, revision)} and ${sql.raw(alias)}.revision = ${number}`;
  return sql`exists (
    select from (
      select s.batch_no from observations.observation s where ${same('s')}
      union all
      select c.batch_no from observations.confirmation c where ${same('c')}
      union all
      select e.batch_no from observations.observation s
      join observations.batch t on t.batch_no = s.batch_no and t.kind = 'undo'
      join observations.older e on ${sameKey('e', 's')} and (e.value, e.base, e.base_on, e.reason, e.state)
        is not distinct from (s.value, s.base, s.base_on, s.reason, s.state)
      where ${same('s')}
    ) said
    where ${stands('said', undone)})`;
}

/**
 * Puts into `incoming` what takes a batch back: for each key whose newest value nobody but the batch says, the last
 * value that a standing batch says (`restores` it); a newer edition than that which came while another stood; or a void
 * row where there is neither.
 */
export async function loadUndo(tx: Tx, undone: number, undoing: number): Promise<void> {
  await sql`
    with touched as (
      select body_code, indicator_key, part_key, period_end, series_key
      from observations.observation where batch_no = ${undone}
      union
      select body_code, indicator_key, part_key, period_end, series_key
      from observations.confirmation where batch_no = ${undone}
      union
      select body_code, indicator_key, part_key, period_end, series_key
      from observations.older where batch_no = ${undone}
    ), origin as (
      select o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key,
        o.revision as newest, coalesce(o.restores, o.revision) as origin_revision
      from touched t
      cross join lateral (
        select l.* from observations.observation l
        where l.body_code = t.body_code and l.indicator_key = t.indicator_key and l.part_key = t.part_key
          and l.period_end = t.period_end and l.series_key = t.series_key
        order by l.revision desc limit 1
      ) o
      where not o.void
    ), affected as (
      select g.* from origin g
      where not ${saidBesides('g', undone)}
        or exists (select from observations.older e where ${sameKey('e', 'g')})
    )
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason, void, restores,
      value, base, base_on, batch_no, sheet_no, row_no, column_no, note, old_revision, action)
    select row_number() over (), a.body_code, a.indicator_key, a.part_key, a.period_end, a.series_key,
      case when h.wins then h.state else coalesce(p.state, 2) end, case when h.wins then h.reason else p.reason end,
      p.revision is null and not h.wins, case when h.wins then null else p.revision end,
      case when h.wins then h.value else p.value end, case when h.wins then h.base else p.base end,
      case when h.wins then h.base_on else p.base_on end, ${undoing}::integer,
      case when h.wins then h.sheet_no else p.sheet_no end, case when h.wins then h.row_no else p.row_no end,
      case when h.wins then h.column_no else p.column_no end, case when h.wins then h.note else p.note end,
      a.newest, 'supersede'
    from affected a
    left join lateral (
      select o.* from observations.observation o
      where ${sameKey('o', 'a')} and o.revision <= a.newest
        and not o.void and o.restores is null and ${saidBesides('o', undone)}
      order by o.revision desc limit 1
    ) p on true
    left join lateral (
      select e.*, s.edition_on from observations.older e
      left join observations.batch_sheet s on s.sheet_no = e.sheet_no
      where ${sameKey('e', 'a')} and ${stands('e', undone)}
      order by s.edition_on desc, e.batch_no desc limit 1
    ) e on true
    left join lateral (
      select max(s.edition_on) as edition_on from (
        select r.batch_no, r.sheet_no from observations.observation r
        where ${sameKey('r', 'a')} and r.revision <= p.revision and r.restores is null and not r.void
        union all
        select c.batch_no, c.sheet_no from observations.confirmation c
        where ${sameKey('c', 'a')} and c.revision <= p.revision
      ) said
      join observations.batch_sheet s on s.sheet_no = said.sheet_no
      where e.batch_no is not null and ${stands('said', undone)}
    ) q on true
    cross join lateral (
      -- A newer edition wins; of two alike, or where none is known, what came later.
      select e.batch_no is not null and (p.revision is null or case
          when e.edition_on = q.edition_on then e.batch_no > p.batch_no
          else coalesce(e.edition_on > q.edition_on, e.batch_no > p.batch_no) end) as wins,
        e.state, e.reason, e.value, e.base, e.base_on, e.sheet_no, e.row_no, e.column_no, e.note
    ) h
    -- What stands by another batch alone goes on standing, unless an older edition was newer than that one.
    where h.wins or p.revision is distinct from a.origin_revision`.execute(tx);
}

export async function countUndo(tx: Tx): Promise<{ restored: number; withdrawn: number }> {
  const counted = await sql<{ restored: bigint; withdrawn: bigint }>`
    select count(*) filter (where not void) as restored, count(*) filter (where void) as withdrawn from incoming`.execute(
    tx,
  );
  return { restored: Number(counted.rows[0]!.restored), withdrawn: Number(counted.rows[0]!.withdrawn) };
}
