import type { EvidenceKey } from '../../contracts/evidence.ts';
import type { Step, Template } from './model.ts';

/** Where a body stands with a template, from what is closed and what evidence stands: as `derive.ts` has it, without days. */
export interface InShort {
  /** Number of the first step that is open; null: all are closed. */
  readonly current: number | null;
  /** A step that is open was planned for a day that is over. */
  readonly late: boolean;
}

/** @param closed and `overdue`: `handbook/policy`, as somebody has said or planned it */
export function inShort(
  template: Template,
  said: { readonly closed: readonly string[]; readonly overdue: readonly string[] },
  keys: ReadonlySet<EvidenceKey>,
): InShort {
  const idOf = (step: Step) => `${template.id}/${step.id}`;
  const isOpen = (step: Step) =>
    !said.closed.includes(idOf(step)) &&
    !(step.closes.kind === 'evidence' && step.closes.allOf.every((key) => keys.has(key)));
  const open = template.steps.filter(isOpen);
  return {
    current: open[0]?.number ?? null,
    late: open.some((step) => said.overdue.includes(idOf(step))),
  };
}
