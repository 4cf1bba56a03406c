import type { Day } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { ErrorSummary, HiddenFields } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthClose } from '../queries/months.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { WorkPage } from './parts.tsx';

/** 月の締めと確定. */
export function ClosePage(props: {
  seat: Seat;
  month: Day;
  close: MonthClose | null;
  asked: number;
  silent: readonly { readonly bodyCode: string; readonly name: string }[];
  csrf: string;
  error?: string | undefined;
}) {
  const { close } = props;
  const path = `/standardization/pmo/months/${monthText(props.month)}`;
  const mayClose = props.seat.rights.has('standardization:conduct');
  return (
    <WorkPage
      seat={props.seat}
      title={`${monthTitle(props.month)}の締めと確定`}
      crumbs={[
        ...(props.seat.kind === 'nation' ? [] : [{ title: '進捗管理', href: '/standardization/pmo' }]),
        { title: '締めと確定' },
      ]}
      asOf={close === null ? '速報' : '確定'}
      coverage={`市区町村 ${props.asked.toLocaleString('ja')}団体中 未報告 ${props.silent.length.toLocaleString('ja')}団体`}
    >
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'month', message: props.error }]} title="確定していません" />
      )}
      {close === null ? null : (
        <DescriptionList
          items={[
            { term: '確定した日時', detail: close.closedAt.slice(0, 16).replace('T', ' ') },
            { term: '確定した職', detail: close.closedBy },
            { term: '報告した団体', detail: `${close.reported}／${close.asked}団体（都道府県を含む）` },
            { term: '要約値（SHA-256）', detail: <code>{close.digest}</code> },
          ]}
        />
      )}
      {close === null && mayClose ? (
        <form method="post" action={`${path}/close`}>
          <HiddenFields csrf={props.csrf} />
          <p>報告のない団体は未回答になります。零にはなりません。確定の後は差替えだけができます。</p>
          <Button>この月を確定する</Button>
        </form>
      ) : null}
      {close === null && !mayClose ? <p>確定は国の担当が行います。</p> : null}
      <h2>未報告の団体</h2>
      <DataTable
        caption="未報告の団体"
        captionHidden
        columns={[
          {
            id: 'code',
            title: '団体コード',
            cell: (row: { bodyCode: string; name: string }) => row.bodyCode,
          },
          { id: 'name', title: '団体', cell: (row) => row.name },
        ]}
        rows={props.silent.slice(0, 100)}
        rowKey={(row) => row.bodyCode}
        rowHeader="name"
        empty="すべての団体が報告しました。"
      />
      {props.silent.length > 100 ? <p>ほか{props.silent.length - 100}団体</p> : null}
    </WorkPage>
  );
}
