import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { auditRead } from '../../../platform/audit/actions.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isPdf, pdfPages } from '../../../platform/files/pdf-pages.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { insertEvent } from '../queries/events.ts';
import { findFile, insertFile } from '../queries/files.ts';
import { updateSource } from '../queries/versions.ts';
import { addressOf, pagesOf } from '../rules/input.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { actorOf, inScopeOf } from './open.ts';
import { openForWriting } from './write.ts';

/** What an office publishes; larger ones are registered by their address. */
export const PDF_BYTES = 20 * 1024 * 1024;

interface Target {
  readonly policyNo: number;
  readonly versionNo: number;
}

export interface SourceForm {
  readonly url: string;
  readonly visionPages: string;
  readonly roadmapPages: string;
}

/** A PDF as it came: its bytes are the body's own, kept in the database. */
export interface GivenPdf {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Where a registered policy stands: its address, its PDF, the pages of vision and roadmap. Pages that the PDF does not have
 * are refused where its pages could be counted. A missing part is kept as missing.
 */
export async function saveSource(
  by: By,
  target: Target,
  form: SourceForm,
  pdf: GivenPdf | null,
): Promise<Result<null, PolicyRefusal>> {
  const version = await openForWriting(by, target);
  if (!version.ok) return version;
  const url = addressOf(form.url);
  if (!url.ok) return url;
  const checked = pdf === null ? ok(null) : await checkPdf(pdf);
  if (!checked.ok) return checked;
  const file = checked.value ?? { sha256: version.value.fileSha256, pages: version.value.filePages };
  if (url.value === null && file.sha256 === null) return refuse('nothing-given');
  const vision = pagesOf(form.visionPages, file.pages);
  if (!vision.ok) return vision;
  const roadmap = pagesOf(form.roadmapPages, file.pages);
  if (!roadmap.ok) return { ...roadmap, detail: { ...roadmap.detail, field: 'roadmapPages' } };
  const key = { bodyCode: by.seat.bodyCode, ...target };
  const stamp = stampOf(by);
  if (pdf !== null && checked.value !== null)
    await insertFile(
      by.tx,
      {
        bodyCode: key.bodyCode,
        sha256: checked.value.sha256,
        name: pdf.name.trim() || '全体方針.pdf',
        mediaType: 'application/pdf',
        bytes: pdf.bytes,
      },
      stamp.at,
    );
  const source = {
    url: url.value,
    fileSha256: file.sha256,
    filePages: file.pages,
    visionPages: vision.value,
    roadmapPages: roadmap.value,
  };
  await updateSource(by.tx, key, source);
  const detail = [url.value, pdf?.name].filter((part) => part != null).join('、');
  await insertEvent(by.tx, { ...key, what: 'source', detail, ...stamp });
  await note(by, 'source', key.bodyCode, key.policyNo, {
    versionNo: key.versionNo,
    ...(checked.value === null ? {} : { sha256: checked.value.sha256 }),
  });
  return ok(null);
}

async function checkPdf(
  pdf: GivenPdf,
): Promise<Result<{ readonly sha256: string; readonly pages: number | null }, PolicyRefusal>> {
  const { bytes } = pdf;
  if (bytes.length === 0) return refuse('file-missing');
  if (bytes.length > PDF_BYTES) return refuse('file-too-large');
  if (!isPdf(bytes)) {
    // A name proves nothing: a picture or a page of the web that is called .pdf stays what it is.
    const found = await fileTypeFromBuffer(bytes.subarray(0, 4100));
    return refuse('not-a-pdf', { found: found?.ext.toUpperCase() ?? '文字などの別の形式' });
  }
  return ok({ sha256: createHash('sha256').update(bytes).digest('hex'), pages: pdfPages(bytes) });
}

/** The PDF of a policy that the seat may see; the reading is recorded. */
export async function readPolicyFile(deps: Deps, seat: Seat, bodyCode: string, sha256: string) {
  return inScopeOf(deps, seat, async (tx) => {
    const file = await findFile(tx, bodyCode, sha256);
    if (file === null) return null;
    await auditRead(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'overall-policy:file.read',
      object: { kind: 'file', id: sha256 },
      bodyCode,
    });
    return file;
  });
}
