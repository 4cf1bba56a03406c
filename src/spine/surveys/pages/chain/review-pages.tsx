import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Checkbox, ErrorSummary, HiddenFields, SelectField, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { Pagination } from '../../../../ui/pagination.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { PassedSheet } from '../../chain-view.ts';
import type { SheetLine } from '../../queries/overview.ts';
import type { Round } from '../../queries/rounds.ts';
import {
  ROUND_STATE_TITLES,
  SHEET_STATE_TITLES,
  type SheetState,
  WRITABLE,
} from '../../rules/sheet-workflow.ts';
import { AnswersTable, DecisionText, FindingList, StateChip, StepsTimeline } from './parts.tsx';

export const LINES_PER_PAGE = 50;
export const STATES = Object.keys(SHEET_STATE_TITLES) as SheetState[];

type Counts = ReadonlyMap<SheetState, number>;

function owed(counts: Counts | undefined): number {
  return WRITABLE.reduce((sum, state) => sum + (counts?.get(state) ?? 0), 0);
}

function all(counts: Counts | undefined): number {
  return [...(counts?.values() ?? [])].reduce((sum, each) => sum + each, 0);
}

/** 調査回 as a prefecture or an organiser opens them. `base`: `/surveys/review` or `/surveys/conduct`. */
export function RoundsPage(props: {
  title: string;
  lead: string;
  base: string;
  rounds: readonly Round[];
  counts: ReadonlyMap<string, Counts>;
  sample: boolean;
}) {
  return (
    <Page
      title={props.title}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: props.title },
      ]}
      sample={props.sample}
      lead={<p>{props.lead}</p>}
    >
      <DataTable
        caption="調査回"
        wide
        columns={[
          {
            id: 'title',
            title: '調査回',
            cell: (round: Round) => <a href={`${props.base}/${round.roundId}`}>{round.title}</a>,
          },
          { id: 'day', title: '基準日', cell: (round) => formatDay(round.baseDay) },
          { id: 'state', title: '状態', cell: (round) => ROUND_STATE_TITLES[round.state] },
          {
            id: 'due',
            title: '県締切',
            cell: (round) => (round.prefectureDue === null ? '－' : formatDay(round.prefectureDue)),
          },
          {
            id: 'nation',
            title: '国締切',
            cell: (round) => (round.nationDue === null ? '－' : formatDay(round.nationDue)),
          },
          {
            id: 'asked',
            title: '照会した団体',
            align: 'number',
            cell: (round) => all(props.counts.get(round.roundId)).toLocaleString('ja'),
          },
          {
            id: 'waiting',
            title: '確認待ち',
            align: 'number',
            cell: (round) => props.counts.get(round.roundId)?.get('handed-in') ?? 0,
          },
          {
            id: 'owed',
            title: '未提出',
            align: 'number',
            cell: (round) => owed(props.counts.get(round.roundId)).toLocaleString('ja'),
          },
        ]}
        rows={props.rounds}
        rowKey={(round) => round.roundId}
        rowHeader="title"
        empty="調査回はまだありません。調査が送られると、ここに並びます。"
      />
    </Page>
  );
}

