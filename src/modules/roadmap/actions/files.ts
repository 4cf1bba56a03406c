import { randomUUID } from 'node:crypto';
import { fiscalYearOf } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { planOfRoadmap } from '../plan-of.ts';
import { indicatorsFor, ownersOf } from '../queries/known.ts';
import { linesOf, lockBody, lockLine } from '../queries/lines.ts';
import { findUpload, insertUpload, markTaken, type Proposal, type Upload } from '../queries/uploads.ts';
import { type Known, readDraft } from '../rules/check.ts';
import { valuesOf } from '../rules/form-values.ts';
import { type Clash, changesBetween, threeWay } from '../rules/history.ts';
import { EMPTY_LINE, type Line, type LineContent, parseLineId } from '../rules/line.ts';
import type { RoadmapRefusal } from '../rules/sentences.ts';
import { EDITION_HEAD, findHeads, ID_HEAD, type SheetNames, typedOfRow } from '../rules/sheet.ts';
import { changeLine, contentAt, makeLine } from './lines.ts';
import { mayWrite, noteIn, today, writtenBy } from './who.ts';

const MAX_ROWS = 500;

export async function sheetNames(tx: Tx, seat: Seat, day: string): Promise<SheetNames> {
  return {
    items: planOfRoadmap().items,
    owners: await ownersOf(tx, seat.bodyCode, day),
    indicators: await indicatorsFor(tx, seat.kind === 'prefecture' ? 'prefecture' : 'municipality'),
    fiscalYear: fiscalYearOf(day),
    bodyCode: seat.bodyCode,
  };
}

export interface ReadFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: readonly (readonly string[])[];
}

/** Reads a file into proposals; nothing is written of the lines. Null: no heads of a roadmap in it. */
export async function receiveFile(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  file: ReadFile,
): Promise<Result<string, RoadmapRefusal> | null> {
  if (!mayWrite(seat, 'roadmap:answer', seat.bodyCode, null)) return refuse('not-yours');
  const found = findHeads(file.rows);
  if (found === null) return null;
  const day = today(clock);
  const names = await sheetNames(tx, seat, day);
  const lines = await linesOf(tx, seat.bodyCode);
  const known: Known = {
    items: new Set(names.items.map((item) => item.id)),
    owners: new Map(names.owners.map(({ value, owner }) => [value, owner])),
    indicators: new Set(names.indicators.map((one) => one.id)),
    lines: new Set(lines.map((line) => line.lineNo)),
    today: day,
  };
  const proposals: Proposal[] = [];
  for (const [index, row] of file.rows.slice(found.at + 1, found.at + 1 + MAX_ROWS).entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    proposals.push(
      await proposalOf(tx, { heads: found.heads, row, at: found.at + 2 + index }, names, known, lines),
    );
  }
  const uploadId = randomUUID();
  await insertUpload(tx, seat.bodyCode, { ...file, uploadId, proposals }, writtenBy(clock, seat));
  await noteIn(tx, clock, seat, {
    action: 'file.receive',
    id: uploadId,
    bodyCode: seat.bodyCode,
    detail: { sha256: file.sha256, rows: proposals.length },
  });
  return ok(uploadId);
}

async function proposalOf(
  tx: Tx,
  cells: { readonly heads: readonly string[]; readonly row: readonly string[]; readonly at: number },
  names: SheetNames,
  known: Known,
  lines: readonly Line[],
): Promise<Proposal> {
  const { heads, row, at } = cells;
  const cell = (head: string) => (row[heads.indexOf(head)] ?? '').trim();
  const idText = cell(ID_HEAD);
  const id = parseLineId(idText);
  const line = lines.find((one) => id !== null && id.bodyCode === names.bodyCode && one.lineNo === id.lineNo);
  const refused = (message: string): Proposal => ({
    row: at,
    lineNo: null,
    madeFrom: 0,
    content: EMPTY_LINE,
    errors: [{ field: ID_HEAD, message }],
  });
  if (idText !== '' && line === undefined)
    return refused(`「${idText}」は、この団体の取組番号にありません。新しい取組は空けてください。`);
  const edition = Number(cell(EDITION_HEAD).normalize('NFKC')) || (line?.edition ?? 0);
  if (line !== undefined && (!Number.isInteger(edition) || edition > line.edition || edition < 1))
    return refused('更新番号が正しくありません。書き出したファイルの番号を変えないでください。');
  const base =
    line === undefined
      ? EMPTY_LINE
      : edition === line.edition
        ? line.content
        : await contentAt(tx, line, edition);
  const stored = valuesOf(base, new Set(names.owners.map((one) => one.value)));
  const { typed, headOf } = typedOfRow(heads, row, names, base, stored);
  const draft = readDraft(typed, base, known);
  return {
    row: at,
    lineNo: line?.lineNo ?? null,
    madeFrom: line === undefined ? 0 : edition,
    content: draft.content,
    errors: draft.errors.map((error) => ({ field: headOf(error.field), message: error.message })),
  };
}

