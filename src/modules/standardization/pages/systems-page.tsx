import { type Day, formatDay, formatFiscalYear } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { FORECAST_GAPS, type Forecast } from '../../../spine/steps/rules/forecast.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { ENVIRONMENTS } from '../actions/systems.ts';
import type { CostLine } from '../queries/costs.ts';
import type { LimitRecord, SystemRow } from '../queries/systems.ts';
import type { Business } from '../rules/businesses.ts';
import { businessAt } from '../rules/businesses.ts';
import {
  COST_ITEMS,
  COST_PHASES,
  COST_SOURCE,
  LIMIT_KINDS,
  LIMIT_STANDINGS,
  limitStanding,
} from '../rules/limits.ts';
import type { Fault } from '../rules/sentences.ts';
import type { Form } from './asking.ts';
import { Errors, faultOf, WorkPage } from './parts.tsx';

function standingText(system: SystemRow, today: Day): string {
  const { limitOn: on, limitKind: kind, finished, marked } = system;
  const standing = LIMIT_STANDINGS[limitStanding({ on, kind, finished, marked }, today)];
  return on === null ? standing : `${standing}（${on}）`;
}

export function forecastText(forecast: Forecast | undefined): string {
  if (forecast === undefined) return '月の報告がないため、見込みはありません。';
  if (forecast.kind === 'unknown') return FORECAST_GAPS[forecast.why];
  const from = [forecast.own ? 'この団体' : '', forecast.peers > 0 ? `同じ区分の${forecast.peers}団体` : ''];
  return `${forecast.earliest}～${forecast.latest}ごろ（${from.filter(Boolean).join('と')}の進み方から）`;
}

/** システムの台帳. */
export function SystemsPage(props: {
  seat: Seat;
  today: Day;
  systems: readonly SystemRow[];
  forecasts: ReadonlyMap<number, Forecast>;
  businesses: readonly number[];
}) {
  const rows = props.businesses.map((no) => ({
    no,
    system: props.systems.find((one) => one.businessNo === no),
  }));
  return (
    <WorkPage
      seat={props.seat}
      title={`${props.seat.bodyName}の標準化対象システム`}
      crumbs={[{ title: 'システムの台帳' }]}
      asOf={`${formatDay(props.today)}現在`}
      wide
    >
      <DataTable
        caption="業務ごとのシステムと期限"
        wide
        columns={[
          {
            id: 'business',
            title: '業務',
            cell: (row: (typeof rows)[number]) => {
              const business = businessAt(row.no);
              return <a href={`/standardization/systems/${business?.id}`}>{business?.title}</a>;
            },
          },
          { id: 'vendor', title: '事業者', cell: (row) => row.system?.vendor ?? '登録なし' },
          {
            id: 'package',
            title: 'パッケージ',
            cell: (row) => [row.system?.packageName, row.system?.packageVersion].filter(Boolean).join(' '),
          },
          {
            id: 'environment',
            title: '環境',
            cell: (row) => (row.system?.environment ? ENVIRONMENTS[row.system.environment] : ''),
          },
          { id: 'planned', title: '移行予定日', cell: (row) => row.system?.plannedOn ?? '' },
          {
            id: 'limit',
            title: '期限',
            cell: (row) => (row.system === undefined ? '登録なし' : standingText(row.system, props.today)),
          },
          { id: 'forecast', title: '見込み', cell: (row) => forecastText(props.forecasts.get(row.no)) },
        ]}
        rows={rows}
        rowKey={(row) => String(row.no)}
        rowHeader="business"
      />
      <p>見込みは、この団体と都道府県だけに表示します。約束ではありません。</p>
      <p>
        <a href="/standardization/budget.xlsx">予算要求の資料（Excel）</a>
      </p>
    </WorkPage>
  );
}

