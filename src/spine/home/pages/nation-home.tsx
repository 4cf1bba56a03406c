import { isSample } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import type { AreaHome } from '../load-area.ts';
import { type LateGroup, lateGroups } from '../rules/late.ts';
import { LateTable } from './late-table.tsx';
import { MonthSection } from './parts.tsx';

const PER_PAGE = 50;

/** What the address asks for: one item, one step of it, and the page. */
export interface NationView {
  readonly item: string;
  readonly step: string;
  readonly page: number;
}

export function readNationView(query: (name: string) => string | undefined): NationView {
  const page = query('page') ?? '';
  return {
    item: query('item') ?? '',
    step: query('step') ?? '',
    page: /^[1-9]\d{0,2}$/.test(page) ? Number(page) : 1,
  };
}

/** The home of the nation: late bodies by item and step; prefectural governments apart from municipalities. */
export function NationHomePage(props: { home: AreaHome; view: NationView }) {
  const { home, view } = props;
  const lines = home.late.filter(
    (line) => (view.item === '' || line.item === view.item) && (view.step === '' || line.title === view.step),
  );
  const pages = Math.max(1, Math.ceil(lines.length / PER_PAGE));
  const page = Math.min(view.page, pages);
  const bodies = new Set(home.late.filter((line) => !line.government).map((line) => line.bodyCode)).size;
  const governments = new Set(home.late.filter((line) => line.government).map((line) => line.bodyCode)).size;
  const titles = new Map(home.headings.map((heading) => [heading.item, numberedTitle(heading)]));
  const href = (to: Partial<NationView>) => {
    const next = { ...view, page: 1, ...to };
    const step = encodeURIComponent(next.step);
    return `/home?item=${encodeURIComponent(next.item)}&step=${step}&page=${next.page}`;
  };
  return (
    <Page
      title={`遅れのある市区町村は${formatNumber(bodies)}団体、都道府県（庁分）は${formatNumber(governments)}団体です`}
      documentTitle={`${home.seat.bodyName}のホーム`}
      breadcrumb={[{ title: '全国', href: '/' }, { title: `${home.seat.bodyName}のホーム` }]}
      sample={isSample(home.seat.bodyCode)}
      asOf={`${formatDay(home.today)}現在`}
      coverage={seatTitle(home.seat)}
      wide
    >
      <MonthSection month={home.month} today={home.today} />
      <section class="dads-section" aria-labelledby="groups">
        <h2 id="groups">取組とステップごとの遅れ</h2>
        <DataTable
          caption="取組とステップごとの遅れ"
          captionHidden
          wide
          columns={[
            { id: 'item', title: '取組', cell: (one: LateGroup) => titles.get(one.item) ?? one.item },
            {
              id: 'title',
              title: 'ステップ',
              cell: (one) => <a href={href({ item: one.item, step: one.title })}>{one.title}</a>,
            },
            {
              id: 'bodies',
              title: '市区町村',
              unit: '団体',
              align: 'number',
              cell: (one) => formatNumber(one.municipalities),
            },
            {
              id: 'governments',
              title: '都道府県（庁分）',
              unit: '団体',
              align: 'number',
              cell: (one) => formatNumber(one.governments),
            },
            { id: 'oldest', title: '最も早い期限', cell: (one) => formatDay(one.oldest) },
          ]}
          rows={lateGroups(home.late)}
          rowKey={(one) => `${one.item}-${one.title}`}
          rowHeader="title"
          empty="遅れているものはありません。"
        />
      </section>
      <section class="dads-section" aria-labelledby="late">
        <h2 id="late">遅れている団体</h2>
        <form method="get" action="/home" class="dads-row">
          <SelectField
            name="item"
            label="取組"
            emptyOption="すべて"
            value={view.item}
            options={home.headings.map((one) => ({ value: one.item, title: numberedTitle(one) }))}
          />
          <Button kind="secondary">表示する</Button>
        </form>
        <LateTable
          lines={lines.slice((page - 1) * PER_PAGE, page * PER_PAGE)}
          total={lines.length}
          headings={home.headings}
        />
        <Pagination page={page} pages={pages} href={(to) => href({ page: to })} />
      </section>
    </Page>
  );
}
