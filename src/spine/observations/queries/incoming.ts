import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { NewBatch, NewObservation } from '../types.ts';
import { REASON_NUMBERS, STATE_NUMBERS } from './stored-numbers.ts';

/**
 * The working tables of one transaction. `incoming` = what was given, with what it meets; `delta` = rows of the store
 * that stop (sign −1) or begin (sign +1) to count: the roll-up reads it before the transaction ends.
 */
export async function prepareWorkingTables(tx: Tx): Promise<void> {
  // One round trip. The tables stay with the connection; emptying them at commit would cost more than all the rest.
  await sql
    .raw(`
    do $$ begin
      if to_regclass('pg_temp.incoming') is null then
        create temp table incoming (
          position integer not null,
          body_code text not null, indicator_key smallint not null, part_key integer not null,
          period_end date not null, series_key smallint not null,
          state smallint not null, reason smallint, void boolean not null default false, restores smallint,
          value bigint, base bigint, base_on date,
          batch_no integer not null, sheet_no integer, row_no integer, column_no smallint, note text,
          edition_on date,
          old_revision smallint, old_value bigint, old_base bigint, old_reason smallint, old_origin smallint,
          action text not null default 'fresh'
        );
        create temp table observation_delta (
          sign smallint not null,
          body_code text not null, indicator_key smallint not null, part_key integer not null,
          period_end date not null, series_key smallint not null, revision smallint not null,
          state smallint not null, reason smallint, value bigint, base bigint
        );
      elsif pg_relation_size('pg_temp.incoming') > 262144 or pg_relation_size('pg_temp.observation_delta') > 262144 then
        truncate incoming, observation_delta;
      else
        delete from incoming;
        delete from observation_delta;
      end if;
    end $$`)
    .execute(tx);
}

export interface StoredBatch {
  readonly batchNo: number;
  /** By position of the sheet in the batch. */
  readonly sheets: readonly { readonly sheetNo: number; readonly editionOn: string | null }[];
}

export async function insertBatch(
  tx: Tx,
  batch: Pick<NewBatch, 'batchId' | 'title' | 'recordedBy' | 'sheets'> & { kind: NewBatch['kind'] | 'undo' },
  recordedAt: string,
  sample: boolean,
  undoes: string | null = null,
): Promise<StoredBatch> {
  const insert = sql<{ batch_no: number }>`
    insert into observations.batch (batch_id, kind, title, recorded_by, recorded_at, sample, undoes)
    values (${batch.batchId}, ${batch.kind}, ${batch.title}, ${batch.recordedBy}, ${recordedAt}, ${sample}, ${undoes})
    returning batch_no`;
  const inserted = await prepared(insert).execute(tx);
  const batchNo = inserted.rows[0]!.batch_no;
  const sheets: { sheetNo: number; editionOn: string | null }[] = [];
  for (const [position, sheet] of batch.sheets.entries()) {
    const row = await sql<{ sheet_no: number }>`
      insert into observations.batch_sheet (batch_no, position, file_name, sheet_name, sha256, edition_on)
      values (${batchNo}, ${position}, ${sheet.fileName}, ${sheet.sheetName}, ${sheet.sha256}, ${sheet.editionOn})
      returning sheet_no`.execute(tx);
    sheets.push({ sheetNo: row.rows[0]!.sheet_no, editionOn: sheet.editionOn });
  }
  return { batchNo, sheets };
}

/**
 * Up to so many rows a write is one of a person's: its statements are planned once, as planning them would take longer
 * than running them. More rows come from a file, and for each of these the planner has to look at how many there are.
 */
const FEW = 200;

export function isFew(rows: number): boolean {
  return rows <= FEW;
}

/** Planned once for a few rows, anew for many. */
export function statement<Row>(few: boolean, text: RawBuilder<Row>): RawBuilder<Row> {
  return few ? prepared(text) : text;
}

/** Many rows are sorted and grouped in memory, until the transaction ends; the default of 4 MB sends them to disk. */
export async function makeRoom(tx: Tx): Promise<void> {
  await sql`set local work_mem = '64MB'`.execute(tx);
}

/** Rows a statement carries: large enough to be fast, small enough to stay far from the driver's limits. */
const CHUNK = 20_000;

/**
 * Puts observations into `incoming`. Returns how many found their indicator, part, series and body: fewer than given
 * is a fault of the caller.
 */
