import { ok, type Result, refuse } from '../../../core/result.ts';
import { itemOf, versionOf } from './contents.ts';
import type {
  CrosswalkKind,
  CrosswalkLink,
  ItemKey,
  Plan,
  PlanItem,
  PlanVersion,
  VersionNote,
} from './model.ts';

function same(a: ItemKey | null, b: ItemKey): boolean {
  return a !== null && a.version === b.version && a.item === b.item;
}

function keyOf(item: PlanItem): ItemKey {
  return { version: item.version, item: item.id };
}

/** Every item that is reached from `start` in one direction, without turning back: a part of a split is not its sibling. */
function reached(plan: Plan, start: ItemKey, direction: 'before' | 'after'): readonly ItemKey[] {
  const found: ItemKey[] = [];
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const here = key;
    for (const link of plan.crosswalk) {
      const next = direction === 'before' ? link.from : link.to;
      const at = direction === 'before' ? link.to : link.from;
      if (next === null || !same(at, here) || found.some((known) => same(known, next))) continue;
      found.push(next);
      open.push(next);
    }
  }
  return found;
}

/** Items of earlier versions from which an item comes. */
export function ancestors(plan: Plan, item: PlanItem): readonly PlanItem[] {
  return itemsOf(plan, reached(plan, keyOf(item), 'before'));
}

/** Items of later versions that an item became. */
export function descendants(plan: Plan, item: PlanItem): readonly PlanItem[] {
  return itemsOf(plan, reached(plan, keyOf(item), 'after'));
}

function itemsOf(plan: Plan, keys: readonly ItemKey[]): readonly PlanItem[] {
  return plan.items.filter((item) => keys.some((key) => same(key, keyOf(item))));
}

/** One version in the line of an item. `unknown`: its table of contents is in no document, so absence says nothing. */
export interface LineStep {
  readonly version: PlanVersion;
  readonly items: readonly PlanItem[];
  readonly state: 'present' | 'absent' | 'unknown';
  /** How the items of this step came from earlier ones. */
  readonly links: readonly CrosswalkLink[];
}

/** An item's line across all versions, from the first to the newest. */
export function lineOf(plan: Plan, item: PlanItem): readonly LineStep[] {
  const members = [item, ...ancestors(plan, item), ...descendants(plan, item)];
  const inLine = (key: ItemKey | null) => key === null || members.some((member) => same(key, keyOf(member)));
  return plan.versions.map((version) => {
    const items = plan.items.filter((each) => each.version === version.id && members.includes(each));
    const links = plan.crosswalk.filter(
      (link) => items.some((each) => same(link.to, keyOf(each))) && inLine(link.from),
    );
    const state = items.length > 0 ? 'present' : version.contents === 'complete' ? 'absent' : 'unknown';
    return { version, items, state, links };
  });
}

/** Versions after `from` up to and including `to`, in order. */
function versionsBetween(plan: Plan, from: PlanVersion, to: PlanVersion): readonly PlanVersion[] {
  return plan.versions.filter((version) => version.on > from.on && version.on <= to.on);
}

/** True only where documents leave no room for a version between the two. */
export function areNeighbours(earlier: PlanVersion, later: PlanVersion): boolean {
  return later.previous !== null && later.previous.version === earlier.id && later.previous.adjacent;
}

/** What is known to be missing between two versions; empty where nothing is. */
export function missingBetween(plan: Plan, from: PlanVersion, to: PlanVersion): readonly string[] {
  return versionsBetween(plan, from, to).flatMap((version) =>
    version.previous?.missing === null || version.previous?.missing === undefined
      ? []
      : [version.previous.missing],
  );
}

/** From weakest to strongest: over several revisions the strongest names the whole. */
const STRENGTH: readonly CrosswalkKind[] = [
  'same',
  'renamed',
  'narrowed',
  'absorbed',
  'merged',
  'split',
  'added',
];

function strongest(links: readonly CrosswalkLink[]): CrosswalkKind {
  return links.reduce<CrosswalkKind>(
    (best, link) => (STRENGTH.indexOf(link.kind) > STRENGTH.indexOf(best) ? link.kind : best),
    'same',
  );
}