/** Who has answered and who has not, with what a prefecture does about it. */
export function LinesTable(props: {
  round: Round;
  base: string;
  lines: readonly SheetLine[];
  total: number;
  page: number;
  state: string;
  csrf: string;
  canReview: boolean;
}) {
  const { round, base } = props;
  const query = (page: number) => `${base}?state=${props.state}&page=${page}`;
  const takes =
    props.canReview && props.lines.some((line) => line.state === 'handed-in' && line.route === 'prefecture');
  return (
    <>
      <form method="get" action={base} class="survey-filter">
        <SelectField
          name="state"
          label="状態で絞り込む"
          value={props.state}
          emptyOption="すべて"
          options={[
            { value: 'owed', title: '未提出（回答中・差戻し・疑義照会中）' },
            ...STATES.map((state) => ({ value: state, title: SHEET_STATE_TITLES[state] })),
          ]}
        />
        <Button kind="secondary">絞り込む</Button>
      </form>
      <form method="post" action={`${base}/gather`}>
        <HiddenFields csrf={props.csrf} />
        <DataTable
          caption={`回答票（${props.total.toLocaleString('ja')}団体）`}
          wide
          columns={[
            ...(takes
              ? [
                  {
                    id: 'take',
                    title: '選ぶ',
                    cell: (line: SheetLine) =>
                      line.state === 'handed-in' && line.route === 'prefecture' ? (
                        <input
                          type="checkbox"
                          name="sheet"
                          value={line.bodyCode}
                          aria-label={`${line.name}を確認・取りまとめする`}
                          class="survey-check"
                        />
                      ) : (
                        ''
                      ),
                  },
                ]
              : []),
            {
              id: 'name',
              title: '団体',
              cell: (line: SheetLine) => (
                <>
                  <a href={`${base}/${line.bodyCode}`}>{line.name}</a>
                  {line.kind === 'prefecture' ? '（県庁分）' : ''}
                  {line.ownerCode === line.bodyCode ? null : (
                    <small class="survey-remark">いまは {line.ownerCode} が回答</small>
                  )}
                </>
              ),
            },
            { id: 'no', title: '回答票番号', cell: (line) => line.sheetNo },
            {
              id: 'state',
              title: '状態',
              cell: (line) => (
                <>
                  <StateChip state={line.state} />
                  {line.disaster ? <span class="survey-mark">災害対応中</span> : null}
                </>
              ),
            },
            { id: 'route', title: '経路', cell: (line) => (line.route === 'direct' ? '国へ直接' : '県経由') },
            {
              id: 'due',
              title: '個別の締切',
              cell: (line) => (line.due === null ? '－' : formatDay(line.due)),
            },
            { id: 'again', title: '再依頼', unit: '回', align: 'number', cell: (line) => line.askedAgain },
          ]}
          rows={props.lines}
          rowKey={(line) => line.bodyCode}
          rowHeader="name"
          empty="この条件に当てはまる団体はありません。"
        />
        {takes ? (
          <p>
            <Button>選んだ団体を確認・取りまとめする</Button>
          </p>
        ) : null}
      </form>
      <Pagination
        page={props.page}
        pages={Math.max(1, Math.ceil(props.total / LINES_PER_PAGE))}
        href={query}
      />
      {round.state === 'sent' ? <AskAgainForm base={base} csrf={props.csrf} /> : null}
    </>
  );
}

function AskAgainForm(props: { base: string; csrf: string }) {
  return (
    <>
      <h2>再依頼</h2>
      <p>未提出の団体のうち、災害対応中でない団体すべてに、もう一度依頼します。</p>
      <form method="post" action={`${props.base}/ask-again`}>
        <HiddenFields csrf={props.csrf} />
        <TextField name="due" label="新しい締切（変えないときは空欄）" hint="例：2026-05-22" />
        <TextField name="documentNo" label="文書番号（あれば）" />
        <TextField name="comment" label="添える言葉" size="full" />
        <Button kind="secondary">未提出の団体に再依頼する</Button>
      </form>
    </>
  );
}

export function ReviewRoundPage(props: {
  round: Round;
  counts: Counts;
  lines: readonly SheetLine[];
  total: number;
  page: number;
  state: string;
  csrf: string;
  sample: boolean;
  done?: string;
}) {
  const { round, counts } = props;
  const base = `/surveys/review/${round.roundId}`;
  return (
    <Page
      title={`${round.title}の取りまとめ`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: '取りまとめ', href: '/surveys/review' },
        { title: round.title },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={`${all(counts)}団体中 ${all(counts) - owed(counts)}団体が提出`}
      wide
    >
      {props.done === undefined ? null : <Notice kind="success" title={props.done} live />}
      <DescriptionList
        items={[
          { term: '県締切', detail: round.prefectureDue === null ? 'なし' : formatDay(round.prefectureDue) },
          { term: '国締切', detail: round.nationDue === null ? 'なし' : formatDay(round.nationDue) },
          ...STATES.filter((state) => (counts.get(state) ?? 0) > 0).map((state) => ({
            term: SHEET_STATE_TITLES[state],
            detail: `${counts.get(state)}団体`,
          })),
        ]}
      />
      <p>
        <a href={`/surveys/rounds/${round.roundId}/workbooks`}>全団体の回答票（Excel）をまとめて作る</a>
      </p>
      <LinesTable {...props} base={base} canReview />
    </Page>
  );
}

