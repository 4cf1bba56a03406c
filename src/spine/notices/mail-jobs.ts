import { z } from 'zod';
import { addDays, type Day, formatDay } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { RetentionKind } from '../../platform/audit/retention/kind.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { defineJob, type JobHandler } from '../../platform/jobs/handler.ts';
import { daily, type Schedule, weekly } from '../../platform/jobs/schedule.ts';
import { enqueueMail } from '../../platform/mail/actions.ts';
import type { NoticeJoins } from '../contracts/notices.ts';
import { type Holder, holdersOf } from '../posts/queries/for-parts.ts';
import { bodiesWithOpen, openOf, unreceivedDueOn } from './queries/read.ts';
import { deleteNotices, dueNotices } from './queries/retention.ts';

const BODIES_PER_STEP = 100;
/** Days before a 期限 on which those who have not received it are reminded. */
const REMIND_BEFORE = [7, 1];
const PLACE = 'notices:read';

/** Monday's mail: one for each person and body with something open. */
export function weeklyMail(joins: NoticeJoins): JobHandler {
  return defineJob({
    kind: 'notices.weekly-mail',
    title: '通知のまとめのメール',
    payload: z.object({}),
    async run(job) {
      const { deps } = job;
      // The week that the job is of: a run that goes on next day must not write twice.
      const today = dayInJapan(Date.parse(job.job.createdAt));
      let after = typeof job.cursor === 'string' ? job.cursor : '';
      for (let more = true; more; ) {
        await job.step(async (tx) => {
          const bodies = await bodiesWithOpen(tx, after, BODIES_PER_STEP);
          const excused = await joins.excused(tx, today);
          for (const bodyCode of bodies.filter((code) => !excused.has(code)))
            await mailBody(tx, deps, bodyCode, today);
          more = bodies.length === BODIES_PER_STEP;
          after = bodies.at(-1) ?? after;
          return { cursor: after };
        });
      }
    },
  });
}

async function mailBody(tx: Tx, deps: Deps, bodyCode: string, today: Day): Promise<void> {
  for (const holder of await holdersOf(tx, bodyCode, PLACE, today)) {
    const open = await openOf(tx, { bodyCode, postId: holder.postId }, today);
    if (open.unseen + open.unreceived === 0) continue;
    const lines = [
      `未読の通知：${open.unseen}件`,
      `受領の記録を待つ通知：${open.unreceived}件`,
      ...(open.nextReply === null ? [] : [`最も近い期限：${formatDay(open.nextReply)}`]),
    ];
    const key = `weekly ${today} ${holder.seatId}`;
    await mailHolder(tx, deps, holder, key, `【しるべ】通知のまとめ（${formatDay(today)}）`, lines);
  }
}

/** Seven days and one day before the 期限 of what a body has not received. */
export function reminderMail(joins: NoticeJoins): JobHandler {
  return defineJob({
    kind: 'notices.reminder-mail',
    title: '期限の近い通知のメール',
    payload: z.object({}),
    async run(job) {
      const today = dayInJapan(Date.parse(job.job.createdAt));
      await job.finish(async (tx) => {
        const days = REMIND_BEFORE.map((before) => addDays(today, before));
        const excused = await joins.excused(tx, today);
        const due = (await unreceivedDueOn(tx, days)).filter((line) => !excused.has(line.bodyCode));
        for (const { bodyCode, noticeId, replyBy } of due) {
          for (const holder of await holdersOf(tx, bodyCode, PLACE, today)) {
            const key = `reminder ${today} ${noticeId} ${holder.seatId}`;
            const subject = `【しるべ】期限が近い通知があります（${formatDay(replyBy)}まで）`;
            await mailHolder(
              tx,
              job.deps,
              holder,
              key,
              subject,
              ['まだ受領が記録されていません。'],
              noticeId,
            );
          }
        }
        return { reminded: due.length };
      });
    },
  });
}

/** What goes through other networks tells numbers and days only; who reads it signs in. */
async function mailHolder(
  tx: Tx,
  deps: Deps,
  holder: Holder,
  key: string,
  subject: string,
  lines: readonly string[],
  noticeId?: string,
): Promise<void> {
  if (holder.mail === null) return;
  const place = noticeId === undefined ? '/notices' : `/notices/${noticeId}`;
  const text = [
    `${holder.bodyName} ${holder.postTitle}　${holder.personName} 様`,
    '',
    ...lines,
    '',
    '内容は、しるべにサインインして確かめてください。',
    `${deps.settings.baseUrl}${place}`,
    '',
    'このメールは自動で送られています。返信はできません。',
  ].join('\n');
  const sent = await enqueueMail(tx, deps.clock, {
    to: holder.mail,
    subject,
    text,
    key,
    bodyCode: holder.bodyCode,
  });
  // An address that cannot be written to must not keep the mail of all others back.
  if (!sent.ok)
    deps.log.warn({ event: 'notice-mail-refused', code: sent.code, seatId: holder.seatId }, 'mail');
}

export const noticeSchedules: readonly Schedule[] = [
  weekly('notices.weekly-mail', 'monday', '08:00'),
  daily('notices.reminder-mail', '08:10'),
];

export const noticeRetention: RetentionKind = {
  id: 'notice',
  title: '通知（送った団体の文書として）',
  defaultYears: 5,
  due: dueNotices,
  dispose: async (tx, { bodyCode, before }) => ({ count: await deleteNotices(tx, bodyCode, before) }),
};
