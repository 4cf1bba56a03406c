import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { ofRegister } from './register.ts';

/** Of rows `o`: 速報 moves until it is 確定; only what changes afterwards is a correction. */
export const AFTER_FINAL = sql.raw(`(o.void or exists (
  select from observations.observation before
  where before.body_code = o.body_code and before.indicator_key = o.indicator_key and before.part_key = o.part_key
    and before.period_end = o.period_end and before.series_key = o.series_key and before.revision < o.revision
    and before.state = 2 and not before.void))`);

/** Where a value is written: a cell of a file, and the batch that brought it. */
export interface WrittenAt {
  readonly row_no: number | null;
  readonly column_no: number | null;
  readonly file_name: string | null;
  readonly sheet_name: string | null;
  readonly sha256: string | null;
  readonly edition_on: string | null;
  readonly batch_id: string;
  readonly batch_kind: string;
  readonly batch_title: string;
  readonly recorded_by: string;
  readonly recorded_at: string;
}

/** One revision of one observation, with where it came from: what 算出の内訳 shows last. */
export interface RevisionRow extends WrittenAt {
  readonly body_code: string;
  readonly indicator: string;
  readonly part: string;
  readonly period_end: string;
  readonly series: string;
  readonly revision: number;
  readonly void: boolean;
  readonly restores: number | null;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly base_on: string | null;
  readonly reason: number | null;
  readonly state: number;
  readonly note: string | null;
  readonly counts: boolean;
  /**
   * The newest standing file that says the same, where the file that said it first was taken back: the value stands
   * by this one alone. Null: the first file stands, or nobody says it any more.
   */
  readonly stands_by: WrittenAt | null;
}

const COLUMNS = sql.raw(`
  o.body_code, d.id || '@' || d.version as indicator, p.part_id as part, o.period_end, s.series, o.revision, o.void,
  o.restores, o.value, o.base, o.base_on, o.reason, o.state, o.note, o.row_no, o.column_no,
  f.file_name, f.sheet_name, f.sha256, f.edition_on,
  b.batch_id, b.kind as batch_kind, b.title as batch_title, b.recorded_by, b.recorded_at`);

const JOINS = sql.raw(`
  join indicators.definition d on d.indicator_key = o.indicator_key
  join indicators.part p on p.part_key = o.part_key
  join indicators.series s on s.series_key = o.series_key
  join observations.batch b on b.batch_no = o.batch_no
  left join observations.batch_sheet f on f.sheet_no = o.sheet_no`);

const SHADOW = sql.raw(`exists (
  select from observations.shadowed h
  where h.body_code = o.body_code and h.indicator_key = o.indicator_key and h.part_key = o.part_key
    and h.period_end = o.period_end and h.series_key = o.series_key and h.revision = o.revision)`);

/** An entry of a register stands where nothing else is of its day; it is read as the rule of ADR 0018 says. */
const ENTRY_STANDS = sql`(${ofRegister('o')} and not o.void and not exists (
  select from observations.observation l
  where l.body_code = o.body_code and l.indicator_key = o.indicator_key and l.part_key = o.part_key
    and l.period_end = o.period_end and l.series_key = o.series_key and l.revision > o.revision)
  and not exists (
    select from observations.effective e
    where e.body_code = o.body_code and e.indicator_key = o.indicator_key and e.part_key = o.part_key
      and e.period_end = o.period_end))`;

type Prefixed<T> = { readonly [K in keyof T & string as `by_${K}`]: T[K] | null };

/** All revisions of one fact, every series, newest first; `stands_by` as the store stood before an instant, or now. */
export async function historyOf(
  db: Db,
  fact: { bodyCode: string; indicator: string; part: string; on: string },
  knownBefore: string | null = null,
): Promise<readonly RevisionRow[]> {
  const known = (alias: string) =>
    knownBefore === null ? sql`true` : sql`${sql.raw(alias)}.recorded_at < ${knownBefore}::timestamptz`;
  const undone = (alias: string) => sql`exists (
    select from observations.batch u where u.undoes = ${sql.raw(alias)}.batch_id and ${known('u')})`;
  const same = (alias: string) =>
    sql.raw(`${alias}.body_code = o.body_code and ${alias}.indicator_key = o.indicator_key
    and ${alias}.part_key = o.part_key and ${alias}.period_end = o.period_end and ${alias}.series_key = o.series_key
    and ${alias}.revision = coalesce(o.restores, o.revision)`);
  const rows = await sql<Omit<RevisionRow, 'stands_by'> & Prefixed<WrittenAt>>`
    select ${COLUMNS}, (not ${SHADOW} or ${ENTRY_STANDS}) as counts, w.*
    from observations.observation o ${JOINS}
    left join lateral (
      select c.row_no as by_row_no, c.column_no as by_column_no, e.file_name as by_file_name,
        e.sheet_name as by_sheet_name, e.sha256 as by_sha256, e.edition_on as by_edition_on, k.batch_id as by_batch_id,
        k.kind as by_batch_kind, k.title as by_batch_title, k.recorded_by as by_recorded_by,
        k.recorded_at as by_recorded_at
      from observations.observation g
      join observations.batch a on a.batch_no = g.batch_no and ${undone('a')}
      join observations.confirmation c on ${same('c')}
      join observations.batch k on k.batch_no = c.batch_no and not ${undone('k')} and ${known('k')}
      left join observations.batch_sheet e on e.sheet_no = c.sheet_no
      where ${same('g')} order by k.batch_no desc limit 1
    ) w on not o.void
    where o.body_code = ${fact.bodyCode} and d.id || '@' || d.version = ${fact.indicator} and p.part_id = ${fact.part}
      and o.period_end = ${fact.on}
    order by b.recorded_at desc, o.series_key, o.revision desc`.execute(db);
  return rows.rows.map(withStanding);
}

