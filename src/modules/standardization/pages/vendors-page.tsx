import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckboxGroup, HiddenFields, TextField } from '../../../ui/form.tsx';
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
  VendorField,
  type VendorName,
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
  const { seat, faults } = props;
  const mayDecide = seat.rights.has('standardization:decide');
  const standing = (vendor: VendorName) =>
    props.consents.find((one) => one.vendorId === vendor.vendorId && one.until === null) ?? null;
  return (
    <WorkPage seat={seat} title="事業者への同意と鍵" crumbs={[{ title: '事業者への同意と鍵' }]}>
      <Errors faults={faults} title="保存していません。入力は残っています" />
      {props.secret === null ? null : (
        <Notice kind="success" title="鍵を発行しました。この画面でだけ表示します" live>
          <p>
            <code>{props.secret}</code>
          </p>
          <p>
            {props.tokens[0]?.vendor}の「{props.tokens[0]?.title}」の鍵です。安全な方法で渡してください。
          </p>
        </Notice>
      )}
      <h2>予定変更への同意</h2>
      <p>
        同意すると、事業者の予定変更が、ほかの団体と一緒に移行予定日に反映されます。同意はいつでも取り消せます。
      </p>
      <DataTable
        caption="事業者ごとの同意"
        wide
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
          ...(mayDecide
            ? [
                {
                  id: 'do',
                  title: '操作',
                  cell: (vendor: VendorName) => (
                    <ConsentForm vendor={vendor} given={standing(vendor) !== null} csrf={props.csrf} />
                  ),
                },
              ]
            : []),
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
        wide
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
            title: '今',
            cell: (token) =>
              token.revokedAt !== null ? (
                '取消し済み'
              ) : !mayDecide ? (
                '発行済み'
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
      {mayDecide ? <KeyForm {...props} /> : <p>同意と鍵の発行、取消しは、決裁を記録できる職が行います。</p>}
    </WorkPage>
  );
}

function ConsentForm(props: { vendor: VendorName; given: boolean; csrf: string }) {
  const { vendor, given, csrf } = props;
  return (
    <form method="post" action="/standardization/vendors/consent">
      <HiddenFields csrf={csrf} values={{ vendor: vendor.vendorId, give: given ? '0' : '1' }} />
      <Button kind="secondary">{given ? '同意を取り消す' : '同意する'}</Button>
    </form>
  );
}

function KeyForm(props: {
  vendors: readonly VendorName[];
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const field = fieldsOf(props.form, props.faults);
  return (
    <form method="post" action="/standardization/vendors/tokens">
      <h3>鍵を発行する</h3>
      <HiddenFields csrf={props.csrf} />
      <VendorField {...field('vendor')} vendors={props.vendors} />
      <TextField {...field('title')} label="用途" hint="例：月次の報告" size="full" />
      <CheckboxGroup
        name="businesses"
        label="開く業務"
        options={BUSINESS_OPTIONS}
        values={props.form.all('businesses')}
        error={faultOf(props.faults, 'businesses')}
      />
      <TextField {...field('until')} label="鍵の期限" hint="例：2027-03-31" size="short" />
      <Button>鍵を発行する</Button>
    </form>
  );
}
