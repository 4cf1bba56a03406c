import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';

/** A sheet of a file, or a file without figures (shapes, control sums), that was taken in. */
export interface EditionRow {
  readonly batch_id: string | null;
  readonly run_id: string | null;
  readonly batch_kind: string;
  readonly title: string;
  readonly file_kind: string | null;
  readonly file_name: string | null;
  readonly sheet_name: string | null;
  readonly sha256: string | null;
  readonly as_of: Day | null;
  readonly edition_on: Day | null;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly series: readonly string[];
  readonly undone_at: string | null;
  readonly undone_by: string | null;
  /** Sorts behind `recorded_at`: the batch's or run's id with the place of the sheet. */
  readonly entry: string;
}

export interface EditionPage {
  readonly after: { readonly recordedAt: string; readonly entry: string } | null;
  readonly knownBefore: string | null;
  readonly limit: number;
}

/** Of the nation, newest first. What was taken back stays in the list. */
export async function listEditions(db: Db, page: EditionPage): Promise<readonly EditionRow[]> {
  const { after, knownBefore } = page;
  const { rows } = await sql<EditionRow>`
    with entry as (
      select b.batch_id, r.run_id, b.batch_no, f.sheet_no, b.kind as batch_kind, b.title, r.kind as file_kind,
        coalesce(f.file_name, r.file_name) as file_name, nullif(f.sheet_name, '') as sheet_name,
        coalesce(f.sha256, r.sha256) as sha256, r.as_of, coalesce(f.edition_on, r.edition_on) as edition_on,
        b.recorded_at, b.recorded_by, u.recorded_at as undone_at, u.recorded_by as undone_by,
        b.batch_id || ' ' || lpad(coalesce(f.position, 0)::text, 5, '0') as entry
      from observations.batch b
      left join observations.batch_sheet f on f.batch_no = b.batch_no
      left join imports.run_file r on r.batch_id = b.batch_id
      left join observations.batch u on u.undoes = b.batch_id
      where b.kind <> 'undo' and not b.sample
      union all
      select null, f.run_id, null, null, 'import', f.file_name, f.kind, f.file_name, null, f.sha256, f.as_of,
        f.edition_on, r.committed_at, r.created_by, r.undone_at, r.undone_by,
        f.run_id || ' ' || lpad(f.position::text, 5, '0')
      from imports.run_file f join imports.run r using (run_id)
      where f.batch_id is null and f.kind is not null and r.committed_at is not null
        and not coalesce((f.report ->> 'alreadyDone')::boolean, false)
    ), page as (
      select * from entry e
      where (${after?.recordedAt ?? null}::timestamptz is null
          or (e.recorded_at, e.entry) < (${after?.recordedAt ?? null}::timestamptz, ${after?.entry ?? null}))
        and (${knownBefore}::timestamptz is null or e.recorded_at < ${knownBefore}::timestamptz)
      order by e.recorded_at desc, e.entry desc limit ${page.limit}
    )
    select batch_id, run_id, batch_kind, title, file_kind, file_name, sheet_name, sha256, as_of, edition_on, recorded_at,
      recorded_by,
      case when ${knownBefore}::timestamptz is null or undone_at < ${knownBefore}::timestamptz then undone_at end as undone_at,
      case when ${knownBefore}::timestamptz is null or undone_at < ${knownBefore}::timestamptz then undone_by end as undone_by,
      entry,
      coalesce((select array_agg(s.series order by s.series) from indicators.series s
        where s.series_key in (
          select o.series_key from observations.observation o
          where o.batch_no = page.batch_no and o.sheet_no is not distinct from page.sheet_no)), '{}') as series
    from page order by recorded_at desc, entry desc`.execute(db);
  return rows;
}

/** What each series gave to each indicator, over the whole store: one reading for the catalogue. */
export interface HoldingRow {
  readonly indicator: string;
  readonly series: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
  readonly first_recorded: string;
  readonly last_recorded: string;
}

export async function holdings(db: Db): Promise<readonly HoldingRow[]> {
  const { rows } = await sql<HoldingRow>`
    select d.id || '@' || d.version as indicator, s.series, s.title, s.publisher, s.licence, s.attribution,
      g.first_recorded, g.last_recorded
    from (
      select o.indicator_key, o.series_key, min(b.recorded_at) as first_recorded, max(b.recorded_at) as last_recorded
      from observations.observation o join observations.batch b on b.batch_no = o.batch_no
      where not b.sample group by o.indicator_key, o.series_key
    ) g
    join indicators.definition d on d.indicator_key = g.indicator_key
    join indicators.series s on s.series_key = g.series_key
    order by d.indicator_key, s.series_key`.execute(db);
  return rows;
}

/** Documents of the printed figures that we hold now, with the indicators they speak of. */
export interface PrintedDocument {
  readonly indicator: string;
  /** Title and line of the document, as it is cited. */
  readonly source: string;
  readonly as_of_text: string;
  readonly recorded_at: string;
}

export async function printedDocuments(db: Db): Promise<readonly PrintedDocument[]> {
  const { rows } = await sql<PrintedDocument>`
    select document ->> 'indicator' as indicator, document ->> 'source' as source,
      document ->> 'asOfText' as as_of_text, max(recorded_at) as recorded_at
    from observations.published where retired_at is null
    group by 1, 2, 3 order by min(position)`.execute(db);
  return rows;
}

/** Documents that are kept as they are, such as the shapes of the municipalities: what is drawn with them is named. */
export async function standingAssets(
  db: Db,
): Promise<readonly { readonly title: string; readonly attribution: string }[]> {
  const { rows } = await sql<{ title: string; attribution: string }>`
    select distinct on (asset_id) title, attribution from imports.asset
    where withdrawn_at is null order by asset_id, recorded_at desc`.execute(db);
  return rows;
}
