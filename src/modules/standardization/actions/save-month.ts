import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, endOfMonth } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { historyOf } from '../../../spine/bodies/queries/register.ts';
import { resolveCode } from '../../../spine/bodies/queries/resolve.ts';
import { eventsOf, lockMonth, type StoredLine, type Via } from '../queries/months.ts';
import { saveAssessment, saveExclusion } from '../queries/reasons.ts';
import { writeMonths } from '../queries/write-months.ts';
import { closedMonth, endedBody, type Fault, fault, futureMonth } from '../rules/sentences.ts';
import { countStates } from '../rules/states.ts';
import { instant, today, type Writer } from './by.ts';
import { changeLine, type LinesInput } from './change-line.ts';
import { type MonthView, readMonthView } from './month.ts';
import { recordMonth } from './record-month.ts';

export interface MonthInput extends LinesInput {
  readonly month: Day;
  readonly via: Via;
  /** 差替え of a month that is closed. */
  readonly replacement?: { readonly reason: string; readonly documentNo: string } | null;
}

export interface MonthSaved {
  readonly moved: number;
  readonly lines: number;
  readonly first: boolean;
}

export type SaveOutcome =
  | { readonly ok: true; readonly value: MonthSaved }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Saves a body's month, all or nothing: lines that did not move are last month's. Who may is decided by the caller; the
 * scope must let the transaction write for the body. Figures move in the same transaction, as 速報, or as 確定 after a
 * 差替え.
 */
export async function saveMonth(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  input: MonthInput,
): Promise<SaveOutcome> {
  await lockMonth(tx, bodyCode, wholeOf(bodyCode));
  const view = await readMonthView(tx, bodyCode, input.month);
  const before = await mayReport(tx, clock, bodyCode, input, view);
  if (before !== null) return { ok: false, faults: [before] };
  const changed = view.lines.map((line) => changeLine(line, view, input));
  const faults = changed.flatMap((one) => one.faults);
  if (faults.length > 0) return { ok: false, faults: await withNames(tx, view, faults) };
  const at = instant(clock);
  for (const [no, assessment] of input.assessments ?? []) {
    const known = view.lines.find((line) => line.businessNo === no)?.assessment;
    if (known?.heldOn === assessment.heldOn && known.notNeeded === assessment.notNeeded) continue;
    await saveAssessment(tx, bodyCode, no, assessment, { seatTitle: writer.title, at });
  }
  for (const [no, reason] of input.reasons ?? []) {
    if (reason !== '' && reason !== view.lines.find((line) => line.businessNo === no)?.reason)
      await saveExclusion(tx, bodyCode, no, input.month, reason, { seatTitle: writer.title, at });
  }
  const { via } = input;
  const { month } = input;
  const reports = view.report === null ? [{ bodyCode, month, fromMonth: view.fromMonth }] : [];
  const lines = changed.flatMap((one) => (one.line === null ? [] : [one.line]));
  const replaced = {
    reason: input.replacement?.reason ?? null,
    documentNo: input.replacement?.documentNo ?? null,
  };
  await writeMonths(tx, reports, lines, {
    ...{ via, at, seatId: writer.seatId, seatTitle: writer.title },
    ...replaced,
  });
  const events = lines.filter((line) => line.changes !== null);
  await audit(tx, clock, {
    actor: writer.actor,
    action: input.replacement == null ? 'standardization:month.save' : 'standardization:month.replace',
    object: { kind: 'standardization-month', id: `${bodyCode}-${month.slice(0, 7)}` },
    bodyCode,
    detail: { via, moved: events.map((event) => `${event.businessNo} ${event.changes}`), ...replaced },
  });
  const after = withChanges(view, lines);
  const touched = new Set(lines.map((line) => line.businessNo));
  await recordMonth(tx, clock, after, touched, writer.title);
  const moved = changed.reduce((sum, one) => sum + one.moved, 0);
  return { ok: true, value: { moved, lines: events.length, first: view.report === null } };
}

/** The month as it stands now, without asking for it again. */
function withChanges(view: MonthView, stored: readonly StoredLine[]): MonthView {
  const by = new Map(stored.map((line) => [line.businessNo, line]));
  return {
    ...view,
    lines: view.lines.map((line) => {
      const now = by.get(line.businessNo);
      return now === undefined
        ? line
        : { ...line, states: now.states, counts: countStates(now.states), stored: now };
    }),
  };
}

async function mayReport(
  tx: Tx,
  clock: Clock,
  bodyCode: BodyCode,
  input: MonthInput,
  view: MonthView,
): Promise<Fault | null> {
  const { month } = input;
  if (month > endOfMonth(today(clock))) return futureMonth(month);
  if (view.close !== null) {
    const given = input.replacement;
    if (given == null) return closedMonth(month);
    if (given.reason.trim() === '' || given.documentNo.trim() === '')
      return fault('replacement-incomplete', 'replacement', '差替えの理由と文書番号の両方を書いてください。');
  }
  if (view.stands) return null;
  const last = (await historyOf(tx, bodyCode)).at(-1);
  const successor = await resolveCode(tx, bodyCode, month);
  return endedBody(
    last?.name ?? bodyCode,
    last?.validTo ?? month,
    successor.ok ? successor.value.body.name : null,
  );
}

/** A conflict says who was first. */
async function withNames(tx: Tx, view: MonthView, faults: readonly Fault[]): Promise<readonly Fault[]> {
  if (!faults.some((one) => one.code === 'conflict')) return faults;
  const names = new Map(
    (await eventsOf(tx, view.bodyCode, view.month)).map((event) => [
      `line-${event.businessNo}`,
      event.seatTitle,
    ]),
  );
  return faults.map((one) =>
    one.code === 'conflict'
      ? {
          ...one,
          message: one.message.replace('は、が先に', `は、${names.get(one.field) ?? 'ほかの人'}が先に`),
        }
      : one,
  );
}