function withStanding(row: Omit<RevisionRow, 'stands_by'> & Prefixed<WrittenAt>): RevisionRow {
  const { by_row_no, by_column_no, by_file_name, by_sheet_name, by_sha256, by_edition_on, ...rest } = row;
  const { by_batch_id, by_batch_kind, by_batch_title, by_recorded_by, by_recorded_at, ...own } = rest;
  if (by_batch_id === null) return { ...own, stands_by: null };
  const stands_by = {
    row_no: by_row_no,
    column_no: by_column_no,
    file_name: by_file_name,
    sheet_name: by_sheet_name,
    sha256: by_sha256,
    edition_on: by_edition_on,
    batch_id: by_batch_id,
    batch_kind: by_batch_kind ?? '',
    batch_title: by_batch_title ?? '',
    recorded_by: by_recorded_by ?? '',
    recorded_at: by_recorded_at ?? '',
  };
  return { ...own, stands_by };
}

/** A published correction in the nation: what stood before, what stands since. Undone imports are in the list too, as 取消し. */
export interface CorrectionRow {
  readonly body_code: string;
  readonly indicator: string;
  readonly part: string;
  readonly period_end: string;
  readonly series: string;
  readonly revision: number;
  readonly void: boolean;
  readonly old_value: bigint | null;
  readonly old_base: bigint | null;
  readonly old_reason: number | null;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: number | null;
  readonly batch_id: string;
  readonly batch_kind: string;
  readonly batch_title: string;
  readonly recorded_by: string;
  readonly recorded_at: string;
}

export async function corrections(
  db: Db,
  page: { readonly limit: number; readonly offset: number; readonly knownBefore: string | null },
): Promise<{ readonly total: number; readonly rows: readonly CorrectionRow[] }> {
  const until = page.knownBefore === null ? sql`true` : sql`b.recorded_at < ${page.knownBefore}::timestamptz`;
  const total = await sql<{ total: bigint }>`
    select count(*) as total from observations.observation o
    join observations.batch b on b.batch_no = o.batch_no where o.revision > 1 and ${AFTER_FINAL} and not b.sample and ${until}`.execute(
    db,
  );
  const rows = await sql<CorrectionRow>`
    select ${COLUMNS}, e.value as old_value, e.base as old_base, e.reason as old_reason
    from observations.observation o ${JOINS}
    join observations.observation e on e.body_code = o.body_code and e.indicator_key = o.indicator_key
      and e.part_key = o.part_key and e.period_end = o.period_end and e.series_key = o.series_key
      and e.revision = o.revision - 1
    where o.revision > 1 and ${AFTER_FINAL} and not b.sample and ${until}
    order by o.batch_no desc, o.body_code, o.indicator_key, o.part_key, o.period_end desc
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return { total: Number(total.rows[0]!.total), rows: rows.rows };
}

/** Batches of the nation, newest first: what changed, by whom, and what was taken back. */
export interface BatchSummary {
  readonly batch_id: string;
  readonly kind: string;
  readonly title: string;
  readonly recorded_by: string;
  readonly recorded_at: string;
  readonly undone: boolean;
}

export async function newestBatches(
  db: Db,
  limit: number,
  knownBefore: string | null,
): Promise<readonly BatchSummary[]> {
  const until = knownBefore === null ? sql`true` : sql`b.recorded_at < ${knownBefore}::timestamptz`;
  const rows = await sql<BatchSummary>`
    select b.batch_id, b.kind, b.title, b.recorded_by, b.recorded_at,
      exists (select from observations.batch u where u.undoes = b.batch_id) as undone
    from observations.batch b where not b.sample and ${until} order by b.batch_no desc limit ${limit}`.execute(
    db,
  );
  return rows.rows;
}
