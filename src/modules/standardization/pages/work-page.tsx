import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { StateLabel } from '../../../ui/label.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthReport } from '../queries/months.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { WorkPage } from './parts.tsx';

export interface MonthEntry {
  readonly month: Day;
  readonly report: MonthReport | null;
  readonly closed: boolean;
}

/** A body's standardization: the month to say, the months said, what else there is to keep. */
export function WorkStart(props: {
  seat: Seat;
  bodyName: string;
  toSay: Day;
  /** By which it is to be said; null: nobody has set a day. */
  due: Day | null;
  months: readonly MonthEntry[];
  places: readonly { readonly title: string; readonly href: string }[];
}) {
  return (
    <WorkPage seat={props.seat} title={`${props.bodyName}の標準化`} asOf="月末時点の状態を月ごとに報告します">
      <p>
        <Button href={`/standardization/months/${monthText(props.toSay)}`}>
          {`${monthTitle(props.toSay)}分を開く`}
        </Button>
      </p>
      {props.due === null ? null : <p>報告の期限は{formatDay(props.due)}です。</p>}
      <DataTable
        caption="月の報告"
        columns={[
          {
            id: 'month',
            title: '月',
            cell: (entry: MonthEntry) => (
              <a href={`/standardization/months/${monthText(entry.month)}`}>{monthTitle(entry.month)}</a>
            ),
          },
          {
            id: 'state',
            title: '状態',
            cell: (entry) =>
              entry.report === null ? '未報告' : <StateLabel state={entry.closed ? '確定' : '速報'} />,
          },
          { id: 'who', title: '報告した職', cell: (entry) => entry.report?.seatTitle ?? '' },
        ]}
        rows={props.months}
        rowKey={(entry) => entry.month}
        rowHeader="month"
        empty="報告した月はまだありません。上のボタンから始められます。"
      />
      <h2>ほかに</h2>
      <ul class="dads-list">
        {props.places.map((place) => (
          <li key={place.href}>
            <a href={place.href}>{place.title}</a>
          </li>
        ))}
      </ul>
    </WorkPage>
  );
}
