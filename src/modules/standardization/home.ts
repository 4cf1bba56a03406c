import { type BodyCode, wholeOf } from '../../core/body-code.ts';
import { type Day, endOfMonth, formatDay } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { HandoverSource } from '../../spine/contracts/handover.ts';
import type { HomeItem, HomeSource, HomeTask, LateThing } from '../../spine/contracts/home.ts';
import type { Seat } from '../../spine/contracts/seat.ts';
import { dueOf } from './queries/due.ts';
import { lateSystems } from './queries/late.ts';
import { closes, reportsOf } from './queries/months.ts';
import { standingsOf } from './queries/standings.ts';
import { systemsOf } from './queries/systems.ts';
import { businessAt } from './rules/businesses.ts';
import { limitStanding, PLAN_LIMIT } from './rules/limits.ts';
import { monthText, monthTitle, monthToSay } from './rules/month.ts';
import { NO_FILTER } from './rules/pmo.ts';

/** What copying last month and ticking what moved takes, as it was tried with 見本県. */
const MINUTES = 10;
const MINUTES_FIRST = 40;

export const standardizationHome: HomeSource = {
  id: 'standardization',
  async read(tx, { seat, bodyCodes, today, late }) {
    return {
      tasks: await tasksOf(tx, seat, today),
      items: bodyCodes.length === 0 ? new Map() : await itemsOf(tx, seat, bodyCodes, today),
      late: late === 0 ? [] : await lateOf(tx, seat, today, late),
    };
  },
};

async function tasksOf(tx: Tx, seat: Seat, today: Day): Promise<readonly HomeTask[]> {
  if (seat.kind !== 'municipality' || !seat.rights.has('standardization:answer')) return [];
  const reported = (await reportsOf(tx, seat.bodyCode)).map((report) => report.month);
  const closed = (await closes(tx, wholeOf(seat.bodyCode))).map((one) => one.month);
  const month = monthToSay(today, reported, closed);
  if (reported.includes(month)) return [];
  const first = reported.length === 0;
  const due = await dueOf(tx, wholeOf(seat.bodyCode), month);
  return [
    {
      title: `標準化20業務の${monthTitle(month)}分を報告する`,
      minutes: first ? MINUTES_FIRST : MINUTES,
      href: `/standardization/months/${monthText(month)}`,
      button: `${monthTitle(month)}分を開く`,
      dueOn: due,
      why:
        due !== null && due < today
          ? `報告の期限（${formatDay(due)}）を過ぎています。`
          : first
            ? 'まだ一度も報告していません。'
            : '先月の内容を写してあります。動いたところだけ直します。',
    },
  ];
}

async function itemsOf(
  tx: Tx,
  seat: Seat,
  bodyCodes: readonly BodyCode[],
  today: Day,
): Promise<ReadonlyMap<BodyCode, readonly HomeItem[]>> {
  const standings = new Map((await standingsOf(tx, bodyCodes, today)).map((one) => [one.bodyCode, one]));
  return new Map(
    bodyCodes.map((code): [BodyCode, readonly HomeItem[]] => {
      const standing = standings.get(code);
      const own = code === seat.bodyCode;
      // Who looks from above may read how far the body is, and enter nothing.
      const href = own ? '/standardization/work' : '/standardization/pmo';
      if (standing === undefined || standing.month === null) {
        const next = {
          title: '月の報告を始める',
          href: `/standardization/months/${monthText(endOfMonth(today))}`,
        };
        const text = '月の報告がありません。';
        return [
          code,
          [
            {
              item: 'standardization',
              state: 'none',
              text,
              href,
              dueOn: PLAN_LIMIT.on,
              late: null,
              next: own ? next : null,
            },
          ],
        ];
      }
      const text = `${monthTitle(standing.month)}：${standing.systems}システム中${standing.finished}システムが移行済み`;
      const late = standing.late === 0 ? null : `期限を過ぎたシステムが${standing.late}あります。`;
      const next = own ? { title: '月の報告を開く', href } : null;
      return [code, [{ item: 'standardization', state: 'evidenced', text, href, dueOn: null, late, next }]];
    }),
  );
}

async function lateOf(tx: Tx, seat: Seat, today: Day, limit: number): Promise<readonly LateThing[]> {
  const { rows } = await lateSystems(tx, wholeOf(seat.bodyCode), today, NO_FILTER, { limit, offset: 0 });
  return rows.map((row) => ({
    bodyCode: row.bodyCode,
    item: 'standardization',
    title: businessAt(row.businessNo)?.title ?? '',
    dueOn: row.limitOn,
    why: row.done === null ? '月の報告がありません。' : `${row.steps}ステップ中${row.done}ステップまで`,
    href: `/standardization/pmo/late?business=${row.businessNo}`,
  }));
}

export const standardizationHandover: HandoverSource = {
  id: 'standardization',
  async handover(tx, post, today) {
    const systems = await systemsOf(tx, post.bodyCode);
    const reported = (await reportsOf(tx, post.bodyCode)).map((report) => report.month);
    const open = systems.filter((system) => !system.finished);
    return [
      {
        title: '標準化で終えていないシステム',
        empty: '終えていないシステムはありません。',
        lines: open.map((system) => {
          const { limitOn: on, limitKind: kind, finished, marked } = system;
          const late =
            limitStanding({ on, kind, finished, marked }, today) === 'late' ? '、期限を過ぎています' : '';
          const business = businessAt(system.businessNo);
          return {
            text: `${business?.title ?? ''}（${system.vendor ?? '事業者の登録なし'}${late}）`,
            href: `/standardization/systems/${business?.id ?? ''}`,
            ...(on === null ? {} : { dueOn: on }),
            ...(system.limitSource === null ? {} : { note: `期限の根拠：${system.limitSource}` }),
          };
        }),
      },
      {
        title: '標準化の月の報告',
        empty: '月の報告はまだありません。',
        lines: reported.slice(0, 1).map((month) => ({
          text: `${monthTitle(month)}まで報告しました`,
          href: `/standardization/months/${monthText(month)}`,
        })),
      },
    ];
  },
};
