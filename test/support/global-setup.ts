import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { isAlive, readPostmaster } from '../../src/platform/db/embedded/postmaster.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the socket of the one PostgreSQL of this run. */
    pgSocketDir: string;
  }
}

/** One PostgreSQL for the whole run, on a folder of its own that is removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweep();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(dataDir, OWNER), String(process.pid));
  // mkdtemp makes 0700; as root the server runs as another user, who must be able to enter.
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, durable: false });
  project.provide('pgSocketDir', server.socketDir);
  return async () => {
    await stopEmbedded(server);
    rmSync(dataDir, { recursive: true, force: true });
  };
}

const PREFIX = 'shirube-test-';
const OWNER = 'owner.pid';

/** A run that was killed leaves its server behind: the next one ends it. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(join(dir, OWNER), 'utf8')))) continue;
      const server = readPostmaster(join(dir, 'db'));
      if (server && isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // Of another user, or just being made: not ours to clean.
    }
  }
}
