import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthClose } from '../queries/months.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import type { Fault } from '../rules/sentences.ts';
import { Errors, fieldsOf, pmoCrumbs, WorkPage } from './parts.tsx';
import type { PmoChoices } from './pmo-filter.ts';

function Due(props: {
  month: Day;
  due: Day | null;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
  mayConduct: boolean;
}) {
  const { due } = props;
  const field = fieldsOf(props.form, props.faults, { due });
  const path = `/standardization/pmo/months/${monthText(props.month)}/due`;
  return (
    <section class="dads-section">
      <h2>報告の期限</h2>
      <p>{due === null ? '定めていません。' : `${formatDay(due)}です。団体のホームに表示します。`}</p>
      {props.mayConduct ? (
        <form method="post" action={path}>
          <HiddenFields csrf={props.csrf} />
          <TextField {...field('due')} label="期限の日" hint="月末より後の日。例：2026-06-10" size="short" />
          <Button kind="secondary">期限を定める</Button>
        </form>
      ) : null}
    </section>
  );
}

/** 月の締めと確定. */
export function ClosePage(props: {
  seat: Seat;
  month: Day;
  close: MonthClose | null;
  asked: number;
  silent: readonly { readonly bodyCode: string; readonly name: string }[];
  prefectures: PmoChoices['prefectures'];
  /** By which the month is to be given; null: not set. */
  due: Day | null;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { close } = props;
  const path = `/standardization/pmo/months/${monthText(props.month)}`;
  const mayClose = props.seat.rights.has('standardization:conduct');
  return (
    <WorkPage
      seat={props.seat}
      title={`${monthTitle(props.month)}の締めと確定`}
      crumbs={pmoCrumbs(props.seat, { title: '締めと確定' })}
      asOf={close === null ? '速報' : '確定'}
      coverage={`市区町村 ${props.asked.toLocaleString('ja')}団体中 未報告 ${props.silent.length.toLocaleString('ja')}団体`}
    >
      <Errors faults={props.faults} title="保存していません" />
      {close === null ? <Due {...props} mayConduct={mayClose} /> : null}
      <h2>確定</h2>
      {close === null ? null : (
        <DescriptionList
          items={[
            { term: '確定した日時', detail: instantText(close.closedAt) },
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
      <h2>書き出し</h2>
      <ul class="dads-list">
        {props.seat.kind === 'nation' ? null : (
          <li>
            <a href={`${path}/statuses.xlsx`}>業務ごとの率とステップごとの状態（Excel、国の様式の2シート）</a>
          </li>
        )}
        <li>
          <a href={`${path}/statuses.csv`}>ステップごとの状態（CSV）</a>
        </li>
        <li>
          <a href="/standardization/pmo/late-migration.xlsx">特定移行支援システムの一覧（Excel）</a>
        </li>
      </ul>
      {props.seat.kind === 'nation' ? (
        <form method="post" action={`${path}/book`}>
          <HiddenFields csrf={props.csrf} />
          <p>全国の分は、国の様式の2シート（業務ごとの率、ステップごとの状態）をまとめて作ります。</p>
          <Button kind="secondary">全国の分を作る（Excel）</Button>
        </form>
      ) : null}
      {props.seat.kind === 'nation' ? (
        <form class="dads-inline-form" method="get" action={`${path}/statuses.xlsx`}>
          <SelectField
            name="prefecture"
            label="国の様式の2シート（Excel）を書き出す都道府県"
            options={props.prefectures.map(({ code, name }) => ({ value: code, title: name }))}
          />
          <Button kind="secondary">書き出す</Button>
        </form>
      ) : null}
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
