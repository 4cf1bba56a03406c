import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly id: string;
  readonly title: ComponentChildren;
  /** Printed once in the head, so that cells carry numbers only. */
  readonly unit?: string | undefined;
  readonly align?: 'text' | 'number';
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

export interface DataTableProps<Row> {
  /** What the table shows; read before it and printed above it. */
  caption: ComponentChildren;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Id of the column that names the row. */
  rowHeader?: string;
  sort?: { column: string; direction: 'ascending' | 'descending'; href: (column: string) => string };
  /** The first column stays in view while the others scroll. */
  stickyFirst?: boolean;
  /** What to say, and how to fill it, when there are no rows. */
  empty?: ComponentChildren;
  /** Wider than a phone: gets a scroll region of its own that the keyboard reaches. */
  wide?: boolean;
  captionHidden?: boolean;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const look = ['dads-table', props.stickyFirst === true ? 'dads-table--sticky' : '']
    .filter(Boolean)
    .join(' ');
  const table = (
    <table class={look}>
      <caption class={props.captionHidden === true ? 'dads-hidden' : undefined}>
        <span class="dads-table__caption">{props.caption}</span>
      </caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={props.sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.length === 0 ? (
          <tr>
            <td class="dads-table__empty" colSpan={props.columns.length}>
              {props.empty ?? '表示する行はありません。'}
            </td>
          </tr>
        ) : (
          props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) => {
                const align = column.align === 'number' ? 'n' : undefined;
                return column.id === props.rowHeader ? (
                  <th key={column.id} scope="row" class={align}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} class={align}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))
        )}
      </tbody>
    </table>
  );
  if (props.wide !== true) return table;
  const label = typeof props.caption === 'string' ? props.caption : '表';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="dads-table-region" tabIndex={0} aria-label={`${label}（横に動かせる表）`}>
      {table}
    </section>
  );
}

function HeadCell<Row>(props: { column: Column<Row>; sort: DataTableProps<Row>['sort'] }) {
  const { column, sort } = props;
  const sorted = sort !== undefined && sort.column === column.id ? sort.direction : undefined;
  const words = (
    <>
      {column.title}
      {column.unit === undefined ? null : <span class="dads-table__unit">（{column.unit}）</span>}
    </>
  );
  const sortable = sort !== undefined && column.sortable === true;
  return (
    <th scope="col" class={column.align === 'number' ? 'n' : undefined} aria-sort={sorted}>
      {sortable ? (
        <a class={`dads-table__sort dads-table__sort--${sorted ?? 'none'}`} href={sort.href(column.id)}>
          {words}
        </a>
      ) : (
        words
      )}
    </th>
  );
}
