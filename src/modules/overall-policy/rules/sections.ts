import type { Section, Sections, TemplateItem } from './model.ts';

/** Steps of writing, with the minutes that an officer needs who has read nothing before. Together half an hour. */
export const WRITE_STEPS = [
  { id: 'vision', title: 'ビジョン', minutes: 5 },
  { id: 'current', title: '現状', minutes: 4 },
  { id: 'items', title: '取組事項ごとの方針', minutes: 8 },
  { id: 'structure', title: '体制', minutes: 4 },
  { id: 'roadmap', title: '工程表のあらまし', minutes: 6 },
  { id: 'check', title: '確認', minutes: 3 },
] as const;
export type WriteStep = (typeof WRITE_STEPS)[number]['id'];

export const WHOLE_MINUTES = WRITE_STEPS.reduce((sum, step) => sum + step.minutes, 0);

export function isWriteStep(text: string): text is WriteStep {
  return WRITE_STEPS.some((step) => step.id === text);
}

/** How a body treats an item of the plan. */
export const STANCES = {
  priority: '重点的に取り組む',
  do: '取り組む',
  watch: '状況を見て検討する',
} as const;
export type Stance = keyof typeof STANCES;

export function isStance(text: string): text is Stance {
  return Object.hasOwn(STANCES, text);
}

/** Longest text of one section, in signs. */
export const TEXT_LIMIT = 4_000;

/** 「2026-2028」: first and last 年度 of a line of the roadmap; null: no years. */
export function yearsOf(choice: string): { readonly from: number; readonly to: number } | null {
  const match = /^(\d{4})-(\d{4})$/.exec(choice);
  if (match === null) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to ? { from, to } : null;
}

/** Sections that a step writes, in the order of the document. */
export function sectionsOfStep(step: WriteStep, items: readonly TemplateItem[]): readonly string[] {
  if (step === 'vision') return ['vision'];
  if (step === 'current') return ['current', 'figures'];
  if (step === 'items') return items.map(({ item }) => `item:${item}`);
  if (step === 'structure') return ['structure'];
  if (step === 'roadmap') return items.map(({ item }) => `roadmap:${item}`);
  return [];
}

/** All sections of a written policy, in the order in which it is read. */
export function allSections(items: readonly TemplateItem[]): readonly string[] {
  return WRITE_STEPS.flatMap((step) => sectionsOfStep(step.id, items));
}

const TITLES: Readonly<Record<string, string>> = {
  vision: 'ビジョン',
  current: '現状と課題',
  figures: '現状の数値',
  structure: '推進体制',
};

/** 「取組事項：自治体のAIの利用推進」 */
export function sectionTitle(section: string, items: readonly TemplateItem[]): string {
  const known = TITLES[section];
  if (known !== undefined) return known;
  const [kind, id] = section.split(':');
  const title = items.find(({ item }) => item === id)?.title ?? id ?? section;
  return `${kind === 'roadmap' ? '工程表' : '取組事項'}：${title}`;
}

export function isSection(section: string, items: readonly TemplateItem[]): boolean {
  return allSections(items).includes(section);
}

/** What a reader reads of a section: the choice in words before the text. */
export function sectionText(section: Pick<Section, 'section' | 'text' | 'choice'>): string {
  const { text, choice } = section;
  if (section.section.startsWith('item:') && isStance(choice)) return `［${STANCES[choice]}］${text}`;
  const years = section.section.startsWith('roadmap:') ? yearsOf(choice) : null;
  if (years !== null) return `${yearsText(years)}：${text}`;
  return text;
}

/** 「2026年度」「2026～2028年度」 */
export function yearsText(years: { readonly from: number; readonly to: number }): string {
  return years.from === years.to ? `${years.from}年度` : `${years.from}～${years.to}年度`;
}

export function isFilled(section: Pick<Section, 'text' | 'choice'> | undefined): boolean {
  return section !== undefined && (section.text.trim() !== '' || section.choice !== '');
}

/** How far a step is: every section filled, some, or none. */
export function stepState(
  step: WriteStep,
  sections: Sections,
  items: readonly TemplateItem[],
): 'done' | 'partly' | 'open' {
  const keys = sectionsOfStep(step, items).filter((key) => key !== 'figures');
  const filled = keys.filter((key) => isFilled(sections.get(key))).length;
  if (filled === 0) return 'open';
  // A roadmap is no worse for the items that it leaves out.
  return filled === keys.length || step === 'roadmap' ? 'done' : 'partly';
}

/** The step to go on with: the first that is not done. */
export function nextStep(sections: Sections, items: readonly TemplateItem[]): WriteStep {
  const open = WRITE_STEPS.find(({ id }) => id !== 'check' && stepState(id, sections, items) !== 'done');
  return open?.id ?? 'check';
}
