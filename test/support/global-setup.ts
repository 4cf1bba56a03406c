import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the socket of the one PostgreSQL of this run. */
    pgSocketDir: string;
  }
}

/** One PostgreSQL for the whole run, on a folder of its own that is removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shirube-test-'));
  const { chmodSync } = await import('node:fs');
  // mkdtemp makes 0700; as root the server runs as another user, who must be able to enter.
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, durable: false });
  project.provide('pgSocketDir', server.socketDir);
  return async () => {
    await stopEmbedded(server);
    rmSync(dataDir, { recursive: true, force: true });
  };
}
