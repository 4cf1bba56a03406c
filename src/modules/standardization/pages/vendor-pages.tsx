import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckboxGroup, HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { ApiToken } from '../queries/tokens.ts';
import type { Consent, SlipBody, SlipRecord } from '../queries/vendors.ts';
import { BUSINESSES, businessAt } from '../rules/businesses.ts';
import type { Fault } from '../rules/sentences.ts';
import type { Form } from './asking.ts';
import { Errors, faultOf, WorkPage } from './parts.tsx';

export interface VendorName {
  readonly vendorId: string;
  readonly name: string;
}

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
  const options = props.vendors.map((one) => ({ value: one.vendorId, title: one.name }));
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
          { id: 'until', title: '期限', cell: (token) => token.until },
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
          name="vendor"
          label="事業者"
          emptyOption="選んでください"
          options={options}
          value={form.text('vendor')}
          error={faultOf(faults, 'vendor')}
        />
        <TextField
          name="title"
          label="用途"
          size="full"
          value={form.text('title')}
          error={faultOf(faults, 'title')}
        />
        <CheckboxGroup
          name="businesses"
          label="開く業務"
          options={BUSINESSES.map((one, index) => ({ value: String(index + 1), title: one.title }))}
          values={form.all('businesses')}
          error={faultOf(faults, 'businesses')}
        />
        <TextField
          name="until"
          label="鍵の期限"
          hint="例：2027-03-31"
          size="short"
          value={form.text('until')}
          error={faultOf(faults, 'until')}
        />
        <Button>鍵を発行する</Button>
      </form>
    </WorkPage>
  );
}

export function SlipTable(props: {
  slips: readonly SlipRecord[];
  href: ((slip: SlipRecord) => string) | null;
}) {
  const { href } = props;
  return (
    <DataTable
      caption="事業者の予定変更"
      columns={[
        {
          id: 'vendor',
          title: '事業者',
          cell: (slip: SlipRecord) => (href === null ? slip.vendor : <a href={href(slip)}>{slip.vendor}</a>),
        },
        { id: 'business', title: '業務', cell: (slip) => businessAt(slip.businessNo)?.title ?? '' },
        { id: 'days', title: '動かした日数', align: 'number', cell: (slip) => slip.days },
        { id: 'reason', title: '理由', cell: (slip) => `${slip.reason}（${slip.documentNo}）` },
        { id: 'who', title: '記録した職', cell: (slip) => slip.seatTitle },
      ]}
      rows={props.slips}
      rowKey={(slip) => slip.slipId}
      rowHeader="vendor"
      empty="記録はありません。"
    />
  );
}

const OUTCOMES: Readonly<Record<SlipBody['outcome'], string>> = {
  moved: '動かしました',
  'no-consent': '同意がないため、動かしていません',
  'no-date': '移行予定日の登録がありません',
};

/** 事業者の予定変更をまとめて反映する. */
export function SlipsPage(props: {
  seat: Seat;
  vendors: readonly VendorName[];
  slips: readonly SlipRecord[];
  chosen: {
    readonly slip: SlipRecord;
    readonly bodies: readonly (SlipBody & { readonly name: string })[];
  } | null;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { form, faults, chosen } = props;
  const left = chosen?.bodies.filter((one) => one.outcome === 'no-consent').length ?? 0;
  return (
    <WorkPage
      seat={props.seat}
      title={
        chosen === null
          ? '事業者の予定変更をまとめて反映する'
          : `${chosen.bodies.length - left}団体を確かめ、${left}団体は動かしていません`
      }
      crumbs={[
        ...(props.seat.kind === 'nation' ? [] : [{ title: '進捗管理', href: '/standardization/pmo' }]),
        { title: '事業者の予定変更' },
      ]}
      lead={<p>同意した団体の移行予定日だけを動かします。同意のない団体は名前を挙げ、そのままにします。</p>}
    >
      <Errors faults={faults} title="動かしていません。入力は残っています" />
      {chosen === null ? (
        <form method="post" action="/standardization/pmo/slips">
          <HiddenFields csrf={props.csrf} />
          <SelectField
            name="vendor"
            label="事業者"
            emptyOption="選んでください"
            options={props.vendors.map((one) => ({ value: one.vendorId, title: one.name }))}
            value={form.text('vendor')}
            error={faultOf(faults, 'vendor')}
          />
          <SelectField
            name="business"
            label="業務"
            emptyOption="選んでください"
            options={BUSINESSES.map((one, index) => ({ value: String(index + 1), title: one.title }))}
            value={form.text('business')}
            error={faultOf(faults, 'business')}
          />
          <TextField
            name="days"
            label="動かす日数"
            hint="遅らせるときは正の数、早めるときは負の数"
            size="short"
            value={form.text('days')}
            error={faultOf(faults, 'days')}
          />
          <TextField
            name="reason"
            label="理由"
            size="full"
            value={form.text('reason')}
            error={faultOf(faults, 'reason')}
          />
          <TextField
            name="documentNo"
            label="事業者の通知の番号か日付"
            value={form.text('documentNo')}
            error={faultOf(faults, 'documentNo')}
          />
          <Button>同意した団体の移行予定日を動かす</Button>
        </form>
      ) : (
        <DataTable
          caption="団体ごとの結果"
          columns={[
            { id: 'name', title: '団体', cell: (body: SlipBody & { readonly name: string }) => body.name },
            { id: 'outcome', title: '結果', cell: (body) => OUTCOMES[body.outcome] },
            { id: 'from', title: '前の予定日', cell: (body) => body.fromOn ?? '' },
            { id: 'to', title: '新しい予定日', cell: (body) => body.toOn ?? '' },
          ]}
          rows={chosen.bodies}
          rowKey={(body) => body.bodyCode}
          rowHeader="name"
        />
      )}
      <h2>これまでの予定変更</h2>
      <SlipTable slips={props.slips} href={(slip) => `/standardization/pmo/slips/${slip.slipId}`} />
    </WorkPage>
  );
}
