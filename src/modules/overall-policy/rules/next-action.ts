import { partsOf, type VersionText } from './counting.ts';
import type { TemplateItem } from './model.ts';
import { nextStep, WRITE_STEPS, type WriteStep } from './sections.ts';

export interface NextAction {
  readonly href: string;
  readonly title: string;
  /** Who may write does it, or who may record a decision. */
  readonly by: 'writer' | 'decider';
}

/** Of writing, from a step to the end of the last. */
export function minutesFrom(step: WriteStep): number {
  const rest = WRITE_STEPS.slice(WRITE_STEPS.findIndex(({ id }) => id === step));
  return rest.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** The one thing to do next with a version, so that it comes to count; null: it is published. */
export function nextAction(one: VersionText, items: readonly TemplateItem[]): NextAction | null {
  const { version, sections } = one;
  const at = `/overall-policy/${version.policyNo}/versions/${version.versionNo}`;
  if (version.publishedOn !== null) return null;
  if (version.decision !== null) return { href: `${at}/record`, title: '公表を記録する', by: 'decider' };
  if (version.way === 'registered') {
    const parts = partsOf(version, sections);
    return parts.vision && parts.roadmap
      ? { href: `${at}/record`, title: '決裁を記録する', by: 'decider' }
      : { href: `${at}/source`, title: 'アドレスかPDFを登録する', by: 'writer' };
  }
  const step = nextStep(sections, items);
  if (step === 'check')
    return { href: `${at}/write/check`, title: '内容を確かめて、決裁用案を開く', by: 'writer' };
  return { href: `${at}/write/${step}`, title: `続きを書く（あと約${minutesFrom(step)}分）`, by: 'writer' };
}
