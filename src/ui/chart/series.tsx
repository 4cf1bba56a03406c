import { formatDay } from '../../core/calendar.ts';
import { formatNumber, missingText } from '../figure-text.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, EmptyChart, TwoWidths } from './figure.tsx';
import type { SeriesData } from './series-data.ts';
import { SeriesDrawing } from './series-drawing.tsx';

export interface SeriesProps extends ChartFrame, SeriesData {}

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
        <TwoWidths draw={(width) => <SeriesDrawing {...props} width={width} />} />
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
