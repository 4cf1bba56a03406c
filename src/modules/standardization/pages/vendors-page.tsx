import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckboxGroup, HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { ApiToken } from '../queries/tokens.ts';
import type { Consent, SlipRecord } from '../queries/vendors.ts';
import { businessAt } from '../rules/businesses.ts';
import type { Fault } from '../rules/sentences.ts';
import {
  BUSINESS_OPTIONS,
  DayText,
  Errors,
  faultOf,
  fieldsOf,
  type VendorName,
  vendorOptions,
  WorkPage,
} from './parts.tsx';
import { SlipTable } from './slips-page.tsx';

/** 事業者への同意と鍵: what of a vendor's tellings may move the body's lines. */
export function VendorsPage(props: {
  seat: Seat;
  vendors: readonly VendorName[];
  consents: readonly Consent[];
  tokens: readonly ApiToken[];
  slips: readonly SlipRecord[];
  form: Form;
  faults: readonly Fault[];
  /** Shown once. */
  secret: string | null;
  csrf: string;
}) {
  const { seat, form, faults } = props;
  const standing = (vendor: VendorName) =>
    props.consents.find((one) => one.vendorId === vendor.vendorId && one.until === null) ?? null;
  const field = fieldsOf(form, faults);
  return (
    <WorkPage seat={seat} title="事業者への同意と鍵" crumbs={[{ title: '事業者への同意と鍵' }]}>
      <Errors faults={faults} title="保存していません。入力は残っています" />
      {props.secret === null ? null : (
        <Notice kind="success" title="鍵を発行しました。この画面でだけ表示します" live>
          <p>
            <code>{props.secret}</code>
          </p>
          <p>事業者に、安全な方法で渡してください。</p>
        </Notice>
      )}
      <h2>予定変更への同意</h2>
      <p>
        同意すると、事業者の予定変更が、ほかの団体と一緒に移行予定日に反映されます。同意はいつでも取り消せます。
      </p>
      <DataTable
        caption="事業者ごとの同意"
        columns={[
          { id: 'vendor', title: '事業者', cell: (vendor: VendorName) => vendor.name },
          {
            id: 'state',
            title: '今',
            cell: (vendor) => {
              const consent = standing(vendor);
              return consent === null
                ? '同意していません'
                : `${consent.since}から同意（${consent.seatTitle}）`;
            },
          },
          {
            id: 'do',
            title: '操作',
            cell: (vendor) => (
              <form method="post" action="/standardization/vendors/consent">
                <HiddenFields
                  csrf={props.csrf}
                  values={{ vendor: vendor.vendorId, give: standing(vendor) === null ? '1' : '0' }}
                />
                <Button kind="secondary">{standing(vendor) === null ? '同意する' : '同意を取り消す'}</Button>
              </form>
            ),
          },
        ]}
        rows={props.vendors}
        rowKey={(vendor) => vendor.vendorId}
        rowHeader="vendor"
        empty="台帳に事業者の登録がありません。"
      />
      <h2>反映された予定変更</h2>
      <SlipTable slips={props.slips} href={null} />
      <h2>事業者のツールの鍵</h2>
      <DataTable
        caption="発行した鍵"
        columns={[
          { id: 'title', title: '用途', cell: (token: ApiToken) => token.title },
          { id: 'vendor', title: '事業者', cell: (token) => token.vendor },
          {
            id: 'businesses',
            title: '開く業務',
            cell: (token) => token.businesses.map((no) => businessAt(no)?.title ?? no).join('、'),
          },
          { id: 'until', title: '期限', cell: (token) => <DayText on={token.until} /> },
          {
            id: 'state',
            title: '操作',
            cell: (token) =>
              token.revokedAt !== null ? (
                '取消し済み'
              ) : (
                <form method="post" action="/standardization/vendors/tokens/revoke">
                  <HiddenFields csrf={props.csrf} values={{ token: token.tokenId }} />
                  <Button kind="secondary">取り消す</Button>
                </form>
              ),
          },
        ]}
        rows={props.tokens}
        rowKey={(token) => token.tokenId}
        rowHeader="title"
        empty="発行した鍵はありません。"
      />
      <form method="post" action="/standardization/vendors/tokens">
        <HiddenFields csrf={props.csrf} />
        <SelectField
          {...field('vendor')}
          label="事業者"
          emptyOption="選んでください"
          options={vendorOptions(props.vendors)}
        />
        <TextField {...field('title')} label="用途" size="full" />
        <CheckboxGroup
          name="businesses"
          label="開く業務"
          options={BUSINESS_OPTIONS}
          values={form.all('businesses')}
          error={faultOf(faults, 'businesses')}
        />
        <TextField {...field('until')} label="鍵の期限" hint="例：2027-03-31" size="short" />
        <Button>鍵を発行する</Button>
      </form>
    </WorkPage>
  );
}
