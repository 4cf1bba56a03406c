import { formatDay } from '../../../../core/calendar.ts';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { KnownFact } from '../../actions/known-facts.ts';

/** One page of what the body is asked again and again, to copy into the 照会 that comes by mail. */
export function KnownFactsPage(props: {
  facts: readonly KnownFact[];
  bodyName: string;
  bodyCode: string;
  today: string;
  sample: boolean;
}) {
  const shown = props.facts.filter((fact) => !fact.detail);
  const details = props.facts.length - shown.length;
  const groups = [...new Set(shown.map((fact) => fact.group))];
  return (
    <Page
      title={`${props.bodyName}のよく聞かれる項目`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: 'よく聞かれる項目' },
      ]}
      sample={props.sample}
      asOf={`${formatDay(props.today)}に分かっている内容`}
      coverage={`団体コード ${props.bodyCode}、${shown.length}項目`}
      lead={<p>メールや郵送の照会に写せます。項目ごとに、いつの値か、出典は何かを添えています。</p>}
    >
      <p class="survey-screen-only">
        <a href="/surveys/known-facts.csv">CSV（UTF-8）</a>　
        <a href="/surveys/known-facts.csv?encoding=shift_jis">CSV（Shift_JIS）</a>
      </p>
      {details === 0 ? null : <p>選択肢別や業務別の内訳（{details}項目）は、CSVにあります。</p>}
      {groups.length === 0 ? (
        <p>分かっている項目はまだありません。調査に答えるか、公表資料が取り込まれると、ここに並びます。</p>
      ) : null}
      {groups.map((group) => (
        <section class="dads-section" key={group}>
          <h2>{group}</h2>
          <DataTable
            caption={group}
            captionHidden
            wide
            columns={[
              { id: 'title', title: '項目', cell: (fact: KnownFact) => fact.title },
              { id: 'value', title: '内容', cell: (fact) => fact.value },
              { id: 'on', title: '時点', cell: (fact) => formatDay(fact.on) },
              { id: 'source', title: '出典', cell: (fact) => fact.source },
            ]}
            rows={shown.filter((fact) => fact.group === group)}
            rowKey={(fact) => `${fact.title}-${fact.on}`}
            rowHeader="title"
          />
        </section>
      ))}
    </Page>
  );
}
