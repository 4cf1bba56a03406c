import { finished } from 'node:stream/promises';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { ZipLimits } from './limits.ts';
import { type FileRefusalCode, formatBytes } from './refusals.ts';

export interface ZipListing {
  readonly names: readonly string[];
  readonly totalBytes: number;
}

/**
 * Reads the central directory only: a workbook of 1.3 GB inside 5 MB is refused in milliseconds, nothing is unpacked.
 * The sizes there are claims; `proveSizes` holds the archive to them before another reader unpacks it.
 */
export async function guardZip(
  bytes: Uint8Array,
  limits: ZipLimits,
): Promise<Result<ZipListing, FileRefusalCode>> {
  const zip = await open(bytes);
  if (zip === null) return refuse('file-bad-workbook');
  if (zip.entryCount > limits.maxEntries) {
    return refuse('zip-too-many-entries', {
      found: String(zip.entryCount),
      limit: String(limits.maxEntries),
    });
  }
  const names: string[] = [];
  let totalBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName);
      totalBytes += entry.uncompressedSize;
      if (entry.isEncrypted()) return refuse('file-is-encrypted');
    }
  } catch {
    return refuse('file-bad-workbook');
  }
  if (totalBytes > limits.maxTotalBytes) {
    return refuse('zip-too-large', {
      found: formatBytes(totalBytes),
      limit: formatBytes(limits.maxTotalBytes),
    });
  }
  if (totalBytes > limits.maxRatio * bytes.byteLength) {
    const ratio = Math.floor(totalBytes / bytes.byteLength);
    return refuse('zip-ratio', { found: String(ratio), limit: String(limits.maxRatio) });
  }
  return ok({ names, totalBytes });
}

/** Unpacks every entry into nothing; false when one is larger than its directory entry claims, or is damaged. */
export async function proveSizes(bytes: Uint8Array): Promise<boolean> {
  const zip = await open(bytes);
  if (zip === null) return false;
  try {
    for await (const entry of zip.eachEntry()) await drain(zip, entry);
    return true;
  } catch {
    return false;
  }
}

async function drain(zip: ZipFile, entry: Entry): Promise<void> {
  const stream = await zip.openReadStreamPromise(entry);
  stream.resume();
  await finished(stream);
}

async function open(bytes: Uint8Array): Promise<ZipFile | null> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return fromBufferPromise(buffer, { lazyEntries: true, autoClose: false }).catch(() => null);
}
