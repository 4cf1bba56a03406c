import { loadPlanData } from '../../spine/plan/data.ts';
import { newestVersion } from '../../spine/plan/rules/contents.ts';
import { todayOf } from '../../spine/plan/rules/lineage.ts';
import type { Plan, PlanItem, PlanVersion } from '../../spine/plan/rules/model.ts';
import type { LineContent } from './rules/line.ts';

/** What of a line says where it stands. */
export interface Placed {
  readonly planVersion: string;
  readonly content: Pick<LineContent, 'item'>;
}

/** 個別取組 begin with this version. 出典: 自治体DX推進計画の改定概要【第5.0版】 */
export const FIRST_VERSION = '5.0';

export interface PlanOfRoadmap {
  readonly plan: Plan;
  readonly newest: PlanVersion;
  /** Items of the newest version, under which lines stand. */
  readonly items: readonly PlanItem[];
}

let loaded: PlanOfRoadmap | null = null;

/** The plan as the program brings it: the same data that the part `plan` loads into the database. */
export function planOfRoadmap(): PlanOfRoadmap {
  if (loaded === null) {
    const plan = loadPlanData();
    const newest = newestVersion(plan);
    if (newest === null) throw new Error('roadmap: the plan has no version');
    loaded = { plan, newest, items: plan.items.filter((item) => item.version === newest.id) };
  }
  return loaded;
}

/**
 * Items of the newest version under which a line stands, by the crosswalk. Several where its item was split since: a
 * person chooses; none where nothing says what became of it.
 */
export function placesOf(line: Placed, of: PlanOfRoadmap = planOfRoadmap()): readonly PlanItem[] {
  const item = of.plan.items.find(
    (each) => each.version === line.planVersion && each.id === line.content.item,
  );
  return item === undefined ? [] : todayOf(of.plan, item, of.newest);
}

/** Every item, in the order of the plan, with the lines that stand there; lines without a place come under null. */
export function byItem<L extends Placed>(
  lines: readonly L[],
  of: PlanOfRoadmap = planOfRoadmap(),
): readonly { readonly item: PlanItem | null; readonly lines: readonly L[] }[] {
  const placed = lines.map((line) => ({ line, item: placesOf(line, of)[0] ?? null }));
  const at = (item: PlanItem | null) => placed.filter((each) => each.item === item).map(({ line }) => line);
  const homeless = at(null);
  return [
    ...of.items.map((item) => ({ item, lines: at(item) })),
    ...(homeless.length === 0 ? [] : [{ item: null, lines: homeless }]),
  ];
}
