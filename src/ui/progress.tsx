import { formatNumber } from './figure-text.tsx';

/** How far a long task is: a bar and the same in words. `total` null: not known how much there is. */
export function Progress(props: {
  label: string;
  done: number;
  total: number | null;
  unit?: string;
  note?: string;
}) {
  const unit = props.unit ?? '件';
  const words =
    props.total === null
      ? `${formatNumber(props.done)}${unit}まで終わりました`
      : `${formatNumber(props.total)}${unit}のうち${formatNumber(props.done)}${unit}が終わりました`;
  return (
    <div class="dads-progress">
      <p class="dads-progress__label">{props.label}</p>
      <progress
        class="dads-progress__bar"
        aria-label={props.label}
        {...(props.total === null ? {} : { max: props.total, value: props.done })}
      >
        {words}
      </progress>
      <p class="dads-progress__words">
        {words}
        {props.note === undefined ? null : `（${props.note}）`}
      </p>
    </div>
  );
}
