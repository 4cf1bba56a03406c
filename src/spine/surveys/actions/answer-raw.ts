import { randomUUID } from 'node:crypto';
import type { Refusal } from '../../../core/result.ts';
import type { AnswerFault } from '../../../core/survey/read-answer.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { insertRawTexts, type RawText, rawTexts, settleRawTexts } from '../queries/aside.ts';
import type { Sheet } from '../queries/sheets.ts';
import type { Decided, FormLine } from '../rules/answer-form.ts';
import type { Via } from '../tables.ts';
import { actorOf } from './who.ts';

export interface Unreadable {
  readonly questionId: string;
  readonly fault: Refusal<AnswerFault>;
  readonly rawId: string;
}

export interface DecidedLine {
  readonly line: FormLine;
  readonly decided: Decided;
}

/** Texts that are no answer stay in their fields; those that were put right or emptied are no longer shown. */
export async function keepUnreadable(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  sheet: Sheet,
  decided: readonly DecidedLine[],
  how: { readonly via: Via; readonly proxyId: string | null },
): Promise<readonly Unreadable[]> {
  const before = decided.some(({ line, decided: one }) => one.kind === 'unreadable' || line.rawId !== null)
    ? await rawTexts(tx, sheet.bodyCode, sheet.roundId)
    : [];
  const at = new Date(clock.now()).toISOString();
  const fresh: RawText[] = [];
  const settled: string[] = [];
  const unreadable = decided.flatMap(({ line, decided: one }): Unreadable[] => {
    const questionId = line.question.id;
    if (one.kind !== 'unreadable') {
      if (line.rawId !== null) settled.push(line.rawId);
      return [];
    }
    const same = before.find(
      (raw) =>
        raw.questionId === questionId &&
        JSON.stringify(raw.texts) === JSON.stringify(line.texts) &&
        (raw.remark ?? '') === line.remark,
    );
    if (same !== undefined) return [{ questionId, fault: one.fault, rawId: same.rawId }];
    if (line.rawId !== null) settled.push(line.rawId);
    const raw: RawText = {
      bodyCode: sheet.bodyCode,
      roundId: sheet.roundId,
      questionId,
      rawId: randomUUID(),
      texts: line.texts,
      remark: line.remark === '' ? null : line.remark,
      seenRevision: line.seenRevision,
      fault: one.fault.code,
      detail: one.fault.detail,
      via: how.via,
      source: null,
      proxyId: how.proxyId,
      seatTitle: seatTitle(seat),
      savedAt: at,
    };
    fresh.push(raw);
    return [{ questionId, fault: one.fault, rawId: raw.rawId }];
  });
  await insertRawTexts(tx, fresh);
  await settleRawTexts(tx, sheet.bodyCode, sheet.roundId, settled, at);
  if (fresh.length > 0)
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: 'surveys:answer.keep-text',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { questions: fresh.map((raw) => raw.questionId) },
    });
  return unreadable;
}
