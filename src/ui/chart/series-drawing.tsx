import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Day, dayNumber, formatDay, fromDayNumber, monthOf, yearOf } from '../../core/calendar.ts';
import { formatWithUnit } from '../figure-text.tsx';
import { px, tickText } from './figure.tsx';
import type { SeriesData, SeriesLine, SeriesPoint } from './series-data.ts';

/** Lines and points on a true time axis. The line is cut at gaps and at breaks. */
export function SeriesDrawing(
  props: SeriesData & { title: string; description?: string | undefined; width: number },
) {
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

/** Stretches that may be joined by a line: cut at a gap and at a break. Shapes of points tell what is published. */
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
