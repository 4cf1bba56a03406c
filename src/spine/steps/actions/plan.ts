import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { insertPlanned, planHistory, type Run } from '../queries/events.ts';
import type { StepRefusal } from '../rules/sentences.ts';
import { inAudit, spokenOf, written } from './declare.ts';

/** Sets the day by which a step is planned, or takes it away (null). Lateness is counted from it. */
export async function planStep(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  run: Run,
  given: { readonly step: string; readonly plannedOn: Day | null; readonly seen: number },
): Promise<Result<'saved' | 'unchanged', StepRefusal>> {
  const found = spokenOf(seat, run, given.step);
  if (!found.ok) return found;
  const { step } = found.value;
  const newest = (await planHistory(tx, run, step.id)).at(-1);
  if ((newest?.seq ?? 0) !== given.seen) return refuse('changed-meanwhile', { by: newest?.seatTitle ?? '' });
  if ((newest?.plannedOn ?? null) === given.plannedOn) return ok('unchanged');
  const line = {
    ...{ step: step.id, seq: given.seen + 1, plannedOn: given.plannedOn },
    recordedOn: dayInJapan(clock.now()),
  };
  if (!(await insertPlanned(tx, run, line, written(clock, seat))))
    return refuse('changed-meanwhile', { by: '別の職' });
  await inAudit(tx, clock, seat, run, 'steps:plan', step.id, { plannedOn: given.plannedOn, seq: line.seq });
  return ok('saved');
}
