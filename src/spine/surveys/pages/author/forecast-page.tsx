import { formatDay, toWareki } from '../../../../core/calendar.ts';
import { round as rounded } from '../../../../core/rational.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { formatNumber } from '../../../../ui/figure-text.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Forecast } from '../../actions/send.ts';
import type { Round } from '../../queries/rounds.ts';
import type { OtherRound } from '../../queries/send.ts';
import { TRAIL } from './rounds-page.tsx';

/** The last look before sending: whom, at what cost, with what known already. */
export function ForecastPage(props: {
  round: Round;
  forecast: Forecast;
  faults: readonly string[];
  csrf: string;
  sample: boolean;
  error?: string;
}) {
  const { round, forecast } = props;
  const { cost } = forecast;
  const bodies = (count: number) => `${formatNumber(count)}団体`;
  const hours = (minutes: Parameters<typeof rounded>[0]) => `${formatNumber(rounded(minutes, 0))}分`;
  const lines = round.survey.questions.map(({ id, number, title }) => ({
    id,
    number,
    title,
    known: forecast.known.get(id),
  }));
  const via = forecast.asked.filter((one) => one.route === 'prefecture').length;
  return (
    <Page
      title={`${round.title}は${bodies(cost.bodies)}に聞きます`}
      documentTitle={round.title}
      breadcrumb={[...TRAIL, { title: '調査回', href: '/surveys/rounds' }, { title: round.title }]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage="まだ送っていません"
    >
      {props.error === undefined ? null : <Notice kind="error" title={props.error} live />}
      {props.faults.length === 0 ? null : (
        <Notice kind="error" title="このままでは送れません">
          <ul>
            {props.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      )}
      {forecast.warnings.length === 0 ? null : (
        <Notice kind="warning" title="時期と日程を確かめてください">
          <ul>
            {forecast.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      <DescriptionList
        items={[
          { term: '調査', detail: `${round.survey.title}（第${round.version}版）` },
          {
            term: '対象',
            detail: `${bodies(cost.bodies)}（都道府県経由 ${formatNumber(via)}、直接 ${formatNumber(cost.bodies - via)}）`,
          },
          { term: '県締切', detail: round.prefectureDue === null ? 'なし' : formatDay(round.prefectureDue) },
          { term: '国締切', detail: round.nationDue === null ? 'なし' : formatDay(round.nationDue) },
          { term: '文書番号', detail: round.documentNo ?? 'なし' },
          {
            term: '全団体の負担',
            detail: `${hours(cost.minutes)}（1団体 ${round.survey.minutes}分の見込み）`,
          },
          {
            term: '減る負担',
            detail: `${hours(cost.saved)}（${formatNumber(cost.questions)}問のうち ${formatNumber(cost.known)}問が分かっています）`,
          },
        ]}
      />
      <p class="dads-subtle">
        所要時間を設問の数で等分し、分かっている設問の分を引いた見込みです。確かめる時間は含みません。
      </p>
      <h2>すでに分かっている設問</h2>
      <DataTable
        caption="設問ごとの、分かっている団体の数と出所"
        wide
        columns={[
          {
            id: 'question',
            title: '設問',
            cell: (one: (typeof lines)[number]) => `問${one.number}　${one.title}`,
          },
          {
            id: 'bodies',
            title: '分かっている団体',
            unit: '団体',
            align: 'number',
            cell: (one) => formatNumber(one.known?.bodies ?? 0),
          },
          {
            id: 'sources',
            title: '出所',
            cell: (one) =>
              one.known === undefined ? (
                'なし（新しく聞きます）'
              ) : (
                <ul class="dads-plain-list">
                  {one.known.sources.slice(0, 3).map((source) => (
                    <li key={`${source.on}-${source.source}`}>
                      {source.source}（
                      {source.source.includes(toWareki(source.on)) ? '' : `${formatDay(source.on)}、`}
                      {bodies(source.bodies)}）
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
        rows={lines}
        rowKey={(one) => one.id}
        rowHeader="question"
      />
      <OtherRounds others={forecast.others} />
      <form method="post" action={`/surveys/rounds/${round.roundId}/send`}>
        <HiddenFields csrf={props.csrf} />
        <p>送ると、設問と対象の団体は変えられません。</p>
        <p class="dads-row">
          {props.faults.length === 0 ? <Button>{`${bodies(cost.bodies)}に送る`}</Button> : null}
          <Button kind="secondary" href={`/surveys/rounds/${round.roundId}/edit`}>
            直す
          </Button>
        </p>
      </form>
    </Page>
  );
}

function OtherRounds(props: { others: readonly OtherRound[] }) {
  return (
    <>
      <h2>同じ団体に照会中の調査</h2>
      <DataTable
        caption="締切の近い順"
        columns={[
          { id: 'title', title: '調査回', cell: (one: OtherRound) => one.title },
          {
            id: 'due',
            title: '締切',
            cell: (one) => (one.nationDue === null ? 'なし' : formatDay(one.nationDue)),
          },
          {
            id: 'bodies',
            title: '未提出の団体',
            unit: '団体',
            align: 'number',
            cell: (one) => formatNumber(one.bodies),
          },
        ]}
        rows={props.others}
        rowKey={(one) => `${one.title}-${one.nationDue ?? ''}-${one.bodies}`}
        rowHeader="title"
        empty="照会中の調査はありません。"
      />
    </>
  );
}
