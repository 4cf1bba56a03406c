import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Evidence, EvidenceFact, EvidenceMark } from '../../contracts/evidence.ts';
import type { Seat } from '../../contracts/seat.ts';
import { recordEvidence } from '../../evidence/actions.ts';
import type { Run } from '../queries/events.ts';
import { type Step, type StepEvent, stepTitle } from '../rules/model.ts';
import { lastEvent, viewOn } from '../rules/replay.ts';

/** Where a step of a body stands on its pages. */
export function stepHref(template: string, step: string): string {
  return `/steps/${template}/${step}`;
}

/**
 * What closing a step, taking it back or opening it again says elsewhere: the mark of its record, and its facts as 速報.
 * A step without either says nothing.
 */
export async function tellEvidence(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  run: Run,
  step: Step,
  said: {
    readonly event: StepEvent;
    readonly before: readonly StepEvent[];
    readonly undone: StepEvent | null;
  },
): Promise<void> {
  const key = step.closes.kind === 'record' ? step.closes.key : null;
  if (key === null && step.facts.length === 0) return;
  const ever = viewOn('9999-12-31');
  const was = lastEvent(said.before, ever);
  const is = lastEvent([...said.before, said.event], ever);
  const marks: EvidenceMark[] = [];
  const facts: EvidenceFact[] = [];
  const mark = (on: Day, stands: boolean) => key !== null && marks.push({ key, on, stands });
  if (was?.state === 'done' && is?.state !== 'done') {
    // Taken back: it never stood. Begun again: it stood until then.
    mark(said.undone === null ? said.event.on : was.on, false);
    for (const { indicator } of step.facts)
      facts.push({ indicator, part: '', on: was.on, value: null, reason: 'withdrawn' });
  }
  if (is?.state === 'done' && was?.state !== 'done') {
    mark(is.on, true);
    // What is taken back was a beginning again: the end that it had set is none.
    if (said.undone !== null && said.undone.on !== is.on) mark(said.undone.on, true);
    for (const { indicator, value } of step.facts)
      facts.push({ indicator, part: '', on: is.on, value: BigInt(value), reason: null });
  }
  if (marks.length + facts.length === 0) return;
  const subject = [run.template, run.subject, step.id].filter((part) => part !== '').join('/');
  const evidence: Evidence = {
    ...{ bodyCode: run.bodyCode, source: 'steps', subject, marks, facts },
    title: titleOf(step, is?.state === 'done' ? is : (was ?? said.event)),
    href: stepHref(run.template, step.id),
  };
  await recordEvidence(tx, clock, seat, evidence);
}

function titleOf(step: Step, event: StepEvent): string {
  return `${event.record ?? '手順'}の記録「${stepTitle(step)}」（${formatDay(event.on)}）`;
}
