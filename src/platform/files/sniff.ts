import { fileTypeFromBuffer } from 'file-type';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { FileRefusalCode } from './refusals.ts';

export type Sniffed = 'zip' | 'text';

/** `D0CF11E0…`: the container of old Excel files, and of encrypted new ones. */
const CFB = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function holdsUtf16(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(word, 'utf16le'));
}

/** What the bytes are, whatever the name says: a PDF renamed to .csv stays a PDF. */
export function sniff(bytes: Uint8Array): Result<Sniffed, FileRefusalCode> {
  if (bytes.byteLength === 0) return refuse('file-empty');
  if (startsWith(bytes, CFB)) {
    return refuse(holdsUtf16(bytes, 'EncryptedPackage') ? 'file-is-encrypted' : 'file-is-old-xls');
  }
  // Readers accept a PDF whose mark stands anywhere in its first 1,024 bytes.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return refuse('file-is-pdf');
  if (startsWith(bytes, [0x50, 0x4b])) return ok('zip');
  const head = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^<(!doctype html|html)/i.test(head)) return refuse('file-is-not-a-table', { found: 'HTML' });
  if (head.startsWith('<?xml')) return refuse('file-is-not-a-table', { found: 'XML' });
  return isBlank(bytes) ? refuse('file-empty') : ok('text');
}

/** Only BOM, blanks and line ends: nothing to read, though the file has a size. */
function isBlank(bytes: Uint8Array): boolean {
  if (bytes.byteLength > 4096) return false;
  return bytes.every(
    (byte) => byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte === 0x2c,
  );
}

/**
 * What bytes are that are no text: named where the format is known. Asked only then, because a table may well begin
 * with the letters by which a picture format is known (`BM`).
 */
export async function refuseBinary(bytes: Uint8Array): Promise<Refusal<FileRefusalCode>> {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return refuse('file-encoding');
  const type = await fileTypeFromBuffer(bytes.subarray(0, 4100));
  if (type === undefined) return refuse('file-encoding');
  const found = type.mime.startsWith('image/') ? `${type.ext.toUpperCase()} の画像` : type.mime;
  return refuse('file-is-not-a-table', { found });
}
