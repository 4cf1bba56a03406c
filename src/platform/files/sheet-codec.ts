import type { Result } from '../../core/result.ts';
import type { FileLimits } from './limits.ts';
import type { FileRefusalCode } from './refusals.ts';
import type { Sheet } from './workbook.ts';

export interface DecodedWorkbook {
  readonly sheets: readonly Sheet[];
  readonly hiddenSheets: readonly string[];
}

/** Port to whatever library reads .xlsx: nobody else in the program names that library. */
export interface SheetCodec {
  readXlsx(bytes: Uint8Array, limits: FileLimits): Promise<Result<DecodedWorkbook, FileRefusalCode>>;
}
