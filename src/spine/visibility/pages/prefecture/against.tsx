import { DataTable } from '../../../../ui/table.tsx';
import { FigureCell, type HeadedLine } from '../../parts.tsx';

/** The plan's indicators: the prefecture's municipalities beside the nation's, each figure with its day. */
export function Against(props: {
  lines: readonly HeadedLine[];
  national: readonly HeadedLine[];
  area: string;
}) {
  const nationOf = (line: HeadedLine) =>
    props.national.find((other) => other.definition.id === line.definition.id)?.figure ?? null;
  return (
    <DataTable<HeadedLine>
      caption="計画の取組ごとの主な指標"
      columns={[
        {
          id: 'indicator',
          title: '指標',
          cell: ({ definition }) => <a href={`/indicators/${definition.id}`}>{definition.title}</a>,
        },
        { id: 'heading', title: '取組', cell: (line) => <a href={line.headingHref}>{line.heading}</a> },
        {
          id: 'area',
          title: props.area,
          align: 'number',
          cell: (line) => <FigureCell definition={line.definition} figure={line.figure} />,
        },
        {
          id: 'nation',
          title: '全国計',
          align: 'number',
          cell: (line) => <FigureCell definition={line.definition} figure={nationOf(line)} />,
        },
        {
          id: 'asOf',
          title: '基準日',
          cell: (line) => <Days own={line.figure?.asOf ?? null} nation={nationOf(line)?.asOf ?? null} />,
        },
      ]}
      rows={props.lines}
      rowKey={(line) => line.definition.id}
      rowHeader="indicator"
      stickyFirst
      wide
    />
  );
}

/** Days of two figures side by side: one where it is the same, else the nation's named as the nation's. */
function Days(props: { own: string | null; nation: string | null }) {
  const { own, nation } = props;
  if (nation === null || nation === own) return <span class="dads-nowrap">{own ?? '—'}</span>;
  return (
    <>
      {own === null ? null : <span class="dads-nowrap">{own}</span>}
      <span class="dads-subtle">全国計 {nation}</span>
    </>
  );
}
