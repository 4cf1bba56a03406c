import type { NoticeJoins } from '../contracts/notices.ts';
import type { ModuleFace } from '../module.ts';
import { noticeSchedules, reminderMail, weeklyMail } from './mail-jobs.ts';
import { m0001 } from './migrations/0001-notices.ts';
import { noticePages } from './pages/routes.tsx';
import { unseenCount } from './queries/read.ts';

export function makeNoticesModule(joins: NoticeJoins): ModuleFace {
  return {
    id: 'notices',
    title: '通知',
    plan: [],
    migrations: [m0001],
    indicators: [],
    fileKinds: [],
    // Asked in the scope of the program; the query names body and post.
    workplaces: [{ title: '通知', href: '/notices', right: 'notices:read', waiting: unseenCount }],
    jobs: [weeklyMail(joins), reminderMail(joins)],
    schedules: noticeSchedules,
    pages: noticePages,
  };
}
