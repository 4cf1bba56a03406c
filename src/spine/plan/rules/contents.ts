import { toWareki } from '../../../core/calendar.ts';
import type {
  BlockId,
  Citation,
  CrosswalkKind,
  CrosswalkLink,
  Handbook,
  Plan,
  PlanEntry,
  PlanGroup,
  PlanItem,
  PlanVersion,
} from './model.ts';

/** What is shown where no document of a version says anything. */
export const NOTHING_STATED = 'この版の資料には記載がありません';
export const NOT_PROVIDED = 'この機能は未提供';

export const BLOCK_TITLES: Readonly<Record<BlockId, string>> = {
  policy: '取組方針',
  decisions: '閣議決定文書等',
  support: '国の主な支援策等',
};

export const KIND_TITLES: Readonly<Record<CrosswalkKind, string>> = {
  same: '同じ',
  renamed: '名称変更',
  narrowed: '範囲の縮小',
  absorbed: '吸収',
  merged: '統合',
  split: '分割',
  added: '追加',
};

export const BASIS_TITLES: Readonly<Record<CrosswalkLink['basis'], string>> = {
  stated: '資料に明記',
  comparison: '目次の比較',
  reading: '本システムの読み取り',
};

export const HANDBOOK_KINDS: Readonly<Record<Handbook['kind'], string>> = {
  handbook: '手順書',
  'case-library': '事例集',
  guide: '手引き・ガイドライン',
};

/** `1` → `①`; numbers outside 1–20 are printed plainly. */
export function circled(number: number): string {
  return Number.isInteger(number) && number >= 1 && number <= 20
    ? String.fromCodePoint(0x245f + number)
    : String(number);
}

/** `⑦ 自治体のAIの利用推進`; the title alone where the document gives no number. */
export function numberedTitle(item: Pick<PlanItem, 'number' | 'title'>): string {
  return item.number === null ? item.title : `${circled(item.number)} ${item.title}`;
}

/** `2020-12-25` → `令和2年12月25日（2020年）`, `2022-09` → `令和4年9月（2022年）`. */
export function formatPlanDate(on: string): string {
  const day = on.length === 7 ? `${on}-01` : on;
  const wareki = toWareki(day);
  return `${on.length === 7 ? wareki.replace(/\d+日$/, '') : wareki}（${on.slice(0, 4)}年）`;
}

export function formatLines(lines: Citation['lines']): string {
  return lines[0] === lines[1] ? `${lines[0]}行` : `${lines[0]}～${lines[1]}行`;
}

/** Newest first. */
export function newestFirst(plan: Plan): readonly PlanVersion[] {
  return [...plan.versions].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

export function newestVersion(plan: Plan): PlanVersion | null {
  return newestFirst(plan)[0] ?? null;
}

export function versionOf(plan: Plan, id: string): PlanVersion | null {
  return plan.versions.find((version) => version.id === id) ?? null;
}

export function itemOf(plan: Plan, version: string, id: string): PlanItem | null {
  return plan.items.find((item) => item.version === version && item.id === id) ?? null;
}

export interface ContentsGroup {
  readonly group: PlanGroup;
  readonly items: readonly PlanItem[];
}

/** The table of contents: groups in the version's own order, items by number; items without one keep their order. */
export function contentsOf(plan: Plan, version: PlanVersion): readonly ContentsGroup[] {
  const items = plan.items.filter((item) => item.version === version.id);
  return version.groups.map((group) => ({
    group,
    items: items
      .filter((item) => item.group === group.id)
      .sort((a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER)),
  }));
}

export function entriesOf(plan: Plan, item: PlanItem, block: BlockId): readonly PlanEntry[] {
  return plan.entries.filter(
    (entry) => entry.version === item.version && entry.item === item.id && entry.block === block,
  );
}

/** Handbooks and case libraries that belong to any of these items. */
export function handbooksFor(plan: Plan, ids: readonly string[]): readonly Handbook[] {
  return plan.handbooks.filter((handbook) => handbook.items.some((item) => ids.includes(item)));
}
