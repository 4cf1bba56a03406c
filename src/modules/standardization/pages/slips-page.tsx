import { formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { NamedOutcome, SlipPlan } from '../actions/slip.ts';
import type { SlipRecord } from '../queries/vendors.ts';
import { businessAt } from '../rules/businesses.ts';
import type { Fault } from '../rules/sentences.ts';
import {
  BUSINESS_OPTIONS,
  Errors,
  fieldsOf,
  pmoCrumbs,
  VendorField,
  type VendorName,
  WorkPage,
} from './parts.tsx';

const SLIPS = '/standardization/pmo/slips';

export function SlipTable(props: {
  slips: readonly SlipRecord[];
  href: ((slip: SlipRecord) => string) | null;
}) {
  const { href } = props;
  return (
    <DataTable
      caption="事業者の予定変更"
      wide
      columns={[
        {
          id: 'vendor',
          title: '事業者',
          cell: (slip: SlipRecord) => (href === null ? slip.vendor : <a href={href(slip)}>{slip.vendor}</a>),
        },
        { id: 'business', title: '業務', cell: (slip) => businessAt(slip.businessNo)?.title ?? '' },
        { id: 'days', title: '動かした日数', unit: '日', align: 'number', cell: (slip) => slip.days },
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

type Tense = 'before' | 'after';

const OUTCOMES: Readonly<Record<Tense, Readonly<Record<NamedOutcome['outcome'], string>>>> = {
  before: {
    moved: '動かします',
    'no-consent': '同意がないため、そのままにします',
    'no-date': '移行予定日の登録がないため、そのままにします',
  },
  after: {
    moved: '動かしました',
    'no-consent': '同意がないため、動かしていません',
    'no-date': '移行予定日の登録がないため、動かしていません',
  },
};

function counted(bodies: readonly NamedOutcome[]): { readonly moved: number; readonly left: number } {
  const moved = bodies.filter((one) => one.outcome === 'moved').length;
  return { moved, left: bodies.length - moved };
}

function OutcomeTable(props: { bodies: readonly NamedOutcome[]; tense: Tense }) {
  return (
    <DataTable
      caption={props.tense === 'before' ? '団体ごとの見込み' : '団体ごとの結果'}
      wide
      columns={[
        {
          id: 'name',
          title: '団体',
          cell: (body: NamedOutcome) => <span class="dads-nowrap">{body.name}</span>,
        },
        { id: 'outcome', title: '結果', cell: (body) => OUTCOMES[props.tense][body.outcome] },
        {
          id: 'from',
          title: '前の予定日',
          cell: (body) => (body.fromOn === null ? '登録なし' : formatDay(body.fromOn)),
        },
        {
          id: 'to',
          title: '新しい予定日',
          cell: (body) => (body.toOn === null ? '変わりません' : formatDay(body.toOn)),
        },
      ]}
      rows={props.bodies}
      rowKey={(body) => body.bodyCode}
      rowHeader="name"
    />
  );
}

/** 事業者の予定変更をまとめて反映する: what the vendor told. */
export function SlipsPage(props: {
  seat: Seat;
  vendors: readonly VendorName[];
  slips: readonly SlipRecord[];
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const field = fieldsOf(props.form, props.faults);
  return (
    <WorkPage
      seat={props.seat}
      title="事業者の予定変更をまとめて反映する"
      crumbs={pmoCrumbs(props.seat, { title: '事業者の予定変更' })}
      lead={<p>同意した団体の移行予定日だけを動かします。動かす前に、団体ごとの見込みを確かめます。</p>}
    >
      <Errors faults={props.faults} title="動かしていません。入力は残っています" />
      <form method="post" action={SLIPS}>
        <HiddenFields csrf={props.csrf} />
        <VendorField {...field('vendor')} vendors={props.vendors} />
        <SelectField
          {...field('business')}
          label="業務"
          emptyOption="選んでください"
          options={BUSINESS_OPTIONS}
        />
        <TextField
          {...field('days')}
          label="動かす日数"
          hint="遅らせるときは正の数、早めるときは負の数"
          size="short"
        />
        <TextField {...field('reason')} label="理由" size="full" />
        <TextField {...field('documentNo')} label="事業者の通知の番号か日付" />
        <Button>団体ごとの見込みを確かめる</Button>
      </form>
      <h2>これまでの予定変更</h2>
      <SlipTable slips={props.slips} href={(slip) => `${SLIPS}/${slip.slipId}`} />
    </WorkPage>
  );
}

/** Before anything moves: who moves, who is left and why. */
export function SlipPlanPage(props: {
  seat: Seat;
  plan: SlipPlan;
  vendor: string;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { plan, form } = props;
  const { moved, left } = counted(plan.bodies);
  const names = ['vendor', 'business', 'days', 'reason', 'documentNo'];
  const values = Object.fromEntries(names.map((name) => [name, form.trimmed(name)]));
  return (
    <WorkPage
      seat={props.seat}
      title={
        moved === 0
          ? `動かせる団体がありません（${left}団体はそのまま）`
          : `${moved}団体を動かし、${left}団体はそのままにします`
      }
      documentTitle="事業者の予定変更の確認"
      crumbs={pmoCrumbs(props.seat, { title: '事業者の予定変更', href: SLIPS }, { title: '確認' })}
      asOf={`${props.vendor}　${businessAt(plan.businessNo)?.title ?? ''}`}
      coverage={`${plan.days}日　${form.trimmed('reason')}（${form.trimmed('documentNo')}）`}
    >
      <Errors faults={props.faults} title="動かしていません" />
      <OutcomeTable bodies={plan.bodies} tense="before" />
      {moved === 0 ? (
        <p>団体は「事業者への同意と鍵」で同意できます。同意の後で、もう一度確かめてください。</p>
      ) : (
        <form method="post" action={SLIPS}>
          <HiddenFields csrf={props.csrf} values={{ ...values, seen: plan.seen }} />
          <Button>{`同意した${moved}団体の移行予定日を動かす`}</Button>
        </form>
      )}
      <p>
        <a href={SLIPS}>動かさずに戻る</a>
      </p>
    </WorkPage>
  );
}

/** What one slip did. */
export function SlipPage(props: { seat: Seat; slip: SlipRecord; bodies: readonly NamedOutcome[] }) {
  const { slip } = props;
  const { moved, left } = counted(props.bodies);
  return (
    <WorkPage
      seat={props.seat}
      title={`${moved}団体を動かし、${left}団体は動かしていません`}
      documentTitle="事業者の予定変更の結果"
      crumbs={pmoCrumbs(props.seat, { title: '事業者の予定変更', href: SLIPS }, { title: '結果' })}
      asOf={`${slip.vendor}　${businessAt(slip.businessNo)?.title ?? ''}`}
      coverage={`${slip.days}日　${slip.reason}（${slip.documentNo}）`}
    >
      <OutcomeTable bodies={props.bodies} tense="after" />
    </WorkPage>
  );
}
