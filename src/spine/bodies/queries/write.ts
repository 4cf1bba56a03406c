import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { LineageEvent } from '../rules/lineage.ts';
import type { Alias, RegisterRow, StatusRow } from '../rules/register.ts';
import type { SearchTerm } from '../rules/search-terms.ts';
import type { Instant } from './register.ts';
import '../tables.ts';

export type Origin = 'seed' | 'correction';
export type Held<Row> = Row & { readonly rowId: string; readonly origin: Origin };

/** One writer of the register at a time. */
export async function lockRegister(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('bodies.register'))`.execute(tx);
}

export interface State {
  readonly seedHash: string;
  readonly normaliseVersion: number;
}

export async function readState(db: Db): Promise<State | null> {
  const { rows } = await sql<State>`
    select seed_hash as "seedHash", normalise_version as "normaliseVersion" from bodies.state`.execute(db);
  return rows[0] ?? null;
}

/** Keeps what was loaded and raises the revision. */
export async function saveState(tx: Tx, state: State): Promise<void> {
  await sql`insert into bodies.state (seed_hash, normalise_version, revision)
    values (${state.seedHash}, ${state.normaliseVersion}, 1)
    on conflict (only_row) do update set seed_hash = excluded.seed_hash,
      normalise_version = excluded.normalise_version, revision = bodies.state.revision + 1`.execute(tx);
}

export async function raiseRevision(tx: Tx): Promise<void> {
  await sql`update bodies.state set revision = revision + 1`.execute(tx);
}

export async function addBodies(tx: Tx, codes: readonly BodyCode[]): Promise<void> {
  await sql`insert into bodies.body (body_code) select unnest(${codes}::text[])
    on conflict do nothing`.execute(tx);
}

/** Rows not retired; `codes` null: of all bodies. */
export async function heldRows(
  tx: Tx,
  codes: readonly BodyCode[] | null,
): Promise<readonly Held<RegisterRow>[]> {
  const { rows } = await sql<Held<RegisterRow>>`
    select body_code as "bodyCode", row_id as "rowId", name, kana, prefecture_code as "prefectureCode", kind,
      valid_from as "validFrom", valid_to as "validTo", source, origin
    from bodies.register_row
    where retired_at is null and (${codes}::text[] is null or body_code = any (${codes}::text[]))`.execute(
    tx,
  );
  return rows;
}

export async function heldStatuses(
  tx: Tx,
  codes: readonly BodyCode[] | null,
): Promise<readonly Held<StatusRow>[]> {
  const { rows } = await sql<Held<StatusRow>>`
    select body_code as "bodyCode", row_id as "rowId", status, valid_from as "validFrom", valid_to as "validTo",
      source, origin
    from bodies.status_row
    where retired_at is null and (${codes}::text[] is null or body_code = any (${codes}::text[]))`.execute(
    tx,
  );
  return rows;
}

export async function retireRows(tx: Tx, rowIds: readonly string[], at: Instant): Promise<void> {
  await sql`update bodies.register_row set retired_at = ${at}::timestamptz
    where row_id = any (${rowIds}::uuid[])`.execute(tx);
}

export async function retireStatuses(tx: Tx, rowIds: readonly string[], at: Instant): Promise<void> {
  await sql`update bodies.status_row set retired_at = ${at}::timestamptz
    where row_id = any (${rowIds}::uuid[])`.execute(tx);
}

export async function appendRows(tx: Tx, rows: readonly Held<RegisterRow>[], at: Instant): Promise<void> {
  await sql`insert into bodies.register_row (body_code, row_id, name, kana, prefecture_code, kind, valid_from,
      valid_to, source, origin, recorded_at)
    select x."bodyCode", x."rowId", x.name, x.kana, x."prefectureCode", x.kind, x."validFrom", x."validTo",
      x.source, x.origin, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("bodyCode" text, "rowId" uuid, name text, kana text,
      "prefectureCode" text, kind text, "validFrom" date, "validTo" date, source text, origin text)`.execute(
    tx,
  );
}

export async function appendStatuses(tx: Tx, rows: readonly Held<StatusRow>[], at: Instant): Promise<void> {
  await sql`insert into bodies.status_row (body_code, row_id, status, valid_from, valid_to, source, origin,
      recorded_at)
    select x."bodyCode", x."rowId", x.status, x."validFrom", x."validTo", x.source, x.origin, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("bodyCode" text, "rowId" uuid, status text,
      "validFrom" date, "validTo" date, source text, origin text)`.execute(tx);
}

/** Known events keep the instant at which they were first recorded. */
export async function saveLineage(tx: Tx, events: readonly LineageEvent[], at: Instant): Promise<void> {
  await sql`insert into bodies.lineage (event_id, from_code, to_code, kind, effective_on, from_name, from_kana,
      to_name, description, source, recorded_at)
    select x."eventId", x."fromCode", x."toCode", x.kind, x."on", x."fromName", x."fromKana", x."toName", x.text,
      x.source, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as x("eventId" text, "fromCode" text, "toCode" text,
      kind text, "on" date, "fromName" text, "fromKana" text, "toName" text, text text, source text)
    on conflict (event_id, from_code, to_code) do update set description = excluded.description,
      source = excluded.source, from_kana = excluded.from_kana`.execute(tx);
}

export async function replaceAliases(tx: Tx, aliases: readonly Alias[]): Promise<void> {
  await sql`delete from bodies.alias`.execute(tx);
  await sql`insert into bodies.alias (body_code, alias, kind, reason, source)
    select x."bodyCode", x.alias, x.kind, x.reason, x.source
    from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as x("bodyCode" text, alias text, kind text,
      reason text, source text)`.execute(tx);
}

export async function replaceTerms(tx: Tx, terms: readonly SearchTerm[]): Promise<void> {
  await sql`delete from bodies.search_term`.execute(tx);
  await sql`insert into bodies.search_term (body_code, kind, term, printed)
    select x."bodyCode", x.kind, x.term, x.printed
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as x("bodyCode" text, kind text, term text,
      printed text)`.execute(tx);
}

/** Derives the classes of these bodies anew (null: of all); in the transaction of every change of the register. */
export async function refreshSpans(tx: Tx, codes: readonly BodyCode[] | null): Promise<void> {
  await sql`delete from bodies.stratum_span
    where ${codes}::text[] is null or body_code = any (${codes}::text[])`.execute(tx);
  await sql`insert into bodies.stratum_span (body_code, valid_from, valid_to, prefecture_code, stratum)
    select k.body_code, k.valid_from, k.valid_to, k.prefecture_code, k.stratum
    from bodies.stratum_span_known('infinity') k
    where ${codes}::text[] is null or k.body_code = any (${codes}::text[])`.execute(tx);
}
