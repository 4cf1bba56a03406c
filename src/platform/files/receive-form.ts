import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { FILE_LIMITS } from './limits.ts';
import { MultipartStream, type PartHead } from './multipart-stream.ts';
import { formatBytes } from './refusals.ts';

export interface UploadLimits {
  /** All files and fields together, in bytes. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly maxFieldBytes: number;
}

export const UPLOAD_LIMITS: UploadLimits = {
  maxBytes: FILE_LIMITS.maxBytes,
  maxFiles: 50,
  maxFieldBytes: 64 * 1024,
};

export interface ReceivedFile {
  readonly field: string;
  /** As the reader's computer names it, without folders. */
  readonly fileName: string;
  /** Where it lies until `dispose`. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface ReceivedForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly ReceivedFile[];
  /** Removes the files from the disk; call it whatever happens. */
  dispose(): Promise<void>;
}

export type UploadRefusalCode =
  | 'upload-not-a-form'
  | 'upload-cut'
  | 'upload-too-large'
  | 'upload-too-many-files';

export const UPLOAD_REFUSAL_STATUS: Readonly<Record<UploadRefusalCode, 400 | 413>> = {
  'upload-not-a-form': 400,
  'upload-cut': 400,
  'upload-too-large': 413,
  'upload-too-many-files': 413,
};

const SENTENCES: Readonly<Record<UploadRefusalCode, string>> = {
  'upload-not-a-form': 'ファイルの送信として読めませんでした。取込のページから送り直してください。',
  'upload-cut': '送信が途中で切れました。何も保存していません。もう一度送ってください。',
  'upload-too-large':
    'ファイルが大きすぎます（上限 合計 {limit}）。何も保存していません。分けて送ってください。',
  'upload-too-many-files':
    '一度に送れるファイルは {limit} 個までです。何も保存していません。分けて送ってください。',
};

export function uploadRefusalSentence(refusal: Refusal<UploadRefusalCode>): string {
  return SENTENCES[refusal.code].replace(/\{(\w+)\}/g, (_, key: string) => refusal.detail[key] ?? '不明');
}

/**
 * Receives `multipart/form-data`: fields into memory, files straight to the disk, limits held while the bytes come in.
 * A request that ends before its last boundary is `upload-cut` and leaves nothing behind.
 */
export async function receiveForm(
  request: Request,
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<Result<ReceivedForm, UploadRefusalCode>> {
  const boundary = boundaryOf(request.headers.get('content-type'));
  if (boundary === null || request.body === null) return refuse('upload-not-a-form');
  const folder = await mkdtemp(join(tmpdir(), 'shirube-upload-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const stream = new MultipartStream(request.body, boundary);
  const received = await receiveParts(stream, folder, limits).catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  if (received.ok) return ok({ ...received.value, dispose });
  await dispose();
  // A browser shows our answer only when it could send what it wanted to send; beyond that it is cut off.
  await stream.discard(limits.maxBytes * 4);
  return received;
}

function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  const boundary = match?.[1] ?? match?.[2] ?? null;
  return boundary !== null && boundary.length <= 70 ? boundary : null;
}

async function receiveParts(
  stream: MultipartStream,
  folder: string,
  limits: UploadLimits,
): Promise<Result<Omit<ReceivedForm, 'dispose'>, UploadRefusalCode>> {
  const fields = new Map<string, string>();
  const files: ReceivedFile[] = [];
  let budget = limits.maxBytes;
  const tooLarge = refuse('upload-too-large', { limit: formatBytes(limits.maxBytes) });
  for (;;) {
    const head = await stream.nextPart();
    if (head === 'end') return ok({ fields, files });
    if (head === 'cut') return refuse('upload-cut');
    if (head.fileName === null) {
      const bytes = await readField(stream, Math.min(budget, limits.maxFieldBytes));
      if (typeof bytes === 'string') return bytes === 'cut' ? refuse('upload-cut') : tooLarge;
      fields.set(head.name, bytes.toString('utf8'));
      budget -= bytes.length;
      continue;
    }
    if (files.length === limits.maxFiles) {
      return refuse('upload-too-many-files', { limit: String(limits.maxFiles) });
    }
    const file = await readFile(stream, head, join(folder, String(files.length)), budget);
    if (file === 'cut') return refuse('upload-cut');
    if (file === 'too-large') return tooLarge;
    budget -= file.size;
    // An empty field of files arrives as one nameless, empty file.
    if (file.fileName !== '') files.push(file);
  }
}

async function readField(stream: MultipartStream, limit: number): Promise<Buffer | 'cut' | 'too-large'> {
  const pieces: Buffer[] = [];
  let size = 0;
  const end = await stream.readBody(async (piece) => {
    size += piece.length;
    if (size > limit) return false;
    pieces.push(Buffer.from(piece));
    return true;
  });
  return end === 'whole' ? Buffer.concat(pieces) : end === 'cut' ? 'cut' : 'too-large';
}

async function readFile(
  stream: MultipartStream,
  head: PartHead,
  path: string,
  limit: number,
): Promise<ReceivedFile | 'cut' | 'too-large'> {
  const hash = createHash('sha256');
  let size = 0;
  const handle: FileHandle = await open(path, 'w', 0o600);
  try {
    const end = await stream.readBody(async (piece) => {
      size += piece.length;
      if (size > limit) return false;
      hash.update(piece);
      await handle.writeFile(piece);
      return true;
    });
    if (end !== 'whole') return end === 'cut' ? 'cut' : 'too-large';
  } finally {
    await handle.close();
  }
  return { field: head.name, fileName: head.fileName ?? '', path, size, sha256: hash.digest('hex') };
}