export async function loadIncoming(
  tx: Tx,
  observations: readonly NewObservation[],
  batch: StoredBatch,
): Promise<number> {
  let loaded = 0;
  for (let start = 0; start < observations.length; start += CHUNK) {
    const chunk = observations.slice(start, start + CHUNK);
    const { heads, headOf } = headsOf(chunk);
    const sheets = heads.map((o) => (o.sheet === null ? null : (batch.sheets[o.sheet] ?? null)));
    const text = sql`
      insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason,
        value, base, base_on, batch_no, sheet_no, row_no, column_no, note, edition_on)
      select ${start} + g.ordinal, g.body_code, h.indicator_key, h.part_key, h.period_end, h.series_key, h.state, g.reason,
        g.value, g.base, h.base_on, ${batch.batchNo}::integer, h.sheet_no, g.row_no, g.column_no, g.note, h.edition_on
      from unnest(
        ${chunk.map((o) => o.bodyCode)}::text[], ${numbers(headOf)}::integer[],
        ${numbers(chunk.map((o) => (o.reason === null ? null : REASON_NUMBERS[o.reason])))}::smallint[],
        ${numbers(chunk.map((o) => o.value))}::bigint[], ${numbers(chunk.map((o) => o.base))}::bigint[],
        ${numbers(chunk.map((o) => o.row))}::integer[], ${numbers(chunk.map((o) => o.column))}::smallint[],
        ${chunk.map((o) => o.note)}::text[]
      ) with ordinality as g(body_code, head, reason, value, base, row_no, column_no, note, ordinal)
      join (
        select t.ordinal as head, d.indicator_key, p.part_key, t.period_end, s.series_key, t.state, t.base_on, t.sheet_no,
          t.edition_on
        from unnest(
          ${heads.map((o) => o.indicator)}::text[], ${heads.map((o) => o.part)}::text[], ${heads.map((o) => o.on)}::date[],
          ${heads.map((o) => o.series)}::text[], ${numbers(heads.map((o) => STATE_NUMBERS[o.state]))}::smallint[],
          ${heads.map((o) => o.baseOn)}::date[], ${numbers(sheets.map((sheet) => sheet?.sheetNo ?? null))}::integer[],
          ${sheets.map((sheet) => sheet?.editionOn ?? null)}::date[]
        ) with ordinality as t(indicator, part_id, period_end, series, state, base_on, sheet_no, edition_on, ordinal)
        join indicators.definition d on d.id || '@' || d.version = t.indicator
        join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = t.part_id
        join indicators.series s on s.series = t.series
      ) h on h.head = g.head
      join bodies.body b on b.body_code = g.body_code`;
    const result = await statement(isFew(observations.length), text).execute(tx);
    loaded += Number(result.numAffectedRows ?? 0n);
  }
  return loaded;
}

/** An array of numbers as PostgreSQL reads it: the driver would look through each of them for signs to escape. */
function numbers(values: readonly (number | bigint | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`;
}

/**
 * What is said of many bodies alike (indicator, part, day, series …) is sent and looked up once: one observation for each
 * such head, and for every observation the number of its head, from 1.
 */
function headsOf(observations: readonly NewObservation[]): {
  readonly heads: readonly NewObservation[];
  readonly headOf: readonly number[];
} {
  const heads: NewObservation[] = [];
  const known = new Map<string, number>();
  const headOf = observations.map((o) => {
    const key = `${o.indicator}|${o.part}|${o.on}|${o.series}|${o.state}|${o.baseOn}|${o.sheet}`;
    const number = known.get(key) ?? heads.push(o);
    known.set(key, number);
    return number;
  });
  return { heads, headOf };
}

/** Puts into `incoming` the facts of an indicator of which several series, or a register, speak: after a change of who is believed. */
export async function loadContested(tx: Tx, indicatorKey: number): Promise<void> {
  await sql`
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, batch_no, action)
    select -1, body_code, indicator_key, part_key, period_end, min(series_key), 2, max(batch_no), 'supersede'
    from observations.observation where indicator_key = ${indicatorKey}
    group by body_code, indicator_key, part_key, period_end
    having min(series_key) <> max(series_key)
      or max(series_key) = (select series_key from indicators.series where series = 'evidence')`.execute(tx);
}
