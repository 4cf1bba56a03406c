import type { Context } from 'hono';
import { isSample, NATION, wholeOf } from '../../../core/body-code.ts';
import { BODY_CLASSES, definitionKey } from '../../../core/indicator.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { provenanceId } from '../../../core/provenance.ts';
import { median, meets, type RollUpResult } from '../../../core/roll-up.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import {
  asOfText,
  coverageText,
  formatNumber,
  formatShare,
  formatWithUnit,
} from '../../../ui/figure-text.tsx';
import { KeyFigure } from '../../../ui/key-figure.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { areaTitle, governmentTitle, KIND_TITLES } from '../../bodies/rules/titles.ts';
import { sourcesOfFigures } from '../../observations/queries/sources.ts';
import type { SnapshotBody } from '../../roll-up/read.ts';
import { BodyCell } from '../body-cell.tsx';
import { loadRollUpOrigin, type RollUpName, type RollUpOrigin } from '../load-provenance.ts';
import { countUnit, FigureCell, KnownOnNotice } from '../parts.tsx';
import { address, readView } from '../rules/request.ts';
import { ownText, ownUnit } from '../rules/values.ts';
import { Formula } from './provenance-formula.tsx';

const PAGE_SIZE = 100;

/** A rolled-up figure: formula ← counts ← bodies. */
export async function rollUpPage(deps: Deps, c: Context, name: RollUpName): Promise<Response> {
  const today = dayInJapan(deps.clock.now());
  const origin = await loadRollUpOrigin(deps.db, name, today);
  const { view } = readView((field) => c.req.query(field));
  const { definition, figure } = origin;
  const place = placeOf(origin);
  const title = titleOf(origin);
  const path = `/provenance/${encodeURIComponent(provenanceId(name))}`;
  const known = name.knownOn < today ? name.knownOn : null;
  const now = `/provenance/${encodeURIComponent(provenanceId({ ...name, knownOn: today }))}`;
  return c.html(
    renderPage(
      <Page
        title={`${place}：${title}の算出の内訳`}
        documentTitle={`算出の内訳：${title}`}
        breadcrumb={[
          { title: '全国', href: '/' },
          { title: definition.title, href: `/indicators/${definition.id}` },
          { title: '算出の内訳' },
        ]}
        wide
        sample={isSample(name.area)}
        operator={isOperator(c)}
        asOf={asOfText(origin.on)}
        coverage={coverageText(figure)}
        sources={
          await sourcesOfFigures(
            deps.db,
            [{ indicator: definitionKey(definition), on: origin.on, moving: figure.state === '速報' }],
            wholeOf(name.area),
          )
        }
        downloads={[
          {
            title: 'この数値（JSON）',
            href: address('/api/v1/rollups', {
              indicator: definitionKey(definition),
              area: name.area,
              level: name.level,
              class: name.bodyClass,
              part: name.part,
              asOf: name.on,
              knownOn: known,
            }),
          },
          {
            title: '団体ごとの値（CSV）',
            href: address('/api/v1/observations', {
              indicator: definitionKey(definition),
              prefecture: name.area === NATION ? null : name.area,
              part: name.part,
              asOf: name.on,
              knownOn: known,
              format: 'csv',
            }),
          },
        ]}
      >
        <KnownOnNotice stand={{ today, knownOn: known }} path={now} />
        <KeyFigure
          title={`${place}（${BODY_CLASSES[origin.asked.bodyClass].title}）`}
          headingLevel={2}
          value={figure.value}
          unit={figure.unit}
          numerator={definition.operator.kind === 'mean-of-bodies' ? null : figure.numerator}
          denominator={definition.operator.kind === 'mean-of-bodies' ? null : figure.denominator}
          countUnit={countUnit(definition)}
          asOf={origin.on}
          partial={figure.partial}
          state={figure.state}
        />
        <section class="dads-section" aria-labelledby="formula">
          <h2 id="formula">式</h2>
          <Formula origin={origin} />
        </section>
        <section class="dads-section" aria-labelledby="counts">
          <h2 id="counts">団体数の内訳</h2>
          <Counts figure={figure} />
          {origin.byBase.length === 0 ? null : <Bases origin={origin} />}
        </section>
        {origin.prefectures.length === 0 ? null : (
          <section class="dads-section" aria-labelledby="prefectures">
            <h2 id="prefectures">都道府県ごとの内訳</h2>
            <Prefectures origin={origin} />
          </section>
        )}
        <section class="dads-section" aria-labelledby="bodies">
          <h2 id="bodies">団体ごとの値</h2>
          <Bodies origin={origin} page={view.page} path={path} knownOn={known} />
        </section>
      </Page>,
    ),
  );
}

