import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** One cell of a preview: what came and what it meets. Values are the body's × 10^scale, with their own base. */
export interface CellChange {
  readonly action: 'insert' | 'supersede' | 'unchanged' | 'older';
  readonly body_code: string;
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
  readonly series: string;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: number | null;
  readonly old_value: bigint | null;
  readonly old_base: bigint | null;
  readonly old_reason: number | null;
  readonly row_no: number | null;
  readonly column_no: number | null;
}

/** What of `incoming` is not plainly unchanged, corrections first; at most 5,000 cells, as nobody reads more. */
export async function readChanges(tx: Tx): Promise<readonly CellChange[]> {
  const rows = await sql<CellChange>`
    select case i.action when 'fresh' then 'insert' else i.action end as action, i.body_code, d.id || '@' || d.version as indicator, p.part_id as part, i.period_end as "on", s.series,
      i.value, i.base, i.reason, i.old_value, i.old_base, i.old_reason, i.row_no, i.column_no
    from incoming i
    join indicators.definition d on d.indicator_key = i.indicator_key
    join indicators.part p on p.part_key = i.part_key
    join indicators.series s on s.series_key = i.series_key
    where i.action <> 'unchanged'
    order by array_position(array['supersede', 'older'], i.action), i.position limit 5000`.execute(tx);
  return rows.rows;
}

/** What the last record in this transaction wrote, by indicator and day: the figures that it moved. */
export async function readMoved(
  tx: Tx,
): Promise<readonly { readonly indicator: string; readonly on: string; readonly cells: number }[]> {
  const { rows } = await sql<{ indicator: string; on: string; cells: number }>`
    select d.id || '@' || d.version as indicator, i.period_end as "on", i.cells
    from (
      select indicator_key, period_end, count(*)::integer as cells
      from incoming where action in ('fresh', 'insert', 'supersede') group by 1, 2
    ) i
    join indicators.definition d on d.indicator_key = i.indicator_key
    order by 1, 2`.execute(tx);
  return rows;
}

/** A cell that counts. */
export interface EditionCell {
  readonly body_code: string;
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
}

/** Cells that count of a series, some indicators and days. */
export async function cellsOfEdition(
  db: Db | Tx,
  edition: {
    readonly series: string;
    readonly indicators: readonly string[];
    readonly periods: readonly string[];
    /** Which bodies the edition speaks of: the tables of the two levels share a series. Null: of both. */
    readonly level: 'municipality' | 'prefecture' | null;
  },
): Promise<readonly EditionCell[]> {
  const { rows } = await sql<EditionCell>`
    select o.body_code, d.id || '@' || d.version as indicator, p.part_id as part, o.period_end as "on"
    from observations.effective o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    join indicators.series s on s.series_key = o.series_key
    where s.series = ${edition.series} and d.id || '@' || d.version = any(${[...edition.indicators]}::text[])
      and o.period_end = any(${[...edition.periods]}::date[])
      and (${edition.level}::text is null or (o.body_code like '__000_') = (${edition.level}::text = 'prefecture'))
    order by o.body_code, 2, 3`.execute(db);
  return rows;
}
