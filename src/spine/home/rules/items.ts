import type { Day } from '../../../core/calendar.ts';
import type { HomeItem } from '../../contracts/home.ts';

export const STATE_TITLES: Readonly<Record<HomeItem['state'], string>> = {
  evidenced: '根拠資料あり',
  declared: '申告のみ',
  none: 'なし',
};

/** In the cells of the table of many bodies; the legend says them in full. */
export const STATE_SHORT: Readonly<Record<HomeItem['state'], string>> = {
  evidenced: '根拠',
  declared: '申告',
  none: 'なし',
};

const ORDER: readonly HomeItem['state'][] = ['none', 'declared', 'evidenced'];

/** Where a body stands with one item, over all parts that know of it. */
export interface ItemStanding {
  readonly item: string;
  readonly state: HomeItem['state'];
  readonly parts: readonly HomeItem[];
  /** The first of its days that is still to come or over. */
  readonly dueOn: Day | null;
  /** Why it is late; null when nothing is. */
  readonly late: string | null;
  /** One next action: of what is late, else of what is due first. */
  readonly next: HomeItem['next'];
}

/**
 * One item. What a survey or file says of the body (`declared`) is 申告のみ until a part has evidence for it: the best of
 * what is known counts, silence never lowers it.
 */
export function standingOf(item: string, parts: readonly HomeItem[], declared: boolean): ItemStanding {
  const own = parts.filter((part) => part.item === item);
  const best = own.reduce<HomeItem['state']>(
    (state, part) => (ORDER.indexOf(part.state) > ORDER.indexOf(state) ? part.state : state),
    declared ? 'declared' : 'none',
  );
  const byDay = [...own].sort(
    (a, b) =>
      Number(b.late !== null) - Number(a.late !== null) ||
      (a.dueOn ?? '9999-12-31').localeCompare(b.dueOn ?? '9999-12-31'),
  );
  return {
    item,
    state: best,
    parts: own,
    dueOn: byDay.find((part) => part.dueOn !== null)?.dueOn ?? null,
    late: byDay.find((part) => part.late !== null)?.late ?? null,
    next: byDay.find((part) => part.next !== null)?.next ?? null,
  };
}

/** The part whose page says most of it: of what is late, else of what made the state. */
export function tellingPart(standing: ItemStanding): HomeItem | null {
  const { parts, state } = standing;
  return (
    parts.find((part) => part.late !== null) ?? parts.find((part) => part.state === state) ?? parts[0] ?? null
  );
}

/** Counted over bodies, for the table of an area; the prefectural government is never among them. */
export interface ItemCount {
  readonly evidenced: number;
  readonly declared: number;
  readonly none: number;
  readonly late: number;
}

export function countOf(standings: readonly ItemStanding[]): ItemCount {
  const of = (state: HomeItem['state']) => standings.filter((one) => one.state === state).length;
  return {
    evidenced: of('evidenced'),
    declared: of('declared'),
    none: of('none'),
    late: standings.filter((one) => one.late !== null).length,
  };
}
