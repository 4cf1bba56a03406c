import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { audit, auditRead } from '../actions.ts';
import { type AuditActor, OPERATOR } from '../entry.ts';
import { listAudit } from '../queries/list.ts';
import { disposeEntries } from '../queries/retention.ts';
import { verifyAudit } from '../verify.ts';
import { listDue, runRetention, setRetentionClass } from './actions.ts';
import { auditRetentionKinds } from './own-kinds.ts';

const clock = fixedClock('2015-06-01T09:00:00+09:00');
const OFFICER: AuditActor = { seatId: 'seat-1', person: { id: 'person-1', name: '見本 花子' } };

describe('retention', () => {
  let database: TestDatabase;

  async function act(on: string, bodyCode: string): Promise<void> {
    clock.set(`${on}T12:00:00+09:00`);
    const entry = { actor: OFFICER, object: { kind: 'survey-answer', id: on }, bodyCode };
    await database.appDb
      .transaction()
      .execute((tx) => audit(tx, clock, { ...entry, action: 'surveys:answer.save' }));
    await auditRead(database.appDb, clock, { ...entry, action: 'surveys:answer.open' });
  }

  beforeAll(async () => {
    database = await testDatabase();
    for (const on of ['2016-03-31', '2016-04-01', '2020-12-01']) {
      await act(on, '990019');
      await act(on, '990027');
    }
  });
  afterAll(() => database.close());

  const due = async (today: string) =>
    (await listDue(database.db, auditRetentionKinds, today)).map((line) => [
      line.kind,
      line.bodyCode,
      line.years,
      line.count,
      line.oldest,
    ]);

  it('lists what is past its years, by body and by the default', async () => {
    expect(await due('2026-03-31')).toEqual([
      ['audit-read', '990019', 3, 3n, '2016-03-31'],
      ['audit-read', '990027', 3, 3n, '2016-03-31'],
    ]);
    expect(await due('2026-04-01')).toEqual([
      ['audit-write', '990019', 10, 1n, '2016-03-31'],
      ['audit-write', '990027', 10, 1n, '2016-03-31'],
      ['audit-read', '990019', 3, 3n, '2016-03-31'],
      ['audit-read', '990027', 3, 3n, '2016-03-31'],
      ['audit-name', '000000', 5, 1n, '2020-12-01'],
    ]);
  });

  it('takes the years from the body’s own rules', async () => {
    clock.set('2026-03-31T09:00:00+09:00');
    const set = (given: { bodyCode: string; kind: string; years: number; basis: string }) =>
      setRetentionClass(database.db, clock, auditRetentionKinds, given, OPERATOR);
    const basis = '見本町文書管理規程 別表第1';
    expect(await set({ bodyCode: '990019', kind: 'audit-read', years: 30, basis })).toMatchObject({
      ok: true,
    });
    expect(await set({ bodyCode: '990019', kind: 'nothing', years: 30, basis })).toMatchObject({
      code: 'unknown-kind',
    });
    // A code of six digits whose last one does not fit.
    expect(await set({ bodyCode: '990018', kind: 'audit-read', years: 30, basis })).toMatchObject({
      code: 'unknown-body',
    });
    expect(await set({ bodyCode: '990019', kind: 'audit-read', years: 0, basis })).toMatchObject({
      code: 'bad-years',
    });
    expect(await set({ bodyCode: '990019', kind: 'audit-read', years: 5, basis: ' ' })).toMatchObject({
      code: 'no-basis',
    });
    expect(await due('2026-03-31')).toEqual([['audit-read', '990027', 3, 3n, '2016-03-31']]);
  });

  it('disposes by rule, tells what went, and the chains still verify', async () => {
    clock.set('2026-04-01T09:00:00+09:00');
    const { appDb, db } = database;
    const scope = { bodyCode: '990019', before: '2026-04-01', disposalId: randomUUID() };
    const byServer = appDb.transaction().execute((tx) => disposeEntries(tx, 'write', scope));
    await expect(byServer).rejects.toMatchObject({ code: '42501' });
    const done = await runRetention(db, clock, auditRetentionKinds, OPERATOR);
    expect(done.map((line) => [line.kind, line.bodyCode, line.count])).toEqual([
      ['audit-write', '990019', 1n],
      ['audit-write', '990027', 1n],
      ['audit-read', '990027', 3n],
      ['audit-name', '000000', 1n],
    ]);
    expect(await due('2026-04-01')).toEqual([]);
    const verdict = await verifyAudit(db);
    expect(verdict.faults).toEqual([]);
    expect(verdict.disposed).toBe(5n);
    const { lines } = await listAudit(db, {
      bodies: ['990019'],
      objectKind: 'survey-answer',
      limit: 50,
      offset: 0,
    });
    expect(lines.map((line) => [line.at.slice(0, 10), line.kind, line.name]).sort()).toEqual([
      ['2016-03-31', 'read', null],
      ['2016-04-01', 'read', null],
      ['2016-04-01', 'write', null],
      ['2020-12-01', 'read', null],
      ['2020-12-01', 'write', null],
    ]);
  });

  it('finds a row that was slipped under a disposal afterwards', async () => {
    const { db } = database;
    await sql`with one as (select l.* from audit.link l join audit.entry e using (body_code, entry_id)
        where e.action = 'surveys:answer.save' order by l.body_code, l.seq limit 1),
      gone as (delete from audit.entry e using one where e.entry_id = one.entry_id)
      insert into audit.disposed select one.body_code, one.seq,
        (select disposal_id from audit.disposed d where d.body_code = one.body_code limit 1) from one`.execute(
      db,
    );
    expect((await verifyAudit(db)).faults.map((fault) => fault.kind)).toEqual(['disposal']);
  });
});
