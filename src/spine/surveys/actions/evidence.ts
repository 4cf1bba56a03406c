import { createHash, randomUUID } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit, auditRead } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { decodeText } from '../../../platform/files/decode.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import {
  findFile,
  insertEvidence,
  insertFile,
  removeEvidence,
  type StoredFile,
} from '../queries/evidence.ts';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, type EvidenceRefusal, webAddress } from '../rules/evidence.ts';
import { answeringScope, findOwnSheet, writableBy } from './open-sheet.ts';
import { actorOf } from './who.ts';

export type EvidenceGiven =
  | { readonly kind: 'file'; readonly title: string; readonly fileName: string; readonly bytes: Buffer }
  | { readonly kind: 'link' | 'record'; readonly title: string; readonly location: string };

/** The type of a file by its content; null: none that is taken. A name proves nothing. */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime in EVIDENCE_TYPES ? found.mime : null;
  const text = decodeText(bytes);
  // Markup is text, too, but a browser would run it.
  return text.ok && !/^\s*<(?:!doctype|html|svg|\?xml|script)/i.test(text.value.text) ? 'text/plain' : null;
}

/** Attaches a file, a link or the place of a record to one answer. */
export async function addEvidence(
  deps: Deps,
  seat: Seat,
  target: { readonly sheetNo: string; readonly questionId: string },
  given: EvidenceGiven,
): Promise<Result<string, EvidenceRefusal>> {
  const checked = await check(given);
  if (!checked.ok) return checked;
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, target.sheetNo);
    if (found === null) return refuse('no-such-sheet');
    const { sheet, round } = found;
    const writable = await writableBy(tx, seat, sheet);
    if (writable !== null && !writable.has(target.questionId)) return refuse('not-yours');
    if (!round.survey.questions.some((question) => question.id === target.questionId))
      return refuse('no-such-question');
    const at = new Date(deps.clock.now()).toISOString();
    const file = checked.value.file;
    if (file !== null) await insertFile(tx, { ...file, bodyCode: sheet.bodyCode }, at);
    const evidenceId = randomUUID();
    await insertEvidence(tx, {
      bodyCode: sheet.bodyCode,
      roundId: sheet.roundId,
      questionId: target.questionId,
      evidenceId,
      kind: given.kind,
      title: checked.value.title,
      location: checked.value.location,
      seatTitle: seatTitle(seat),
      at,
    });
    await record(tx, deps, seat, 'surveys:evidence.add', sheet, {
      questionId: target.questionId,
      evidenceId,
      kind: given.kind,
      ...(file === null ? {} : { sha256: file.sha256, size: file.bytes.length }),
    });
    return ok(evidenceId);
  });
}

interface Checked {
  readonly title: string;
  readonly location: string;
  readonly file: Omit<StoredFile, 'bodyCode'> | null;
}

async function check(given: EvidenceGiven): Promise<Result<Checked, EvidenceRefusal>> {
  const title = given.title.trim();
  if ([...title].length > 200) return refuse('evidence-text-too-long');
  if (given.kind === 'file') {
    if (given.bytes.length === 0) return refuse('evidence-no-file');
    if (given.bytes.length > EVIDENCE_BYTES) return refuse('evidence-too-large');
    const mediaType = await mediaTypeOf(given.bytes);
    if (mediaType === null) return refuse('evidence-type');
    const sha256 = createHash('sha256').update(given.bytes).digest('hex');
    const name = given.fileName.trim() || '名前のないファイル';
    return ok({
      title: title || name,
      location: sha256,
      file: { sha256, name, mediaType, bytes: given.bytes },
    });
  }
  const location = given.location.trim();
  if (title === '' || location === '') return refuse('evidence-title-missing');
  if ([...location].length > 500) return refuse('evidence-text-too-long');
  const link = given.kind === 'link' ? webAddress(location) : location;
  return link === null ? refuse('evidence-bad-link') : ok({ title, location: link, file: null });
}

/** Takes evidence off its answer; the row and the file stay in the store. */
export async function dropEvidence(
  deps: Deps,
  seat: Seat,
  target: { readonly sheetNo: string; readonly questionId: string; readonly evidenceId: string },
): Promise<Result<null, EvidenceRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, target.sheetNo);
    if (found === null) return refuse('no-such-sheet');
    const { sheet } = found;
    const writable = await writableBy(tx, seat, sheet);
    if (writable !== null && !writable.has(target.questionId)) return refuse('not-yours');
    const at = new Date(deps.clock.now()).toISOString();
    if (await removeEvidence(tx, sheet.bodyCode, sheet.roundId, target.evidenceId, at))
      await record(tx, deps, seat, 'surveys:evidence.remove', sheet, { evidenceId: target.evidenceId });
    return ok(null);
  });
}

/** A file of a sheet, for the body that answers it; the reading is recorded. */
export async function readEvidenceFile(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  sha256: string,
): Promise<StoredFile | null> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, sheetNo);
    const file = found === null ? null : await findFile(tx, found.sheet.bodyCode, sha256);
    if (found === null || file === null) return null;
    await auditRead(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:evidence.read',
      object: { kind: 'file', id: sha256 },
      bodyCode: found.sheet.bodyCode,
      detail: { sheetNo: found.sheet.sheetNo },
    });
    return file;
  });
}

async function record(
  tx: Tx,
  deps: Deps,
  seat: Seat,
  action: string,
  sheet: { readonly sheetNo: string; readonly bodyCode: string },
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await audit(tx, deps.clock, {
    actor: actorOf(seat),
    action,
    object: { kind: 'sheet', id: sheet.sheetNo },
    bodyCode: sheet.bodyCode,
    detail,
  });
}
