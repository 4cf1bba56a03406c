import type pg from 'pg';

/** Of a copy that another one has replaced, until its last reader has gone (backup/take-copy.ts). */
export const FORMER = 'former_';

/** Schemas of ours: all but those of PostgreSQL itself. `n` = pg_namespace. */
export const OURS = `n.nspname not like 'pg\\_%' and n.nspname not like 'former\\_%'
  and n.nspname not in ('information_schema', 'public')`;

/** A table of ours. */
export interface TableInfo {
  readonly schema: string;
  readonly name: string;
  /** Quoted: `"spine"."body"`. */
  readonly quoted: string;
  /** Columns that are stored (generated ones are computed anew), in their order. */
  readonly columns: readonly string[];
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables by name; of a partitioned one the whole, not its parts. */
export async function listTables(client: pg.ClientBase): Promise<TableInfo[]> {
  const { rows } = await client.query<{ schema: string; name: string; columns: string[] }>(`
    select n.nspname as schema, c.relname as name,
           array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
    group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({ ...row, quoted: `${quoteName(row.schema)}.${quoteName(row.name)}` }));
}

export async function listSchemas(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname as name from pg_namespace n where ${OURS} order by 1`,
  );
  return rows.map((row) => row.name);
}

/** Sequences with their state, as arguments of `setval`. */
export async function listSequences(
  client: pg.ClientBase,
): Promise<{ name: string; value: string; called: boolean }[]> {
  const { rows } = await client.query<{ name: string; start: bigint; last: bigint | null }>(`
    select format('%I.%I', n.schemaname, n.sequencename) as name, n.start_value as start, n.last_value as last
    from pg_sequences n where n.schemaname not like 'pg\\_%' and n.schemaname not in ('information_schema', 'public')
    order by 1`);
  return rows.map((row) => ({
    name: row.name,
    value: String(row.last ?? row.start),
    called: row.last !== null,
  }));
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export async function listForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, c.relname) as "table", format('%I', k.conname) as name,
           pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${OURS} order by 1, 2`);
  return rows;
}

export async function listMaterializedViews(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'm' and ${OURS} order by c.oid`);
  return rows.map((row) => row.name);
}