/** One body's answers as they were handed in, with what the reader may do about them. */
export function PassedSheetPage(props: {
  view: PassedSheet;
  base: string;
  baseTitle: string;
  csrf: string;
  sample: boolean;
  role: 'review' | 'conduct';
  error?: string;
}) {
  const { view, role } = props;
  const { sheet, round } = view;
  const action = `${props.base}/${sheet.bodyCode}`;
  const hidden = <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo) }} />;
  const remarks = new Map([...view.handed].map(([id, one]) => [id, one.remark]));
  return (
    <Page
      title={`${view.bodyName}の回答`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: props.baseTitle, href: props.base },
        { title: view.bodyName },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={round.title}
    >
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'comment', message: props.error }]} title="手続を進めていません" />
      )}
      <DescriptionList
        items={[
          { term: '回答票番号', detail: sheet.sheetNo },
          { term: '状態', detail: <StateChip state={sheet.state} /> },
          {
            term: '団体の決裁',
            detail:
              view.decisions[0] === undefined ? '記録なし' : <DecisionText decision={view.decisions[0]} />,
          },
        ]}
      />
      {view.handed.size === 0 ? (
        <Notice kind="info" title="まだ提出がありません">
          <p>回答の途中の内容は、提出されるまで団体の中だけで見られます。</p>
          {role === 'review' && WRITABLE.includes(sheet.state) && round.state === 'sent' ? (
            <p>
              <a href={`/surveys/proxy/${sheet.sheetNo}`}>電話などで聞き取った回答を代行入力する</a>
            </p>
          ) : null}
        </Notice>
      ) : (
        <>
          {view.findings.length === 0 ? null : (
            <Notice kind="info" title="確かめるとよいところ">
              <FindingList findings={view.findings} questions={round.survey.questions} />
            </Notice>
          )}
          <h2>提出された回答</h2>
          <AnswersTable
            caption={`${view.bodyName}の回答`}
            survey={round.survey}
            values={view.values}
            last={view.last}
            path={view.path}
            remarks={remarks}
          />
        </>
      )}
      {role === 'review' && sheet.state === 'handed-in' && sheet.route === 'prefecture' ? (
        <>
          <h2>確認・取りまとめ</h2>
          <form method="post" action={`${action}/gather`}>
            {hidden}
            <p>内容を確かめたら、取りまとめます。数値は速報として見えるようになります。</p>
            <Button>確認・取りまとめをする</Button>
          </form>
          <h2>差戻し</h2>
          <form method="post" action={`${action}/return`}>
            {hidden}
            <QuestionBoxes view={view} />
            <TextField name="comment" label="差戻しの理由" size="full" required error={props.error} />
            <Button kind="secondary">差し戻す</Button>
          </form>
        </>
      ) : null}
      {role === 'conduct' && ['gathered', 'handed-in'].includes(sheet.state) && round.state === 'sent' ? (
        <>
          <h2>疑義照会</h2>
          <form method="post" action={`${action}/query`}>
            {hidden}
            <QuestionBoxes view={view} />
            <TextField name="comment" label="尋ねること" size="full" required error={props.error} />
            <Button kind="secondary">疑義照会をする</Button>
          </form>
        </>
      ) : null}
      {role === 'conduct' && round.state !== 'sent' && ['gathered', 'handed-in'].includes(sheet.state) ? (
        <form method="post" action={`${action}/fix`}>
          {hidden}
          <p>差し替えた回答を確定します。前の値とともに、訂正の一覧で公開されます。</p>
          <Button>差替えを確定する</Button>
        </form>
      ) : null}
      <h2>手続の経過</h2>
      <StepsTimeline steps={view.steps} survey={round.survey} />
    </Page>
  );
}

function QuestionBoxes(props: { view: PassedSheet }) {
  return (
    <fieldset class="dads-field survey-questions">
      <legend class="dads-field__label">対象の設問（選ばなければ全体）</legend>
      {props.view.round.survey.questions.map((question) => (
        <Checkbox
          key={question.id}
          name="question"
          id={`q-${question.id}`}
          value={question.id}
          label={`問${question.number} ${question.title}`}
        />
      ))}
    </fieldset>
  );
}
