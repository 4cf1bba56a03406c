import type { Day } from '../../../core/calendar.ts';

interface Late {
  readonly bodyCode: string;
  readonly item: string;
  readonly title: string;
  readonly dueOn: Day;
  readonly government: boolean;
}

export interface LateGroup {
  readonly item: string;
  readonly title: string;
  /** Bodies, each once. */
  readonly municipalities: number;
  readonly governments: number;
  readonly oldest: Day;
}

/** Late bodies by item and step; the most first. A prefectural government never counts among municipalities. */
export function lateGroups(lines: readonly Late[]): readonly LateGroup[] {
  const groups = new Map<string, Late[]>();
  for (const line of lines) {
    const key = `${line.item}\n${line.title}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const bodies = (group: readonly Late[], government: boolean) =>
    new Set(group.filter((one) => one.government === government).map((one) => one.bodyCode)).size;
  return [...groups.values()]
    .map((group) => ({
      item: group[0]?.item ?? '',
      title: group[0]?.title ?? '',
      municipalities: bodies(group, false),
      governments: bodies(group, true),
      oldest: group.reduce((day, one) => (one.dueOn < day ? one.dueOn : day), '9999-12-31'),
    }))
    .sort(
      (a, b) =>
        b.municipalities + b.governments - a.municipalities - a.governments || (a.oldest < b.oldest ? -1 : 1),
    );
}
