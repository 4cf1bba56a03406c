import { px } from './figure.tsx';

const WIDTH = 200;
const HEIGHT = 34;
const FLOOR = HEIGHT - 8;
const COLUMNS = 40;

/**
 * Where one body stands among its class, as small as a table's cell: how many bodies have about which value, the
 * median as a line, the body as a diamond. `title` says the same in words.
 */
export function PlaceStrip(props: {
  title: string;
  values: readonly number[];
  min: number;
  max: number;
  own: number | null;
  median: number | null;
}) {
  const span = props.max === props.min ? 1 : props.max - props.min;
  const x = (value: number) => 6 + Math.min(1, Math.max(0, (value - props.min) / span)) * (WIDTH - 12);
  const counts = new Array<number>(COLUMNS).fill(0);
  for (const value of props.values) {
    const column = Math.min(COLUMNS - 1, Math.floor(((x(value) - 6) / (WIDTH - 12)) * COLUMNS));
    counts[column] = (counts[column] ?? 0) + 1;
  }
  const highest = Math.max(1, ...counts);
  const step = (WIDTH - 12) / COLUMNS;
  const bars = counts
    .map((count, column) => {
      if (count === 0) return '';
      const tall = px(Math.max(2, (count / highest) * (FLOOR - 4)));
      return `M${px(6 + column * step + 0.4)} ${FLOOR}v-${tall}h${px(step - 0.8)}v${tall}z`;
    })
    .join('');
  return (
    <svg class="dads-place" role="img" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT}>
      <title>{props.title}</title>
      <path class="dads-place__bodies" d={bars} />
      <path class="dads-place__floor" d={`M0 ${FLOOR}h${WIDTH}`} />
      {props.median === null ? null : (
        <path class="dads-place__median" d={`M${px(x(props.median))} 0v${FLOOR}`} />
      )}
      {props.own === null ? null : (
        <path class="dads-plot__self" d={`M${px(x(props.own))} ${FLOOR - 7}l7 7-7 7-7-7z`} />
      )}
    </svg>
  );
}

/** The share of a class that does something, as a bar; the same in words stands beside it. */
export function PlaceShare(props: { percent: number }) {
  return (
    <svg class="dads-place" aria-hidden="true" viewBox={`0 0 ${WIDTH} 10`} width={WIDTH} height={10}>
      <rect class="dads-bars__track" width={WIDTH} height={10} />
      <rect class="dads-plot__bar" width={px((Math.min(100, props.percent) / 100) * WIDTH)} height={10} />
    </svg>
  );
}
