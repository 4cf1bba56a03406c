import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { FileLimits } from '../../../platform/files/limits.ts';
import { FILE_LIMITS } from '../../../platform/files/limits.ts';
import { readWorkbook } from '../../../platform/files/read-workbook.ts';
import { fileRefusalSentence } from '../../../platform/files/refusals.ts';
import type { Workbook } from '../../../platform/files/workbook.ts';
import { insertEvent } from '../queries/events.ts';
import { findUpload, insertUpload, moveUpload, type Upload } from '../queries/uploads.ts';
import type { TemplateItem } from '../rules/model.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { bookNo } from '../rules/workbook.ts';
import { bookSentence, readBook } from '../rules/workbook-read.ts';
import { type By, note, stampOf } from './by.ts';
import { openForWriting, type Saved, saveSections } from './write.ts';

const MiB = 1024 * 1024;

/** A workbook of 40 rows has 20 kB. */
export const BOOK_LIMITS: FileLimits = {
  maxBytes: 5 * MiB,
  zip: { ...FILE_LIMITS.zip, maxTotalBytes: 50 * MiB },
  maxCells: 100_000,
  childMemoryMiB: 256,
  childTimeoutMs: 20_000,
};

interface Target {
  readonly policyNo: number;
  readonly versionNo: number;
}

/** Decodes a file outside of any transaction: it may take seconds. */
export function decodeBook(path: string, fileName: string) {
  return readWorkbook(path, fileName, BOOK_LIMITS);
}

/** Keeps what a workbook says, refused or not, for the preview. */
export async function receiveBook(
  by: By,
  target: Target,
  fileName: string,
  book: Awaited<ReturnType<typeof decodeBook>>,
  items: readonly TemplateItem[],
): Promise<Result<string, PolicyRefusal>> {
  const version = await openForWriting(by, target);
  if (!version.ok) return version;
  const { bodyCode } = by.seat;
  const reading = book.ok
    ? readingOf(book.value, bookNo({ bodyCode, policyNo: target.policyNo }, target.versionNo), items)
    : { lines: [], faults: [], refusal: fileRefusalSentence(book) };
  const uploadId = randomUUID();
  const state = reading.refusal === null ? 'read' : 'refused';
  const kept = fileName.trim().slice(0, 200) || '名前のないファイル';
  await insertUpload(by.tx, {
    uploadId,
    ...target,
    fileName: kept,
    reading,
    state,
    bodyCode,
    ...stampOf(by),
  });
  await note(by, 'workbook.receive', bodyCode, target.policyNo, {
    versionNo: target.versionNo,
    lines: reading.lines.length,
    faults: reading.faults.length,
  });
  return ok(uploadId);
}

function readingOf(book: Workbook, expected: string, items: readonly TemplateItem[]): Upload['reading'] {
  const read = readBook(book.sheets, expected, items);
  return read.ok
    ? { ...read.value, refusal: null }
    : { lines: [], faults: [], refusal: bookSentence(read.code, read.detail) };
}

/**
 * Takes the chosen lines of a preview over, each against the text that the preview showed: what another has changed since
 * stays, and the line is kept beside it.
 * @param chosen section → revision that the preview showed
 */
export async function takeBook(
  by: By,
  target: Target,
  uploadId: string,
  chosen: ReadonlyMap<string, number>,
): Promise<Result<Saved, PolicyRefusal>> {
  const upload = await findUpload(by.tx, by.seat.bodyCode, uploadId, true);
  if (upload === null || upload.policyNo !== target.policyNo || upload.versionNo !== target.versionNo)
    return refuse('no-such-upload');
  if (upload.state !== 'read') return refuse('upload-finished');
  const lines = upload.reading.lines.filter(({ section }) => chosen.has(section));
  if (lines.length === 0) return refuse('nothing-chosen');
  const saved = await saveSections(
    by,
    target,
    lines.map(({ section, text, choice }) => ({ section, text, choice, seen: chosen.get(section) ?? 0 })),
    'workbook',
  );
  if (!saved.ok) return saved;
  await moveUpload(by.tx, by.seat.bodyCode, uploadId, 'taken');
  await insertEvent(by.tx, {
    bodyCode: by.seat.bodyCode,
    ...target,
    what: 'workbook',
    detail: `${upload.fileName}（${saved.value.saved.length}欄）`,
    ...stampOf(by),
  });
  return saved;
}
