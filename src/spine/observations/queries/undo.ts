import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { sameKey, sayingsOf } from './sayings.ts';

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

/**
 * Puts into `incoming` what takes a batch back, as if it had never come. Everything that a standing batch has said of a
 * fact is looked at again in the order in which it came: a later word stands, unless both have an edition and its is
 * older; a word without an edition replaces whatever stood. Where nobody says anything any more, a void row is put.
 *
 * Sayings are rows, confirmations of rows, and older editions that did not count. Rows that an undoing put are none:
 * what they repeat is.
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
    ), current as (
      select n.*, coalesce(n.restores, n.revision) as origin_revision
      from touched t
      cross join lateral (
        select l.* from observations.observation l
        where ${sameKey('l', 't')} order by l.revision desc limit 1
      ) n
      where not n.void
    ), winner as (
      select c.body_code, c.indicator_key, c.part_key, c.period_end, c.series_key, w.revision, w.older_batch
      from current c
      left join lateral (
        select said.revision, said.older_batch from (${sayingsOf('c', undone)}) said
        order by said.edition_on desc nulls last, said.batch_no desc limit 1
      ) w on true
    )
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason, void, restores,
      value, base, base_on, batch_no, sheet_no, row_no, column_no, note, old_revision, action)
    select row_number() over (), c.body_code, c.indicator_key, c.part_key, c.period_end, c.series_key,
      coalesce(p.state, e.state, 2), coalesce(p.reason, e.reason), p.revision is null and e.batch_no is null, p.revision,
      coalesce(p.value, e.value), coalesce(p.base, e.base), coalesce(p.base_on, e.base_on), ${undoing}::integer,
      coalesce(p.sheet_no, e.sheet_no), coalesce(p.row_no, e.row_no), coalesce(p.column_no, e.column_no),
      coalesce(p.note, e.note), c.revision, 'supersede'
    from current c
    join winner w on ${sameKey('w', 'c')}
    left join observations.observation p on ${sameKey('p', 'c')} and p.revision = w.revision
    left join observations.older e on ${sameKey('e', 'c')} and e.batch_no = w.older_batch
    -- What counts already goes on counting.
    where case
      when p.revision is not null then p.revision <> c.origin_revision
      when e.batch_no is not null then c.restores is not null
        or (e.value, e.base, e.base_on, e.reason, e.state) is distinct from (c.value, c.base, c.base_on, c.reason, c.state)
      else true end`.execute(tx);
}

export async function countUndo(tx: Tx): Promise<{ restored: number; withdrawn: number }> {
  const counted = await sql<{ restored: bigint; withdrawn: bigint }>`
    select count(*) filter (where not void) as restored, count(*) filter (where void) as withdrawn from incoming`.execute(
    tx,
  );
  return { restored: Number(counted.rows[0]!.restored), withdrawn: Number(counted.rows[0]!.withdrawn) };
}
