import { Hono } from 'hono';
import {
  type Day,
  fiscalYearOf,
  fiscalYearStart,
  formatDay,
  formatFiscalYear,
  monthOf,
} from '../../../../core/calendar.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { isPublicHoliday } from '../../../../platform/holidays.ts';
import { Page, renderPage } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { requireSeat, seatOf } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import { roundsSince } from '../../queries/year-calendar.ts';
import { type CalendarLine, yearCalendar } from '../../rules/year-calendar.ts';
import { isSampleSeat } from '../sheet/asking.ts';

/** 年間照会カレンダー: this year's 調査 by month, and what is to be expected from last year's days. */
export function calendarPages(deps: Deps): Hono {
  const app = new Hono();
  app.get('/surveys/calendar', requireSeat('surveys:read'), async (c) => {
    const today = dayInJapan(deps.clock.now());
    const since = fiscalYearStart(fiscalYearOf(today) - 1);
    const rounds = await withScope(deps.db, scopeOf(seatOf(c)), (tx) => roundsSince(tx, since));
    const lines = yearCalendar(rounds, today, isPublicHoliday);
    return c.html(renderPage(<CalendarPage lines={lines} today={today} sample={isSampleSeat(c)} />));
  });
  return app;
}

function CalendarPage(props: { lines: readonly CalendarLine[]; today: Day; sample: boolean }) {
  const { lines, today } = props;
  const expected = lines.filter((one) => one.kind === 'expected').length;
  const day = (one: Day | null) => (one === null ? 'なし' : formatDay(one));
  return (
    <Page
      title={`${formatFiscalYear(fiscalYearOf(today))}の照会：届いた${lines.length - expected}件、見込み${expected}件`}
      documentTitle="年間照会カレンダー"
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: '年間照会カレンダー' },
      ]}
      sample={props.sample}
      asOf={`${formatDay(today)}現在`}
      lead={<p>見込みは、昨年度の日付を1年後の開庁日に移したものです。予告ではありません。</p>}
    >
      <DataTable
        caption="届いた照会と見込み（時期の順）"
        wide
        columns={[
          { id: 'month', title: '月', cell: (one: CalendarLine) => `${monthOf(one.sentOn)}月` },
          { id: 'title', title: '調査', cell: (one) => one.title },
          {
            id: 'kind',
            title: '区別',
            cell: (one) =>
              one.lastYear === null ? '届いた' : `見込み（昨年度は${formatDay(one.lastYear)}）`,
          },
          { id: 'sent', title: '照会の日', cell: (one) => formatDay(one.sentOn) },
          { id: 'prefecture', title: '県締切', cell: (one) => day(one.prefectureDue) },
          { id: 'nation', title: '国締切', cell: (one) => day(one.nationDue) },
          { id: 'base', title: '基準日', cell: (one) => formatDay(one.baseDay) },
        ]}
        rows={lines}
        rowKey={(one) => `${one.kind}-${one.surveyId}-${one.sentOn}`}
        rowHeader="title"
        empty="昨年度と今年度に届いた照会の記録がありません。届くと、ここに並びます。"
      />
    </Page>
  );
}
