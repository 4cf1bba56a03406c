import { formatDay } from '../../../../core/calendar.ts';
import { SelectField, TextField } from '../../../../ui/form.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { errorIn, typedFields } from '../../../../ui/typed-field.ts';
import type { Consent } from '../../queries/circumstance-records.ts';
import { EndForm, RecordsPage, type Shown } from './records-page.tsx';

/** 広域連合・一部事務組合による回答への同意. */
export function ConsentsPage(
  props: Shown & {
    bodyCode: string;
    consents: readonly Consent[];
    surveys: readonly { readonly id: string; readonly title: string }[];
    nameOf: (code: string) => string;
  },
) {
  const { form } = props;
  const typed = typedFields(form ?? (() => ''), errorIn(props.errors));
  const surveyTitle = (id: string | null) =>
    id === null ? '全ての調査' : (props.surveys.find((one) => one.id === id)?.title ?? id);
  return (
    <RecordsPage
      {...props}
      title="広域連合等による回答への同意"
      asOf={props.nameOf(props.bodyCode)}
      lead="広域連合や一部事務組合が、構成団体に代わって回答するための記録です。"
      record="同意を記録する"
      action="/surveys/consents"
      table={
        <DataTable
          caption="同意の記録（新しい順）"
          wide
          columns={[
            { id: 'member', title: '同意した団体', cell: (one: Consent) => props.nameOf(one.bodyCode) },
            {
              id: 'representative',
              title: '回答する団体',
              cell: (one) =>
                `${one.representativeName}（${props.nameOf(one.representativeCode)}の職が行います）`,
            },
            { id: 'survey', title: '調査', cell: (one) => surveyTitle(one.surveyId) },
            { id: 'document', title: '文書番号', cell: (one) => one.documentNo },
            {
              id: 'days',
              title: '期間',
              cell: (one) =>
                `${formatDay(one.validFrom)}から${one.validTo === null ? '' : `${formatDay(one.validTo)}まで`}`,
            },
            {
              id: 'end',
              title: '終了',
              cell: (one) =>
                form !== null &&
                one.bodyCode === props.bodyCode &&
                (one.validTo === null || one.validTo > props.today) ? (
                  <EndForm
                    action={`/surveys/consents/${one.consentId}/end`}
                    csrf={props.csrf}
                    what={`${one.representativeName}への同意`}
                  />
                ) : (
                  '－'
                ),
            },
          ]}
          rows={props.consents}
          rowKey={(one) => one.consentId}
          rowHeader="member"
          empty="同意の記録はありません。"
        />
      }
      fields={
        <>
          <TextField {...typed('representativeName')} label="広域連合等の名称" size="full" required />
          <TextField
            {...typed('representativeCode')}
            label="事務を行う団体の団体コード"
            hint="6桁。この団体の職が、代わって回答します。"
            size="short"
            required
          />
          <SelectField
            {...typed('surveyId')}
            label="調査"
            emptyOption="全ての調査"
            options={props.surveys.map(({ id, title }) => ({ value: id, title }))}
          />
          <TextField {...typed('documentNo')} label="同意した文書の番号" required />
          <TextField
            {...typed('validFrom')}
            label="始まりの日"
            hint="例：令和8年4月1日"
            size="short"
            required
          />
          <TextField {...typed('validTo')} label="終わりの日（決まっているとき）" size="short" />
        </>
      }
    />
  );
}
