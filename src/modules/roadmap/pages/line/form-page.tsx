import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, SelectField, TextArea } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { LIMITS } from '../../rules/check.ts';
import type { Clash } from '../../rules/history.ts';
import { type LineContent, lineId, STATES } from '../../rules/line.ts';
import { crumbs, fieldText, fieldTitles, itemOptions } from '../parts.tsx';
import {
  budgetYears,
  errorOf,
  type FormPageProps,
  namesOf,
  ownerOptions,
  Text,
  typedValue,
} from './form-parts.tsx';
import { Budgets, Links, Measure } from './form-sections.tsx';

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

function Basics(props: FormPageProps) {
  const { typed } = props;
  const kept = typedValue(typed, 'owner') === 'kept' ? props.line?.content.owner?.name : undefined;
  return (
    <section class="dads-section" aria-labelledby="basics">
      <h2 id="basics">何を、誰が、いつ</h2>
      <SelectField
        name="item"
        label="取組事項"
        emptyOption="選んでください"
        options={itemOptions()}
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
