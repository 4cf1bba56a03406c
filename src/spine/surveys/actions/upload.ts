import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { FILE_LIMITS, type FileLimits } from '../../../platform/files/limits.ts';
import { readWorkbook } from '../../../platform/files/read-workbook.ts';
import { fileRefusalSentence } from '../../../platform/files/refusals.ts';
import type { SheetCodec } from '../../../platform/files/sheet-codec.ts';
import type { Workbook } from '../../../platform/files/workbook.ts';
import { xlsxCodec } from '../../../platform/files/xlsx-codec.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { type Handout, listHandouts, moveHandout } from '../queries/handouts.ts';
import type { Round } from '../queries/rounds.ts';
import type { Sheet } from '../queries/sheets.ts';
import { insertFile, insertUpload, type StoredReading } from '../queries/uploads.ts';
import { findWorkbook, type MadeWorkbook } from '../queries/workbooks.ts';
import { byLine, plainCsv } from '../rules/csv-sheet.ts';
import { identityOf, type WorkbookIdentity } from '../rules/workbook-identity.ts';
import { readQuestions } from '../rules/workbook-read.ts';
import { type UploadRefusal, uploadSentence } from '../rules/workbook-sentences.ts';
import { answeringScope, findOwnSheet } from './open-sheet.ts';
import { actorOf } from './who.ts';

const MiB = 1024 * 1024;

/** A 回答票 of 200 questions has 60 kB and 5,000 cells. */
export const WORKBOOK_LIMITS: FileLimits = {
  maxBytes: 10 * MiB,
  zip: { ...FILE_LIMITS.zip, maxTotalBytes: 100 * MiB },
  maxCells: 500_000,
  childMemoryMiB: 256,
  childTimeoutMs: 20_000,
};

export interface SentFile {
  readonly fileName: string;
  /** Where it lies, or its bytes. */
  readonly content: string | Uint8Array;
  readonly sha256: string;
}

/**
 * Reads a returned workbook and keeps what it says, refused or not, for the preview; nothing becomes an answer yet. The
 * file is kept once, and only when it is a workbook of this sheet.
 */
export async function receiveWorkbook(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  file: SentFile,
  codec: SheetCodec = xlsxCodec,
): Promise<Result<{ readonly uploadId: string; readonly refusal: string | null }, 'no-such-sheet'>> {
  // Before anything is read: a stranger's file costs nothing.
  const own = await withScope(deps.db, answeringScope(seat), (tx) =>
    findOwnSheet(tx, deps.clock, seat, sheetNo),
  );
  if (own === null) return refuse('no-such-sheet');
  const book = await readWorkbook(file.content, file.fileName, WORKBOOK_LIMITS, codec);
  const csv = book.ok && book.value.format === 'csv';
  const bytes = typeof file.content === 'string' ? await readFile(file.content) : file.content;
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, sheetNo);
    if (found === null) return refuse('no-such-sheet');
    const { sheet, round } = found;
    const judged = book.ok
      ? await judge(csv ? plainCsv(book.value) : book.value, sheet, round)
      : fileRefusalSentence(book);
    const at = new Date(deps.clock.now()).toISOString();
    const uploadId = randomUUID();
    const read = typeof judged === 'string' ? null : judged;
    if (read !== null)
      await insertFile(tx, {
        bodyCode: seat.bodyCode,
        sha256: file.sha256,
        name: file.fileName,
        mediaType: csv ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: Buffer.from(bytes),
        at,
      });
    const reading: StoredReading = {
      identity: read?.identity ?? null,
      refusal: typeof judged === 'string' ? judged : null,
      questions: read?.questions ?? [],
      decisions: [],
      fileOwner: read === null ? null : seat.bodyCode,
      ...(csv ? { format: 'csv' as const } : {}),
    };
    await insertUpload(tx, {
      ...{
        bodyCode: sheet.bodyCode,
        uploadId,
        roundId: round.roundId,
        handoutId: read?.handout?.handoutId ?? null,
      },
      ...{ fileName: file.fileName, sha256: file.sha256, state: read === null ? 'refused' : 'read', reading },
      ...{ seatId: seat.seatId, seatTitle: seatTitle(seat), receivedAt: at, finishedAt: null },
    });
    if (read?.handout != null) await moveHandout(tx, read.handout, ['out'], 'back', at);
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:workbook.receive',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { uploadId, sha256: file.sha256, read: read !== null, issueNo: read?.identity.issueNo ?? null },
    });
    return ok({ uploadId, refusal: reading.refusal });

    async function judge(workbook: Workbook, of: Sheet, asked: Round): Promise<Judged | string> {
      const identity = identityOf(workbook.sheets);
      if (!identity.ok) return uploadSentence(identity);
      const strange = strangeness(identity.value, of);
      if (strange !== null) return uploadSentence(refuse(strange, detailOf(identity.value, of)));
      const { issueNo, handoutNo } = identity.value;
      const made = issueNo === null ? null : await findWorkbook(tx, of.bodyCode, of.roundId, issueNo);
      if (issueNo !== null && made === null)
        return uploadSentence(refuse('unknown-issue', { found: String(issueNo) }));
      const wanted = new Set(
        made?.printed.questions ?? asked.survey.questions.map((question) => question.id),
      );
      const answers = readQuestions(
        workbook.sheets,
        asked.survey.questions.filter((question) => wanted.has(question.id)),
      );
      if (answers.fault !== null) return uploadSentence(refuse(answers.fault));
      const handouts = await listHandouts(tx, of.bodyCode, of.roundId);
      return {
        identity: identity.value,
        questions: csv ? answers.questions.map(byLine) : answers.questions,
        handout: handoutOf(handouts, made, handoutNo),
      };
    }
  });
}

interface Judged {
  readonly identity: WorkbookIdentity;
  readonly questions: StoredReading['questions'];
  readonly handout: Handout | null;
}

function handoutOf(
  handouts: readonly Handout[],
  made: MadeWorkbook | null,
  handoutNo: string | null,
): Handout | null {
  // What was stored when it was made comes before what stands in a cell.
  if (made !== null) return handouts.find((one) => one.handoutId === made.handoutId) ?? null;
  return handouts.find((one) => one.handoutNo === handoutNo) ?? null;
}

function strangeness(identity: WorkbookIdentity, sheet: Sheet): UploadRefusal | null {
  if (identity.sheetNo === sheet.sheetNo) return null;
  return identity.sheetNo.slice(-6) === sheet.bodyCode ? 'other-round' : 'other-body';
}

function detailOf(identity: WorkbookIdentity, sheet: Sheet): Record<string, string> {
  return { found: identity.sheetNo, expected: sheet.sheetNo };
}
