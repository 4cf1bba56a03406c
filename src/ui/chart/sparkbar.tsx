import { px } from './figure.tsx';

/** A distribution as small as a word, for a table's cell. `title` says the same in words. */
export function Sparkbar(props: {
  title: string;
  counts: readonly number[];
  width?: number;
  height?: number;
}) {
  const width = props.width ?? 96;
  const height = props.height ?? 28;
  const highest = Math.max(1, ...props.counts);
  const step = width / Math.max(1, props.counts.length);
  return (
    <svg class="dads-spark" role="img" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <title>{props.title}</title>
      {props.counts.map((count, index) => {
        const tall = count === 0 ? 0 : Math.max(1.5, (count / highest) * (height - 2));
        return (
          <rect
            key={index}
            class="dads-plot__bar"
            x={px(index * step + 0.5)}
            y={px(height - 1 - tall)}
            width={px(Math.max(1, step - 1))}
            height={px(tall)}
          />
        );
      })}
      <rect class="dads-plot__floor" x={0} y={height - 1} width={width} height={1} />
    </svg>
  );
}
