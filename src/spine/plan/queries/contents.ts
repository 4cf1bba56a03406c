import type { Db } from '../../../platform/db/database.ts';
import '../tables.ts';
import type { GroupId } from '../rules/model.ts';

/** A heading of a version's table of contents, with the group that it stands in. */
export interface Heading {
  readonly item: string;
  readonly number: number | null;
  readonly title: string;
  readonly group: GroupId;
  readonly groupTitle: string;
}

/** The table of contents alone, in its order: what pages need that order indicators by it. */
export async function headingsOf(db: Db, version: string): Promise<readonly Heading[]> {
  return db
    .selectFrom('plan.item as i')
    .innerJoin('plan.version_group as g', (join) =>
      join.onRef('g.version_id', '=', 'i.version_id').onRef('g.group_id', '=', 'i.group_id'),
    )
    .select(['i.item_id as item', 'i.number', 'i.title', 'i.group_id as group', 'g.title as groupTitle'])
    .where('i.version_id', '=', version)
    .orderBy('g.position')
    .orderBy('i.position')
    .execute();
}
