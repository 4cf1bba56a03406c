import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../user-error.ts';

/**
 * The file of a logical export: gzip of lines. First a header (JSON); then for each table a line of JSON followed by
 * its rows in PostgreSQL's COPY text, ended by `\.` as pg_dump does; at last a trailer (JSON).
 */
export const FORMAT = 'shirube-export/1';
/** The same, of chosen rows: the copy for the public side. Neither is read where the other is expected. */
export const COPY_FORMAT = 'shirube-copy/1';

export interface Header {
  readonly format: typeof FORMAT | typeof COPY_FORMAT;
  readonly createdAt: string;
  readonly serverVersion: string;
  readonly migrations: readonly { readonly id: string; readonly sha256: string }[];
  /** Of a copy: whether 見本県 is in it. */
  readonly sample?: boolean;
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly called: boolean }[];
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface Trailer {
  readonly end: true;
  /** Table → rows and SHA-256 of their text. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
}

export const END_OF_ROWS = '\\.';

/** Pieces of the file: a line of JSON, or some whole rows (each with its line end). */
export type Piece =
  | { readonly json: unknown }
  | { readonly rows: Buffer; readonly count: number }
  | 'end-of-rows';

const NEWLINE = 0x0a;
const MARK = Buffer.from(`${END_OF_ROWS}\n`);

/**
 * Reads the file piece by piece; memory stays small whatever its size.
 * @throws UserError when it is no such file or is cut off
 */
export async function* readBundle(file: string): AsyncGenerator<Piece> {
  const source = createReadStream(file);
  const gunzip = source.on('error', (error) => gunzip.destroy(error)).pipe(createGunzip());
  let rest: Buffer = Buffer.alloc(0);
  let inRows = false;
  try {
    for await (const chunk of gunzip) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      let from = 0;
      let begun = 0;
      let count = 0;
      for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE, from)) {
        const line = rest.subarray(from, at + 1);
        from = at + 1;
        if (inRows && !line.equals(MARK)) {
          count++;
          continue;
        }
        if (count > 0) yield { rows: rest.subarray(begun, from - line.length), count };
        count = 0;
        begun = from;
        if (inRows) {
          inRows = false;
          yield 'end-of-rows';
        } else {
          const json: unknown = JSON.parse(line.toString('utf8'));
          inRows = typeof json === 'object' && json !== null && 'table' in json;
          yield { json };
        }
      }
      if (count > 0) yield { rows: rest.subarray(begun, from), count };
      rest = rest.subarray(from);
    }
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      /^(Z_|ENOENT|EISDIR|EACCES)/.test((error as NodeJS.ErrnoException).code ?? '')
    ) {
      throw new UserError(
        `しるべの書出しファイルとして読めません。ファイル: ${file}。壊れているか、途中で切れています。`,
      );
    }
    throw error;
  }
  if (rest.length > 0 || inRows)
    throw new UserError(`書出しファイルが途中で切れています。ファイル: ${file}。`);
}
