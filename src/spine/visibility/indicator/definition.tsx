import { formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Plan } from '../../plan/rules/model.ts';
import {
  denominatorWords,
  KIND_TITLES,
  LEFT_OUT,
  levelWords,
  PERIOD_TITLES,
  type RollUpStep,
  rollUpSteps,
} from '../rules/indicator-words.ts';

/** What the figure means, before any figure: in plain words, then as a formula, then who is counted. */
export function Definition(props: { definition: IndicatorDefinition }) {
  const { definition } = props;
  const { target } = definition;
  return (
    <section class="dads-section" aria-labelledby="definition">
      <h2 id="definition">定義と計算式</h2>
      <p class="dads-text">{definition.definition}</p>
      <p class="dads-formula">
        <span class="dads-formula__title">計算式</span>
        <span>{definition.formula}</span>
      </p>
      <DescriptionList
        items={[
          { term: '対象', detail: levelWords(definition) },
          { term: '分母に入る団体', detail: denominatorWords(definition).join('') },
          { term: '値のない団体', detail: LEFT_OUT },
          {
            term: '値の種類',
            detail: `${KIND_TITLES[definition.valueKind]}・単位は${definition.unit}・時点は${PERIOD_TITLES[definition.period]}`,
          },
          ...(target === undefined
            ? []
            : [
                {
                  term: '目標',
                  detail: (
                    <>
                      {target.text}
                      {target.on === undefined ? '' : `（${formatDay(target.on)}）`}
                      <span class="dads-subtle">{target.source}</span>
                    </>
                  ),
                },
              ]),
          { term: '元の資料', detail: definition.source },
          { term: '識別子と版', detail: definitionKey(definition) },
        ]}
      />
    </section>
  );
}

/** How one body's value becomes the prefecture's and the nation's. */
export function RollUpWords(props: { definition: IndicatorDefinition }) {
  return (
    <section class="dads-section" aria-labelledby="rollup">
      <h2 id="rollup">集計のしかた</h2>
      <DataTable<RollUpStep>
        caption="階層ごとの集計のしかた"
        columns={[
          { id: 'level', title: '階層', cell: (step) => step.level },
          { id: 'words', title: '計算', cell: (step) => step.words },
        ]}
        rows={rollUpSteps(props.definition)}
        rowKey={(step) => step.level}
        rowHeader="level"
      />
      <p class="dads-text">
        計算は分数のまま行い、最後に一度だけ四捨五入します。丸めた内訳の和は、丸めた合計と一致しないことがあります。
      </p>
    </section>
  );
}

/** Where the indicator stands in each version of the plan. */
export function InThePlan(props: { definition: IndicatorDefinition; plan: Plan }) {
  const { definition, plan } = props;
  const rows = definition.planItems.map((entry) => ({
    ...entry,
    version: plan.versions.find((version) => version.id === entry.plan),
    item: plan.items.find((item) => item.version === entry.plan && item.id === entry.item),
    id: `${entry.plan}/${entry.item}`,
  }));
  return (
    <section class="dads-section" aria-labelledby="plan">
      <h2 id="plan">計画での位置</h2>
      {rows.length === 0 ? (
        <p class="dads-text">
          計画の取組事項に結び付かない指標です。団体の規模や財政を知るための基礎の値、または過去の調査の値です。
        </p>
      ) : (
        <ul class="dads-list">
          {rows.map(({ id, version, item }) => (
            <li key={id}>
              <a href={`/plan/${id}`}>
                {version?.title ?? id}　{item?.title ?? ''}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
