import { NATION } from '../../../core/body-code.ts';
import { round } from '../../../core/rational.ts';
import { median, type RollUpResult } from '../../../core/roll-up.ts';
import { formatNumber, formatShare, formatWithUnit } from '../../../ui/figure-text.tsx';
import { KeyFigure } from '../../../ui/key-figure.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Snapshot, SnapshotBody } from '../../roll-up/read.ts';
import { countUnit, headingMeta, provenanceHref } from '../parts.tsx';
import { BASE_TITLES, NATION_TITLES } from '../rules/indicator-words.ts';
import { ownUnit } from '../rules/values.ts';
import type { Subject } from './load.ts';

/** The nation's figure with all that it stands on; the median of bodies beside a mean or a rate of sums. */
export function MainFigures(props: {
  subject: Subject;
  figure: RollUpResult | null;
  bodies: readonly SnapshotBody[];
}) {
  const { subject, figure } = props;
  const { definition } = subject;
  if (figure === null) {
    return (
      <p>
        値はまだ登録されていません。「{definition.source}」などの資料を取り込むと表示します。
        <a href="/data">取り込める資料</a>
      </p>
    );
  }
  const values = props.bodies.flatMap((body) => (body.shown === null ? [] : [body.shown]));
  const kind = definition.operator.kind;
  const words = { 'mean-of-bodies': '（団体の単純平均）', median: '（団体の中央値）' } as Record<
    string,
    string
  >;
  const counted = figure.unit === '%' && kind !== 'mean-of-bodies';
  const middle =
    definition.valueKind === 'yes-no' || definition.valueKind === 'choice' ? null : median(values);
  return (
    <div class="dads-grid">
      <KeyFigure
        title={`${NATION_TITLES[subject.level]}${words[kind] ?? ''}`}
        value={figure.value}
        unit={figure.unit}
        numerator={counted ? figure.numerator : null}
        denominator={counted ? figure.denominator : null}
        countUnit={countUnit(definition)}
        asOf={figure.asOf}
        coverage={headingMeta(figure).coverage}
        partial={figure.partial}
        state={figure.state}
        href={provenanceHref(figure)}
        note={
          figure.basis === 'published'
            ? '資料に印刷された値'
            : figure.coveragePopulation === null
              ? undefined
              : `値のある団体の人口は、全体の${formatWithUnit(figure.coveragePopulation, '%')}`
        }
      />
      {middle === null || kind === 'median' ? null : (
        <KeyFigure
          title="団体の値の中央値"
          value={round(middle, definition.decimals)}
          unit={ownUnit(definition)}
          note={`値のある${formatNumber(values.length)}団体の真ん中の値`}
        />
      )}
    </div>
  );
}

interface BaseRow {
  readonly base: 'all' | 'asked' | 'answered';
  readonly figure: RollUpResult;
}

/** The same fact has more than one official percentage: the counts tell which base each stands on. */
export function Bases(props: { subject: Subject; snapshot: Snapshot | null }) {
  const { subject, snapshot } = props;
  const { definition, level, view } = subject;
  const { kind } = definition.operator;
  if (snapshot === null || definition.openList === true) return null;
  if (kind !== 'share-of-bodies' && kind !== 'last-known') return null;
  const rows = (['all', 'asked', 'answered'] as const).map(
    (base): BaseRow => ({
      base,
      figure: snapshot.figure({ area: NATION, level, bodyClass: view.bodyClass, base }),
    }),
  );
  const silent = rows[0]?.figure.noRecord ?? 0;
  return (
    <div>
      <DataTable<BaseRow>
        caption="分母による値の違い"
        columns={[
          {
            id: 'base',
            title: '分母',
            cell: ({ base }) => `${BASE_TITLES[base]}${base === definition.base ? '（公式の分母）' : ''}`,
          },
          {
            id: 'value',
            title: '値',
            align: 'number',
            cell: ({ figure }) =>
              figure.value === null ? (
                <span class="dads-missing">示しません</span>
              ) : (
                <a href={provenanceHref(figure)}>{formatWithUnit(figure.value, figure.unit)}</a>
              ),
          },
          {
            id: 'counts',
            title: '分子／分母',
            align: 'number',
            cell: ({ figure }) =>
              figure.numerator === null || figure.denominator === null
                ? '—'
                : formatShare(figure.numerator, figure.denominator, countUnit(definition)),
          },
        ]}
        rows={rows}
        rowKey={({ base }) => base}
        rowHeader="base"
      />
      {silent > 0 ? (
        <p class="dads-text">
          登録のない{formatNumber(silent)}
          団体があるため、公式の分母による値は示しません。登録なしを「未実施」と数えることになるためです。
        </p>
      ) : null}
    </div>
  );
}

interface CountRow {
  readonly title: string;
  readonly count: number;
}

/** The seven counts, which always sum to the bodies expected. */
export function Coverage(props: { figure: RollUpResult }) {
  const { figure } = props;
  if (figure.basis === 'published') return null;
  const rows: CountRow[] = [
    { title: '値あり', count: figure.reported },
    { title: '調査無し', count: figure.notAsked },
    { title: '未回答', count: figure.notAnswered },
    { title: '該当なし', count: figure.notApplicable },
    { title: '空欄', count: figure.blank },
    { title: '取下げ', count: figure.withdrawn },
    { title: '登録なし', count: figure.noRecord },
    { title: '対象の団体（計）', count: figure.expected },
  ];
  return (
    <div class="dads-text">
      <DataTable<CountRow>
        caption="回答の状況"
        columns={[
          { id: 'title', title: '区分', cell: (row) => row.title },
          { id: 'count', title: '団体数', align: 'number', cell: (row) => formatNumber(row.count) },
        ]}
        rows={rows}
        rowKey={(row) => row.title}
        rowHeader="title"
      />
    </div>
  );
}
