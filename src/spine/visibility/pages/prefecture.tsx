import type { Context } from 'hono';
import { isSample, NATION } from '../../../core/body-code.ts';
import { BODY_CLASSES, type IndicatorDefinition, strataOf } from '../../../core/indicator.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { municipalitiesOf } from '../../bodies/queries/register.ts';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import { areaTitle, governmentTitle } from '../../bodies/rules/titles.ts';
import { BodyCell } from '../body-cell.tsx';
import { ByClass, loadClassFigures } from '../by-class.tsx';
import { type Standpoint, standpoint } from '../load.ts';
import { type BodyColumn, inOrder, loadColumns, readColumns } from '../load-municipalities.ts';
import { loadChosen, loadHeadedLines } from '../load-page.ts';
import { sourcesOfLines } from '../load-sources.ts';
import { Faults, FigureCell, type HeadedLine, headingMeta, KnownOnForm, KnownOnNotice } from '../parts.tsx';
import { address, notThere, readView, type View } from '../rules/request.ts';
import { mapShapes } from '../shapes.ts';
import { paint, Shapes, Squares } from '../where.tsx';

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

/** 都道府県: its municipalities against the nation, each of them in a table, and the prefectural government apart. */
export async function prefecturePage(deps: Deps, c: Context, prefecture: RegisterBody): Promise<Response> {
  const { db } = deps;
  const { view, faults } = readView((name) => c.req.query(name));
  const stand = standpoint(deps.clock, view.knownOn);
  const area = prefecture.bodyCode;
  const path = `/bodies/${area}`;
  const lines = (await loadHeadedLines(db, { area, level: 'municipality' }, stand)).filter(
    (line) => line.definition.validTo === undefined,
  );
  const national = await loadHeadedLines(db, { area: NATION, level: 'municipality' }, stand, 'figures');
  const government = await loadGovernment(deps, area, stand);
  const chosen = await loadChosen(db, view, area, lines, stand);
  const classes = await loadClassFigures(db, chosen, area, stand);
  const missing = notThere(view, {
    indicator: chosen.definition.id,
    title: chosen.definition.title,
    on: chosen.snapshot === null ? null : chosen.on,
  });
  const shapes = await mapShapes(db);
  const municipalities = await municipalitiesOf(db, area, stand.today);
  const painted = paint(chosen.definition, [prefecture], municipalities, chosen.bodies);
  const definitions = [...new Set(lines.map((line) => line.definition))];
  const columns = await loadColumns(db, definitions, area, stand);
  const within = areaTitle(prefecture.name).replace(/計$/, '');
  const shown = c.req.query('view') === 'map' && shapes !== null ? 'map' : 'squares';
  return c.html(
    renderPage(
      <Page
        title={`${within}${formatNumber(municipalities.length)}団体の現在地`}
        documentTitle={`${prefecture.name}の現在地`}
        breadcrumb={[{ title: '全国', href: '/' }, { title: prefecture.name }]}
        operator={isOperator(c)}
        sample={isSample(area)}
        wide
        {...headingMeta(chosen.figure)}
        lead={`上の基準日と回答の状況は、指標「${chosen.definition.title}」のものです。`}
        sources={await sourcesOfLines(db, lines, area)}
        downloads={[
          {
            title: `${chosen.definition.title}：集計値（JSON）`,
            href: address('/api/v1/rollups', { indicator: chosen.definition.id, area }),
          },
        ]}
      >
        <Faults faults={[...faults, ...missing]} />
        <KnownOnNotice stand={stand} path={path} />
        <section class="dads-section" aria-labelledby="items">
          <h2 id="items">{areaTitle(prefecture.name)}と全国計</h2>
          <Against lines={lines} national={national} area={areaTitle(prefecture.name)} />
        </section>
        <section class="dads-section" aria-labelledby="where">
          <h2 id="where">市区町村ごとの状況</h2>
          <form method="get" action={`${path}#where`} class="dads-inline-form">
            <SelectField
              name="indicator"
              label="指標"
              value={chosen.definition.id}
              options={lines.map((line) => ({
                value: line.definition.id,
                title: line.definition.title,
                group: line.heading,
              }))}
            />
            <SelectField
              name="view"
              label="見せ方"
              value={shown}
              options={[
                { value: 'squares', title: '升目' },
                ...(shapes === null ? [] : [{ value: 'map', title: '地図' }]),
              ]}
            />
            {view.knownOn === null ? null : <input type="hidden" name="knownOn" value={view.knownOn} />}
            <Button kind="secondary">表示する</Button>
          </form>
          <h3>{chosen.definition.title}</h3>
          {shown === 'map' && shapes !== null ? (
            <Shapes
              definition={chosen.definition}
              painted={painted}
              shapes={shapes}
              prefecture={area.slice(0, 2)}
            />
          ) : (
            <Squares definition={chosen.definition} painted={painted} skipTo="table" />
          )}
          <ByClass chosen={chosen} figures={classes} />
        </section>
        <section class="dads-section" aria-labelledby="table">
          <h2 id="table">{prefecture.name}内の市区町村の表</h2>
          <Municipalities
            path={path}
            view={view}
            chosenColumns={c.req.queries('column') ?? []}
            columns={columns}
            municipalities={municipalities}
          />
        </section>
        <section class="dads-section" aria-labelledby="government">
          <h2 id="government">{governmentTitle(prefecture.name)}</h2>
          <p>都道府県庁そのものの状況です。市区町村の計には含みません。</p>
          <Government name={prefecture.name} rows={government} />
        </section>
        <KnownOnForm
          path={path}
          keep={{ indicator: view.indicator, view: c.req.query('view') }}
          stand={stand}
        />
      </Page>,
    ),
  );
}

function Against(props: { lines: readonly HeadedLine[]; national: readonly HeadedLine[]; area: string }) {
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
          cell: ({ figure }) => <span class="dads-nowrap">{figure?.asOf ?? '—'}</span>,
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

function Municipalities(props: {
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

interface GovernmentRow {
  readonly definition: IndicatorDefinition;
  readonly column: BodyColumn;
}

/** The prefectural government's own values, on the newest day of each indicator. */
async function loadGovernment(
  deps: Deps,
  area: string,
  stand: Standpoint,
): Promise<readonly GovernmentRow[]> {
  const place = { area, level: 'prefecture' as const };
  const lines = await loadHeadedLines(deps.db, place, stand);
  const wanted = lines.flatMap(({ definition, part, figure }) =>
    figure === null || figure.basis !== 'computed' || figure.asOf === null
      ? []
      : [{ definition, part, on: figure.asOf }],
  );
  const columns = await readColumns(deps.db, wanted, place, stand);
  return columns.map((column) => ({ definition: column.definition, column }));
}

function Government(props: { name: string; rows: readonly GovernmentRow[] }) {
  return (
    <DataTable<GovernmentRow>
      caption={`${governmentTitle(props.name)}の指標`}
      columns={[
        {
          id: 'indicator',
          title: '指標',
          cell: ({ definition }) => (
            <a href={`/indicators/${definition.id}?level=prefecture`}>{definition.title}</a>
          ),
        },
        {
          id: 'value',
          title: '値',
          align: 'number',
          cell: ({ definition, column }) => (
            <BodyCell
              definition={definition}
              part={column.part}
              on={column.on}
              body={[...column.byCode.values()][0]}
              withUnit
            />
          ),
        },
        { id: 'asOf', title: '基準日', cell: ({ column }) => column.on },
      ]}
      rows={props.rows}
      rowKey={({ definition }) => definition.id}
      rowHeader="indicator"
      empty="都道府県庁の値はまだ登録されていません。"
    />
  );
}
