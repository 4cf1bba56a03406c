import { BODY_CLASSES, strataOf } from '../../../../core/indicator.ts';
import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { formatNumber } from '../../../../ui/figure-text.tsx';
import { SelectField } from '../../../../ui/form.tsx';
import { Pagination } from '../../../../ui/pagination.tsx';
import { type Column, DataTable } from '../../../../ui/table.tsx';
import type { RegisterBody } from '../../../bodies/rules/register.ts';
import { BodyCell } from '../../body-cell.tsx';
import { type BodyColumn, inOrder } from '../../load-municipalities.ts';
import { address, type View } from '../../rules/request.ts';

const PAGE_SIZE = 50;
/** Columns shown first: what the structure of every office is asked for. */
const FIRST_COLUMNS = [
  'overall-policy',
  'cross-cutting-body',
  'cio',
  'cio-aide',
  'staff-development',
  'ai',
  'rpa',
  'telework',
  'procedures-26',
  'procedures-32',
];

/** Each municipality in a table of chosen columns, in pages. */
export function Municipalities(props: {
  path: string;
  view: View;
  chosenColumns: readonly string[];
  columns: readonly BodyColumn[];
  municipalities: readonly RegisterBody[];
}) {
  const { view, path } = props;
  const wanted = props.chosenColumns.length > 0 ? props.chosenColumns : FIRST_COLUMNS;
  const columns = props.columns.filter((column) => wanted.includes(column.definition.id));
  const filtered = props.municipalities.filter((body) =>
    strataOf('municipality', view.bodyClass).includes(body.stratum),
  );
  const by = view.sort ?? 'code';
  const ordered = inOrder(filtered, columns, { by, descending: view.descending });
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE_SIZE));
  const page = Math.min(view.page, pages);
  const rows = ordered.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const href = (more: Record<string, string | number>) =>
    `${address(path, {
      class: view.bodyClass === 'all' ? null : view.bodyClass,
      indicator: view.indicator,
      knownOn: view.knownOn,
      sort: view.sort,
      order: view.descending ? 'desc' : null,
      ...more,
    })}${props.chosenColumns.map((id) => `&column=${encodeURIComponent(id)}`).join('')}#table`;
  const shown: Column<RegisterBody>[] = [
    {
      id: 'kana',
      title: '市区町村',
      sortable: true,
      cell: (body) => <a href={`/bodies/${body.bodyCode}`}>{body.name}</a>,
    },
    { id: 'code', title: '団体コード', sortable: true, cell: (body) => body.bodyCode },
    ...columns.map(
      (column): Column<RegisterBody> => ({
        id: column.definition.id,
        title: column.definition.shortTitle,
        unit: column.definition.valueKind === 'yes-no' ? undefined : column.definition.unit,
        align: column.definition.valueKind === 'yes-no' ? 'text' : 'number',
        sortable: true,
        cell: (body) => (
          <BodyCell
            definition={column.definition}
            part={column.part}
            on={column.on}
            body={column.byCode.get(body.bodyCode)}
          />
        ),
      }),
    ),
  ];
  return (
    <>
      <ColumnChoice {...props} columns={props.columns} wanted={wanted} />
      {columns.length === 0 ? (
        <p>
          団体ごとの値はまだ登録されていません。公的な資料を取り込むと、列に値が並びます。
          <a href="/data">取り込める資料</a>
        </p>
      ) : null}
      <DataTable
        caption={`市区町村ごとの値（${formatNumber(ordered.length)}団体中 ${(page - 1) * PAGE_SIZE + 1}～${Math.min(ordered.length, page * PAGE_SIZE)}番目）`}
        columns={shown}
        rows={rows}
        rowKey={(body) => body.bodyCode}
        rowHeader="kana"
        stickyFirst
        wide
        sort={{
          column: by,
          direction: view.descending ? 'descending' : 'ascending',
          href: (column) =>
            href({ sort: column, order: column === by && !view.descending ? 'desc' : '', page: 1 }),
        }}
        empty="この区分の市区町村はありません。"
      />
      <Pagination page={page} pages={pages} href={(to) => href({ page: to })} label="市区町村の表のページ" />
    </>
  );
}

function ColumnChoice(props: {
  path: string;
  view: View;
  columns: readonly BodyColumn[];
  wanted: readonly string[];
}) {
  return (
    <Disclosure summary="団体区分と列を選ぶ">
      <form method="get" action={`${props.path}#table`}>
        <SelectField
          name="class"
          label="団体区分"
          value={props.view.bodyClass}
          options={Object.entries(BODY_CLASSES).map(([value, { title }]) => ({ value, title }))}
        />
        <fieldset class="dads-fieldset">
          <legend>列</legend>
          {props.columns.map(({ definition }) => (
            <label key={definition.id} class="dads-choice">
              <input
                type="checkbox"
                name="column"
                value={definition.id}
                checked={props.wanted.includes(definition.id)}
              />
              <span>{definition.title}</span>
            </label>
          ))}
        </fieldset>
        {props.view.knownOn === null ? null : (
          <input type="hidden" name="knownOn" value={props.view.knownOn} />
        )}
        <Button kind="secondary">この内容で表示する</Button>
      </form>
    </Disclosure>
  );
}
