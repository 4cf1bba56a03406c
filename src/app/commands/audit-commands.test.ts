import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { audit } from '../../platform/audit/actions.ts';
import { OPERATOR } from '../../platform/audit/entry.ts';
import { parseSettings } from '../../platform/env.ts';
import { loadRegister } from '../../spine/bodies/actions.ts';
import { REGISTER_SOURCE } from '../../spine/bodies/register-data.ts';
import { auditCommands } from './audit-commands.ts';
import type { Command } from './command.ts';

describe('shirube audit, shirube retention', () => {
  let database: TestDatabase;
  const clock = fixedClock('2015-05-01T09:00:00+09:00');

  beforeAll(async () => {
    database = await testDatabase();
    await loadRegister(database.db, clock, REGISTER_SOURCE);
    await database.appDb.transaction().execute((tx) =>
      audit(tx, clock, {
        actor: OPERATOR,
        action: 'imports:commit',
        object: { kind: 'import-run', id: 'r1' },
        bodyCode: '012025',
      }),
    );
    clock.set('2026-04-02T09:00:00+09:00');
  });
  afterAll(() => database.close());

  async function shirube(line: string): Promise<{ code: number | string; text: string }> {
    const [name, ...args] = line.split(' ');
    const command = auditCommands.find((one) => one.name === name) as Command & { needs: 'open' };
    const lines: string[] = [];
    const say = (text: string) => void lines.push(text);
    const deps = {
      db: database.db,
      clock,
      log: pino({ level: 'silent' }),
      settings: parseSettings({}),
    };
    const context = { deps, out: say, err: say, connection: { url: '' }, embedded: null };
    try {
      return { code: await command.run(args, context), text: lines.join('\n') };
    } catch (error) {
      return { code: 'refused', text: (error as Error).message };
    }
  }

  it('verifies, prints the digest, and compares one that was kept outside', async () => {
    expect(await shirube('audit verify')).toMatchObject({ code: 0 });
    const { text } = await shirube('audit digest');
    const kept = /--digest (\S+)/.exec(text)?.[1] ?? '';
    expect(kept).toMatch(/^2026-04-01=[0-9a-f]{64}$/);
    expect(await shirube('audit digest 2026-04-01')).toEqual({ code: 0, text });
    expect(await shirube(`audit verify --digest ${kept}`)).toMatchObject({ code: 0 });
    const other = await shirube(`audit verify --digest 2026-04-01=${'0'.repeat(64)}`);
    expect(other).toMatchObject({ code: 3, text: expect.stringContaining('外に控えた要約値と合いません') });
    for (const wrong of ['audit', 'audit verify --digest x', 'audit digest 1', 'audit verify --force']) {
      expect(await shirube(wrong)).toMatchObject({ code: 'refused' });
    }
  });

  it('names row and day of what was tampered with, with another exit code', async () => {
    await sql`update audit.entry set object_id = 'r2' where object_id = 'r1'`.execute(database.db);
    const { code, text } = await shirube('audit verify');
    expect(code).toBe(3);
    expect(text).toMatch(
      /^2015-05-01 団体012025の系列 1番目 記録 [0-9a-f-]{36}: 記録の内容が変わっています（imports:commit）。/,
    );
    await sql`update audit.entry set object_id = 'r1' where object_id = 'r2'`.execute(database.db);
    expect(await shirube('audit verify')).toMatchObject({ code: 0 });
  });

  it('lists what is due, sets the years by a rule, and disposes', async () => {
    expect(await shirube('retention')).toEqual({
      code: 0,
      text: expect.stringMatching(
        /^audit-write {2}012025 {2}1件 .*保存期間 10年 .*しるべの初期値[\s\S]*まだ何も廃棄していません/,
      ),
    });
    expect(await shirube('retention --set audit-write --years 20')).toMatchObject({ code: 'refused' });
    const rule = '--basis （試験）文書管理規程';
    expect(await shirube(`retention --set audit-write --years 20 ${rule} --body 012025`)).toMatchObject({
      code: 0,
    });
    expect((await shirube('retention')).text).toBe('保存期間を過ぎた記録はありません。');
    await shirube(`retention --set audit-write --years 5 ${rule} --body 012025`);
    expect((await shirube('retention --apply')).text).toContain('保存期間 5年  （試験）文書管理規程');
    const verdict = await shirube('audit verify');
    expect(verdict).toMatchObject({ code: 0, text: expect.stringContaining('うち廃棄済み 1件') });
  });
});
