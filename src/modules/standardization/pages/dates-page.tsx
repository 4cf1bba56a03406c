import { formatDay } from '../../../core/calendar.ts';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { LAW, PLAN_LIMIT } from '../rules/limits.ts';

/** 期限と日程: the act in force, its review, the day of the plan. */
export function DatesPage(props: { today: string }) {
  const rows = [
    { day: LAW.effective, what: `${LAW.title}の施行`, source: LAW.source },
    { day: PLAN_LIMIT.on, what: `移行の目標（${PLAN_LIMIT.title}）`, source: PLAN_LIMIT.source },
    { day: LAW.review, what: '施行から5年、法律の見直しの検討', source: LAW.source },
  ];
  return (
    <Page
      title="標準化の期限と日程"
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '標準化', href: '/standardization' },
        { title: '期限と日程' },
      ]}
      lead={
        <p>
          法律は移行の日を定めていません。期限は省令と基本方針が業務ごとに定め、団体ごとの期限は団体が根拠とともに登録します。
        </p>
      }
    >
      <DataTable
        caption="期限と日程"
        columns={[
          { id: 'day', title: '日', cell: (row: (typeof rows)[number]) => formatDay(row.day) },
          { id: 'what', title: '内容', cell: (row) => row.what },
          { id: 'passed', title: '今', cell: (row) => (row.day <= props.today ? '過ぎました' : 'これから') },
          { id: 'source', title: '出典', cell: (row) => row.source },
        ]}
        rows={rows}
        rowKey={(row) => row.what}
        rowHeader="what"
      />
    </Page>
  );
}
