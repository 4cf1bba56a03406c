import { addDays, type Day, dayNumber } from '../../../core/calendar.ts';
import { windowOf } from './dates.ts';
import { type Line, lineId, type StateId } from './line.ts';
import { latenessOn, phaseOn } from './standing.ts';
import type { NationalTarget } from './targets.ts';

/** How a bar is drawn: by state; `none`: nobody has told the state; `ended`: the line has ended. */
export type BarLook = StateId | 'none' | 'ended';

export interface Bar {
  /** Shares of the window's width, 0–1. */
  readonly from: number;
  readonly to: number;
  /** It goes on before or after the window. */
  readonly before: boolean;
  readonly after: boolean;
  /** No end is known: drawn open to the right. */
  readonly open: boolean;
  readonly look: BarLook;
}

export type GanttRow =
  | {
      readonly kind: 'item';
      readonly title: string;
      readonly targets: readonly { readonly at: number | 'before' | 'after'; readonly text: string }[];
    }
  | {
      readonly kind: 'line';
      readonly id: string;
      readonly title: string;
      readonly owner: string | null;
      readonly late: boolean;
      /** Null: no start is known, or the line lies wholly outside the window; `why` says which. */
      readonly bar: Bar | null;
      readonly why: string | null;
      readonly nextAt: number | null;
      readonly targetsAt: readonly number[];
    };

export interface Gantt {
  readonly fiscalYear: number;
  readonly years: readonly number[];
  /** Share of the width; null: today lies outside the window. */
  readonly todayAt: number | null;
  /** Rows in pieces, each of which fits one sheet; an item that is cut is named again. */
  readonly sheets: readonly (readonly GanttRow[])[];
}

export interface GanttGroup {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly targets: readonly NationalTarget[];
}

/** Where everything stands in a five-year window, as shares of its width; drawing is the page's business. */
export function ganttOf(
  groups: readonly GanttGroup[],
  of: { readonly fiscalYear: number; readonly today: Day; readonly rowsPerSheet: number },
): Gantt {
  const window = windowOf(of.fiscalYear);
  const first = dayNumber(window.from);
  const width = dayNumber(window.to) + 1 - first;
  const at = (day: Day) => (dayNumber(day) - first) / width;
  const inside = (share: number) => share >= 0 && share <= 1;
  const todayAt = at(of.today);
  const pieces: GanttRow[][] = [];
  let sheet: GanttRow[] = [];
  for (const group of groups) {
    if (group.lines.length === 0) continue;
    const targets = group.targets.map((target) => {
      const share = at(addDays(target.by, 1));
      const text = `${target.byText}　${target.title}`;
      return { at: share <= 0 ? ('before' as const) : share > 1 ? ('after' as const) : share, text };
    });
    const head: GanttRow = { kind: 'item', title: group.title, targets };
    const marks = targets.flatMap((target) => (typeof target.at === 'number' ? [target.at] : []));
    const rows = group.lines.map((line): GanttRow => {
      const { content } = line;
      const { bar, why } = barOf(line, of.today, at);
      const nextAt = content.next === null || content.ended !== null ? null : at(content.next.on);
      return {
        kind: 'line',
        id: lineId(line),
        title: content.title,
        owner: content.owner?.name ?? null,
        late: latenessOn(content, of.today).length > 0,
        bar,
        why,
        nextAt: nextAt !== null && inside(nextAt) ? nextAt : null,
        targetsAt: marks,
      };
    });
    // A heading alone at the foot of a sheet says nothing.
    if (sheet.length > 0 && sheet.length + 2 > of.rowsPerSheet) {
      pieces.push(sheet);
      sheet = [];
    }
    sheet.push(head);
    for (const row of rows) {
      if (sheet.length >= of.rowsPerSheet) {
        pieces.push(sheet);
        sheet = [{ ...head, title: `${group.title}（続き）` }];
      }
      sheet.push(row);
    }
  }
  if (sheet.length > 0) pieces.push(sheet);
  return {
    fiscalYear: of.fiscalYear,
    years: window.years,
    todayAt: inside(todayAt) ? todayAt : null,
    sheets: pieces,
  };
}

function barOf(
  line: Line,
  today: Day,
  at: (day: Day) => number,
): { readonly bar: Bar | null; readonly why: string | null } {
  const { content } = line;
  if (content.starts === null) return { bar: null, why: '開始の時期が未記入' };
  const end = content.ended?.on ?? content.ends?.on ?? null;
  const from = at(content.starts.on);
  const to = end === null ? 1 : at(addDays(end, 1));
  if (from >= 1) return { bar: null, why: 'この期間より後に始まる' };
  if (to <= 0) return { bar: null, why: 'この期間より前に終わった' };
  const look: BarLook = phaseOn(content, today) === 'ended' ? 'ended' : (content.state?.level ?? 'none');
  return {
    bar: {
      from: Math.max(0, from),
      to: Math.min(1, Math.max(to, from)),
      before: from < 0,
      after: to > 1,
      open: end === null,
      look,
    },
    why: null,
  };
}
