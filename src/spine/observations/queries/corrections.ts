import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { AFTER_FINAL, type CorrectionRow } from './history.ts';

/** A batch that changed what had been recorded, with how many cells it changed and how. */
export interface CorrectionBatch {
  readonly batch_no: number;
  readonly batch_id: string;
  readonly kind: string;
  readonly title: string;
  readonly recorded_by: string;
  readonly recorded_at: string;
  /** Title, id and day of what an undoing takes back; null for any other batch. */
  readonly undoes: string | null;
  readonly undone_title: string | null;
  readonly undone_at: string | null;
  /** Files of the batch, or of what it takes back; null where it came without a file. */
  readonly file_names: string | null;
  /** Whether this batch itself was taken back later. */
  readonly taken_back: boolean;
  /** Cells that have another value since, and cells that have no record any more. */
  readonly changed: bigint;
  readonly removed: bigint;
  readonly bodies: bigint;
}

function until(knownBefore: string | null): RawBuilder<unknown> {
  return knownBefore === null ? sql`true` : sql`b.recorded_at < ${knownBefore}::timestamptz`;
}

/** Batches of the nation with corrections, newest first. An undone import is one entry, however many cells it had. */
export async function correctionBatches(
  db: Db,
  page: {
    readonly limit: number;
    readonly offset: number;
    readonly knownBefore: string | null;
    readonly batchId: string | null;
  },
): Promise<{ readonly total: number; readonly batches: readonly CorrectionBatch[] }> {
  const one = page.batchId === null ? sql`true` : sql`b.batch_id::text = ${page.batchId}`;
  const { rows } = await sql<CorrectionBatch & { total: bigint }>`
    select b.batch_no, b.batch_id, b.kind, b.title, b.recorded_by, b.recorded_at, b.undoes,
      u.title as undone_title, u.recorded_at as undone_at,
      exists (select from observations.batch t where t.undoes = b.batch_id
        and (${page.knownBefore}::timestamptz is null or t.recorded_at < ${page.knownBefore}::timestamptz)) as taken_back,
      (select string_agg(distinct f.file_name, '、') from observations.batch_sheet f
        where f.batch_no = coalesce(u.batch_no, b.batch_no)) as file_names,
      c.changed, c.removed, c.bodies, count(*) over () as total
    from observations.batch b
    join (
      select o.batch_no, count(*) filter (where not o.void) as changed, count(*) filter (where o.void) as removed,
        count(distinct o.body_code) as bodies
      from observations.observation o where o.revision > 1 and ${AFTER_FINAL} group by o.batch_no
    ) c on c.batch_no = b.batch_no
    left join observations.batch u on u.batch_id = b.undoes
    where not b.sample and ${until(page.knownBefore)} and ${one}
    order by b.batch_no desc limit ${page.limit} offset ${page.offset}`.execute(db);
  return {
    total: Number(rows[0]?.total ?? 0n),
    batches: rows.map(({ total: _, ...batch }) => batch),
  };
}

/** Corrected cells of some batches with what stood before, in body order; `limit` and `offset` count within each batch. */
export async function correctionsOf(
  db: Db,
  batchNos: readonly number[],
  page: { readonly limit: number; readonly offset: number },
): Promise<ReadonlyMap<number, readonly CorrectionCell[]>> {
  const { rows } = await sql<CorrectionCell & { batch_no: number }>`
    select o.batch_no, o.body_code, d.id || '@' || d.version as indicator, p.part_id as part, o.period_end, s.series,
      o.revision, o.void, o.restores, e.value as old_value, e.base as old_base, e.reason as old_reason,
      o.value, o.base, o.reason, f.file_name, f.sheet_name, o.row_no, o.column_no
    from unnest(${[...batchNos]}::int[]) as asked(batch_no)
    cross join lateral (
      select o.* from observations.observation o
      where o.batch_no = asked.batch_no and o.revision > 1 and ${AFTER_FINAL}
      order by o.body_code, o.indicator_key, o.part_key, o.period_end desc, o.series_key
      limit ${page.limit} offset ${page.offset}
    ) o
    join observations.observation e on e.body_code = o.body_code and e.indicator_key = o.indicator_key
      and e.part_key = o.part_key and e.period_end = o.period_end and e.series_key = o.series_key
      and e.revision = o.revision - 1
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    join indicators.series s on s.series_key = o.series_key
    left join observations.batch_sheet f on f.sheet_no = o.sheet_no
    order by o.batch_no desc, o.body_code, o.indicator_key, o.part_key, o.period_end desc, o.series_key`.execute(
    db,
  );
  const cells = new Map<number, CorrectionCell[]>();
  for (const { batch_no, ...cell } of rows) {
    const list = cells.get(batch_no) ?? [];
    cells.set(batch_no, list);
    list.push(cell);
  }
  return cells;
}

/** One corrected cell. A cell without value and reason, old or new, had no record. */
export type CorrectionCell = Pick<
  CorrectionRow,
  | 'body_code'
  | 'indicator'
  | 'part'
  | 'period_end'
  | 'series'
  | 'revision'
  | 'void'
  | 'old_value'
  | 'old_base'
  | 'old_reason'
  | 'value'
  | 'base'
  | 'reason'
> & {
  readonly restores: number | null;
  readonly file_name: string | null;
  readonly sheet_name: string | null;
  readonly row_no: number | null;
  readonly column_no: number | null;
};
