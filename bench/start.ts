import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResultRow } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** `npm start` until the nation page answers; seconds. */
async function start(
  folder: string,
  port: number,
): Promise<{ readonly child: ChildProcess; readonly seconds: number }> {
  const began = Date.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  });
  while (Date.now() - began < 120_000) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (answer?.status === 200) return { child, seconds: (Date.now() - began) / 1000 };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGTERM');
  throw new Error('no page within 120 s');
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Memory of the program and of its database, shared pages counted once, in MB. */
function memoryOf(folder: string): number {
  let kilobytes = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const cwd = readFileSync(`/proc/${pid}/environ`, 'utf8');
      const ours = command.includes('dist/main.js')
        ? cwd.includes(`PWD=${folder}`)
        : command.includes('postgres');
      if (!ours) continue;
      const proportional = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
      kilobytes += Number(proportional?.[1] ?? 0);
    } catch {
      // Processes come and go while we look; Linux only.
    }
  }
  return kilobytes / 1024;
}

/** B5: a fresh clone with a warm registry; later starts; memory. */
export async function benchStart(): Promise<readonly ResultRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shirube-clone-'));
  const rows: ResultRow[] = [];
  try {
    execFileSync('git', ['clone', '--quiet', root, folder]);
    const first = await start(folder, await freePort());
    const memory = memoryOf(folder);
    await stop(first.child);
    const later = await start(folder, await freePort());
    await stop(later.child);
    rows.push(
      row(
        'first page after npm start on a fresh clone',
        `${first.seconds.toFixed(1)} s`,
        '≤ 60 s',
        first.seconds <= 60,
      ),
      row('first page on a later start', `${later.seconds.toFixed(1)} s`, '≤ 3 s', later.seconds <= 3),
      row(
        'memory of the program and its database after the first page',
        `${memory.toFixed(0)} MB`,
        '≤ 500 MB',
        memory > 0 && memory <= 500,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

function row(work: string, figure: string, goal: string, met: boolean): ResultRow {
  return { id: 'B5', work, figure, against: '–', ratio: '–', goal, met };
}
