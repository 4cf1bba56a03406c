import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type ChildScript, childScript } from '../process/child-script.ts';
import type { FileLimits } from './limits.ts';
import type { FileRefusalCode } from './refusals.ts';
import type { DecodedWorkbook, SheetCodec } from './sheet-codec.ts';
import { guardZip } from './zip-guard.ts';

export type ChildAnswer =
  | ({ readonly kind: 'sheets' } & DecodedWorkbook)
  | { readonly kind: 'bad' }
  | { readonly kind: 'too-many-cells' };

type Ended = ChildAnswer | { readonly kind: 'no-answer' } | { readonly kind: 'timeout' };

/** Reads .xlsx in a process of its own: heap limited, killed when it takes too long, without the server's environment. */
export const xlsxCodec: SheetCodec = {
  readXlsx: (bytes, limits) => readInChild(bytes, limits, childScript('xlsx-child', import.meta.url)),
};

/** The same with a script that was built elsewhere: what the bench measures is what an operator runs. */
export function xlsxCodecOf(path: string): SheetCodec {
  return { readXlsx: (bytes, limits) => readInChild(bytes, limits, { path, loader: [] }) };
}

async function readInChild(
  bytes: Uint8Array,
  limits: FileLimits,
  script: ChildScript,
): Promise<Result<DecodedWorkbook, FileRefusalCode>> {
  const guarded = await guardZip(bytes, limits.zip);
  if (!guarded.ok) return guarded;
  if (!guarded.value.names.includes('xl/workbook.xml')) {
    return refuse('file-is-not-a-table', { found: containerTitle(guarded.value.names) });
  }
  const answer = await askChild(bytes, limits, script);
  switch (answer.kind) {
    case 'sheets':
      return ok({ sheets: answer.sheets, hiddenSheets: answer.hiddenSheets });
    case 'bad':
      return refuse('file-bad-workbook');
    case 'too-many-cells':
      return refuse('file-too-many-cells', { limit: limits.maxCells.toLocaleString('en') });
    case 'timeout':
      return refuse('file-timeout', { limit: String(Math.ceil(limits.childTimeoutMs / 1000)) });
    case 'no-answer':
      return refuse('file-needs-memory');
  }
}

function containerTitle(names: readonly string[]): string {
  if (names.includes('xl/workbook.bin')) return '.xlsb';
  if (names.includes('word/document.xml')) return 'Word 文書';
  if (names.includes('ppt/presentation.xml')) return 'PowerPoint 文書';
  if (names.includes('mimetype')) return 'OpenDocument';
  return 'ZIP';
}

function askChild(bytes: Uint8Array, limits: FileLimits, { path, loader }: ChildScript): Promise<Ended> {
  const child: ChildProcess = fork(path, [String(limits.maxCells)], {
    execArgv: [`--max-old-space-size=${limits.childMemoryMiB}`, ...loader],
    // Neither the database's address nor any secret of the server reaches the reader of strange files.
    env: { PATH: process.env.PATH ?? '' },
    // Where the loader of development is found from, whatever folder the program was started in.
    cwd: dirname(path),
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise<Ended>((resolve, reject) => {
    let answer: Ended = { kind: 'no-answer' };
    const timer = setTimeout(() => {
      answer = { kind: 'timeout' };
      child.kill('SIGKILL');
    }, limits.childTimeoutMs);
    child.once('message', (message) => {
      answer = message as ChildAnswer;
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    // A child that dies early closes the pipe; the answer then says so.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}
