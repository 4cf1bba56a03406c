/** What a file may cost before it is refused. Sizes in bytes. */
export interface FileLimits {
  readonly maxBytes: number;
  /** The guard before a workbook (a ZIP archive) is opened. */
  readonly zip: ZipLimits;
  readonly maxCells: number;
  /** Heap of the process that reads a workbook, in MiB. */
  readonly childMemoryMiB: number;
  readonly childTimeoutMs: number;
}

export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxTotalBytes: number;
  /** Unpacked ÷ packed, over the whole archive. */
  readonly maxRatio: number;
}

const MiB = 1024 * 1024;

/** The largest official workbook that is known has 0.5 MB, 4 MB unpacked and 52,000 cells. */
export const FILE_LIMITS: FileLimits = {
  maxBytes: 64 * MiB,
  zip: { maxEntries: 2_000, maxTotalBytes: 200 * MiB, maxRatio: 200 },
  maxCells: 5_000_000,
  childMemoryMiB: 1_024,
  childTimeoutMs: 60_000,
};
