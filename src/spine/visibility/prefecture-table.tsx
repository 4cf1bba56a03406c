import type { IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import { formatNumber } from '../../ui/figure-text.tsx';
import { DataTable } from '../../ui/table.tsx';
import { areaTitle } from '../bodies/rules/titles.ts';
import { FigureCell } from './parts.tsx';
import type { NamedBody } from './where.tsx';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly figure: RollUpResult | null;
}

/** The same figures as the map, in code order: 47 prefectures and the nation. No ranking. */
export function PrefectureTable(props: {
  definition: IndicatorDefinition;
  rows: readonly (NamedBody & { readonly figure: RollUpResult | null })[];
  nation: RollUpResult | null;
}) {
  const rows: Row[] = [
    { code: '000000', name: '全国計', figure: props.nation },
    ...props.rows.map((row) => ({ code: row.bodyCode, name: areaTitle(row.name), figure: row.figure })),
  ];
  const count = (value: (figure: RollUpResult) => number) => (row: Row) =>
    row.figure === null ? '—' : formatNumber(value(row.figure));
  return (
    <DataTable<Row>
      caption={`${props.definition.title}（都道府県別）`}
      columns={[
        {
          id: 'name',
          title: '都道府県',
          cell: (row) => <a href={row.code === '000000' ? '/' : `/bodies/${row.code}`}>{row.name}</a>,
        },
        {
          id: 'value',
          title: '値（分子／分母）',
          align: 'number',
          cell: (row) => <FigureCell definition={props.definition} figure={row.figure} />,
        },
        {
          id: 'expected',
          title: '対象',
          unit: '団体',
          align: 'number',
          cell: count((figure) => figure.expected),
        },
        {
          id: 'reported',
          title: '値あり',
          unit: '団体',
          align: 'number',
          cell: count((figure) => figure.reported),
        },
        {
          id: 'notAsked',
          title: '調査無し',
          unit: '団体',
          align: 'number',
          cell: count((figure) => figure.notAsked),
        },
        {
          id: 'other',
          title: '未回答・空欄など',
          unit: '団体',
          align: 'number',
          cell: count((f) => f.notAnswered + f.notApplicable + f.blank + f.withdrawn),
        },
        {
          id: 'noRecord',
          title: '登録なし',
          unit: '団体',
          align: 'number',
          cell: count((figure) => figure.noRecord),
        },
      ]}
      rows={rows}
      rowKey={(row) => row.code}
      rowHeader="name"
      stickyFirst
      wide
    />
  );
}
