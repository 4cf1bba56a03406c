import type { Day } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { FileField, HiddenFields, SelectField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { requestNoText } from '../actions/exchange.ts';
import type { RequestSheet } from '../queries/requests.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import type { Fault } from '../rules/sentences.ts';
import { Errors, faultOf, WorkPage } from './parts.tsx';

/** 記入したExcel・CSVを送る. */
export function UploadPage(props: { seat: Seat; month: Day; faults: readonly Fault[]; action: string }) {
  const path = `/standardization/months/${monthText(props.month)}`;
  return (
    <WorkPage
      seat={props.seat}
      title={`${monthTitle(props.month)}のファイルを送る`}
      crumbs={[{ title: monthTitle(props.month), href: path }, { title: 'ファイルを送る' }]}
      lead={<p>書き出した表、または事業者から戻った確認票を選びます。空欄のセルは今の状態のままです。</p>}
    >
      <Errors faults={props.faults} title="取り込んでいません" />
      <form method="post" action={props.action} encType="multipart/form-data">
        <FileField
          name="file"
          label="ファイル（.xlsx、.csv）"
          accept=".xlsx,.csv"
          required
          error={faultOf(props.faults, 'file')}
        />
        <Button>送って、この月に取り込む</Button>
      </form>
    </WorkPage>
  );
}

/** 事業者への確認票. */
export function RequestsPage(props: {
  seat: Seat;
  month: Day;
  requests: readonly RequestSheet[];
  vendors: readonly { readonly vendorId: string; readonly name: string }[];
  faults: readonly Fault[];
  csrf: string;
}) {
  return (
    <WorkPage
      seat={props.seat}
      title="事業者への確認票"
      crumbs={[{ title: '事業者への確認票' }]}
      lead={<p>事業者ごとのExcelを作って送ります。戻ったファイルを送ると、その月が埋まります。</p>}
    >
      <Errors faults={props.faults} title="作っていません" />
      <form method="post" action="/standardization/requests">
        <HiddenFields csrf={props.csrf} values={{ month: monthText(props.month) }} />
        <SelectField
          name="vendor"
          label={`事業者（${monthTitle(props.month)}分）`}
          emptyOption="選んでください"
          options={props.vendors.map((one) => ({ value: one.vendorId, title: one.name }))}
          error={faultOf(props.faults, 'vendor')}
        />
        <Button>確認票を作る</Button>
      </form>
      <DataTable
        caption="作った確認票"
        columns={[
          {
            id: 'no',
            title: '確認票番号',
            cell: (request: RequestSheet) => (
              <a href={`/standardization/requests/${request.sheetNo}/sheet.xlsx`}>
                {requestNoText(request.sheetNo, props.seat.bodyCode)}
              </a>
            ),
          },
          { id: 'vendor', title: '事業者', cell: (request) => request.vendor ?? '' },
          {
            id: 'month',
            title: '月',
            cell: (request) => (
              <a href={`/standardization/months/${monthText(request.month)}/upload`}>
                {monthTitle(request.month)}分を送る
              </a>
            ),
          },
          {
            id: 'state',
            title: '状態',
            cell: (request) => (request.returnedAt === null ? '戻っていません' : '取り込みました'),
          },
        ]}
        rows={props.requests}
        rowKey={(request) => String(request.sheetNo)}
        rowHeader="no"
        empty="作った確認票はありません。システムの台帳に事業者を書くと作れます。"
      />
    </WorkPage>
  );
}
