import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/platform/audit/verify.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import { surveysHandover } from '../../src/spine/surveys/handover.ts';
import { surveyRetention } from '../../src/spine/surveys/retention.ts';
import { openSite } from '../support/site.ts';

const VILLAGE = '993611';

describe('what stays behind when people or years go', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  beforeAll(async () => {
    site = await openSite('2026-11-21T09:00:00+09:00');
  });
  afterAll(() => site.close());

  const handover = (bodyCode: string, sectionId: string | null) =>
    withScope(site.appDeps.db, { kind: 'body', bodyCode: VILLAGE }, (tx) =>
      surveysHandover.handover(tx, { bodyCode, postId: '', sectionId }, '2026-11-21'),
    );

  it('tells a successor what is owed and until when, and why it was answered so', async () => {
    await sql`
      insert into surveys.private_note (body_code, survey_id, question_id, revision, note, seat_title, saved_at)
      values (${VILLAGE}, 'structure', 'body', 1, '連絡会議は首長が出ないので「ない」とした', '架空村 総務課', now())`.execute(
      site.deps.db,
    );
    const [sheets, handouts, notes] = await handover(VILLAGE, null);
    expect(sheets?.lines.map((line) => line.href)).toEqual([
      '/surveys/sheets/S0002-993611',
      '/surveys/sheets/S0003-993611',
      '/surveys/sheets/S0004-993611',
    ]);
    expect(sheets?.lines.every((line) => line.dueOn !== undefined)).toBe(true);
    expect(handouts?.lines).toEqual([]);
    expect(notes?.lines[0]?.note).toContain('連絡会議');
    // Another body's post, asked in this body's scope: nothing of it is seen.
    expect((await handover('993026', null))[0]?.lines).toEqual([]);
  });

  it('disposes of working papers after their years; what was handed in and its figures stay', async () => {
    const { db } = site.deps;
    expect(await surveyRetention.due(db, '2025-06-01')).toEqual([]);
    const due = (await surveyRetention.due(db, '2025-07-01')).find((one) => one.bodyCode === VILLAGE);
    expect(Number(due?.count)).toBeGreaterThan(5);
    const scope = { bodyCode: VILLAGE, before: '2025-07-01', disposalId: '', at: '' };
    const gone = await db.transaction().execute((tx) => surveyRetention.dispose(tx, scope));
    expect(gone.count).toBe(due?.count);
    const { rows } = await sql<{ handed: number }>`
      select count(*)::integer as handed from surveys.handed_in where body_code = ${VILLAGE}`.execute(db);
    expect(rows[0]?.handed).toBeGreaterThan(5);
    expect((await verifyAudit(db)).faults).toEqual([]);
  });
});
