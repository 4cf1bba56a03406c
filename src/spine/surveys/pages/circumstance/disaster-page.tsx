import { formatDay } from '../../../../core/calendar.ts';
import { SelectField, TextArea, TextField } from '../../../../ui/form.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { errorIn, typedFields } from '../../../../ui/typed-field.ts';
import type { DisasterRecord } from '../../queries/circumstance-records.ts';
import { EndForm, RecordsPage, type Shown } from './records-page.tsx';

/** 災害対応中の記録. */
export function DisasterPage(
  props: Shown & {
    bodyName: string;
    records: readonly DisasterRecord[];
    bodies: readonly { readonly code: string; readonly name: string }[];
    nameOf: (code: string) => string;
  },
) {
  const { form } = props;
  const typed = typedFields(form ?? (() => ''), errorIn(props.errors));
  return (
    <RecordsPage
      {...props}
      title="災害対応中の団体"
      asOf={props.bodyName}
      lead="災害対応中の団体には、締切がなく、催促も送りません。出した回答はそのまま残ります。"
      record="災害対応中にする"
      action="/surveys/disaster"
      table={
        <DataTable
          caption="記録（新しい順）"
          wide
          columns={[
            { id: 'body', title: '団体', cell: (one: DisasterRecord) => props.nameOf(one.bodyCode) },
            { id: 'since', title: '始まり', cell: (one) => formatDay(one.since) },
            {
              id: 'until',
              title: '終わり',
              cell: (one) => (one.until === null ? '継続中' : formatDay(one.until)),
            },
            { id: 'note', title: '状況', cell: (one) => one.note },
            { id: 'by', title: '記録した職', cell: (one) => one.recordedBy },
            {
              id: 'end',
              title: '終了',
              cell: (one) =>
                form === null || one.until !== null ? (
                  '－'
                ) : (
                  <EndForm
                    action="/surveys/disaster/end"
                    csrf={props.csrf}
                    values={{ bodyCode: one.bodyCode, since: one.since }}
                    what={`${props.nameOf(one.bodyCode)}の災害対応`}
                  />
                ),
            },
          ]}
          rows={props.records}
          rowKey={(one) => `${one.bodyCode}-${one.since}`}
          rowHeader="body"
          empty="災害対応中の記録はありません。"
        />
      }
      fields={
        <>
          <SelectField
            {...typed('bodyCode')}
            label="団体"
            options={props.bodies.map(({ code, name }) => ({ value: code, title: name }))}
            required
          />
          <TextField {...typed('since')} label="始まりの日" hint="例：令和6年1月1日" size="short" required />
          <TextArea {...typed('note')} label="災害の名称か状況" rows={2} maxLength={400} />
        </>
      }
    />
  );
}
