import { formatNumber, formatShare, type MissingReason, missingText } from '../figure-text.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, px } from './figure.tsx';

export interface ShareRow {
  /** 「特別区」「市」「町」「村」「301人以上」 */
  readonly title: string;
  /** Rounded text, or null with the reason. */
  readonly value: string | null;
  readonly missing?: MissingReason | undefined;
  readonly numerator?: string | number | null | undefined;
  readonly denominator?: string | number | null | undefined;
  readonly href?: string | undefined;
  /** The whole beside its parts: 「全国計」. */
  readonly total?: boolean;
}

export interface ShareBarsProps extends ChartFrame {
  unit: string;
  rows: readonly ShareRow[];
  /** The end of the scale; 100 for shares. */
  max?: number;
  countUnit?: string;
}

/** Shares of classes beside each other, with the number of bodies that each stands on. */
export function ShareBars(props: ShareBarsProps) {
  const max = props.max ?? 100;
  const countUnit = props.countUnit ?? '団体';
  const counts = (row: ShareRow) =>
    row.numerator != null && row.denominator != null
      ? formatShare(String(row.numerator), String(row.denominator), countUnit)
      : '';
  const table = props.table ?? (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'title', title: '区分', cell: (row) => row.title },
        {
          id: 'value',
          title: '値',
          unit: props.unit,
          align: 'number',
          cell: (row) =>
            row.value === null ? missingText(row.missing ?? 'no-record') : formatNumber(row.value),
        },
        { id: 'counts', title: '分子／分母', align: 'number', cell: counts },
      ]}
      rows={props.rows}
      rowKey={(row) => row.title}
      rowHeader="title"
    />
  );
  return (
    <ChartFigure {...props} table={table}>
      <ul class="dads-bars">
        {props.rows.map((row) => (
          <li key={row.title} class={`dads-bars__row${row.total === true ? ' dads-bars__row--total' : ''}`}>
            <span class="dads-bars__title">
              {row.href === undefined ? row.title : <a href={row.href}>{row.title}</a>}
            </span>
            <Bar value={row.value} max={max} />
            <span class="dads-bars__value">
              {row.value === null ? (
                <span class="dads-missing">{missingText(row.missing ?? 'no-record')}</span>
              ) : (
                <>
                  <b>{formatNumber(row.value)}</b> {props.unit}
                </>
              )}
            </span>
            <span class="dads-bars__counts">{counts(row)}</span>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function Bar(props: { value: string | null; max: number }) {
  const share = props.value === null ? 0 : Math.min(1, Math.max(0, Number(props.value) / props.max));
  return (
    <svg class="dads-bars__bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
      <rect
        class="dads-bars__track"
        width="1000"
        height="16"
        fill={props.value === null ? 'url(#p-none)' : undefined}
      />
      {props.value === null ? null : <rect class="dads-plot__bar" width={px(share * 1000)} height="16" />}
    </svg>
  );
}
