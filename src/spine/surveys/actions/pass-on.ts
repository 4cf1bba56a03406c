import { toWareki } from '../../../core/calendar.ts';
import { auditMany } from '../../../platform/audit/actions.ts';
import { type AuditEntry, SYSTEM } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { lineageOf } from '../../bodies/queries/register.ts';
import { resolveOn } from '../../bodies/rules/lineage.ts';
import { orphanedSheets, setOwner } from '../queries/send.ts';
import { insertSteps, type NewStep } from '../queries/sheets.ts';
import type { SheetState } from '../rules/sheet-workflow.ts';
import { today } from './who.ts';

export interface PassedOn {
  readonly passed: number;
  /** Sheets of bodies that were split or ended without a successor: nobody answers for them by itself. */
  readonly left: readonly string[];
}

/**
 * Open sheets follow a merger: the successor answers for the body that was asked, each sheet on its own (their figures are
 * never added up), and the step tells where it came from. Idempotent; asked after every change of the register and daily.
 */
export function passOnSheets(tx: Tx, clock: Clock): Promise<PassedOn> {
  return withinScope(tx, { kind: 'system' }, async () => {
    const day = today(clock);
    const at = new Date(clock.now()).toISOString();
    const left: string[] = [];
    const steps: NewStep[] = [];
    const entries: AuditEntry[] = [];
    for (const sheet of await orphanedSheets(tx, day)) {
      const { bodyCode: successor, events } = resolveOn(
        await lineageOf(tx, sheet.ownerCode),
        sheet.ownerCode,
        day,
      );
      const last = events.at(-1);
      if (last === undefined || successor === sheet.ownerCode) {
        left.push(sheet.bodyCode);
        continue;
      }
      await setOwner(tx, sheet, successor);
      const state = sheet.state as SheetState;
      steps.push({
        bodyCode: sheet.bodyCode,
        roundId: sheet.roundId,
        step: 'pass-on',
        from: state,
        to: state,
        comment: `${events.map((event) => `${toWareki(event.on)}、${event.text}`).join('。')}。${last.fromName}の回答票を${last.toName}が引き継ぎます。`,
        questions: [],
        documentNo: null,
        seatId: null,
        seatTitle: 'しるべ',
        at,
      });
      entries.push({
        actor: SYSTEM,
        action: 'surveys:sheet.pass-on',
        object: { kind: 'sheet', id: `${sheet.roundId}/${sheet.bodyCode}` },
        bodyCode: sheet.bodyCode,
        detail: { from: sheet.ownerCode, to: successor },
      });
    }
    await insertSteps(tx, steps);
    await auditMany(tx, clock, entries);
    return { passed: steps.length, left };
  });
}
