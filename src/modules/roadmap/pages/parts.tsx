import type { ComponentChildren } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { Cite } from '../../../spine/plan/pages/parts.tsx';
import { numberedTitle } from '../../../spine/plan/rules/contents.ts';
import { planOfRoadmap } from '../plan-of.ts';
import { formatWhen, shortYear } from '../rules/dates.ts';
import type { Hint } from '../rules/hints.ts';
import {
  BUDGET_KINDS,
  type Budget,
  FIELD_TITLES,
  LINK_KINDS,
  type LineContent,
  type LineIndicator,
  STATES,
} from '../rules/line.ts';
import type { Lateness } from '../rules/standing.ts';

export const NOT_WRITTEN = '未記入';

/** 取組事項 of the newest plan as choices, in its groups. */
export function itemOptions() {
  const { items, newest } = planOfRoadmap();
  return items.map((item) => ({
    value: item.id,
    title: numberedTitle(item),
    group: newest.groups.find((group) => group.id === item.group)?.title,
  }));
}

export function crumbs(...more: readonly { title: string; href?: string }[]) {
  return [{ title: '全国', href: '/' }, { title: '工程表', href: '/roadmap' }, ...more];
}

/** Missing is said, hatched, and never the look of a value. */
export function Missing(props: { children?: ComponentChildren }) {
  return <span class="dads-chip dads-chip--missing">{props.children ?? NOT_WRITTEN}</span>;
}

export function StateChip(props: { state: LineContent['state'] }) {
  if (props.state === null) return <Missing>状態は{NOT_WRITTEN}</Missing>;
  const { level } = props.state;
  return <span class={`dads-chip roadmap-state roadmap-state--${level}`}>{STATES[level].title}</span>;
}

export function yenText(yen: string): string {
  return `${BigInt(yen).toLocaleString('en-US')}円`;
}

export function budgetText(budget: Budget): string {
  return `${shortYear(budget.year)} ${BUDGET_KINDS[budget.kind]} ${yenText(budget.yen)}`;
}

export function dayOr(day: Day | null): string {
  return day === null ? NOT_WRITTEN : formatDay(day);
}

export function periodText(content: Pick<LineContent, 'starts' | 'ends'>): string {
  const edge = (when: LineContent['starts']) => (when === null ? NOT_WRITTEN : formatWhen(when));
  return `${edge(content.starts)} ～ ${edge(content.ends)}`;
}

/** One field of a line as text, for the history and for two versions side by side. */
export function fieldText(
  field: keyof LineContent,
  content: LineContent,
  names: {
    readonly indicator: (id: string) => string;
    readonly line: (no: number) => string;
    readonly item: (id: string) => string;
  },
): string {
  const value = content[field];
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return NOT_WRITTEN;
  switch (field) {
    case 'item':
      return names.item(content.item);
    case 'owner':
      return content.owner?.name ?? NOT_WRITTEN;
    case 'starts':
    case 'ends': {
      const when = content[field];
      return when === null ? NOT_WRITTEN : formatWhen(when);
    }
    case 'budgets':
      return content.budgets.map(budgetText).join('、');
    case 'indicator':
      return content.indicator === null ? NOT_WRITTEN : indicatorText(content.indicator, names.indicator);
    case 'baselineOn':
    case 'targetOn':
      return dayOr(content[field]);
    case 'state': {
      const { state } = content;
      return state === null
        ? NOT_WRITTEN
        : `${STATES[state.level].title}（${formatDay(state.on)}）${state.text}`;
    }
    case 'next': {
      const { next } = content;
      return next === null
        ? NOT_WRITTEN
        : `${next.text}（${formatDay(next.on)}${next.owner === null ? '' : `、${next.owner.name}`}）`;
    }
    case 'links':
      return content.links.map((link) => `${LINK_KINDS[link.kind]}：${names.line(link.line)}`).join('、');
    case 'ended':
      return content.ended === null ? NOT_WRITTEN : `${formatDay(content.ended.on)}　${content.ended.reason}`;
    default:
      return String(value);
  }
}

export function indicatorText(indicator: LineIndicator, title: (id: string) => string): string {
  if (indicator.kind === 'register') return title(indicator.id);
  return indicator.unit === '' ? indicator.title : `${indicator.title}（${indicator.unit}）`;
}

export function fieldTitles(fields: readonly string[]): string {
  return fields.map((field) => FIELD_TITLES[field as keyof LineContent] ?? field).join('、');
}

/** Hints with the place in the plan that they come from. */
export function Hints(props: { hints: readonly Hint[] }) {
  const { plan } = planOfRoadmap();
  return (
    <ul class="dads-list">
      {props.hints.map((hint) => (
        <li key={hint.text}>
          {hint.text}
          {hint.citations.map((citation) => (
            <Cite key={`${citation.source}-${citation.lines[0]}`} plan={plan} citation={citation} />
          ))}
        </li>
      ))}
    </ul>
  );
}

export function latenessText(reasons: readonly Lateness[]): string {
  // A sentence that a person wrote may end with its own 「。」.
  return reasons.map((reason) => reason.text.replace(/。+$/, '')).join('。');
}
