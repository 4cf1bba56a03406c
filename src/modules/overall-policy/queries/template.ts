import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { headingsOf } from '../../../spine/plan/queries/contents.ts';
import type { TemplateItem } from '../rules/model.ts';

/** The newest version of the state's plan whose table of contents is known. */
export async function newestPlanVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select version_id as id from plan.version where contents = 'complete' order by dated_on desc limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? '';
}

/** Items of a version of the state's plan, in its order: what a policy is made of. */
export async function templateItems(db: Db, planVersion: string): Promise<readonly TemplateItem[]> {
  const headings = await headingsOf(db, planVersion);
  return headings.map(({ item, title, group, groupTitle }) => ({ item, title, group, groupTitle }));
}
