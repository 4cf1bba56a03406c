import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { CheckboxGroup, SelectField } from '../../../../ui/form.tsx';
import { budgetField } from '../../rules/check.ts';
import { shortYear, windowOf } from '../../rules/dates.ts';
import { BUDGET_KINDS, type BudgetKind, lineId } from '../../rules/line.ts';
import { errorOf, type FormPageProps, Text, typedValue } from './form-parts.tsx';

export function Measure(props: FormPageProps) {
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

export function Budgets(props: FormPageProps) {
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

export function Links(props: FormPageProps) {
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
