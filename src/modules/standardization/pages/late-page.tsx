import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { LateRow } from '../queries/late.ts';
import { businessAt } from '../rules/businesses.ts';
import type { PmoFilter } from '../rules/pmo.ts';
import { DayText, pmoCrumbs, WorkPage } from './parts.tsx';
import { filterQuery, type PmoChoices } from './pmo-filter.ts';
import { PmoFilterForm } from './pmo-parts.tsx';

export const LATE_PER_PAGE = 50;

/** 「見本市（旧例示町）」 where a former body had the system. */
export function lateName(row: Pick<LateRow, 'name' | 'formerName'>): string {
  return row.formerName === null ? row.name : `${row.name}（旧${row.formerName}）`;
}

/** Systems past their limit. What is extended or deferred is none of them. */
export function LatePage(props: {
  seat: Seat;
  month: Day;
  today: Day;
  filter: PmoFilter;
  choices: PmoChoices;
  rows: readonly LateRow[];
  total: number;
  page: number;
}) {
  const { filter } = props;
  return (
    <WorkPage
      seat={props.seat}
      title={`期限を過ぎたシステムは${props.total.toLocaleString('ja')}件です`}
      crumbs={pmoCrumbs(props.seat, { title: '期限を過ぎたシステム' })}
      asOf={`${formatDay(props.today)}現在`}
      coverage="特定移行支援システム（延長）と判断保留は含みません"
      wide
    >
      <PmoFilterForm
        action="/standardization/pmo/late"
        seat={props.seat}
        month={props.month}
        view={null}
        filter={filter}
        choices={props.choices}
      />
      <p class="dads-row">
        {props.total === 0 ? null : (
          <a href={`/standardization/pmo/late/contact?${filterQuery(filter)}`}>
            一覧の団体に情報提供・連絡をする
          </a>
        )}
        <a href={`/standardization/pmo/late.csv?${filterQuery(filter)}`}>一覧をCSVで書き出す</a>
      </p>
      <DataTable
        caption="期限を過ぎたシステム（過ぎた日の古い順）"
        captionHidden
        wide
        columns={[
          { id: 'body', title: '団体', cell: (row: LateRow) => lateName(row) },
          { id: 'business', title: '業務', cell: (row) => businessAt(row.businessNo)?.title ?? '' },
          { id: 'vendor', title: '事業者', cell: (row) => row.vendor ?? '登録なし' },
          { id: 'limit', title: '期限', cell: (row) => <DayText on={row.limitOn} /> },
          {
            id: 'planned',
            title: '移行予定日',
            cell: (row) => <DayText on={row.plannedOn} />,
          },
          {
            id: 'done',
            title: '終えたステップ',
            align: 'number',
            cell: (row) => (row.done === null ? '未報告' : `${row.done}／${row.steps}`),
          },
        ]}
        rows={props.rows}
        rowKey={(row) => `${row.bodyCode}-${row.formerName ?? ''}-${row.businessNo}`}
        rowHeader="body"
        empty="期限を過ぎたシステムはありません。"
      />
      <Pagination
        page={props.page}
        pages={Math.ceil(props.total / LATE_PER_PAGE)}
        href={(page) => `/standardization/pmo/late?${filterQuery(filter, { page })}`}
      />
    </WorkPage>
  );
}
