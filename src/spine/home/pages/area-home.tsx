import { isSample } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import type { Heading } from '../../plan/queries/contents.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import type { AreaBody, AreaHome } from '../load-area.ts';
import { type AreaView, chosen, KINDS, SHOWN, SORTS } from '../rules/area.ts';
import { countOf, type ItemStanding, STATE_SHORT, STATE_TITLES, tellingPart } from '../rules/items.ts';
import { LateTable } from './late-table.tsx';
import { MonthSection, StateChip } from './parts.tsx';

const PER_PAGE = 50;

/** The home of a prefecture: its municipalities × items, the prefectural government apart from them. */
export function PrefectureHomePage(props: { home: AreaHome; view: AreaView }) {
  const { home, view } = props;
  const { seat, month } = home;
  const rows = chosen(home.bodies, view);
  const pages = Math.max(1, Math.ceil(rows.length / PER_PAGE));
  const page = Math.min(view.page, pages);
  const late = home.bodies.filter((one) => one.late > 0).length;
  const area = `${seat.bodyName}内市区町村計`;
  return (
    <Page
      title={`県内${formatNumber(home.bodies.length)}団体のうち、遅れのある団体は${late}団体です`}
      documentTitle={`${seat.bodyName}のホーム`}
      breadcrumb={[{ title: '全国', href: '/' }, { title: `${seat.bodyName}のホーム` }]}
      sample={isSample(seat.bodyCode)}
      asOf={`${formatDay(home.today)}現在`}
      coverage={seatTitle(seat)}
      wide
    >
      <MonthSection month={month} today={home.today} />
      <section class="dads-section" aria-labelledby="sum">
        <h2 id="sum">取組ごとの状況</h2>
        <SumTable home={home} area={area} />
        <Unserved headings={home.unserved} />
      </section>
      <section class="dads-section" aria-labelledby="bodies">
        <h2 id="bodies">市区町村ごとの状況（{formatNumber(rows.length)}団体）</h2>
        <ViewForm view={view} />
        <Legend />
        <Matrix home={home} rows={rows.slice((page - 1) * PER_PAGE, page * PER_PAGE)} />
        <Pagination page={page} pages={pages} href={(to) => hrefOf(view, to)} />
      </section>
      <section class="dads-section" aria-labelledby="late">
        <h2 id="late">遅れているもの</h2>
        <LateTable
          lines={home.late.slice(0, PER_PAGE)}
          contacted={home.late}
          total={home.late.length}
          headings={home.headings}
        />
      </section>
    </Page>
  );
}

function hrefOf(view: AreaView, page: number): string {
  return `/home?kind=${view.kind}&show=${view.show}&sort=${view.sort}&page=${page}`;
}

/** 県内市区町村計 beside （県庁分）, never together. */
function SumTable(props: { home: AreaHome; area: string }) {
  const { home, area } = props;
  const lines = home.headings.map((heading, index) => ({
    heading,
    own: home.own[index] as ItemStanding,
    count: countOf(home.bodies.map((one) => one.standings[index] as ItemStanding)),
  }));
  type Line = (typeof lines)[number];
  const number = (id: 'evidenced' | 'declared' | 'none' | 'late', title: string) => ({
    id,
    title,
    unit: '団体',
    align: 'number' as const,
    cell: (line: Line) => formatNumber(line.count[id]),
  });
  return (
    <DataTable
      caption={`${area}（${formatNumber(home.bodies.length)}団体）と${home.seat.bodyName}（県庁分）`}
      wide
      columns={[
        {
          id: 'item',
          title: '取組',
          cell: (line: Line) => (
            <>
              <a href={`/plan/5.0/${line.heading.item}`}>{numberedTitle(line.heading)}</a>
              <span class="dads-subtle">{line.heading.groupTitle}</span>
            </>
          ),
        },
        number('evidenced', STATE_TITLES.evidenced),
        number('declared', STATE_TITLES.declared),
        number('none', STATE_TITLES.none),
        number('late', '遅れ'),
        {
          id: 'own',
          title: `${home.seat.bodyName}（県庁分）`,
          cell: (line) => (
            <>
              <OwnState
                standing={line.own}
                about={`${home.seat.bodyName}（県庁分）の${line.heading.title}`}
              />
              {line.own.late === null ? null : <strong>　遅れ</strong>}
            </>
          ),
        },
      ]}
      rows={lines}
      rowKey={(line) => line.heading.item}
      rowHeader="item"
    />
  );
}

