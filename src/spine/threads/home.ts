import { formatDay } from '../../core/calendar.ts';
import type { HandoverSource } from '../contracts/handover.ts';
import type { HomeSource } from '../contracts/home.ts';
import { may } from '../contracts/seat.ts';
import { listThreads } from './queries/read.ts';
import { isLate, KINDS, threadNo } from './rules/thread.ts';

const MINUTES = 10;
const SHOWN = 100;

/** What waits for an answer of the seat's body. */
export const threadsHome: HomeSource = {
  id: 'threads',
  async read(tx, { seat, today }) {
    if (!may(seat, 'threads:answer')) return {};
    const { lines } = await listThreads(tx, seat.bodyCode, { shelf: 'here', limit: SHOWN, offset: 0 });
    const [first] = lines.filter((line) => line.wantsAnswer);
    if (first === undefined) return {};
    const waiting = lines.filter((line) => line.wantsAnswer).length;
    const task = {
      title:
        waiting === 1
          ? `${KINDS[first.kind]}「${first.title}」に答える`
          : `${waiting}件の連絡・問合せに答える`,
      minutes: MINUTES * waiting,
      href: waiting === 1 ? `/threads/${threadNo(first)}` : '/threads',
      button: waiting === 1 ? 'やり取りを開く' : '一覧を開く',
      dueOn: first.dueOn,
      why:
        first.dueOn !== null && isLate(first, today)
          ? `期限の${formatDay(first.dueOn)}を過ぎています。`
          : `${first.askerTitle}が答えを待っています。`,
    };
    return { tasks: [task] };
  },
};

/** What a successor must answer, and whose answers are still awaited. */
export const threadsHandover: HandoverSource = {
  id: 'threads',
  async handover(tx, post) {
    const shelf = async (name: 'here' | 'asked') =>
      (await listThreads(tx, post.bodyCode, { shelf: name, limit: SHOWN, offset: 0 })).lines.filter(
        (line) => line.wantsAnswer && line.state !== 'closed',
      );
    return [
      {
        title: '答えを待たれている連絡・問合せ',
        empty: '答えを待たれている連絡・問合せはありません。',
        lines: (await shelf('here')).map((line) => ({
          text: `${line.askerTitle}：${line.title}（${threadNo(line)}）`,
          href: `/threads/${threadNo(line)}`,
          ...(line.dueOn === null ? {} : { dueOn: line.dueOn }),
        })),
      },
      {
        title: 'こちらから送り、終わっていない連絡・問合せ',
        empty: '終わっていない連絡・問合せはありません。',
        lines: (await shelf('asked')).map((line) => ({
          text: `${line.title}（${threadNo(line)}、今あるところ：${line.holderTitle}）`,
          href: `/threads/${threadNo(line)}`,
          ...(line.state !== 'open' || line.dueOn === null ? {} : { dueOn: line.dueOn }),
        })),
      },
    ];
  },
};
