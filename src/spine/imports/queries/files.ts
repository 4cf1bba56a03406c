import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Decision } from '../rules/resolve.ts';
import '../tables.ts';

export async function storeBytes(
  tx: Tx,
  file: { readonly sha256: string; readonly bytes: Uint8Array; readonly at: string },
): Promise<void> {
  await sql`
    insert into imports.file (sha256, bytes, size, received_at)
    values (${file.sha256}, ${Buffer.from(file.bytes)}, ${file.bytes.byteLength}, ${file.at})
    on conflict (sha256) do nothing`.execute(tx);
}

export async function readBytes(db: Db | Tx, sha256: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('imports.file')
    .select('bytes')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.bytes ?? null;
}

/** Bytes of a refused run are no evidence of anything; those that another run needs stay. */
export async function dropBytes(tx: Tx, runId: string): Promise<void> {
  await sql`
    delete from imports.file f using imports.run_file mine
    where mine.run_id = ${runId} and f.sha256 = mine.sha256 and not exists (
      select from imports.run_file other join imports.run r using (run_id)
      where other.sha256 = f.sha256 and other.run_id <> ${runId} and r.state <> 'refused')`.execute(tx);
}

export async function readDecisions(
  db: Db | Tx,
  runId: string,
): Promise<ReadonlyMap<number, readonly Decision[]>> {
  const rows = await db.selectFrom('imports.decision').selectAll().where('run_id', '=', runId).execute();
  const byFile = new Map<number, Decision[]>();
  for (const row of rows) {
    const decisions = byFile.get(row.position) ?? [];
    byFile.set(row.position, decisions);
    decisions.push({ sheet: row.sheet, row: row.row_no, column: row.column_no, chosen: row.chosen });
  }
  return byFile;
}

export async function saveDecision(
  tx: Tx,
  runId: string,
  position: number,
  decision: Decision & { readonly at: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into imports.decision (run_id, position, sheet, row_no, column_no, chosen, decided_at, decided_by)
    values (${runId}, ${position}, ${decision.sheet}, ${decision.row}, ${decision.column}, ${decision.chosen},
      ${decision.at}, ${decision.by})
    on conflict (run_id, position, sheet, row_no, column_no) do update
      set chosen = excluded.chosen, decided_at = excluded.decided_at, decided_by = excluded.decided_by`.execute(
    tx,
  );
}

export interface NewAsset {
  readonly id: string;
  readonly title: string;
  readonly attribution: string;
  readonly json: unknown;
  readonly bodies: readonly string[];
}

export async function insertAsset(
  tx: Tx,
  runId: string,
  position: number,
  asset: NewAsset,
  at: string,
): Promise<void> {
  await sql`
    insert into imports.asset (asset_id, run_id, position, title, attribution, document, body_codes, recorded_at)
    values (${asset.id}, ${runId}, ${position}, ${asset.title}, ${asset.attribution}, ${JSON.stringify(asset.json)}::json,
      ${[...asset.bodies]}::text[], ${at})`.execute(tx);
}

export async function withdrawAssets(tx: Tx, runId: string, at: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update imports.asset set withdrawn_at = ${at} where run_id = ${runId} and withdrawn_at is null`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

export interface Asset {
  readonly title: string;
  readonly attribution: string;
  readonly document: unknown;
  readonly bodyCodes: readonly string[];
  readonly recordedAt: string;
}

/** When the newest standing edition of a document was recorded; null: none was imported. */
export async function assetRecordedAt(db: Db, assetId: string): Promise<string | null> {
  const row = await db
    .selectFrom('imports.asset')
    .select('recorded_at')
    .where('asset_id', '=', assetId)
    .where('withdrawn_at', 'is', null)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.recorded_at ?? null;
}

/** The newest standing edition of a document, such as the shapes of the municipalities; null: none was imported. */
export async function readAsset(db: Db, assetId: string): Promise<Asset | null> {
  const row = await db
    .selectFrom('imports.asset')
    .select(['title', 'attribution', 'document', 'body_codes', 'recorded_at'])
    .where('asset_id', '=', assetId)
    .where('withdrawn_at', 'is', null)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { title, attribution, document } = row;
  return { title, attribution, document, bodyCodes: row.body_codes, recordedAt: row.recorded_at };
}

/** Stored values of one fact that count now, for control sums of files that bring no bodies themselves. */
export async function storedValues(
  db: Db | Tx,
  fact: { readonly indicator: string; readonly part: string; readonly on: Day },
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ body_code: string; value: bigint }>`
    select o.body_code, o.value from observations.effective o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    where d.id || '@' || d.version = ${fact.indicator} and p.part_id = ${fact.part} and o.period_end = ${fact.on}
      and o.value is not null`.execute(db);
  return new Map(rows.map((row) => [row.body_code, row.value]));
}
