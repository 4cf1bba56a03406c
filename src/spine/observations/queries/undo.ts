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

/** The same locks, in the same order, as a write of the batch's indicators takes. */
export async function lockIndicatorsOf(tx: Tx, batchNo: number): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(7102, k) from (
      select indicator_key::integer as k from observations.observation where batch_no = ${batchNo}
      union
      select indicator_key::integer from observations.confirmation where batch_no = ${batchNo}
      order by k
    ) ordered`.execute(tx);
}

/** Whether a batch that stands after this undoing says a revision: the one that brought it, or one that repeats it. */
function saidBesides(revision: 'g' | 'o', undone: number) {
  const key = ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key'];
  const number = revision === 'g' ? 'g.origin_revision' : 'o.revision';
  const same = (alias: string) =>
    sql.raw(
      `${key.map((column) => `${alias}.${column} = ${revision}.${column}`).join(' and ')} and ${alias}.revision = ${number}`,
    );
  return sql`exists (
    select from (
      select s.batch_no from observations.observation s where ${same('s')}
      union all
      select c.batch_no from observations.confirmation c where ${same('c')}
    ) said
    join observations.batch b on b.batch_no = said.batch_no
    where said.batch_no <> ${undone}
      and not exists (select from observations.batch u where u.undoes = b.batch_id))`;
}

/**
 * Puts into `incoming` what takes a batch back: for each key whose newest value nobody but the batch says, the last
 * value that a standing batch says (`restores` it), or a void row where there is none.
 */
export async function loadUndo(tx: Tx, undone: number, undoing: number): Promise<void> {
  await sql`
    with touched as (
      select body_code, indicator_key, part_key, period_end, series_key
      from observations.observation where batch_no = ${undone}
      union
      select body_code, indicator_key, part_key, period_end, series_key
      from observations.confirmation where batch_no = ${undone}
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
      select g.* from origin g where not ${saidBesides('g', undone)}
    )
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason, void, restores,
      value, base, base_on, batch_no, sheet_no, row_no, column_no, note, old_revision, action)
    select row_number() over (), a.body_code, a.indicator_key, a.part_key, a.period_end, a.series_key,
      coalesce(p.state, 2), p.reason, p.revision is null, p.revision,
      p.value, p.base, p.base_on, ${undoing}::integer, p.sheet_no, p.row_no, p.column_no, p.note, a.newest, 'supersede'
    from affected a
    left join lateral (
      select o.* from observations.observation o
      where o.body_code = a.body_code and o.indicator_key = a.indicator_key and o.part_key = a.part_key
        and o.period_end = a.period_end and o.series_key = a.series_key and o.revision < a.newest
        and not o.void and o.restores is null and ${saidBesides('o', undone)}
      order by o.revision desc limit 1
    ) p on true`.execute(tx);
}

export async function countUndo(tx: Tx): Promise<{ restored: number; withdrawn: number }> {
  const counted = await sql<{ restored: bigint; withdrawn: bigint }>`
    select count(*) filter (where not void) as restored, count(*) filter (where void) as withdrawn from incoming`.execute(
    tx,
  );
  return { restored: Number(counted.rows[0]!.restored), withdrawn: Number(counted.rows[0]!.withdrawn) };
}
