import { formatNumber } from '../figure-text.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, EmptyChart, TwoWidths, tickText } from './figure.tsx';
import type { StripData } from './strip-data.ts';
import { StripDrawing } from './strip-drawing.tsx';

export interface StripProps extends ChartFrame, StripData {
  /** 「町（743団体）」 */
  classTitle: string;
}

/** Ends of the scale as they are read beside a drawing; figures themselves are rounded elsewhere. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** ドットプロット: where a body stands among its class, without a rank number. */
export function Strip(props: StripProps) {
  const marked = props.dots.find((dot) => dot.code === props.marked);
  const values = props.dots.map((dot) => dot.value);
  const rows = [
    ...(marked === undefined ? [] : [{ title: marked.title, text: marked.text ?? tickText(marked.value) }]),
    ...(props.median === undefined ? [] : [{ title: '中央値', text: formatNumber(props.median.text) }]),
    ...(values.length === 0
      ? []
      : [
          { title: '最小', text: tickText(tenth(Math.min(...values))) },
          { title: '最大', text: tickText(tenth(Math.max(...values))) },
        ]),
    { title: '値がある団体数', text: `${formatNumber(values.length)}団体` },
  ];
  const table = props.table ?? (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'title', title: props.classTitle, cell: (row) => row.title },
        { id: 'text', title: '値', unit: props.unit, align: 'number', cell: (row) => row.text },
      ]}
      rows={rows}
      rowKey={(row) => row.title}
      rowHeader="title"
    />
  );
  return (
    <ChartFigure {...props} table={table}>
      {values.length === 0 ? (
        <EmptyChart />
      ) : (
        <TwoWidths draw={(width) => <StripDrawing {...props} width={width} />} />
      )}
    </ChartFigure>
  );
}
