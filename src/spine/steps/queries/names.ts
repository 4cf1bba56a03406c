import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { NamedStep } from '../rules/mapping.ts';

/** Names of headers that somebody placed, each with what was said of it last. */
export async function rememberedNames(db: Db, template: string): Promise<readonly NamedStep[]> {
  const { rows } = await sql<NamedStep>`
    select distinct on (name) name, step_id as step
    from steps.step_name where template_id = ${template}
    order by name, recorded_at desc`.execute(db);
  return rows;
}

export async function insertNames(
  tx: Tx,
  template: string,
  lines: readonly NamedStep[],
  by: { readonly at: string; readonly title: string },
): Promise<void> {
  await sql`
    insert into steps.step_name (template_id, name, step_id, recorded_at, recorded_by)
    select ${template}, n.name, n.step, ${by.at}, ${by.title}
    from unnest(${lines.map((line) => line.name)}::text[], ${lines.map((line) => line.step)}::text[]) as n(name, step)
    on conflict (template_id, name, recorded_at) do nothing`.execute(tx);
}
