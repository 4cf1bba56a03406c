import { type Day, formatFiscalYear } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import type { Forecast } from '../../../spine/steps/rules/forecast.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { ENVIRONMENTS } from '../actions/systems.ts';
import type { CostLine } from '../queries/costs.ts';
import type { LimitRecord, SystemRow } from '../queries/systems.ts';
import type { Business } from '../rules/businesses.ts';
import { COST_ITEMS, COST_PHASES, COST_SOURCE, LIMIT_KINDS } from '../rules/limits.ts';
import type { Fault } from '../rules/sentences.ts';
import { forecastText } from './forecast-parts.ts';
import { Errors, fieldsOf, WorkPage } from './parts.tsx';
import { standingText } from './systems-page.tsx';

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

function optionsOf(titles: Readonly<Record<string, string>>) {
  return Object.entries(titles).map(([value, title]) => ({ value, title }));
}

function InventoryForm({ system, form, faults, csrf, path }: Part) {
  const field = fieldsOf(form, faults, {
    vendor: system?.vendor,
    packageName: system?.packageName,
    version: system?.packageVersion,
    environment: system?.environment,
    contractEnd: system?.contractEnd,
    plannedOn: system?.plannedOn,
    customisation: system?.customisation,
  });
  return (
    <form class="dads-form--printed" method="post" action={path}>
      <HiddenFields csrf={csrf} values={{ revision: String(system?.revision ?? 0) }} />
      <TextField {...field('vendor')} label="事業者" size="full" />
      <TextField {...field('packageName')} label="パッケージ名" size="full" />
      <TextField {...field('version')} label="版" size="short" />
      <SelectField
        {...field('environment')}
        label="環境"
        emptyOption="決まっていない"
        options={optionsOf(ENVIRONMENTS)}
      />
      <TextField {...field('contractEnd')} label="契約の終わり" hint="例：2031-03-31" size="short" />
      <TextField {...field('plannedOn')} label="移行予定日" hint="例：2026-12-31" size="short" />
      <TextField {...field('customisation')} label="独自の追加・改修" hint="なければ空欄" size="full" />
      <Button>台帳を保存する</Button>
    </form>
  );
}

function LimitForm({ system, form, faults, csrf, path }: Part) {
  const stored = { kind: system?.limitKind ?? 'plan', on: system?.limitOn, source: system?.limitSource };
  const field = fieldsOf(form, faults, stored);
  return (
    <form class="dads-form--printed" method="post" action={`${path}/limit`}>
      <HiddenFields csrf={csrf} />
      <SelectField {...field('kind')} label="期限の区別" options={optionsOf(LIMIT_KINDS)} />
      <TextField
        {...field('on')}
        label="期限の日"
        hint="延長で日が決まっていないときと、判断保留は空欄"
        size="short"
      />
      <TextField {...field('source')} label="根拠" hint="省令、基本方針、通知の名前と日付" size="full" />
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
  const own = props.costs.filter((line) => line.fiscalYear === props.fiscalYear);
  const amounts = COST_ITEMS.flatMap(({ phase, items }) =>
    items.map((item, index): [string, string | undefined] => [
      `cost-${phase}-${index}`,
      own.find((line) => line.item === item)?.amount.toString(),
    ]),
  );
  const field = fieldsOf(props.form, props.faults, Object.fromEntries(amounts));
  return (
    <form class="dads-form--printed" method="post" action={`${props.path}/costs`}>
      <HiddenFields csrf={props.csrf} values={{ fiscalYear: String(props.fiscalYear) }} />
      <p>
        {formatFiscalYear(props.fiscalYear)}の分です。項目は移行経費の支援の区分です（{COST_SOURCE}）。
      </p>
      {COST_ITEMS.flatMap(({ phase, items }) =>
        items.map((item, index) => {
          const name = `cost-${phase}-${index}`;
          return (
            <TextField
              {...field(name)}
              key={name}
              label={`${COST_PHASES[phase]}：${item}（円）`}
              size="short"
              inputMode="numeric"
            />
          );
        }),
      )}
      <Button kind="secondary">経費を保存する</Button>
    </form>
  );
}
