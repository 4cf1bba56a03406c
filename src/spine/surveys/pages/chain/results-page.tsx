import { formatDay } from '../../../../core/calendar.ts';
import { FigureText } from '../../../../ui/figure-text.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { ResultLine, ResultsView } from '../../results-view.ts';

/** What a body gets back: its own answers beside its class. A4, readable in grey, pasted into a document as it is. */
export function ResultsPage(props: { view: ResultsView; sample: boolean }) {
  const { view } = props;
  const places = view.lines[0]?.figures.map(({ title }) => title) ?? [];
  return (
    <Page
      title={`${view.round.title}：${view.bodyName}の結果`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: '結果' },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(view.round.baseDay)}`}
      coverage={`比べる区分：${view.className}`}
      lead={<p>自団体の回答と、同じ区分の団体の値です。順位は示しません。</p>}
      wide
    >
      <DataTable
        caption="自団体の回答と、区分ごとの値"
        wide
        columns={[
          {
            id: 'title',
            title: '指標',
            cell: (line: ResultLine) => (
              <a href={`/indicators/${line.indicatorId}?asOf=${view.round.baseDay}`}>
                {line.title}
                {line.part === null ? '' : `：${line.part}`}
              </a>
            ),
          },
          { id: 'own', title: '自団体の回答', cell: (line) => line.own },
          ...places.map((place) => ({
            id: place,
            title: place,
            align: 'number' as const,
            cell: (line: ResultLine) => {
              const found = line.figures.find(({ title }) => title === place);
              return found === undefined ? '—' : <Figure {...found} />;
            },
          })),
        ]}
        rows={view.lines}
        rowKey={(line) => `${line.indicatorId} ${line.part ?? ''}`}
        rowHeader="title"
        empty="この調査には、集計する設問がありません。"
      />
      <p>
        回答票番号 {view.sheet.sheetNo}。値の内訳は、指標の名前から開けます。誤りが見つかったら、
        <a href={`/surveys/sheets/${view.sheet.sheetNo}/decide`}>差替えを申し出る</a>ことができます。
      </p>
    </Page>
  );
}

function Figure(props: ResultLine['figures'][number]) {
  const { figure } = props;
  return (
    <>
      <FigureText value={figure.value} unit={figure.unit} />
      {figure.numerator === null || figure.denominator === null ? null : (
        <small class="survey-remark">
          {figure.numerator}／{figure.denominator}
        </small>
      )}
    </>
  );
}
