import { BODY_CLASSES } from '../../../core/indicator.ts';
import { Button } from '../../../ui/button.tsx';
import { formatNumber, formatWithUnit, missingText } from '../../../ui/figure-text.tsx';
import { HiddenFields, SelectField } from '../../../ui/form.tsx';
import { PrefectureTiles } from '../../../ui/map/prefecture-tiles.tsx';
import type { PreparedShapes } from '../../../ui/map/shapes.ts';
import { Pagination } from '../../../ui/pagination.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import type { Snapshot, SnapshotBody } from '../../roll-up/read.ts';
import { BodyCell } from '../body-cell.tsx';
import { inOrder } from '../load-municipalities.ts';
import { PrefectureTable } from '../prefecture-table.tsx';
import { scaleFor } from '../rules/steps.ts';
import { missingOf, ownText, ownUnit } from '../rules/values.ts';
import { Prefectures, paint, Shapes, Squares } from '../where.tsx';
import { type Chosen, linkTo, type Shown } from './links.ts';

const PAGE_SIZE = 100;

export interface BodiesViewProps {
  readonly chosen: Chosen;
  readonly snapshot: Snapshot | null;
  readonly bodies: readonly SnapshotBody[];
  /** The 47, in code order. */
  readonly prefectures: readonly RegisterBody[];
  /** Bodies of the chosen level in code order, as the register stands on the day. */
  readonly register: readonly RegisterBody[];
  readonly shapes: PreparedShapes | null;
}

/** Views there are at a level: prefectural governments have tiles and a table. */
export function viewsOf(
  level: string,
  withMap: boolean,
): readonly { readonly value: Shown; readonly title: string }[] {
  if (level === 'prefecture') {
    return [
      { value: 'squares', title: '都道府県の升目' },
      { value: 'table', title: '表' },
    ];
  }
  return [
    { value: 'squares', title: '市区町村の升目' },
    ...(withMap ? [{ value: 'map' as const, title: '市区町村の地図' }] : []),
    { value: 'prefectures', title: '都道府県ごと' },
    { value: 'table', title: '団体の表' },
  ];
}

/** 升目, 地図 and 表 are three views of the same query. */
export function BodiesView(props: BodiesViewProps) {
  const { chosen } = props;
  const { definition, level } = chosen.subject;
  const views = viewsOf(level, props.shapes !== null);
  const shown = views.some((view) => view.value === chosen.shown) ? chosen.shown : 'squares';
  return (
    <section class="dads-section" aria-labelledby="bodies">
      <h2 id="bodies">団体ごとの値</h2>
      {props.snapshot === null ? null : (
        <nav aria-label="見せ方" class="dads-row">
          {views.map((view) => (
            <a
              key={view.value}
              href={linkTo(chosen, { view: view.value === 'squares' ? null : view.value }, '#bodies')}
              aria-current={view.value === shown ? 'true' : undefined}
              class="dads-view"
            >
              {view.title}
            </a>
          ))}
        </nav>
      )}
      {props.snapshot === null ? (
        <p>
          団体ごとの値はまだ登録されていません。「{definition.source}
          」を取り込むと、ここに団体ごとの値が並びます。
          <a href="/data">取り込める資料</a>
        </p>
      ) : shown === 'table' ? (
        <BodiesTable {...props} />
      ) : level === 'prefecture' ? (
        <Governments {...props} />
      ) : (
        <Drawing {...props} shown={shown} />
      )}
    </section>
  );
}

function Drawing(props: BodiesViewProps & { shown: Shown }) {
  const { chosen, snapshot, shapes } = props;
  const { definition, view } = chosen.subject;
  if (props.shown === 'prefectures') {
    const rows = props.prefectures.map((prefecture) => ({
      ...prefecture,
      figure:
        snapshot?.figure({ area: prefecture.bodyCode, level: 'municipality', bodyClass: view.bodyClass }) ??
        null,
    }));
    const nation =
      snapshot?.figure({ area: '000000', level: 'municipality', bodyClass: view.bodyClass }) ?? null;
    return (
      <>
        <Prefectures definition={definition} prefectures={rows} />
        <PrefectureTable definition={definition} rows={rows} nation={nation} />
      </>
    );
  }
  const painted = paint(definition, props.prefectures, inClass(props), props.bodies);
  return props.shown === 'map' && shapes !== null ? (
    <Shapes definition={definition} painted={painted} shapes={shapes} />
  ) : (
    <Squares definition={definition} painted={painted} skipTo="after-bodies" />
  );
}

/** Only bodies of the chosen class, and of an open list only those on it: the others are not drawn as lacking a value. */
function inClass(props: BodiesViewProps): readonly RegisterBody[] {
  const { view, definition } = props.chosen.subject;
  const strata: readonly string[] | null =
    view.bodyClass === 'all' ? null : BODY_CLASSES[view.bodyClass].strata;
  const listed = definition.openList === true ? new Set(props.bodies.map((body) => body.body_code)) : null;
  return props.register.filter(
    (body) => strata?.includes(body.stratum) !== false && listed?.has(body.bodyCode) !== false,
  );
}

