import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Day, dayNumber, formatDay, fromDayNumber, monthOf, yearOf } from '../../core/calendar.ts';
import { formatNumber, formatWithUnit, type MissingReason, missingText } from '../figure-text.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, EmptyChart, px, TwoWidths, tickText } from './figure.tsx';

export interface SeriesPoint {
  readonly on: Day;
  /** Rounded text; null is a gap and stays one. */
  readonly value: string | null;
  readonly missing?: MissingReason | undefined;
  /** From the bodies' records (round), or from a published table (square). */
  readonly basis: 'computed' | 'published';
  readonly note?: string | undefined;
}

export interface SeriesLine {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
}

export interface SeriesProps extends ChartFrame {
  unit: string;
  /** The first is what the page is about; up to three. */
  series: readonly SeriesLine[];
  /** Not comparable with what is before: the line is cut there. */
  breaks?: readonly { readonly on: Day; readonly reason: string }[];
  /** The denominator's date changes: marked, the line goes on. */
  baseChanges?: readonly { readonly on: Day; readonly title: string }[];
  /** Ends of the scale; from 0 to the highest by default. */
  min?: number;
  max?: number;
}

/** 折れ線: all known dates, on a true time axis. Gaps are gaps, breaks are cut, nothing is drawn between them. */
export function Series(props: SeriesProps) {
  const rows = props.series.flatMap((one) => one.points.map((point) => ({ ...point, title: one.title })));
  const several = props.series.length > 1;
  const table = props.table ?? (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'on', title: '時点', cell: (row) => formatDay(row.on) },
        ...(several ? [{ id: 'title', title: '系列', cell: (row: (typeof rows)[number]) => row.title }] : []),
        {
          id: 'value',
          title: '値',
          unit: props.unit,
          align: 'number' as const,
          cell: (row) =>
            row.value === null ? missingText(row.missing ?? 'no-record') : formatNumber(row.value),
        },
        {
          id: 'basis',
          title: '根拠',
          cell: (row) =>
            `${row.basis === 'published' ? '公表値' : '集計値'}${row.note ? `（${row.note}）` : ''}`,
        },
      ]}
      rows={rows}
      rowKey={(row) => `${row.title}-${row.on}-${row.basis}`}
      rowHeader="on"
    />
  );
  return (
    <ChartFigure {...props} table={table} legend={<SeriesLegend {...props} />}>
      {rows.some((row) => row.value !== null) ? (
        <TwoWidths draw={(width) => <Drawing {...props} width={width} />} />
      ) : (
        <EmptyChart />
      )}
      <Remarks {...props} />
    </ChartFigure>
  );
}

function SeriesLegend(props: SeriesProps) {
  const bases = new Set(props.series.flatMap((one) => one.points.map((point) => point.basis)));
  return (
    <ul class="dads-legend" aria-label="凡例">
      {props.series.length < 2
        ? null
        : props.series.map((one, index) => (
            <li key={one.title}>
              <svg width="32" height="12" viewBox="0 0 32 12" aria-hidden="true">
                <path class={`dads-plot__line dads-plot__line--${index}`} d="M0 6h32" />
              </svg>
              {one.title}
            </li>
          ))}
      {bases.size < 2 ? null : (
        <>
          <li>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <circle class="dads-plot__point dads-plot__point--0" cx="8" cy="8" r="5" />
            </svg>
            集計値（団体ごとの値から）
          </li>
          <li>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <rect
                class="dads-plot__point dads-plot__point--0 dads-plot__point--published"
                x="3"
                y="3"
                width="10"
                height="10"
              />
            </svg>
            公表値（公表された表から）
          </li>
        </>
      )}
    </ul>
  );
}

function Remarks(props: SeriesProps) {
  const notes = [
    ...(props.breaks ?? []).map((one, index) => ({
      mark: `断${index + 1}`,
      text: `${formatDay(one.on)}から、前と比べられません。${one.reason}`,
    })),
    ...(props.baseChanges ?? []).map((one, index) => ({
      mark: `基${index + 1}`,
      text: `${formatDay(one.on)}から、分母の基準日が変わります。${one.title}`,
    })),
  ];
  if (notes.length === 0) return null;
  return (
    <ul class="dads-chart__remarks">
      {notes.map((note) => (
        <li key={note.mark}>
          <b>{note.mark}</b> {note.text}
        </li>
      ))}
    </ul>
  );
}

