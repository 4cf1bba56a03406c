import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { monthText } from '../rules/month.ts';
import { type Figure, PMO_VIEWS, type PmoFilter, type PmoView } from '../rules/pmo.ts';
import { BUSINESS_OPTIONS, percentText, vendorOptions } from './parts.tsx';
import { CLASSES, MINISTRIES, type PmoChoices } from './pmo-filter.ts';

/** 絞り込み: a form with GET. */
export function PmoFilterForm(props: {
  action: string;
  seat: Seat;
  month: string;
  view: PmoView | null;
  filter: PmoFilter;
  choices: PmoChoices;
}) {
  const { filter, choices } = props;
  return (
    <form class="dads-inline-form" action={props.action} method="get">
      {props.view === null ? <HiddenFields values={{ month: monthText(props.month) }} /> : null}
      {props.view === null ? null : (
        <>
          <TextField name="month" label="月" hint="例：2026-03" size="short" value={monthText(props.month)} />
          <SelectField
            name="by"
            label="まとめ方"
            value={props.view}
            options={Object.entries(PMO_VIEWS).map(([value, title]) => ({ value, title }))}
          />
        </>
      )}
      {props.seat.kind === 'nation' ? (
        <SelectField
          name="prefecture"
          label="都道府県"
          emptyOption="すべて"
          value={filter.prefecture}
          options={choices.prefectures.map(({ code, name }) => ({ value: code, title: name }))}
        />
      ) : null}
      <SelectField
        name="stratum"
        label="団体区分"
        emptyOption="すべて"
        value={filter.stratum}
        options={CLASSES}
      />
      <SelectField
        name="ministry"
        label="所管"
        emptyOption="すべて"
        value={filter.ministry}
        options={MINISTRIES}
      />
      <SelectField
        name="business"
        label="業務"
        emptyOption="すべて"
        value={filter.business === null ? '' : String(filter.business)}
        options={BUSINESS_OPTIONS}
      />
      <SelectField
        name="vendor"
        label="事業者"
        emptyOption="すべて"
        value={filter.vendor}
        options={vendorOptions(choices.vendors)}
      />
      {props.view === null ? (
        <TextField
          name="step"
          label="終わっていないステップの番号"
          size="short"
          inputMode="numeric"
          value={filter.step === null ? '' : String(filter.step)}
        />
      ) : null}
      <Button kind="secondary">絞り込む</Button>
    </form>
  );
}

export function FigureList(props: {
  figure: Figure;
  asked: number;
  reported: number;
  limits: { readonly late: number; readonly extended: number; readonly deferred: number };
  /** Where those are named that have not said the month. */
  monthHref: string;
  lateHref: string;
}) {
  const { figure, limits } = props;
  const count = (number: number) => number.toLocaleString('ja');
  return (
    <DescriptionList
      items={[
        { term: '完了率（公式の式）', detail: percentText(figure.completed) },
        { term: '完了率（対象外を除く）', detail: percentText(figure.withoutExcluded) },
        {
          term: '作業中率・未着手率',
          detail: `${percentText(figure.working)}・${percentText(figure.notStarted)}`,
        },
        {
          term: '移行を終えたシステム',
          detail: `${count(figure.finished)}／${count(figure.systems)}システム（対象外の業務を除く）`,
        },
        { term: 'すべて終えた団体', detail: `${count(figure.bodiesFinished)}／${count(figure.bodies)}団体` },
        {
          term: '未報告の団体',
          detail: (
            <>
              <a href={props.monthHref}>{`${count(props.asked - props.reported)}団体の一覧`}</a>
              （未着手には数えません）
            </>
          ),
        },
        {
          term: '期限を過ぎたシステム',
          detail: <a href={props.lateHref}>{`${count(limits.late)}システムの一覧`}</a>,
        },
        {
          term: '特定移行支援システム（延長）',
          detail: `${count(limits.extended)}システム（遅れに数えません）`,
        },
        { term: '判断保留', detail: `${count(limits.deferred)}システム` },
      ]}
    />
  );
}
