import { sql } from 'kysely';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { type CopiedTables, wholly } from '../../platform/db/backup/copied.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import './tables.ts';

/** One wording of a definition, with the instant from which it was shown. */
export interface DefinitionRevision {
  readonly indicatorKey: number;
  readonly version: number;
  readonly revision: number;
  readonly definition: IndicatorDefinition;
  readonly contentHash: string;
  /** ISO instant. */
  readonly recordedAt: string;
}

export interface StoredDefinition {
  readonly indicatorKey: number;
  readonly contentHash: string;
  readonly definition: IndicatorDefinition;
}

export interface StoredSeries {
  readonly seriesKey: number;
  readonly series: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
}

/** Every version of every definition in its newest wording, in the order in which they were first seen. */
export async function allDefinitions(db: Db | Tx): Promise<readonly IndicatorDefinition[]> {
  const rows = await db
    .selectFrom('indicators.definition')
    .select('document')
    .orderBy('indicator_key')
    .execute();
  return rows.map((row) => row.document as IndicatorDefinition);
}

/** The newest wording of a definition; without `version` that of the newest version; null when there is none. */
export async function definitionOf(
  db: Db | Tx,
  id: string,
  version?: number,
): Promise<IndicatorDefinition | null> {
  const row = await db
    .selectFrom('indicators.definition')
    .select('document')
    .where('id', '=', id)
    .$if(version !== undefined, (query) => query.where('version', '=', version as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (row.document as IndicatorDefinition);
}

/** The wording that we showed at an instant (ISO); null when the indicator was not yet known to us. */
export async function definitionAsKnown(
  db: Db | Tx,
  id: string,
  knownAt: string,
  version?: number,
): Promise<IndicatorDefinition | null> {
  const { rows } = await sql<{ document: IndicatorDefinition }>`
    select r.document from indicators.definition_revision r
    join indicators.definition d using (indicator_key)
    where d.id = ${id} and r.recorded_at <= ${knownAt} and (${version ?? null}::int is null or d.version = ${version ?? null})
    order by d.version desc, r.revision desc limit 1`.execute(db);
  return rows[0]?.document ?? null;
}

/** Every version of every definition in the wording that we showed before an instant (ISO), in the order of `allDefinitions`. */
export async function definitionsAsKnown(
  db: Db | Tx,
  knownBefore: string,
): Promise<readonly IndicatorDefinition[]> {
  const { rows } = await sql<{ document: IndicatorDefinition }>`
    select distinct on (r.indicator_key) r.document from indicators.definition_revision r
    where r.recorded_at < ${knownBefore} order by r.indicator_key, r.revision desc`.execute(db);
  return rows.map((row) => row.document);
}

/** All wordings of all versions of one indicator, oldest first. */
export async function definitionHistory(db: Db | Tx, id: string): Promise<readonly DefinitionRevision[]> {
  const { rows } = await sql<DefinitionRevision>`
    select d.indicator_key as "indicatorKey", d.version, r.revision, r.document as definition,
      r.content_hash as "contentHash", r.recorded_at as "recordedAt"
    from indicators.definition_revision r join indicators.definition d using (indicator_key)
    where d.id = ${id} order by d.version, r.revision`.execute(db);
  return rows;
}

/** `cio@1` → its key. Keys that no definition has are absent from the map. */
export async function indicatorKeys(
  tx: Db | Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; indicator_key: number }>`
    select id || '@' || version as key, indicator_key from indicators.definition
    where id || '@' || version = any(${[...new Set(keys)]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.key, row.indicator_key]));
}

export async function allSeries(db: Db | Tx): Promise<readonly StoredSeries[]> {
  const { rows } = await sql<StoredSeries>`
    select series_key as "seriesKey", series, title, publisher, licence, attribution
    from indicators.series order by series_key`.execute(db);
  return rows;
}

/** One writer at a time, so that keys are given once. */
export async function lockRegister(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7103)`.execute(tx);
}

export async function storedDefinitions(tx: Tx): Promise<ReadonlyMap<string, StoredDefinition>> {
  const { rows } = await sql<{ key: string } & StoredDefinition>`
    select id || '@' || version as key, indicator_key as "indicatorKey", content_hash as "contentHash",
      document as definition from indicators.definition`.execute(tx);
  return new Map(rows.map((row) => [row.key, row]));
}

export async function insertDefinition(
  tx: Tx,
  definition: IndicatorDefinition,
  contentHash: string,
  recordedAt: string,
): Promise<number> {
  const { rows } = await sql<{ indicator_key: number }>`
    insert into indicators.definition (id, version, document, content_hash, recorded_at)
    values (${definition.id}, ${definition.version}, ${JSON.stringify(definition)}::jsonb, ${contentHash}, ${recordedAt})
    returning indicator_key`.execute(tx);
  const key = rows[0]?.indicator_key;
  if (key === undefined) throw new Error(`no key was given to ${definition.id}`);
  return key;
}

export async function updateDefinition(
  tx: Tx,
  indicatorKey: number,
  definition: IndicatorDefinition,
  contentHash: string,
  recordedAt: string,
): Promise<void> {
  await sql`
    update indicators.definition
    set document = ${JSON.stringify(definition)}::jsonb, content_hash = ${contentHash}, recorded_at = ${recordedAt}
    where indicator_key = ${indicatorKey}`.execute(tx);
}

/** Appends the present wording of a definition to its history. */
export async function appendRevision(tx: Tx, indicatorKey: number): Promise<void> {
  await sql`
    insert into indicators.definition_revision (indicator_key, revision, document, content_hash, recorded_at)
    select d.indicator_key, coalesce((select max(revision) from indicators.definition_revision r
      where r.indicator_key = d.indicator_key), 0) + 1, d.document, d.content_hash, d.recorded_at
    from indicators.definition d where d.indicator_key = ${indicatorKey}`.execute(tx);
}

export async function upsertParts(
  tx: Tx,
  indicatorKey: number,
  parts: readonly { readonly id: string; readonly title: string }[],
): Promise<void> {
  await sql`
    insert into indicators.part (indicator_key, part_id, title, position)
    select ${indicatorKey}, given.part_id, given.title, given.position - 1
    from unnest(${parts.map((part) => part.id)}::text[], ${parts.map((part) => part.title)}::text[])
      with ordinality as given(part_id, title, position)
    order by given.position
    on conflict (indicator_key, part_id) do update set title = excluded.title, position = excluded.position`.execute(
    tx,
  );
}

export async function upsertSeries(tx: Tx, source: Omit<StoredSeries, 'seriesKey'>): Promise<void> {
  await sql`
    insert into indicators.series (series, title, publisher, licence, attribution)
    values (${source.series}, ${source.title}, ${source.publisher}, ${source.licence}, ${source.attribution})
    on conflict (series) do update set title = excluded.title, publisher = excluded.publisher,
      licence = excluded.licence, attribution = excluded.attribution`.execute(tx);
}

/** Replaces the order of belief; series not registered yet are left out until they are. */
export async function replacePrecedence(
  tx: Tx,
  order: readonly { key: string; series: string; rank: number }[],
) {
  await sql`delete from indicators.precedence`.execute(tx);
  await sql`
    insert into indicators.precedence (indicator_key, series_key, rank)
    select d.indicator_key, s.series_key, given.rank
    from unnest(${order.map((o) => o.key)}::text[], ${order.map((o) => o.series)}::text[],
      ${order.map((o) => o.rank)}::smallint[]) as given(key, series, rank)
    join indicators.definition d on d.id || '@' || d.version = given.key
    join indicators.series s on s.series = given.series`.execute(tx);
}

export async function storedPrecedence(
  tx: Tx,
): Promise<readonly { key: string; series: string; rank: number }[]> {
  const { rows } = await sql<{ key: string; series: string; rank: number }>`
    select d.id || '@' || d.version as key, s.series, p.rank
    from indicators.precedence p join indicators.definition d using (indicator_key)
    join indicators.series s using (series_key) order by (d.id || '@' || d.version) collate "C", p.rank`.execute(
    tx,
  );
  return rows;
}

/** For the public side: definitions with every wording, and the sources. */
export const copiedIndicators: CopiedTables = (sample) => {
  // The source that sample/figures.ts names.
  const real = sample
    ? 'true'
    : `t.series_key not in (select series_key from indicators.series where series = 'sample')`;
  return [
    ...wholly('indicators', 'definition definition_revision part'),
    { table: 'indicators.series', where: real },
    { table: 'indicators.precedence', where: real },
  ];
};