/** The shortest way over the crosswalk; null when there is none. A direct comparison is better than one by way of a version half known. */
function shortestWay(plan: Plan, from: ItemKey, to: ItemKey): readonly CrosswalkLink[] | null {
  let ways: readonly (readonly CrosswalkLink[])[] = plan.crosswalk
    .filter((link) => same(link.from, from))
    .map((link) => [link]);
  while (ways.length > 0) {
    const done = ways.find((way) => same(to, way[way.length - 1]!.to));
    if (done !== undefined) return done;
    ways = ways.flatMap((way) =>
      plan.crosswalk.filter((link) => same(link.from, way[way.length - 1]!.to)).map((link) => [...way, link]),
    );
  }
  return null;
}

/** What became of an item, or from what it came. `unknown`: one of the two tables of contents is in no document. */
export interface Change {
  readonly kind: CrosswalkKind | 'unknown';
  readonly from: PlanItem | null;
  readonly to: PlanItem | null;
  /** Links walked, in order; for `added` the link that says so, if one does. */
  readonly way: readonly CrosswalkLink[];
}

export interface Changes {
  readonly from: PlanVersion;
  readonly to: PlanVersion;
  readonly neighbours: boolean;
  readonly missing: readonly string[];
  readonly changes: readonly Change[];
  /** What documents say of the versions after `from` up to `to`. */
  readonly notes: readonly { readonly version: PlanVersion; readonly note: VersionNote }[];
}

export type ChangesCode = 'unknown-version' | 'same-version' | 'wrong-order';

/** What changed between two versions, as far as documents tell; `from` must be the earlier one. */
export function changesBetween(plan: Plan, fromId: string, toId: string): Result<Changes, ChangesCode> {
  const from = versionOf(plan, fromId);
  const to = versionOf(plan, toId);
  if (from === null || to === null)
    return refuse('unknown-version', { found: from === null ? fromId : toId });
  if (from.id === to.id) return refuse('same-version', { found: from.id });
  if (from.on > to.on) return refuse('wrong-order', { from: from.id, to: to.id });
  const later = versionsBetween(plan, from, to);
  return ok({
    from,
    to,
    neighbours: areNeighbours(from, to),
    missing: missingBetween(plan, from, to),
    changes: [...forward(plan, from, to), ...arrivals(plan, from, to, later)],
    notes: later.flatMap((version) => version.notes.map((note) => ({ version, note }))),
  });
}

function forward(plan: Plan, from: PlanVersion, to: PlanVersion): readonly Change[] {
  return plan.items
    .filter((item) => item.version === from.id)
    .flatMap((item): readonly Change[] => {
      const later = descendants(plan, item).filter((each) => each.version === to.id);
      if (later.length === 0) return [{ kind: 'unknown', from: item, to: null, way: [] }];
      return later.map((each) => {
        const way = shortestWay(plan, keyOf(item), keyOf(each)) ?? [];
        return { kind: strongest(way), from: item, to: each, way };
      });
    });
}

function arrivals(
  plan: Plan,
  from: PlanVersion,
  to: PlanVersion,
  later: readonly PlanVersion[],
): readonly Change[] {
  return plan.items
    .filter((item) => item.version === to.id)
    .flatMap((item): readonly Change[] => {
      const earlier = ancestors(plan, item);
      const known = earlier.some((each) => each.version === from.id);
      if (from.contents !== 'complete') {
        return known ? [] : [{ kind: 'unknown', from: null, to: item, way: [] }];
      }
      const added = plan.crosswalk.filter(
        (link) =>
          link.kind === 'added' &&
          later.some((version) => version.id === link.to.version) &&
          [item, ...earlier].some((each) => same(link.to, keyOf(each))),
      );
      return added.length === 0 && known ? [] : [{ kind: 'added', from: null, to: item, way: added }];
    });
}

/** Items of the newest version that an item is or became: whose home serves it today. */
export function todayOf(plan: Plan, item: PlanItem, newest: PlanVersion): readonly PlanItem[] {
  if (item.version === newest.id) return [item];
  return descendants(plan, item).filter((each) => each.version === newest.id);
}

/** The item under this id in the newest version that has it; null when no version has. */
export function newestItem(plan: Plan, id: string): PlanItem | null {
  const versions = [...plan.versions].reverse();
  for (const version of versions) {
    const item = itemOf(plan, version.id, id);
    if (item !== null) return item;
  }
  return null;
}
