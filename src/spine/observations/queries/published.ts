import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { PublishedAggregate } from '../../contracts/published-aggregate.ts';

export interface PublishedRow {
  readonly published_id: string;
  readonly document: PublishedAggregate;
}

/**
 * Keeps the printed aggregates as they are now: a row is known by the hash of its content, one that is no longer
 * given is retired, never deleted. `ids` are in the order of `aggregates`.
 */
export async function replacePublished(
  tx: Tx,
  aggregates: readonly PublishedAggregate[],
  ids: readonly string[],
  recordedAt: string,
): Promise<void> {
  await sql`
    update observations.published set retired_at = ${recordedAt}
    where retired_at is null and not (published_id = any(${[...ids]}::text[]))`.execute(tx);
  await sql`
    insert into observations.published
      (published_id, indicator_key, part_key, period_end, area_code, level, body_class, item, document, position, recorded_at)
    select g.id, d.indicator_key, p.part_key, g.period_end, g.area_code, g.level, g.body_class, g.item, g.document, g.ordinal,
      ${recordedAt}
    from unnest(${[...ids]}::text[], ${aggregates.map((a) => a.indicator)}::text[], ${aggregates.map((a) => a.part)}::text[],
      ${aggregates.map((a) => a.on)}::date[], ${aggregates.map((a) => a.area)}::text[],
      ${aggregates.map((a) => a.level)}::text[], ${aggregates.map((a) => a.bodyClass)}::text[],
      ${aggregates.map((a) => a.item)}::text[], ${aggregates.map((a) => JSON.stringify(a))}::jsonb[])
      with ordinality as g(id, indicator, part_id, period_end, area_code, level, body_class, item, document, ordinal)
    join indicators.definition d on d.id || '@' || d.version = g.indicator
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = g.part_id
    on conflict (published_id) do update set retired_at = null`.execute(tx);
}

export async function countPublished(db: Db, ids: readonly string[]): Promise<number> {
  const counted = await sql<{ held: bigint }>`
    select count(*) as held from observations.published
    where retired_at is null and published_id = any(${[...ids]}::text[])`.execute(db);
  return Number(counted.rows[0]!.held);
}

/** What was printed as it stands now, or as it stood before an instant. */
function standing(knownBefore: string | null): RawBuilder<boolean> {
  return knownBefore === null
    ? sql`retired_at is null`
    : sql`recorded_at < ${knownBefore}::timestamptz and (retired_at is null or retired_at >= ${knownBefore}::timestamptz)`;
}

/** All printed figures of an indicator, in the order of the documents. */
export async function publishedOf(
  db: Db,
  indicatorKey: number,
  knownBefore: string | null,
): Promise<readonly PublishedRow[]> {
  const rows = await sql<PublishedRow>`
    select published_id, document from observations.published
    where indicator_key = ${indicatorKey} and ${standing(knownBefore)} order by position`.execute(db);
  return rows.rows;
}

/** All printed figures of all indicators for one area, in the order of the documents. */
export async function publishedAt(
  db: Db,
  area: string,
  knownBefore: string | null,
): Promise<readonly (PublishedRow & { readonly indicator: string })[]> {
  const rows = await sql<PublishedRow & { indicator: string }>`
    select published_id, document, document ->> 'indicator' as indicator from observations.published
    where area_code = ${area} and ${standing(knownBefore)} order by position`.execute(db);
  return rows.rows;
}

/** All printed figures of all indicators, in the order of the documents. */
export async function allPublished(
  db: Db,
  knownBefore: string | null,
): Promise<readonly (PublishedRow & { readonly indicator_key: number })[]> {
  const rows = await sql<PublishedRow & { indicator_key: number }>`
    select indicator_key, published_id, document from observations.published
    where ${standing(knownBefore)} order by position`.execute(db);
  return rows.rows;
}

export interface PublishedEntry extends PublishedRow {
  readonly position: number;
  readonly recorded_at: string;
}

/** Printed figures page by page, in the order of the documents. `indicators` null: of all. */
export async function listPublished(
  db: Db,
  page: {
    readonly indicators: readonly string[] | null;
    readonly area: string | null;
    readonly knownBefore: string | null;
    readonly after: { readonly position: number; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly PublishedEntry[]> {
  const { indicators, area, knownBefore, after } = page;
  const rows = await sql<PublishedEntry>`
    select published_id, document, position, recorded_at from observations.published
    where (${indicators}::text[] is null or document ->> 'indicator' = any(${indicators}::text[]))
      and (${area}::text is null or area_code = ${area})
      and case when ${knownBefore}::timestamptz is null then retired_at is null else
        recorded_at < ${knownBefore}::timestamptz
          and (retired_at is null or retired_at >= ${knownBefore}::timestamptz) end
      and (${after?.position ?? null}::integer is null
        or (position, published_id) > (${after?.position ?? null}::integer, ${after?.id ?? null}))
    order by position, published_id limit ${page.limit}`.execute(db);
  return rows.rows;
}

export async function publishedById(db: Db, id: string): Promise<PublishedRow | null> {
  const rows = await sql<PublishedRow>`
    select published_id, document from observations.published where published_id = ${id}`.execute(db);
  return rows.rows[0] ?? null;
}
