import { formatDay } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { numberedTitle } from '../../../spine/plan/rules/contents.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import {
  CheckboxGroup,
  ErrorSummary,
  HiddenFields,
  type Option,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { planOfRoadmap } from '../plan-of.ts';
import type { OwnerOption } from '../queries/known.ts';
import { budgetField, type FieldError, LIMITS, type Typed } from '../rules/check.ts';
import { shortYear, windowOf } from '../rules/dates.ts';
import type { Clash } from '../rules/history.ts';
import { BUDGET_KINDS, type BudgetKind, type Line, type LineContent, lineId, STATES } from '../rules/line.ts';
import type { Asking } from './asking.ts';
import { crumbs, fieldText, fieldTitles } from './parts.tsx';

/** What a form of a line may choose from. */
export interface Choices {
  readonly owners: readonly OwnerOption[];
  readonly indicators: readonly IndicatorDefinition[];
  /** The body's other lines that have not ended. */
  readonly lines: readonly Line[];
  readonly fiscalYear: number;
}

export interface FormPageProps extends Choices {
  readonly asking: Asking;
  /** Null: a new line. */
  readonly line: Line | null;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly stale: {
    readonly clashes: readonly Clash[];
    readonly theirs: readonly (keyof LineContent)[];
    readonly base: LineContent;
  } | null;
}

/** `/roadmap/new` and `/roadmap/lines/{K003-…}/edit` */
export function FormPage(props: FormPageProps) {
  const { asking, line } = props;
  const title = line === null ? '個別取組を加える' : `「${line.content.title}」を書き改める`;
  const action = line === null ? '/roadmap/new' : `/roadmap/lines/${lineId(line)}/edit`;
  const trail =
    line === null
      ? [{ title: '個別取組を加える' }]
      : [{ title: line.content.title, href: `/roadmap/lines/${lineId(line)}` }, { title: '書き改める' }];
  return (
    <Page
      title={title}
      breadcrumb={crumbs(...trail)}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
      lead={<p>分かっているものから書けます。空けた欄は「未記入」と示します。</p>}
    >
      {props.stale === null ? null : <StaleNotice {...props} stale={props.stale} />}
      <ErrorSummary errors={props.errors} />
      <form method="post" action={action}>
        <HiddenFields
          csrf={asking.csrf}
          values={{ madeFrom: String(line?.edition ?? 0), budgetYears: budgetYears(props.fiscalYear) }}
        />
        <Basics {...props} />
        <State {...props} />
        <Measure {...props} />
        <Budgets {...props} />
        <Links {...props} />
        {line === null ? null : <Text {...props} name="note" label="書き改めた理由（任意）" size="full" />}
        <Button>{line === null ? 'この個別取組を加える' : 'この内容で保存する'}</Button>
      </form>
    </Page>
  );
}

export function budgetYears(fiscalYear: number): string {
  const { first, last } = windowOf(fiscalYear);
  return `${first}-${last}`;
}

/** Both versions, field by field; the form below carries the merged one, and nothing typed is lost. */
function StaleNotice(props: FormPageProps & { stale: NonNullable<FormPageProps['stale']> }) {
  const { stale } = props;
  const names = namesOf(props);
  const show = (field: keyof LineContent, value: Clash['mine']) =>
    fieldText(field, { ...stale.base, [field]: value } as LineContent, names);
  return (
    <Notice kind="warning" live title="開いた後に、ほかの人がこの取組を書き換えました">
      <p>まだ保存していません。下の欄には、あなたの入力が残っています。</p>
      {stale.theirs.length === 0 ? null : (
        <p>ほかの人だけが変えた項目は、新しい値に替えました：{fieldTitles(stale.theirs)}。</p>
      )}
      {stale.clashes.length === 0 ? null : (
        <DataTable
          caption="二人が同じ項目を変えました"
          wide
          columns={[
            { id: 'field', title: '項目', cell: (clash: Clash) => fieldTitles([clash.field]) },
            { id: 'base', title: '開いた時', cell: (clash) => show(clash.field, clash.base) },
            {
              id: 'theirs',
              title: 'ほかの人の値（今の値）',
              cell: (clash) => show(clash.field, clash.theirs),
            },
            { id: 'mine', title: 'あなたの値（下の欄）', cell: (clash) => show(clash.field, clash.mine) },
          ]}
          rows={stale.clashes}
          rowKey={(clash) => clash.field}
          rowHeader="field"
        />
      )}
      <p>内容を確かめて、もう一度保存してください。</p>
    </Notice>
  );
}

