import { sql } from 'kysely';
import type { Db } from '../../src/platform/db/database.ts';

/** Tables that every node of a distributed database holds whole: `schema.table`. */
export interface KeyRules {
  readonly reference: ReadonlySet<string>;
}

interface Key {
  readonly table_name: string;
  readonly key_name: string;
  /** p primary key, u unique, f foreign key, i unique index. */
  readonly kind: 'p' | 'u' | 'f' | 'i';
  readonly first_column: string | null;
  readonly target: string | null;
}

interface Table {
  readonly table_name: string;
  readonly has_body_code: boolean;
}

async function tablesOf(db: Db): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    select n.nspname || '.' || c.relname as table_name,
      exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'body_code' and not a.attisdropped) as has_body_code
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`.execute(db);
  return rows;
}

async function keysOf(db: Db): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    select n.nspname || '.' || c.relname as table_name, k.conname as key_name, k.contype::text as kind,
      (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) as first_column,
      (select tn.nspname || '.' || t.relname from pg_class t join pg_namespace tn on tn.oid = t.relnamespace
        where t.oid = k.confrelid) as target
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('p', 'u', 'f') and not c.relispartition
    union all
    select n.nspname || '.' || c.relname, x.relname, 'i',
      (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]), null
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
    where i.indisunique and not c.relispartition and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      and n.nspname !~ '^pg_'
    order by 1, 2`.execute(db);
  return rows;
}

/**
 * What would keep the tables from being distributed by body: a body-owned table (it has `body_code`) whose primary
 * key, unique key or foreign key to another body-owned table does not begin with `body_code`; a table of neither kind.
 */
export async function keyFaults(db: Db, { reference }: KeyRules): Promise<string[]> {
  const tables = await tablesOf(db);
  const owned = new Set(
    tables.filter((t) => t.has_body_code && !reference.has(t.table_name)).map((t) => t.table_name),
  );
  const keys = await keysOf(db);
  const faults: string[] = [];
  for (const { table_name: table } of tables) {
    if (!owned.has(table) && !reference.has(table))
      faults.push(`${table}: neither body-owned nor a reference table`);
    if (owned.has(table) && !keys.some((key) => key.table_name === table && key.kind === 'p')) {
      faults.push(`${table}: no primary key`);
    }
  }
  for (const { table_name: table, key_name: key, kind, first_column: first, target } of keys) {
    if (owned.has(table)) {
      const free = kind === 'f' && target !== null && !owned.has(target);
      if (!free && first !== 'body_code') faults.push(`${table}: ${key} does not begin with body_code`);
    } else if (kind === 'f' && target !== null && owned.has(target)) {
      faults.push(`${table}: ${key} points from a reference table to the body-owned ${target}`);
    }
  }
  const known = new Set(tables.map((t) => t.table_name));
  for (const table of reference)
    if (!known.has(table)) faults.push(`${table}: listed as reference, does not exist`);
  return faults.sort();
}
