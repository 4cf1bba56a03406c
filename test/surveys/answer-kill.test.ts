import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/platform/audit/verify.ts';
import { startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { readPostmaster } from '../../src/platform/db/embedded/postmaster.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import { gone, type Program, run, temporaryFolder } from '../support/process.ts';

function acknowledged(program: Program): string[] {
  return [...program.stdout().matchAll(/^ack (\S+ \S+ \d+)$/gm)].map((match) => match[1] ?? '');
}

async function atLeast(program: Program, count: number): Promise<void> {
  const until = Date.now() + 60_000;
  while (acknowledged(program).length < count) {
    if (Date.now() > until)
      throw new Error(`only ${acknowledged(program).length} saves\n${program.stderr()}`);
    await sleep(50);
  }
}

/** 200 bodies save at once while program and database are killed: what was acknowledged stands, once, and its audit verifies. */
describe('kill -9 under 200 writers', { timeout: 240_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let data: string;
  beforeEach(() => {
    folder = temporaryFolder('answer-kill');
    data = join(folder.path, 'data');
  });
  afterEach(() => folder.remove());

  it('loses and doubles no answer', async () => {
    const program = run('test/surveys/answer-writers.ts', [data, '90'], {});
    const postgres = Number((await program.says(/^postgres (\d+)$/m))[1]);
    await atLeast(program, 600);
    process.kill(postgres, 'SIGKILL');
    await program.says(/起動し直しました/);
    const before = acknowledged(program).length;
    await atLeast(program, before + 300);
    const again = readPostmaster(join(data, 'db'))?.pid ?? -1;
    expect(again).toBeGreaterThan(0);
    process.kill(program.pid, 'SIGKILL');
    process.kill(again, 'SIGKILL');
    await program.ended();
    await gone(again);

    const server = await startEmbedded({ dataDir: data });
    const db = createDb(server.connection());
    try {
      const { rows } = await sql<{ line: string }>`
        select body_code || ' ' || question_id || ' ' || revision as line from surveys.answer where in_force`.execute(
        db,
      );
      const stored = rows.map((row) => row.line);
      expect(new Set(stored).size).toBe(stored.length);
      const lost = acknowledged(program).filter((line) => !new Set(stored).has(line));
      expect(lost).toEqual([]);
      const verdict = await verifyAudit(db);
      expect(verdict.faults).toEqual([]);
      expect(verdict.entries).toBeGreaterThanOrEqual(BigInt(stored.length));
    } finally {
      await closeDb(db);
      await stopEmbedded(server);
    }
  });
});
