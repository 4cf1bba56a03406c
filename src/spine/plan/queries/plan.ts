import type { Result } from '../../../core/result.ts';
import type { Db } from '../../../platform/db/database.ts';
import {
  type ContentsGroup,
  contentsOf,
  entriesOf,
  itemOf,
  newestFirst,
  versionOf,
} from '../rules/contents.ts';
import {
  type Changes,
  type ChangesCode,
  changesBetween,
  type LineStep,
  lineOf,
  newestItem,
} from '../rules/lineage.ts';
import {
  BLOCKS,
  type BlockId,
  type Handbook,
  type PlanEntry,
  type PlanItem,
  type PlanVersion,
} from '../rules/model.ts';
import { readPlan } from './read.ts';

/** Versions, newest first. */
export async function planVersions(db: Db): Promise<readonly PlanVersion[]> {
  return newestFirst(await readPlan(db));
}

/** A version with its table of contents; null when there is none of this id. */
export async function planVersion(
  db: Db,
  id: string,
): Promise<{ readonly version: PlanVersion; readonly contents: readonly ContentsGroup[] } | null> {
  const plan = await readPlan(db);
  const version = versionOf(plan, id);
  return version === null ? null : { version, contents: contentsOf(plan, version) };
}

/** An item with its three blocks; a block without entries is empty, and a page says so. */
export async function planItem(
  db: Db,
  version: string,
  id: string,
): Promise<{
  readonly item: PlanItem;
  readonly blocks: Readonly<Record<BlockId, readonly PlanEntry[]>>;
} | null> {
  const plan = await readPlan(db);
  const item = itemOf(plan, version, id);
  if (item === null) return null;
  const [policy, decisions, support] = BLOCKS.map((block) => entriesOf(plan, item, block));
  return { item, blocks: { policy: policy ?? [], decisions: decisions ?? [], support: support ?? [] } };
}

/** The line of the item that bears this id in the newest version that has it; null when no version has. */
export async function itemAcrossVersions(db: Db, id: string): Promise<readonly LineStep[] | null> {
  const plan = await readPlan(db);
  const item = newestItem(plan, id);
  return item === null ? null : lineOf(plan, item);
}

/** Refuses `unknown-version`, `same-version`, `wrong-order`. */
export async function changesBetweenVersions(
  db: Db,
  from: string,
  to: string,
): Promise<Result<Changes, ChangesCode>> {
  return changesBetween(await readPlan(db), from, to);
}

export async function handbooks(db: Db): Promise<readonly Handbook[]> {
  return (await readPlan(db)).handbooks;
}
