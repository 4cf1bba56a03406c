import { randomUUID } from 'node:crypto';
import { audit } from '../../platform/audit/actions.ts';
import { SYSTEM } from '../../platform/audit/entry.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import { EVIDENCE_SERIES, EVIDENCE_SOURCE, type Evidence } from '../contracts/evidence.ts';
import { type Seat, seatTitle } from '../contracts/seat.ts';
import { registerSeries } from '../indicators/actions.ts';
import type { NewBatch, NewObservation } from '../observations/types.ts';
import { record } from '../roll-up/actions.ts';
import { insertEvidence } from './queries.ts';

const PROGRAM = 'しるべ（自動処理）';

/**
 * Records what was done as 根拠資料, in the transaction in which it was done: its marks, and what it says of indicators as
 * 速報. Whether the seat may do it is decided by the caller, on what it changes there; null: the program itself.
 *
 * All evidence of one transaction goes through one call, so that writers take their locks in one order. The scope of
 * the transaction must be allowed to write for the bodies: own, or the program's (joint entries: `withinScope`).
 */
export async function recordEvidence(
  tx: Tx,
  clock: Clock,
  seat: Seat | null,
  evidence: Evidence | readonly Evidence[],
): Promise<void> {
  const all = Array.isArray(evidence) ? (evidence as readonly Evidence[]) : [evidence as Evidence];
  const given = all.map((one) => ({ one, batchId: one.facts.length === 0 ? null : randomUUID() }));
  const by = {
    seatId: seat?.seatId ?? null,
    seatTitle: seat === null ? PROGRAM : seatTitle(seat),
    at: new Date(clock.now()).toISOString(),
  };
  for (const { one, batchId } of given) {
    const recordNo = await insertEvidence(tx, one, by, batchId);
    await audit(tx, clock, {
      actor:
        seat === null
          ? SYSTEM
          : { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } },
      action: 'evidence:record',
      object: { kind: 'evidence', id: recordNo.toString() },
      bodyCode: one.bodyCode,
      detail: {
        source: one.source,
        subject: one.subject,
        marks: one.marks.map(({ key, on, stands }) => ({ key, on, stands })),
        facts: one.facts.map(({ indicator, part, on }) => ({ indicator, part, on })),
      },
    });
  }
  const batches = given.flatMap(({ one, batchId }) =>
    batchId === null ? [] : [batchOf(one, batchId, by.seatTitle)],
  );
  if (batches.length === 0) return;
  await registerSeries(tx, [EVIDENCE_SOURCE]);
  await record(tx, clock, batches);
}

function batchOf(
  evidence: Evidence,
  batchId: string,
  recordedBy: string,
): { readonly batch: NewBatch; readonly observations: readonly NewObservation[] } {
  return {
    // The title leaves the house with the 速報; what the thing is called stays with the evidence.
    batch: { batchId, kind: 'evidence', title: 'しるべの台帳への登録', recordedBy, sheets: [] },
    observations: evidence.facts.map(({ indicator, part, on, value, reason }) => ({
      bodyCode: evidence.bodyCode,
      indicator,
      part,
      on,
      series: EVIDENCE_SERIES,
      value,
      base: null,
      baseOn: null,
      reason,
      state: 'provisional',
      note: null,
      sheet: null,
      row: null,
      column: null,
    })),
  };
}
