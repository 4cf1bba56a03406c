import { formatDay } from '../../../../core/calendar.ts';
import { rational, round as rounded } from '../../../../core/rational.ts';
import { Button } from '../../../../ui/button.tsx';
import { ShareBars } from '../../../../ui/chart/share-bars.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Checkbox, ErrorSummary, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { SheetLine } from '../../queries/overview.ts';
import type { Round } from '../../queries/rounds.ts';
import {
  ROUND_STATE_TITLES,
  SHEET_STATE_TITLES,
  type SheetState,
  WRITABLE,
} from '../../rules/sheet-workflow.ts';
import { LinesTable, STATES } from './review-pages.tsx';

/** How far each prefecture is. */
export interface PrefectureLine {
  readonly code: string;
  readonly name: string;
  readonly counts: ReadonlyMap<SheetState, number>;
}

const total = (counts: ReadonlyMap<SheetState, number>) =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);
const owed = (counts: ReadonlyMap<SheetState, number>) =>
  WRITABLE.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);

/** The organiser's page of one 調査回: who owes, what is through, 確定 and 公表. */
export function ConductPage(props: {
  round: Round;
  prefectures: readonly PrefectureLine[];
  evidence: { readonly answers: number; readonly backed: number };
  lines: readonly SheetLine[];
  total: number;
  page: number;
  state: string;
  csrf: string;
  sample: boolean;
  done?: string;
  error?: string;
}) {
  const { round } = props;
  const base = `/surveys/conduct/${round.roundId}`;
  const counts = new Map<SheetState, number>();
  for (const line of props.prefectures)
    for (const [state, sheets] of line.counts) counts.set(state, (counts.get(state) ?? 0) + sheets);
  const asked = total(counts);
  const missing = owed(counts);
  return (
    <Page
      title={`${round.title}の進行`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: '調査の進行', href: '/surveys/conduct' },
        { title: round.title },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={`${asked.toLocaleString('ja')}団体中 ${(asked - missing).toLocaleString('ja')}団体が提出`}
      wide
    >
      {props.done === undefined ? null : <Notice kind="success" title={props.done} live />}
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'leaveOut', message: props.error }]} title="手続を進めていません" />
      )}
      <DescriptionList
        items={[
          { term: '状態', detail: ROUND_STATE_TITLES[round.state] },
          { term: '県締切', detail: round.prefectureDue === null ? 'なし' : formatDay(round.prefectureDue) },
          { term: '国締切', detail: round.nationDue === null ? 'なし' : formatDay(round.nationDue) },
          ...STATES.filter((state) => (counts.get(state) ?? 0) > 0).map((state) => ({
            term: SHEET_STATE_TITLES[state],
            detail: `${(counts.get(state) ?? 0).toLocaleString('ja')}団体`,
          })),
          {
            term: '根拠資料のある回答',
            detail:
              props.evidence.answers === 0
                ? '提出された回答はまだありません'
                : `${props.evidence.backed.toLocaleString('ja')}／${props.evidence.answers.toLocaleString('ja')}問`,
          },
        ]}
      />
      <p>
        <a href={`/surveys/rounds/${round.roundId}/workbooks`}>全団体の回答票（Excel）をまとめて作る</a>
      </p>
      <h2>都道府県ごとの提出</h2>
      <ShareBars
        title="提出済みの回答票の割合"
        description="都道府県ごとに、照会した団体のうち提出を済ませた団体の割合を示します。"
        unit="%"
        rows={props.prefectures.map((line) => {
          const all = total(line.counts);
          const done = all - owed(line.counts);
          return {
            title: line.name,
            value: all === 0 ? null : rounded(rational(BigInt(done) * 100n, BigInt(all)), 1),
            numerator: done,
            denominator: all,
          };
        })}
      />
      <DataTable
        caption="都道府県ごとの状態"
        wide
        columns={[
          { id: 'name', title: '都道府県', cell: (line: PrefectureLine) => line.name },
          { id: 'asked', title: '照会', align: 'number', cell: (line) => total(line.counts) },
          ...STATES.map((state) => ({
            id: state,
            title: SHEET_STATE_TITLES[state],
            align: 'number' as const,
            cell: (line: PrefectureLine) => line.counts.get(state) ?? 0,
          })),
        ]}
        rows={props.prefectures}
        rowKey={(line) => line.code}
        rowHeader="name"
        stickyFirst
      />
      {round.state === 'sent' ? (
        <>
          <h2>確定</h2>
          <p>
            確認・取りまとめ済の回答を確定します。提出のない団体は「未回答」になります。零にはなりません。確定した後は、差替えだけができます。
          </p>
          <form method="post" action={`${base}/fix-round`}>
            <HiddenFields csrf={props.csrf} />
            <Checkbox
              name="leaveOut"
              label="都道府県の確認を待つ回答票は、含めずに確定する"
              error={props.error}
            />
            <Button>この調査回を確定する</Button>
          </form>
        </>
      ) : null}
      {round.state === 'fixed' ? (
        <>
          <h2>公表</h2>
          <p>公表すると、照会した団体が、同じ区分の団体と並べた自団体の結果を見られます。</p>
          <form method="post" action={`${base}/publish`}>
            <HiddenFields csrf={props.csrf} />
            <Button>この調査回の結果を公表する</Button>
          </form>
        </>
      ) : null}
      <h2>団体ごとの状態</h2>
      <LinesTable {...props} base={base} canReview={false} />
    </Page>
  );
}