/** A proposal beside the line as it stands now. */
export interface Looked {
  readonly proposal: Proposal;
  readonly kind: 'new' | 'changed' | 'unchanged' | 'refused' | 'clash';
  /** Null: a new line. */
  readonly now: Line | null;
  readonly base: LineContent;
  /** What would stand afterwards. */
  readonly merged: LineContent;
  readonly fields: readonly (keyof LineContent)[];
  readonly clashes: readonly Clash[];
}

/** What of a file could be taken now. */
export async function lookAt(tx: Tx, seat: Seat, upload: Upload): Promise<readonly Looked[]> {
  const lines = await linesOf(tx, seat.bodyCode);
  const looked: Looked[] = [];
  for (const proposal of upload.proposals)
    looked.push(
      await lookAtOne(tx, seat, proposal, lines.find((line) => line.lineNo === proposal.lineNo) ?? null),
    );
  return looked;
}

async function lookAtOne(tx: Tx, seat: Seat, proposal: Proposal, now: Line | null): Promise<Looked> {
  const { content } = proposal;
  const nothing = { proposal, now, base: EMPTY_LINE, merged: content, fields: [], clashes: [] };
  if (proposal.errors.length > 0) return { ...nothing, kind: 'refused' };
  if (!mayWrite(seat, 'roadmap:answer', seat.bodyCode, now?.content ?? content)) {
    const errors = [{ field: '担当', message: 'この職では、自分の課の取組だけを書けます。' }];
    return { ...nothing, proposal: { ...proposal, errors }, kind: 'refused' };
  }
  const fieldsOf = (from: LineContent, to: LineContent) =>
    Object.keys(changesBetween(from, to)) as (keyof LineContent)[];
  if (now === null) return { ...nothing, kind: 'new', fields: fieldsOf(EMPTY_LINE, content) };
  const base = proposal.madeFrom === now.edition ? now.content : await contentAt(tx, now, proposal.madeFrom);
  const { merged, clashes } = threeWay(base, now.content, content);
  const fields = fieldsOf(now.content, merged);
  const kind = clashes.length > 0 ? 'clash' : fields.length === 0 ? 'unchanged' : 'changed';
  return { proposal, kind, now, base, merged, fields, clashes };
}

/** Takes over what is new or changed; refused rows and clashes stay on the page of the file, nothing of them is lost. */
export async function takeFile(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  uploadId: string,
): Promise<Result<number, RoadmapRefusal>> {
  await lockBody(tx, seat.bodyCode);
  const upload = await findUpload(tx, seat.bodyCode, uploadId);
  if (upload === null) return refuse('no-such-upload');
  const by = writtenBy(clock, seat);
  if (!(await markTaken(tx, seat.bodyCode, uploadId, by.at))) return refuse('taken-already');
  const writing = { seat, via: 'file', note: `ファイル「${upload.fileName}」` } as const;
  let written = 0;
  for (const proposal of upload.proposals) {
    const now = proposal.lineNo === null ? null : await lockLine(tx, seat.bodyCode, proposal.lineNo);
    const looked = await lookAtOne(tx, seat, proposal, now);
    if (looked.kind !== 'new' && looked.kind !== 'changed') continue;
    const done =
      now === null
        ? await makeLine(tx, clock, writing, seat.bodyCode, looked.merged)
        : await changeLine(tx, clock, writing, { ...now, madeFrom: now.edition }, looked.merged);
    if (done.ok) written += 1;
  }
  await noteIn(tx, clock, seat, {
    action: 'file.take',
    id: uploadId,
    bodyCode: seat.bodyCode,
    detail: { written },
  });
  return ok(written);
}