function placeOf({ asked, names }: RollUpOrigin): string {
  if (asked.area === NATION) return asked.level === 'prefecture' ? '全国の都道府県庁' : '全国計';
  const prefecture = names.get(asked.area)?.name ?? asked.area;
  return asked.level === 'prefecture' ? governmentTitle(prefecture) : areaTitle(prefecture);
}

function titleOf({ definition, part }: RollUpOrigin): string {
  const found = definition.parts?.find((one) => one.id === part);
  return found === undefined ? definition.title : `${definition.title}（${found.title}）`;
}

const COUNTS: readonly { readonly title: string; readonly of: (figure: RollUpResult) => number }[] = [
  { title: '値あり', of: (figure) => figure.reported },
  { title: '調査無し', of: (figure) => figure.notAsked },
  { title: '未回答', of: (figure) => figure.notAnswered },
  { title: '該当なし', of: (figure) => figure.notApplicable },
  { title: '空欄', of: (figure) => figure.blank },
  { title: '取下げ', of: (figure) => figure.withdrawn },
  { title: '登録なし', of: (figure) => figure.noRecord },
];

/** The seven counts, which always sum to the bodies that are expected. */
function Counts(props: { figure: RollUpResult }) {
  const { figure } = props;
  const rows = [
    ...COUNTS.map(({ title, of }) => ({ title, count: of(figure) })),
    { title: '計（対象の団体）', count: figure.expected },
  ];
  return (
    <DataTable
      caption="対象の団体は、次のどれか一つに入ります"
      columns={[
        { id: 'title', title: '区分', cell: (row) => row.title },
        {
          id: 'count',
          title: '団体数',
          unit: '団体',
          align: 'number',
          cell: (row) => formatNumber(row.count),
        },
      ]}
      rows={rows}
      rowKey={(row) => row.title}
      rowHeader="title"
    />
  );
}

const BASE_TITLES = {
  all: '全団体',
  asked: '調査した団体',
  answered: '値のある団体',
  official: '公式',
} as const;

/** The same fact has several percentages; each with its base. */
function Bases(props: { origin: RollUpOrigin }) {
  const { definition, byBase, figure } = props.origin;
  return (
    <>
      <p>
        この指標の公式の分母は「{BASE_TITLES[definition.base]}」です。
        {figure.noRecord > 0
          ? '登録なしの団体があるため、値のある団体だけを分母にしています。'
          : `この数値は「${BASE_TITLES[figure.base]}」を分母にしています。`}
      </p>
      <DataTable
        caption="分母を変えたときの値"
        columns={[
          { id: 'base', title: '分母', cell: (row) => BASE_TITLES[row.base] },
          {
            id: 'value',
            title: '値',
            align: 'number',
            cell: (row) =>
              row.figure.value === null ? (
                <span class="dads-missing">示せません</span>
              ) : (
                formatWithUnit(row.figure.value, row.figure.unit)
              ),
          },
          {
            id: 'counts',
            title: '分子／分母',
            align: 'number',
            cell: (row) =>
              row.figure.numerator === null || row.figure.denominator === null
                ? '—'
                : formatShare(row.figure.numerator, row.figure.denominator),
          },
        ]}
        rows={byBase}
        rowKey={(row) => row.base}
        rowHeader="base"
      />
    </>
  );
}

