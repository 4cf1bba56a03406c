import { rational, round as rounded } from '../../../../core/rational.ts';
import { Button } from '../../../../ui/button.tsx';
import { ShareBars } from '../../../../ui/chart/share-bars.tsx';
import { Checkbox, HiddenFields } from '../../../../ui/form.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { ConductView, PrefectureLine } from '../../chain-lists.ts';
import { ROUND_STATE_TITLES, SHEET_STATE_TITLES } from '../../rules/sheet-workflow.ts';
import { owedOf, sheetsOf } from './counts.ts';
import { STATES } from './lines-table.tsx';
import { RoundFrame, type RoundPageProps } from './round-frame.tsx';

/** The organiser's page of one 調査回: who owes, what is through, 確定 and 公表. */
export function ConductPage(props: RoundPageProps & ConductView) {
  const { round, evidence } = props;
  const base = `/surveys/conduct/${round.roundId}`;
  const backed =
    evidence.answers === 0
      ? '提出された回答はまだありません'
      : `${evidence.backed.toLocaleString('ja')}／${evidence.answers.toLocaleString('ja')}問`;
  return (
    <RoundFrame
      {...props}
      as="conduct"
      before={[{ term: '状態', detail: ROUND_STATE_TITLES[round.state] }]}
      after={[{ term: '根拠資料のある回答', detail: backed }]}
    >
      <h2>都道府県ごとの提出</h2>
      <ShareBars
        title="提出済みの回答票の割合"
        description="都道府県ごとに、照会した団体のうち提出を済ませた団体の割合を示します。"
        unit="%"
        rows={props.prefectures.map((line) => {
          const all = sheetsOf(line.counts);
          const done = all - owedOf(line.counts);
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
          { id: 'asked', title: '照会', align: 'number', cell: (line) => sheetsOf(line.counts) },
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
    </RoundFrame>
  );
}
