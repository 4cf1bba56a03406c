import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';

/** One revision of one observation, with where it came from: what 算出の内訳 shows last. */
export interface RevisionRow {
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
  readonly counts: boolean;
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

/** All revisions of one fact, every series, newest first. */
export async function historyOf(
  db: Db,
  fact: { bodyCode: string; indicator: string; part: string; on: string },
): Promise<readonly RevisionRow[]> {
  const rows = await sql<RevisionRow>`
    select ${COLUMNS}, not ${SHADOW} as counts
    from observations.observation o ${JOINS}
    where o.body_code = ${fact.bodyCode} and d.id || '@' || d.version = ${fact.indicator} and p.part_id = ${fact.part}
      and o.period_end = ${fact.on}
    order by b.recorded_at desc, o.series_key, o.revision desc`.execute(db);
  return rows.rows;
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
    join observations.batch b on b.batch_no = o.batch_no where o.revision > 1 and not b.sample and ${until}`.execute(
    db,
  );
  const rows = await sql<CorrectionRow>`
    select ${COLUMNS}, e.value as old_value, e.base as old_base, e.reason as old_reason
    from observations.observation o ${JOINS}
    join observations.observation e on e.body_code = o.body_code and e.indicator_key = o.indicator_key
      and e.part_key = o.part_key and e.period_end = o.period_end and e.series_key = o.series_key
      and e.revision = o.revision - 1
    where o.revision > 1 and not b.sample and ${until}
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
