import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Day, isDay } from '../../core/calendar.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { childScript } from '../process/child-script.ts';
import { pdfAvailable } from './compiler.ts';

/** What the child is asked for. */
export interface PdfOrder {
  readonly source: string;
  readonly data: object;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly as: 'pdf' | 'svg';
}

export type PdfAnswer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array }
  | { readonly kind: 'bad'; readonly message: string };

/** `pdf-not-here`: no compiler for this kind of machine. `pdf-too-large`: memory or time did not suffice. */
export type PdfRefusalCode = 'pdf-not-here' | 'pdf-busy' | 'pdf-too-large';

export interface PdfLimits {
  /** Of the data as JSON. */
  readonly maxDataBytes: number;
  readonly timeoutMs: number;
  readonly memoryMiB: number;
  /** Processes at once; others wait. */
  readonly atOnce: number;
  /** How many may wait. */
  readonly waiting: number;
}

export const PDF_LIMITS: PdfLimits = {
  maxDataBytes: 8 * 1024 * 1024,
  timeoutMs: 30_000,
  memoryMiB: 768,
  atOnce: 2,
  waiting: 20,
};

/**
 * A tagged PDF (PDF/UA-1) of a Typst document that reads `json(bytes(sys.inputs.data))`. The same source, data and day give
 * the same bytes, on every machine: fonts of the machine are not asked. Characters that the font lacks are 〓, and listed
 * in `data.missing`. A fault of the source itself throws.
 */
export async function renderPdf(
  source: string,
  data: object,
  made: { readonly on: Day; readonly as?: 'pdf' | 'svg' },
  limits: PdfLimits = PDF_LIMITS,
): Promise<Result<Uint8Array<ArrayBuffer>, PdfRefusalCode>> {
  if (!pdfAvailable()) return refuse('pdf-not-here');
  if (!isDay(made.on)) throw new Error(`no day: ${made.on}`);
  const createdAt = Date.parse(`${made.on}T00:00:00+09:00`) / 1000;
  const order: PdfOrder = { source, data, createdAt, as: made.as ?? 'pdf' };
  const bytes = Buffer.from(JSON.stringify(order));
  if (bytes.length > limits.maxDataBytes) return refuse('pdf-too-large');
  if (!(await turn(limits))) return refuse('pdf-busy');
  try {
    const answer = await askChild(bytes, limits);
    if (answer === null) return refuse('pdf-too-large');
    if (answer.kind === 'bad') throw new Error(`typst: ${answer.message}`);
    return ok(Uint8Array.from(answer.bytes));
  } finally {
    nextTurn();
  }
}

let running = 0;
const queue: (() => void)[] = [];

async function turn(limits: PdfLimits): Promise<boolean> {
  if (running < limits.atOnce) {
    running += 1;
    return true;
  }
  if (queue.length >= limits.waiting) return false;
  // Whoever ends hands its place over: `running` stays.
  await new Promise<void>((resolve) => queue.push(resolve));
  return true;
}

function nextTurn(): void {
  const next = queue.shift();
  if (next === undefined) running -= 1;
  else next();
}

/** Null: it took too long, took too much memory, or died. */
function askChild(order: Buffer, limits: PdfLimits): Promise<PdfAnswer | null> {
  const { path, loader } = childScript('pdf-child', import.meta.url);
  const child = fork(path, [], {
    execArgv: [...loader],
    // Neither the database's address nor any secret of the server reaches native code.
    env: { PATH: process.env.PATH ?? '' },
    // Where the loader of development is found from, whatever folder the program was started in.
    cwd: dirname(path),
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let answer: PdfAnswer | null = null;
    const timer = setTimeout(() => child.kill('SIGKILL'), limits.timeoutMs);
    const watch = setInterval(() => {
      if (residentMiB(child) > limits.memoryMiB) child.kill('SIGKILL');
    }, 50);
    const end = () => {
      clearTimeout(timer);
      clearInterval(watch);
    };
    child.once('message', (message) => {
      answer = message as PdfAnswer;
    });
    child.once('error', (error) => {
      end();
      reject(error);
    });
    child.once('close', () => {
      end();
      resolve(answer);
    });
    // A child that dies early closes the pipe; the answer then says so.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(order);
  });
}

/** Native memory is in no limit that Node could set; Linux, the only kind of machine with the compiler, tells it. */
function residentMiB(child: ChildProcess): number {
  try {
    const pages = Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * 4096) / 1024 / 1024;
  } catch {
    return 0;
  }
}
