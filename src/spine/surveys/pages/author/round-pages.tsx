import { formatDay, toWareki } from '../../../../core/calendar.ts';
import { round as rounded } from '../../../../core/rational.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { formatNumber } from '../../../../ui/figure-text.tsx';
import {
  Checkbox,
  ErrorSummary,
  HiddenFields,
  RadioGroup,
  SelectField,
  TextField,
} from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Forecast } from '../../actions/send.ts';
import type { SurveyVersion } from '../../queries/definitions.ts';
import type { Round } from '../../queries/rounds.ts';
import type { OtherRound } from '../../queries/send.ts';
import { ROUND_STATE_TITLES } from '../../rules/sheet-workflow.ts';

const TRAIL = [
  { title: '全国', href: '/' },
  { title: '調査・照会', href: '/surveys' },
];

/** 調査回 of the seat's body, newest first. */
export function RoundsPage(props: { rounds: readonly Round[]; sample: boolean }) {
  return (
    <Page
      title="調査回"
      breadcrumb={[...TRAIL, { title: '調査回' }]}
      sample={props.sample}
      lead={<p>調査の版を、基準日の団体に送ります。</p>}
    >
      <p>
        <Button href="/surveys/rounds/new">調査回を作る</Button>
      </p>
      <DataTable
        caption="調査回（新しい順）"
        wide
        columns={[
          {
            id: 'title',
            title: '調査回',
            cell: (one: Round) => (
              <a
                href={
                  one.state === 'draft' ? `/surveys/rounds/${one.roundId}` : `/surveys/conduct/${one.roundId}`
                }
              >
                {one.title}
              </a>
            ),
          },
          { id: 'state', title: '状態', cell: (one) => ROUND_STATE_TITLES[one.state] },
          { id: 'day', title: '基準日', cell: (one) => formatDay(one.baseDay) },
          { id: 'survey', title: '調査', cell: (one) => `${one.survey.title}（第${one.version}版）` },
          {
            id: 'due',
            title: '国締切',
            cell: (one) => (one.nationDue === null ? 'なし' : formatDay(one.nationDue)),
          },
        ]}
        rows={props.rounds}
        rowKey={(one) => one.roundId}
        rowHeader="title"
        empty="調査回はまだありません。"
      />
    </Page>
  );
}

/** What was typed, as text. */
export type RoundForm = Readonly<
  Record<
    | 'survey'
    | 'title'
    | 'baseDay'
    | 'route'
    | 'designatedDirect'
    | 'prefectureDue'
    | 'nationDue'
    | 'documentNo',
    string
  >
>;

export function RoundFormPage(props: {
  roundId: string | null;
  form: RoundForm;
  surveys: readonly SurveyVersion[];
  prefecture: boolean;
  errors: readonly { field: string; message: string }[];
  csrf: string;
  sample: boolean;
}) {
  const { form } = props;
  const errorOf = (field: string) => props.errors.find((error) => error.field === field)?.message;
  const title = props.roundId === null ? '調査回を作る' : '調査回を直す';
  return (
    <Page
      title={title}
      breadcrumb={[...TRAIL, { title: '調査回', href: '/surveys/rounds' }, { title }]}
      sample={props.sample}
      lead={<p>ここでは送りません。次の画面で、対象の団体と負担を確かめてから送ります。</p>}
    >
      <ErrorSummary errors={props.errors} />
      <form
        method="post"
        action={props.roundId === null ? '/surveys/rounds' : `/surveys/rounds/${props.roundId}/edit`}
      >
        <HiddenFields csrf={props.csrf} />
        <SelectField
          name="survey"
          label="調査の版"
          options={props.surveys.map((one) => ({
            value: `${one.surveyId}@${one.version}`,
            title: `${one.document.title}（第${one.version}版）`,
          }))}
          value={form.survey}
          error={errorOf('survey')}
          required
        />
        <TextField
          name="title"
          label="調査回の名称"
          hint="例：令和8年度 推進体制の調査"
          value={form.title}
          error={errorOf('title')}
          size="full"
          required
        />
        <TextField
          name="baseDay"
          label="基準日"
          hint="例：令和8年4月1日。対象の団体は、この日の台帳で決まります。"
          value={form.baseDay}
          error={errorOf('baseDay')}
          size="short"
          required
        />
        {props.prefecture ? (
          <HiddenFields values={{ route: 'prefecture' }} />
        ) : (
          <>
            <RadioGroup
              name="route"
              label="経路"
              options={[
                {
                  value: 'prefecture',
                  title: '都道府県を経由する',
                  hint: '都道府県が確認・取りまとめをします',
                },
                { value: 'direct', title: '団体に直接送る' },
              ]}
              value={form.route}
              error={errorOf('route')}
            />
            <Checkbox
              name="designatedDirect"
              label="指定都市には直接送る"
              hint="都道府県を経由するときに選べます。"
              checked={form.designatedDirect !== ''}
            />
          </>
        )}
        <TextField
          name="prefectureDue"
          label="県締切"
          hint="団体が都道府県に提出する日。例：令和8年5月29日"
          value={form.prefectureDue}
          error={errorOf('prefectureDue')}
          size="short"
        />
        <TextField
          name="nationDue"
          label="国締切（最後の締切）"
          hint="この日まで回答を受け付けます。"
          value={form.nationDue}
          error={errorOf('nationDue')}
          size="short"
          required
        />
        <TextField name="documentNo" label="文書番号（あるとき）" value={form.documentNo} size="medium" />
        <Button>対象と負担を確かめる</Button>
      </form>
    </Page>
  );
}

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
