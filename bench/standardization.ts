import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db/database.ts';
import { DATABASE_USER } from '../src/platform/db/embedded/launch.ts';
import type { ResultRow } from './measure.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(
  new URL('../src/modules/standardization/measure/full-size-child.ts', import.meta.url),
);

/** M1–M7: measured inside the module, in a process of its own. `months` of history; 36 make 50 million states. */
export async function benchStandardization(
  db: Db,
  database: string,
  months: number,
): Promise<readonly ResultRow[]> {
  const { rows } = await sql<{
    dir: string;
  }>`select current_setting('unix_socket_directories') as dir`.execute(db);
  const args = ['--import', 'tsx', SCRIPT, rows[0]?.dir ?? '', database, String(months), DATABASE_USER];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as readonly ResultRow[];
}