function OwnState(props: { standing: ItemStanding; about: string }) {
  const { standing, about } = props;
  const part = tellingPart(standing);
  const chip = <StateChip state={standing.state} />;
  return part === null ? (
    chip
  ) : (
    <a href={part.href} aria-label={`${about}：${STATE_TITLES[standing.state]}`}>
      {chip}
    </a>
  );
}

function Unserved(props: { headings: readonly Heading[] }) {
  if (props.headings.length === 0) return null;
  return (
    <p>
      <small>次の取組は、この機能が未提供です：{props.headings.map((one) => one.title).join('、')}</small>
    </p>
  );
}

function ViewForm(props: { view: AreaView }) {
  const { view } = props;
  const options = (titles: Readonly<Record<string, string>>) =>
    Object.entries(titles).map(([value, title]) => ({ value, title }));
  return (
    <form method="get" action="/home" class="dads-row">
      <SelectField name="kind" label="区分" emptyOption="すべて" value={view.kind} options={options(KINDS)} />
      <SelectField name="show" label="示す団体" value={view.show} options={options(SHOWN)} />
      <SelectField name="sort" label="並べ方" value={view.sort} options={options(SORTS)} />
      <Button kind="secondary">表示する</Button>
    </form>
  );
}

function Legend() {
  return (
    <p>
      {(Object.keys(STATE_TITLES) as (keyof typeof STATE_TITLES)[])
        .filter((state) => state !== 'none')
        .map((state) => `${STATE_SHORT[state]}＝${STATE_TITLES[state]}、`)
        .join('')}
      なし＝根拠資料も申告もありません。
    </p>
  );
}

function Matrix(props: { home: AreaHome; rows: readonly AreaBody[] }) {
  const { headings } = props.home;
  return (
    <div class="home-matrix">
      <DataTable
        caption="市区町村と取組"
        captionHidden
        wide
        stickyFirst
        columns={[
          {
            id: 'body',
            title: '団体',
            cell: (one: AreaBody) => <a href={`/bodies/${one.body.bodyCode}`}>{one.body.name}</a>,
          },
          { id: 'needs', title: 'なしの取組', cell: (one) => one.needs },
          { id: 'late', title: '遅れの取組', cell: (one) => one.late },
          ...headings.map((heading, index) => ({
            id: heading.item,
            title: numberedTitle(heading),
            cell: (one: AreaBody) => (
              <Sign
                standing={one.standings[index] as ItemStanding}
                about={`${one.body.name}の${heading.title}`}
              />
            ),
          })),
        ]}
        rows={props.rows}
        rowKey={(one) => one.body.bodyCode}
        rowHeader="body"
        empty="該当する団体はありません。絞り込みを変えてください。"
      />
    </div>
  );
}

/** Leads to what the prefecture may read of it, where some part has said something. */
function Sign(props: { standing: ItemStanding; about: string }) {
  const { standing, about } = props;
  const { state, late } = standing;
  const part = tellingPart(standing);
  return (
    <>
      {part === null ? (
        STATE_SHORT[state]
      ) : (
        <a href={part.href} aria-label={`${about}：${STATE_TITLES[state]}`}>
          {STATE_SHORT[state]}
        </a>
      )}
      {late === null ? null : <strong>・遅れ</strong>}
    </>
  );
}