function Drawing(props: SeriesProps & { width: number }) {
  const { width } = props;
  const breaks = props.breaks ?? [];
  const changes = props.baseChanges ?? [];
  const height = 260;
  const top = 40;
  const bottom = height - 34;
  const left = 52;
  const right = width - 16;
  const points = props.series.flatMap((one) => one.points);
  const days = points.map((point) => dayNumber(point.on));
  const values = points.flatMap((point) => (point.value === null ? [] : [Number(point.value)]));
  const from = Math.min(...days);
  const to = Math.max(...days);
  const padding = from === to ? 180 : (to - from) * 0.03;
  const x = scaleLinear([from - padding, to + padding], [left, right]);
  const lowest = props.min ?? Math.min(0, ...values);
  const highest = props.max ?? Math.max(...values, lowest + 1);
  const y = scaleLinear([lowest, highest], [bottom, top]);
  if (props.max === undefined) y.nice(4);
  const dayAt = (day: Day) => px(x(dayNumber(day)));
  return (
    <svg class="dads-plot" role="img" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <title>{props.title}</title>
      {props.description === undefined ? null : <desc>{props.description}</desc>}
      <text class="dads-plot__axis" x={0} y={12}>
        （{props.unit}）
      </text>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line class="dads-plot__grid" x1={left} x2={right} y1={px(y(tick))} y2={px(y(tick))} />
          <text class="dads-plot__axis" x={left - 6} y={px(y(tick) + 4)} text-anchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      <line class="dads-plot__base" x1={left} x2={right} y1={bottom} y2={bottom} />
      {timeTicks(from, to, width).map((tick) => (
        <g key={tick.day}>
          <line
            class="dads-plot__base"
            x1={dayAt(tick.day)}
            x2={dayAt(tick.day)}
            y1={bottom}
            y2={bottom + 5}
          />
          <text class="dads-plot__axis" x={dayAt(tick.day)} y={bottom + 20} text-anchor="middle">
            {tick.text}
          </text>
        </g>
      ))}
      {breaks.map((one, index) => (
        <g key={one.on}>
          <line class="dads-plot__break" x1={dayAt(one.on)} x2={dayAt(one.on)} y1={top - 10} y2={bottom} />
          <text class="dads-plot__label" x={dayAt(one.on)} y={top - 16} text-anchor="middle">
            断{index + 1}
          </text>
        </g>
      ))}
      {changes.map((one, index) => (
        <g key={one.on}>
          <line
            class="dads-plot__change"
            x1={dayAt(one.on)}
            x2={dayAt(one.on)}
            y1={bottom - 12}
            y2={bottom}
          />
          <text class="dads-plot__axis" x={dayAt(one.on)} y={bottom - 16} text-anchor="middle">
            基{index + 1}
          </text>
        </g>
      ))}
      {props.series.map((one, index) => (
        <g key={one.title}>
          {runs(one.points, breaks).map((run) => (
            <path
              key={run[0]?.on}
              class={`dads-plot__line dads-plot__line--${index}`}
              d={
                line<SeriesPoint>(
                  (point) => dayAt(point.on),
                  (point) => px(y(Number(point.value))),
                )([...run]) ?? ''
              }
            />
          ))}
          {one.points.map((point) =>
            point.value === null ? null : (
              <Point
                key={`${point.on}-${point.basis}`}
                x={dayAt(point.on)}
                y={px(y(Number(point.value)))}
                look={`dads-plot__point dads-plot__point--${index}`}
                published={point.basis === 'published'}
                title={`${formatDay(point.on)} ${formatWithUnit(point.value, props.unit)}`}
              />
            ),
          )}
          {index === 0 ? <LastLabel line={one} unit={props.unit} x={dayAt} y={y} /> : null}
        </g>
      ))}
    </svg>
  );
}

function Point(props: { x: number; y: number; look: string; published: boolean; title: string }) {
  return props.published ? (
    <rect
      class={`${props.look} dads-plot__point--published`}
      x={px(props.x - 4.5)}
      y={px(props.y - 4.5)}
      width={9}
      height={9}
    >
      <title>{props.title}</title>
    </rect>
  ) : (
    <circle class={props.look} cx={props.x} cy={props.y} r={4.5}>
      <title>{props.title}</title>
    </circle>
  );
}

function LastLabel(props: {
  line: SeriesLine;
  unit: string;
  x: (day: Day) => number;
  y: (value: number) => number;
}) {
  const last = props.line.points.filter((point) => point.value !== null).at(-1);
  if (last === undefined || last.value === null) return null;
  return (
    <text
      class="dads-plot__label dads-plot__label--strong"
      x={props.x(last.on) + 6}
      y={px(props.y(Number(last.value)) - 12)}
      text-anchor="end"
    >
      {formatWithUnit(last.value, props.unit)}
    </text>
  );
}

/** Stretches that may be joined by a line: cut at a gap, at a break, and where a published value meets a computed one. */
function runs(points: readonly SeriesPoint[], breaks: readonly { readonly on: Day }[]): SeriesPoint[][] {
  const result: SeriesPoint[][] = [];
  let run: SeriesPoint[] = [];
  for (const point of points) {
    const before = run.at(-1);
    const cut = before !== undefined && breaks.some((one) => before.on < one.on && one.on <= point.on);
    if (point.value === null || cut) {
      if (run.length > 1) result.push(run);
      run = [];
    }
    if (point.value !== null) run.push(point);
  }
  if (run.length > 1) result.push(run);
  return result;
}

/** The first days of years, thinned to what fits; months where all points lie within two years. */
function timeTicks(from: number, to: number, width: number): { day: Day; text: string }[] {
  const start = fromDayNumber(from);
  const end = fromDayNumber(to);
  const room = Math.max(2, Math.floor(width / 90));
  const months = (yearOf(end) - yearOf(start)) * 12 + monthOf(end) - monthOf(start);
  const candidates: { day: Day; text: string }[] = [];
  const every =
    months > 24 ? Math.ceil(months / 12 / room) * 12 : Math.max(1, Math.ceil((months + 1) / room));
  const firstMonth = months > 24 ? 0 : monthOf(start) - 1;
  for (let index = firstMonth; index <= (yearOf(end) - yearOf(start)) * 12 + 11; index += every) {
    const year = yearOf(start) + Math.floor(index / 12);
    const month = (index % 12) + 1;
    const day = `${year}-${String(month).padStart(2, '0')}-01`;
    if (dayNumber(day) < from - 31 || dayNumber(day) > to) continue;
    candidates.push({ day, text: months > 24 ? `${year}年` : `${year}年${month}月` });
  }
  return candidates.length > 0 ? candidates : [{ day: start, text: `${yearOf(start)}年${monthOf(start)}月` }];
}