function Governments(props: BodiesViewProps) {
  const { definition } = props.chosen.subject;
  const byCode = new Map(props.bodies.map((body) => [body.body_code, body]));
  const scale = scaleFor(definition, props.bodies);
  const areas = props.register.map((body) => {
    const found = byCode.get(body.bodyCode);
    const text = found === undefined ? null : ownText(definition, found.shown);
    return {
      code: body.bodyCode,
      title: body.name,
      text:
        text === null
          ? missingText(found === undefined ? 'no-record' : missingOf(found))
          : formatWithUnit(text, ownUnit(definition)),
      step: scale.stepOf(found ?? { shown: null, reason: null }),
      href: `/bodies/${body.bodyCode}`,
    };
  });
  return (
    <PrefectureTiles
      label={`${definition.title}：都道府県庁ごと`}
      areas={areas}
      legend={scale.steps.map(({ step, title }) => ({
        step,
        title,
        count: areas.filter((area) => area.step === step).length,
      }))}
    />
  );
}

function BodiesTable(props: BodiesViewProps) {
  const { chosen, prefectures } = props;
  const { definition, part, level, date, view } = chosen.subject;
  if (date === null) return null;
  const byCode = new Map(props.bodies.map((body) => [body.body_code, body]));
  const prefectureName = new Map(prefectures.map((prefecture) => [prefecture.bodyCode, prefecture.name]));
  const among = (level === 'prefecture' ? props.register : inClass(props)).filter(
    (body) => chosen.prefecture === null || body.prefectureCode === chosen.prefecture,
  );
  const by = view.sort === 'kana' || view.sort === 'value' ? view.sort : 'code';
  const ordered = inOrder(among, [{ definition, part, on: date.on, byCode }], {
    by: by === 'value' ? definition.id : by,
    descending: view.descending,
  });
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE_SIZE));
  const page = Math.min(view.page, pages);
  const rows = ordered.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const numeric = definition.valueKind !== 'yes-no' && definition.valueKind !== 'choice';
  const columns: Column<RegisterBody>[] = [
    {
      id: 'kana',
      title: '団体',
      sortable: true,
      cell: (body) => <a href={`/bodies/${body.bodyCode}`}>{body.name}</a>,
    },
    ...(level === 'prefecture'
      ? []
      : [
          {
            id: 'prefecture',
            title: '都道府県',
            cell: (body: RegisterBody) => prefectureName.get(body.prefectureCode) ?? '',
          },
        ]),
    { id: 'code', title: '団体コード', sortable: true, cell: (body) => body.bodyCode },
    {
      id: 'value',
      title: '値',
      unit: numeric ? ownUnit(definition) : undefined,
      align: numeric ? 'number' : 'text',
      sortable: true,
      cell: (body) => (
        <BodyCell definition={definition} part={part} on={date.on} body={byCode.get(body.bodyCode)} />
      ),
    },
    { id: 'note', title: '注記', cell: (body) => byCode.get(body.bodyCode)?.note ?? '' },
  ];
  const from = ordered.length === 0 ? 0 : (page - 1) * PAGE_SIZE + 1;
  return (
    <>
      {level === 'prefecture' ? null : <Narrowing {...props} />}
      <DataTable
        caption={`${definition.title}：団体ごとの値（${date.on} 時点、${formatNumber(ordered.length)}団体中 ${formatNumber(from)}～${formatNumber(Math.min(ordered.length, page * PAGE_SIZE))}番目）`}
        columns={columns}
        rows={rows}
        rowKey={(body) => body.bodyCode}
        rowHeader="kana"
        stickyFirst
        wide
        sort={{
          column: by,
          direction: view.descending ? 'descending' : 'ascending',
          href: (column) =>
            linkTo(
              chosen,
              {
                sort: column === 'code' ? null : column,
                order: column === by && !view.descending ? 'desc' : null,
              },
              '#bodies',
            ),
        }}
        empty="この条件の団体はありません。"
      />
      <p class="dads-subtle">
        並び順の初めは団体コード順です。値の順に並べても、値のない団体は最後に置きます。順位は付けません。
      </p>
      <Pagination
        page={page}
        pages={pages}
        href={(to) => linkTo(chosen, { page: to }, '#bodies')}
        label="団体の表のページ"
      />
    </>
  );
}

function Narrowing(props: BodiesViewProps) {
  const { chosen } = props;
  const { view, id, level } = chosen.subject;
  return (
    <form method="get" action={`/indicators/${id}#bodies`} class="dads-inline-form">
      <HiddenFields
        values={{
          version: chosen.version ?? undefined,
          part: view.part ?? undefined,
          level: level === 'municipality' ? undefined : level,
          asOf: view.asOf ?? undefined,
          knownOn: view.knownOn ?? undefined,
          view: 'table',
          sort: view.sort ?? undefined,
          order: view.descending ? 'desc' : undefined,
        }}
      />
      <SelectField
        name="prefecture"
        label="都道府県"
        value={chosen.prefecture ?? ''}
        emptyOption="すべて"
        options={props.prefectures.map((prefecture) => ({
          value: prefecture.bodyCode,
          title: prefecture.name,
        }))}
      />
      <SelectField
        id="bodies-class"
        name="class"
        label="団体区分"
        value={view.bodyClass}
        options={Object.entries(BODY_CLASSES).map(([value, { title }]) => ({ value, title }))}
      />
      <Button kind="secondary">この団体だけにする</Button>
    </form>
  );
}