function Prefectures(props: { origin: RollUpOrigin }) {
  const { origin } = props;
  const count = (of: (figure: RollUpResult) => number) => (row: RollUpOrigin['prefectures'][number]) =>
    formatNumber(of(row.figure));
  return (
    <DataTable<RollUpOrigin['prefectures'][number]>
      caption="都道府県ごとの値と団体数（団体コード順）"
      columns={[
        {
          id: 'name',
          title: '都道府県',
          cell: ({ prefecture }) => <a href={`/bodies/${prefecture.bodyCode}`}>{prefecture.name}</a>,
        },
        {
          id: 'value',
          title: '値',
          align: 'number',
          cell: ({ figure }) => <FigureCell definition={origin.definition} figure={figure} />,
        },
        { id: 'expected', title: '対象', unit: '団体', align: 'number', cell: count((f) => f.expected) },
        { id: 'reported', title: '値あり', unit: '団体', align: 'number', cell: count((f) => f.reported) },
        {
          id: 'other',
          title: '理由あり',
          unit: '団体',
          align: 'number',
          cell: count((f) => f.notAsked + f.notAnswered + f.notApplicable + f.blank + f.withdrawn),
        },
        { id: 'noRecord', title: '登録なし', unit: '団体', align: 'number', cell: count((f) => f.noRecord) },
      ]}
      rows={origin.prefectures}
      rowKey={({ prefecture }) => prefecture.bodyCode}
      rowHeader="name"
      stickyFirst
      wide
    />
  );
}

function Bodies(props: { origin: RollUpOrigin; page: number; path: string; knownOn: string | null }) {
  const { origin, path } = props;
  const { definition, bodies, names } = origin;
  const pages = Math.max(1, Math.ceil(bodies.length / PAGE_SIZE));
  const page = Math.min(props.page, pages);
  const first = (page - 1) * PAGE_SIZE;
  const middle = median(bodies.flatMap((body) => (body.shown === null ? [] : [body.shown])));
  const spread = definition.valueKind !== 'yes-no' && definition.valueKind !== 'choice' && middle !== null;
  const columns: Column<SnapshotBody>[] = [
    {
      id: 'name',
      title: '団体',
      cell: ({ body_code }) => <a href={`/bodies/${body_code}`}>{names.get(body_code)?.name ?? body_code}</a>,
    },
    { id: 'code', title: '団体コード', cell: (body) => body.body_code },
    {
      id: 'stratum',
      title: '区分',
      cell: (body) => KIND_TITLES[body.stratum as keyof typeof KIND_TITLES] ?? body.stratum,
    },
    {
      id: 'value',
      title: '値または理由',
      align: 'number',
      cell: (body) => (
        <BodyCell
          definition={definition}
          part={origin.part}
          on={origin.on}
          body={body}
          knownOn={props.knownOn}
          withUnit
        />
      ),
    },
    ...(definition.operator.kind === 'share-of-bodies'
      ? [
          {
            id: 'met',
            title: '分子に数える',
            cell: (body: SnapshotBody) =>
              body.value === null
                ? '—'
                : meets(definition, { value: body.value, base: body.base })
                  ? '数える'
                  : '数えない',
          },
        ]
      : []),
    { id: 'on', title: '値の基準日', cell: (body) => body.period_end ?? '—' },
  ];
  return (
    <>
      {spread ? (
        <p>
          値のある団体の中央値は{formatWithUnit(ownText(definition, middle) ?? '', ownUnit(definition))}です。
        </p>
      ) : null}
      <DataTable
        caption={`${formatNumber(bodies.length)}団体中 ${formatNumber(Math.min(first + 1, bodies.length))}～${formatNumber(Math.min(first + PAGE_SIZE, bodies.length))}番目（団体コード順）`}
        columns={columns}
        rows={bodies.slice(first, first + PAGE_SIZE)}
        rowKey={(body) => body.body_code}
        rowHeader="name"
        stickyFirst
        wide
        empty="この区域と区分に当たる団体はありません。"
      />
      <Pagination
        page={page}
        pages={pages}
        href={(to) => `${address(path, { page: to })}#bodies`}
        label="団体ごとの値のページ"
      />
    </>
  );
}