/** One system: inventory, limit, costs; each a form of its own. */
export function SystemPage(props: {
  seat: Seat;
  today: Day;
  business: Business;
  system: SystemRow | null;
  limits: readonly LimitRecord[];
  costs: readonly CostLine[];
  fiscalYear: number;
  forecast: Forecast | undefined;
  fit: string;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { system, business } = props;
  const path = `/standardization/systems/${business.id}`;
  return (
    <WorkPage
      seat={props.seat}
      title={`${business.title}のシステム`}
      crumbs={[{ title: 'システムの台帳', href: '/standardization/systems' }, { title: business.title }]}
    >
      <Errors faults={props.faults} title="保存していません。入力は残っています" />
      <DescriptionList
        items={[
          { term: '期限', detail: system === null ? '登録なし' : standingText(system, props.today) },
          { term: '期限の根拠', detail: system?.limitSource ?? '登録なし' },
          {
            term: '特定移行支援システムの一覧の印',
            detail: system?.marked === true ? 'あり' : '印なし（一覧にない団体は、該当なしとは限りません）',
          },
          { term: '見込み', detail: forecastText(props.forecast) },
          { term: '適合性', detail: props.fit },
        ]}
      />
      <h2>台帳</h2>
      <InventoryForm {...props} path={path} />
      <h2>期限</h2>
      <LimitForm {...props} path={path} />
      <LimitHistory limits={props.limits} />
      <h2>経費</h2>
      <CostForm {...props} path={path} />
    </WorkPage>
  );
}

interface Part {
  readonly system: SystemRow | null;
  readonly form: Form;
  readonly faults: readonly Fault[];
  readonly csrf: string;
  readonly path: string;
}

function InventoryForm({ system, form, faults, csrf, path }: Part) {
  const value = (name: string, stored: string | null | undefined) => form.text(name) || (stored ?? '');
  const error = (name: string) => faultOf(faults, name);
  return (
    <form method="post" action={path}>
      <HiddenFields csrf={csrf} values={{ revision: String(system?.revision ?? 0) }} />
      <TextField
        name="vendor"
        label="事業者"
        size="full"
        value={value('vendor', system?.vendor)}
        error={error('vendor')}
      />
      <TextField
        name="packageName"
        label="パッケージ名"
        size="full"
        value={value('packageName', system?.packageName)}
        error={error('packageName')}
      />
      <TextField name="version" label="版" size="short" value={value('version', system?.packageVersion)} />
      <SelectField
        name="environment"
        label="環境"
        emptyOption="決まっていない"
        value={value('environment', system?.environment)}
        options={Object.entries(ENVIRONMENTS).map(([key, title]) => ({ value: key, title }))}
      />
      <TextField
        name="contractEnd"
        label="契約の終わり"
        size="short"
        value={value('contractEnd', system?.contractEnd)}
        error={error('contractEnd')}
      />
      <TextField
        name="plannedOn"
        label="移行予定日"
        size="short"
        value={value('plannedOn', system?.plannedOn)}
        error={error('plannedOn')}
      />
      <TextField
        name="customisation"
        label="独自の追加・改修"
        hint="なければ空欄"
        size="full"
        value={value('customisation', system?.customisation)}
      />
      <Button>台帳を保存する</Button>
    </form>
  );
}

function LimitForm({ system, form, faults, csrf, path }: Part) {
  return (
    <form method="post" action={`${path}/limit`}>
      <HiddenFields csrf={csrf} />
      <SelectField
        name="kind"
        label="期限の区別"
        value={form.text('kind') || (system?.limitKind ?? 'plan')}
        options={Object.entries(LIMIT_KINDS).map(([key, title]) => ({ value: key, title }))}
        error={faultOf(faults, 'kind')}
      />
      <TextField
        name="on"
        label="期限の日"
        hint="延長で日が決まっていないときと、判断保留は空欄"
        size="short"
        value={form.text('on') || (system?.limitOn ?? '')}
        error={faultOf(faults, 'on')}
      />
      <TextField
        name="source"
        label="根拠"
        hint="省令、基本方針、通知の名前と日付"
        size="full"
        value={form.text('source') || (system?.limitSource ?? '')}
        error={faultOf(faults, 'source')}
      />
      <Button kind="secondary">期限を記録する</Button>
    </form>
  );
}

function LimitHistory(props: { limits: readonly LimitRecord[] }) {
  if (props.limits.length === 0) return null;
  return (
    <DataTable
      caption="期限の記録"
      columns={[
        { id: 'kind', title: '区別', cell: (limit: LimitRecord) => LIMIT_KINDS[limit.limitKind] },
        { id: 'on', title: '期限', cell: (limit) => limit.limitOn ?? '日は決まっていません' },
        { id: 'source', title: '根拠', cell: (limit) => limit.source },
        { id: 'who', title: '記録した職', cell: (limit) => limit.seatTitle },
      ]}
      rows={props.limits}
      rowKey={(limit) => limit.recordedAt}
    />
  );
}

function CostForm(
  props: Part & {
    readonly costs: readonly CostLine[];
    readonly fiscalYear: number;
    readonly business: Business;
  },
) {
  const stored = (item: string) =>
    props.costs.find((line) => line.item === item && line.fiscalYear === props.fiscalYear)?.amount.toString();
  return (
    <form method="post" action={`${props.path}/costs`}>
      <HiddenFields csrf={props.csrf} values={{ fiscalYear: String(props.fiscalYear) }} />
      <p>
        {formatFiscalYear(props.fiscalYear)}の分です。項目は移行経費の支援の区分です（{COST_SOURCE}）。
      </p>
      {COST_ITEMS.flatMap(({ phase, items }) =>
        items.map((item, index) => {
          const name = `cost-${phase}-${index}`;
          return (
            <TextField
              key={name}
              name={name}
              label={`${COST_PHASES[phase]}：${item}（円）`}
              size="short"
              inputMode="numeric"
              value={props.form.text(name) || (stored(item) ?? '')}
              error={faultOf(props.faults, name)}
            />
          );
        }),
      )}
      <Button kind="secondary">経費を保存する</Button>
    </form>
  );
}
