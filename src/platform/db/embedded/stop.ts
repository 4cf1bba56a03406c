import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedServer } from './launch.ts';
import { isAlive } from './postmaster.ts';

const STOP_MS = 30_000;

/** Ends the server in order (SIGINT: open transactions are rolled back, a checkpoint is written). */
export async function stopEmbedded(server: EmbeddedServer, pid = server.pid): Promise<void> {
  signal(pid, 'SIGINT');
  const until = Date.now() + STOP_MS;
  while (isAlive(pid)) {
    if (Date.now() > until) {
      // Immediate: nothing acknowledged is lost, the next start recovers from the log.
      signal(pid, 'SIGQUIT');
      break;
    }
    await sleep(10);
  }
  if (!server.socketDir.startsWith(server.pgData.replace(/db$/, ''))) {
    rmSync(server.socketDir, { recursive: true, force: true });
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}
