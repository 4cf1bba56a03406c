import { type Day, formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, SelectField, TextArea, TextField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Consent, DisasterRecord } from '../../queries/circumstance-records.ts';

interface Shown {
  csrf: string;
  sample: boolean;
  today: Day;
  /** Null: the seat reads only. */
  form: ((name: string) => string) | null;
  errors: readonly { field: string; message: string }[];
}

const trail = (title: string) => [
  { title: '全国', href: '/' },
  { title: '調査・照会', href: '/surveys' },
  { title },
];

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
  const errorOf = (field: string) => props.errors.find((error) => error.field === field)?.message;
  const surveyTitle = (id: string | null) =>
    id === null ? '全ての調査' : (props.surveys.find((one) => one.id === id)?.title ?? id);
  return (
    <Page
      title="広域連合等による回答への同意"
      breadcrumb={trail('広域連合等による回答への同意')}
      sample={props.sample}
      asOf={props.nameOf(props.bodyCode)}
      lead={<p>広域連合や一部事務組合が、構成団体に代わって回答するための記録です。</p>}
    >
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
                <form method="post" action={`/surveys/consents/${one.consentId}/end`}>
                  <HiddenFields csrf={props.csrf} />
                  <Button kind="text">
                    <span class="dads-hidden">{one.representativeName}への同意を</span>今日で終える
                  </Button>
                </form>
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
      {form === null ? null : (
        <section class="dads-section" aria-labelledby="new-consent">
          <h2 id="new-consent">同意を記録する</h2>
          <ErrorSummary errors={props.errors} />
          <form method="post" action="/surveys/consents">
            <HiddenFields csrf={props.csrf} />
            <TextField
              name="representativeName"
              label="広域連合等の名称"
              value={form('representativeName')}
              error={errorOf('representativeName')}
              size="full"
              required
            />
            <TextField
              name="representativeCode"
              label="事務を行う団体の団体コード"
              hint="6桁。この団体の職が、代わって回答します。"
              value={form('representativeCode')}
              error={errorOf('representativeCode')}
              size="short"
              required
            />
            <SelectField
              name="surveyId"
              label="調査"
              emptyOption="全ての調査"
              options={props.surveys.map(({ id, title }) => ({ value: id, title }))}
              value={form('surveyId')}
            />
            <TextField
              name="documentNo"
              label="同意した文書の番号"
              value={form('documentNo')}
              error={errorOf('documentNo')}
              required
            />
            <TextField
              name="validFrom"
              label="始まりの日"
              hint="例：令和8年4月1日"
              value={form('validFrom')}
              error={errorOf('validFrom')}
              size="short"
              required
            />
            <TextField
              name="validTo"
              label="終わりの日（決まっているとき）"
              value={form('validTo')}
              error={errorOf('validTo')}
              size="short"
            />
            <Button>同意を記録する</Button>
          </form>
        </section>
      )}
    </Page>
  );
}

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
  const errorOf = (field: string) => props.errors.find((error) => error.field === field)?.message;
  return (
    <Page
      title="災害対応中の団体"
      breadcrumb={trail('災害対応中の団体')}
      sample={props.sample}
      asOf={props.bodyName}
      lead={<p>災害対応中の団体には、締切がなく、催促も送りません。出した回答はそのまま残ります。</p>}
    >
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
                <form method="post" action="/surveys/disaster/end">
                  <HiddenFields csrf={props.csrf} values={{ bodyCode: one.bodyCode, since: one.since }} />
                  <Button kind="text">
                    <span class="dads-hidden">{props.nameOf(one.bodyCode)}の災害対応を</span>今日で終える
                  </Button>
                </form>
              ),
          },
        ]}
        rows={props.records}
        rowKey={(one) => `${one.bodyCode}-${one.since}`}
        rowHeader="body"
        empty="災害対応中の記録はありません。"
      />
      {form === null ? null : (
        <section class="dads-section" aria-labelledby="new-disaster">
          <h2 id="new-disaster">災害対応中にする</h2>
          <ErrorSummary errors={props.errors} />
          <form method="post" action="/surveys/disaster">
            <HiddenFields csrf={props.csrf} />
            <SelectField
              name="bodyCode"
              label="団体"
              options={props.bodies.map(({ code, name }) => ({ value: code, title: name }))}
              value={form('bodyCode')}
              error={errorOf('bodyCode')}
              required
            />
            <TextField
              name="since"
              label="始まりの日"
              hint="例：令和6年1月1日"
              value={form('since')}
              error={errorOf('since')}
              size="short"
              required
            />
            <TextArea
              name="note"
              label="災害の名称か状況"
              value={form('note')}
              error={errorOf('note')}
              rows={2}
              maxLength={400}
            />
            <Button>災害対応中にする</Button>
          </form>
        </section>
      )}
    </Page>
  );
}
