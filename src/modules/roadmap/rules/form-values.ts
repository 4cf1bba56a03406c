import { budgetField, type Typed } from './check.ts';
import { writeWhen } from './dates.ts';
import type { LineContent, Owner } from './line.ts';

/** A line as the fields of its form. The day of its state stays empty: untouched it keeps its day, changed it is today's. */
export function valuesOf(content: LineContent, owners: ReadonlySet<string>): Typed {
  const { indicator, state, next } = content;
  const one: Record<string, string> = {
    item: content.item,
    title: content.title,
    owner: ownerValue(content.owner, owners),
    starts: writeWhen(content.starts),
    ends: writeWhen(content.ends),
    indicator: indicator === null ? '' : indicator.kind === 'own' ? 'own' : indicator.id,
    indicatorTitle: indicator?.kind === 'own' ? indicator.title : '',
    indicatorUnit: indicator?.kind === 'own' ? indicator.unit : '',
    baseline: content.baseline ?? '',
    baselineOn: content.baselineOn ?? '',
    target: content.target ?? '',
    targetOn: content.targetOn ?? '',
    indicatorSource: content.indicatorSource ?? '',
    state: state?.level ?? '',
    stateText: state?.text ?? '',
    risks: content.risks ?? '',
    nextText: next?.text ?? '',
    nextOn: next?.on ?? '',
    nextOwner: ownerValue(next?.owner ?? null, owners),
  };
  for (const budget of content.budgets) one[budgetField(budget.year, budget.kind)] = budget.yen;
  const links = (kind: string) =>
    content.links.filter((link) => link.kind === kind).map((link) => String(link.line));
  return (name) =>
    name === 'after' || name === 'together' ? links(name) : one[name] === undefined ? [] : [one[name]];
}

/** `kept`: a 課 or 職 that is no longer in the list, and stays until another is chosen. */
function ownerValue(owner: Owner | null, owners: ReadonlySet<string>): string {
  if (owner === null) return '';
  const value = owner.postId === null ? `section:${owner.sectionId}` : `post:${owner.postId}`;
  return owners.has(value) ? value : 'kept';
}