export function namesOf(choices: Pick<Choices, 'indicators' | 'lines'>) {
  return {
    indicator: (id: string) => choices.indicators.find((one) => one.id === id)?.title ?? id,
    line: (no: number) => choices.lines.find((one) => one.lineNo === no)?.content.title ?? `K${no}`,
    item: (id: string) => planOfRoadmap().items.find((one) => one.id === id)?.title ?? id,
  };
}

function typedValue(typed: Typed, name: string): string {
  return typed(name)[0] ?? '';
}

function Text(
  props: FormPageProps & {
    name: string;
    label: string;
    hint?: string;
    size?: 'short' | 'medium' | 'full';
    required?: boolean;
    inputMode?: 'numeric';
  },
) {
  const { typed, errors, hint, name, label, size, required, inputMode } = props;
  return (
    <TextField
      name={name}
      label={label}
      value={typedValue(typed, name)}
      error={errors.find((error) => error.field === name)?.message}
      size={size ?? 'medium'}
      required={required ?? false}
      {...(hint === undefined ? {} : { hint })}
      {...(inputMode === undefined ? {} : { inputMode })}
    />
  );
}

const errorOf = (props: FormPageProps, field: string) =>
  props.errors.find((error) => error.field === field)?.message;

function ownerOptions(props: FormPageProps, kept: string | undefined): readonly Option[] {
  return [
    ...(kept === undefined ? [] : [{ value: 'kept', title: `${kept}（今の課と職の一覧にありません）` }]),
    ...props.owners.map(({ value, owner }) => ({ value, title: owner.name })),
  ];
}

function Basics(props: FormPageProps) {
  const { typed } = props;
  const { items, newest } = planOfRoadmap();
  const kept = typedValue(typed, 'owner') === 'kept' ? props.line?.content.owner?.name : undefined;
  return (
    <section class="dads-section" aria-labelledby="basics">
      <h2 id="basics">何を、誰が、いつ</h2>
      <SelectField
        name="item"
        label="取組事項"
        emptyOption="選んでください"
        options={items.map((item) => ({
          value: item.id,
          title: numberedTitle(item),
          group: newest.groups.find((group) => group.id === item.group)?.title,
        }))}
        value={typedValue(typed, 'item')}
        error={errorOf(props, 'item')}
        required
      />
      <Text
        {...props}
        name="title"
        label="個別取組の名称"
        size="full"
        hint={`${LIMITS.title}字まで`}
        required
      />
      <SelectField
        name="owner"
        label="担当する課か職"
        emptyOption="決まっていない"
        options={ownerOptions(props, kept)}
        value={typedValue(typed, 'owner')}
        error={errorOf(props, 'owner')}
      />
      <Text {...props} name="starts" label="開始" hint="例：令和8年4月1日、令和8年度第2四半期" />
      <Text {...props} name="ends" label="終了（予定）" hint="例：令和11年3月31日、令和10年度第4四半期" />
    </section>
  );
}

function State(props: FormPageProps) {
  const { typed } = props;
  const kept = typedValue(typed, 'nextOwner') === 'kept' ? props.line?.content.next?.owner?.name : undefined;
  return (
    <section class="dads-section" aria-labelledby="state">
      <h2 id="state">今どうなっているか、次に何をするか</h2>
      <RadioGroup
        name="state"
        label="状態"
        inline
        options={Object.entries(STATES).map(([value, { title }]) => ({ value, title }))}
        value={typedValue(typed, 'state')}
        error={errorOf(props, 'state')}
      />
      <Text {...props} name="stateText" label="状態の説明（一文）" size="full" />
      <Text
        {...props}
        name="stateOn"
        label="状態の日"
        size="short"
        hint={`空けると今日（${formatDay(props.asking.today)}）`}
      />
      <Text {...props} name="nextText" label="次の行動" size="full" />
      <Text {...props} name="nextOn" label="次の行動の期日" size="short" hint="例：令和8年9月30日" />
      <SelectField
        name="nextOwner"
        label="次の行動の担当"
        emptyOption="上の担当と同じ"
        options={ownerOptions(props, kept)}
        value={typedValue(typed, 'nextOwner')}
        error={errorOf(props, 'nextOwner')}
      />
      <TextArea
        name="risks"
        label="リスク"
        hint="起こり得ることと、備え。"
        value={typedValue(typed, 'risks')}
        error={errorOf(props, 'risks')}
        rows={3}
        maxLength={LIMITS.risks}
      />
    </section>
  );
}

