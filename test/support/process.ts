import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive, readPostmaster } from '../../src/platform/db/embedded/postmaster.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A real process of ours, with what it has said so far. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** Waits until the output matches; fails with the whole output when it ends or takes too long. */
  says(pattern: RegExp, ms?: number): Promise<RegExpExecArray>;
  /** Exit code, or null after a signal. */
  ended(ms?: number): Promise<number | null>;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  /** Arguments for Node, before the file: `--import file`. */
  readonly node?: readonly string[];
}

/** Runs a TypeScript file of the project from its sources. */
export function run(file: string, args: readonly string[], options: ProgramOptions = {}): Program {
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), '--import', 'tsx', join(root, file), ...args],
    {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: '/tmp', TMPDIR: tmpdir(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    },
  );
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const report = (what: string) => new Error(`${file}: ${what}\n—— stdout\n${out}\n—— stderr\n${err}`);
  return {
    child,
    pid: child.pid ?? -1,
    stdout: () => out,
    stderr: () => err,
    async says(pattern, ms = 60_000) {
      const until = Date.now() + ms;
      for (;;) {
        const found = pattern.exec(out) ?? pattern.exec(err);
        if (found) return found;
        if (child.exitCode !== null || child.signalCode !== null) throw report(`ended before ${pattern}`);
        if (Date.now() > until) throw report(`did not say ${pattern}`);
        await sleep(25);
      }
    },
    async ended(ms = 60_000) {
      const late = sleep(ms, 'late' as const, { ref: false });
      const code = await Promise.race([exit, late]);
      if (code === 'late') throw report('did not end');
      return code;
    },
  };
}

/** The program as `npm start` runs it, on a free port. */
export async function startServer(dataDir: string, options: ProgramOptions = {}) {
  const program = run('src/app/main.ts', [], {
    ...options,
    env: { PORT: '0', SHIRUBE_DATA: dataDir, ...options.env },
  });
  const url = (await program.says(/しるべを起動しました: (http\S+)/, 120_000))[1] ?? '';
  const link = (await program.says(/(http\S+\/operator\?token=\S+)/))[1] ?? '';
  return { ...program, url, link };
}

/** A folder for one test that every user can enter; `remove` ends a database that still runs on it. */
export function temporaryFolder(name: string): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), `shirube-${name}-`));
  chmodSync(path, 0o755);
  return {
    path,
    async remove() {
      await endDatabase(join(path, 'data', 'db'));
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

export async function endDatabase(pgData: string): Promise<void> {
  const server = existsSync(pgData) ? readPostmaster(pgData) : null;
  if (!server || !isAlive(server.pid)) return;
  process.kill(server.pid, 'SIGQUIT');
  await gone(server.pid);
}

export async function gone(pid: number, ms = 20_000): Promise<void> {
  const until = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error(`process ${pid} does not end`);
    await sleep(20);
  }
}
