import { z } from 'zod';
import { dayInJapan } from '../../core/known-on.ts';
import { erasePerson } from '../../platform/audit/actions.ts';
import { SYSTEM } from '../../platform/audit/entry.ts';
import type { DueRecords, RetentionKind } from '../../platform/audit/retention/kind.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope, withScope } from '../../platform/db/scope.ts';
import type { Clock } from '../../platform/deps.ts';
import { defineJob } from '../../platform/jobs/handler.ts';
import { daily } from '../../platform/jobs/schedule.ts';
import { eraseAccount, revokeSessions } from '../../platform/sign-in/actions.ts';
import { forgetChoices } from './queries/chosen-seat.ts';
import { accountsWithoutSeat, erasePersonalData, getPerson, peopleGoneBefore } from './queries/people.ts';

/**
 * Just after midnight: whoever had a last day yesterday is signed out everywhere. A page would open nothing for them
 * anyway (`acting.ts`); a session that lies open is closed all the same.
 */
export const departuresJob = defineJob({
  kind: 'posts.departures',
  title: '在席の終わった人のサインアウト',
  payload: z.object({}),
  run: (job) =>
    job.finish(async (tx) => {
      const { deps } = job;
      const now = deps.clock.now();
      const accounts = await accountsWithoutSeat(tx, dayInJapan(now));
      let sessions = 0;
      for (const accountId of accounts) sessions += await revokeSessions(tx, deps, accountId);
      // A session lives 12 hours; a choice of the day before yesterday is nobody's.
      await forgetChoices(tx, new Date(now - 2 * 24 * 3_600_000).toISOString());
      return { sessions };
    }),
});

export const departuresSchedule = daily(departuresJob.kind, '00:05');

/**
 * 氏名, ふりがな and mail of people whose last seat ended long ago go: here and in the audit, and their accounts let nobody
 * in. Seats, posts and what was written stay, under a number. Five years until a body's own 文書管理規程 says otherwise.
 */
export const personRetention: RetentionKind = {
  id: 'posts-person',
  title: '在席の終わった人の氏名・連絡先',
  defaultYears: 5,
  due: async (db, before) => {
    const gone = await withScope(db, { kind: 'system' }, (tx) => peopleGoneBefore(tx, before));
    const bodies = [...new Set(gone.map((person) => person.bodyCode))].sort();
    return bodies.map((bodyCode): DueRecords => {
      const days = gone.filter((person) => person.bodyCode === bodyCode).map((person) => person.goneOn);
      return { bodyCode, count: BigInt(days.length), oldest: days.sort()[0] ?? before };
    });
  },
  dispose: (tx, { bodyCode, before, at }) =>
    withinScope(tx, { kind: 'system' }, async () => {
      const gone = await peopleGoneBefore(tx, before, bodyCode);
      for (const { personId } of gone) await erase(tx, personId, bodyCode, at);
      return { count: BigInt(gone.length) };
    }),
};

async function erase(tx: Tx, personId: string, bodyCode: string, at: string): Promise<void> {
  const person = await getPerson(tx, personId);
  if (person === null) return;
  const clock: Clock = { now: () => Date.parse(at) };
  await erasePersonalData(tx, personId, at);
  await erasePerson(tx, clock, personId, SYSTEM, bodyCode);
  if (person.accountId !== null) await eraseAccount(tx, { clock }, person.accountId, SYSTEM);
}
