import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { type Handout, listHandouts, moveHandout } from '../queries/handouts.ts';
import { lockSheet } from '../queries/sheets.ts';
import { decideUpload, findUpload, type Upload, type UploadDecision } from '../queries/uploads.ts';
import { findWorkbook, listWorkbooks, type MadeWorkbook } from '../queries/workbooks.ts';
import type { SaveRefusal } from '../rules/save.ts';
import { type CompareLine, compareAll, NOTHING_KNOWN, TAKEABLE } from '../rules/workbook-compare.ts';
import { answeringScope, type OpenSheet, openWithin } from './open-sheet.ts';
import { saveAnswers, type Typed } from './save-answers.ts';
import { actorOf } from './who.ts';

/** A returned workbook beside what stands now. */
export interface UploadView {
  readonly open: OpenSheet;
  readonly upload: Upload;
  readonly handout: Handout | null;
  /** The workbook as it went out; null: its 作成番号 is gone from it. */
  readonly made: MadeWorkbook | null;
  /** The newest 作成番号 of the sheet. */
  readonly newestIssue: number;
  readonly lines: readonly CompareLine[];
}

export type UploadTakeRefusal = 'no-such-upload' | 'upload-finished' | 'nothing-chosen' | SaveRefusal;

/** Null: there is none for this seat; a section sees what was sent for it, and by itself. */
export async function viewUpload(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  uploadId: string,
): Promise<UploadView | null> {
  return withScope(deps.db, answeringScope(seat), (tx) => viewWithin(tx, deps, seat, sheetNo, uploadId));
}

async function viewWithin(
  tx: Tx,
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  uploadId: string,
): Promise<UploadView | null> {
  const opened = await openWithin(tx, deps.clock, seat, sheetNo);
  if (!opened.ok) return null;
  const open = opened.value;
  const { bodyCode, roundId } = open.sheet;
  const upload = await findUpload(tx, bodyCode, roundId, uploadId);
  if (upload === null) return null;
  const handouts = await listHandouts(tx, bodyCode, roundId);
  const handout = handouts.find((one) => one.handoutId === upload.handoutId) ?? null;
  if (!maySee(seat, open, upload, handout)) return null;
  const issueNo = upload.reading.identity?.issueNo ?? null;
  const made = issueNo === null ? null : await findWorkbook(tx, bodyCode, roundId, issueNo);
  const newest = (await listWorkbooks(tx, bodyCode, roundId))[0]?.issueNo ?? 0;
  const then =
    made === null ? NOTHING_KNOWN : { known: made.known, filled: made.filled, remarks: made.printed.remarks };
  const lines = compareAll(upload.reading.questions, then, open.now).filter(
    (line) => open.writable === null || open.writable.has(line.questionId),
  );
  return { open, upload, handout, made, newestIssue: newest, lines };
}

export function maySee(seat: Seat, open: OpenSheet, upload: Upload, handout: Handout | null): boolean {
  if (open.writable === null) return true;
  return upload.seatId === seat.seatId || (handout !== null && handout.sectionId === seat.sectionId);
}

/**
 * Takes chosen lines over as answers, with the revision that the preview had shown: what another saves in between is not
 * overwritten, the line is kept beside the sheet. The rest stays in the upload and can be taken later.
 */
export async function takeUpload(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  uploadId: string,
  /** Question → revision that the preview showed as standing. */
  chosen: ReadonlyMap<string, number>,
): Promise<Result<readonly UploadDecision[], UploadTakeRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const before = await viewWithin(tx, deps, seat, sheetNo, uploadId);
    if (before === null) return refuse('no-such-upload');
    // Two clicks come one after the other; the second sees what the first has left.
    await lockSheet(tx, before.open.sheet.bodyCode, before.open.sheet.roundId);
    const view = await viewWithin(tx, deps, seat, sheetNo, uploadId);
    if (view === null) return refuse('no-such-upload');
    if (view.upload.state !== 'read' && view.upload.state !== 'partly-taken')
      return refuse('upload-finished');
    const takeable = view.lines.filter((line) => TAKEABLE.includes(line.kind));
    const lines = takeable.filter((line) => chosen.has(line.questionId));
    if (lines.length === 0) return refuse('nothing-chosen');
    const typed = lines.map((line): Typed => {
      const at = line.read.cells[0];
      return {
        questionId: line.questionId,
        value: line.value ?? null,
        remark: line.remark,
        seenRevision: Math.max(line.knownRevision, chosen.get(line.questionId) ?? 0),
        ...(at === undefined ? {} : { source: `${at.sheet} ${at.address}` }),
      };
    });
    const saved = await saveAnswers(tx, deps.clock, seat, {
      bodyCode: view.open.sheet.bodyCode,
      roundId: view.open.sheet.roundId,
      via: view.handout !== null ? 'section' : view.upload.reading.format === 'csv' ? 'csv' : 'workbook',
      answers: typed,
    });
    if (!saved.ok) return saved;
    const at = new Date(deps.clock.now()).toISOString();
    const by = { seatTitle: seatTitle(seat), at };
    const decisions: UploadDecision[] = [
      ...saved.value.outcomes.map((one) => ({
        questionId: one.questionId,
        outcome: one.kind,
        because: one.kind === 'kept' ? one.because : null,
        ...by,
      })),
      ...takeable
        .filter((line) => !chosen.has(line.questionId))
        .map((line) => ({ questionId: line.questionId, outcome: 'left' as const, because: null, ...by })),
    ];
    const whole = decisions.every((one) => one.outcome === 'saved' || one.outcome === 'unchanged');
    await decideUpload(tx, view.upload, {
      state: whole ? 'taken' : 'partly-taken',
      decisions,
      at: whole ? at : null,
    });
    if (whole && view.handout !== null) await moveHandout(tx, view.handout, ['out', 'back'], 'taken', at);
    return ok(decisions);
  });
}

/** Closes an upload without taking (more of) it; it stays to be seen. */
export async function dropUpload(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  uploadId: string,
): Promise<Result<null, UploadTakeRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const view = await viewWithin(tx, deps, seat, sheetNo, uploadId);
    if (view === null || !seat.rights.has('surveys:answer')) return refuse('no-such-upload');
    const at = new Date(deps.clock.now()).toISOString();
    const taken = view.upload.reading.decisions.some((one) => one.outcome === 'saved');
    const done = await decideUpload(tx, view.upload, {
      state: taken ? 'taken' : 'dropped',
      decisions: [],
      at,
    });
    if (!done) return refuse('upload-finished');
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:workbook.close',
      object: { kind: 'sheet', id: view.open.sheet.sheetNo },
      bodyCode: view.open.sheet.bodyCode,
      detail: { uploadId },
    });
    return ok(null);
  });
}