function Measure(props: FormPageProps) {
  const chosen = typedValue(props.typed, 'item');
  const own = (one: IndicatorDefinition) => one.planItems.some((each) => each.item === chosen);
  const registered = [...props.indicators]
    .sort((a, b) => Number(own(b)) - Number(own(a)))
    .map((one) => ({
      value: one.id,
      title: one.title,
      group: own(one) ? 'この取組事項の指標（値は自動で読みます）' : 'そのほかの指標（値は自動で読みます）',
    }));
  return (
    <section class="dads-section" aria-labelledby="measure">
      <h2 id="measure">何で測るか</h2>
      <SelectField
        name="indicator"
        label="指標"
        emptyOption="まだ決めていない"
        options={[{ value: 'own', title: '自団体で決めた指標（下に書く）' }, ...registered]}
        value={typedValue(props.typed, 'indicator')}
        error={errorOf(props, 'indicator')}
      />
      <Text {...props} name="indicatorTitle" label="自団体の指標の名称" size="full" />
      <Text {...props} name="indicatorUnit" label="単位" size="short" />
      <Text {...props} name="baseline" label="基準値" size="short" hint="一覧の指標では、空けておけます。" />
      <Text {...props} name="baselineOn" label="基準値の時点" size="short" />
      <Text {...props} name="target" label="目標値" size="short" />
      <Text {...props} name="targetOn" label="目標の期日" size="short" />
      <Text {...props} name="indicatorSource" label="値の出典" size="full" hint="調べ方や資料の名称。" />
    </section>
  );
}

function Budgets(props: FormPageProps) {
  const kinds = Object.keys(BUDGET_KINDS) as BudgetKind[];
  const { years } = windowOf(props.fiscalYear);
  const [near, far] = [years.slice(0, 2), years.slice(2)];
  return (
    <section class="dads-section" aria-labelledby="budgets">
      <h2 id="budgets">予算（円）</h2>
      <p>決まっていない年度は空けておきます。0と書くと、0円になります。</p>
      {near.map((year) => (
        <BudgetYear key={year} {...props} year={year} />
      ))}
      <Disclosure
        summary={`${shortYear(far[0] ?? props.fiscalYear)}からの予算`}
        open={far.some((year) => kinds.some((kind) => isUsed(props, budgetField(year, kind))))}
      >
        {far.map((year) => (
          <BudgetYear key={year} {...props} year={year} />
        ))}
      </Disclosure>
    </section>
  );
}

function isUsed(props: FormPageProps, field: string): boolean {
  return typedValue(props.typed, field) !== '' || errorOf(props, field) !== undefined;
}

function BudgetYear(props: FormPageProps & { year: number }) {
  const { year } = props;
  return (
    <fieldset class="dads-field roadmap-budget">
      <legend class="dads-field__label">{shortYear(year)}</legend>
      <div class="roadmap-budget__kinds">
        {(Object.entries(BUDGET_KINDS) as [BudgetKind, string][]).map(([kind, title]) => (
          <Text
            key={kind}
            {...props}
            name={budgetField(year, kind)}
            label={title}
            size="short"
            inputMode="numeric"
          />
        ))}
      </div>
    </fieldset>
  );
}

function Links(props: FormPageProps) {
  const options = props.lines.map((line) => ({
    value: String(line.lineNo),
    title: line.content.title,
    hint: lineId(line),
  }));
  if (options.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="links">
      <h2 id="links">ほかの取組とのつながり</h2>
      <CheckboxGroup name="after" label="先に終える取組" options={options} values={props.typed('after')} />
      <CheckboxGroup
        name="together"
        label="連動する取組"
        options={options}
        values={props.typed('together')}
      />
    </section>
  );
}
