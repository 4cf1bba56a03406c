import type { Day } from '../../../core/calendar.ts';
import { Series } from '../../../ui/chart/series.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { NATION_TITLES } from '../rules/indicator-words.ts';
import type { BaseChange, SeriesEntry, Subject } from './load.ts';

type SeriesPoint = Parameters<typeof Series>[0]['series'][number]['points'][number];

interface Break {
  readonly on: Day;
  readonly reason: string;
}

/** All held dates: computed and printed points differ in shape, gaps stay gaps, breaks are cut. */
export function OverTime(props: {
  subject: Subject;
  series: readonly SeriesEntry[];
  baseChanges: readonly BaseChange[];
}) {
  const { subject, series } = props;
  const { definition } = subject;
  const first = series[0];
  const last = series.at(-1);
  if (first === undefined || last === undefined) {
    return <p>まだ値がありません。公表された資料を取り込むと、時点ごとの推移を表示します。</p>;
  }
  const points = series.map(
    ({ on, basis, figure }): SeriesPoint => ({
      on,
      basis,
      value: figure?.value ?? null,
      note:
        figure?.partial === true
          ? `一部集計：${formatNumber(figure.expected)}団体中${formatNumber(figure.reported)}団体`
          : undefined,
    }),
  );
  const within = ({ on }: { readonly on: Day }) => first.on < on && on <= last.on;
  const breaks = [...(definition.breaks ?? []).filter(within), ...coverageBreaks(series)].sort((a, b) =>
    a.on < b.on ? -1 : 1,
  );
  return (
    <Series
      title={`${definition.title}${subject.partTitle === null ? '' : `（${subject.partTitle}）`}の推移：${NATION_TITLES[subject.level]}`}
      description={
        series.length === 1
          ? '登録されている時点は一つです。'
          : `登録されている${series.length}時点を示します。値のない時点は線で結びません。`
      }
      unit={definition.unit}
      series={[{ title: NATION_TITLES[subject.level], points }]}
      breaks={breaks}
      baseChanges={props.baseChanges}
      {...(definition.unit === '%'
        ? { min: 0, max: Math.max(100, ...points.map((p) => Number(p.value ?? 0))) }
        : {})}
    />
  );
}

/** A point over some bodies cannot be compared with one over other bodies, or over all of them. */
function coverageBreaks(series: readonly SeriesEntry[]): readonly Break[] {
  return series.flatMap(({ on, figure }, index) => {
    const before = series[index - 1]?.figure;
    if (figure === null || before === null || before === undefined) return [];
    const same =
      figure.partial === before.partial && (!figure.partial || figure.reported === before.reported);
    if (same || figure.value === null || before.value === null) return [];
    const words = figure.partial
      ? `${formatNumber(figure.expected)}団体中${formatNumber(figure.reported)}団体だけの値です。`
      : 'ここからは対象のすべての団体の値です。';
    return [{ on, reason: `値のある団体が前の時点と異なります。${words}` }];
  });
}
