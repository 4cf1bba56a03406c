import { formatDay } from '../../../../core/calendar.ts';
import { numberedTitle } from '../../../../spine/plan/rules/contents.ts';
import type { PlanItem } from '../../../../spine/plan/rules/model.ts';
import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { byItem, planOfRoadmap } from '../../plan-of.ts';
import type { Sharing } from '../../queries/neighbours.ts';
import { shortYear, windowOf } from '../../rules/dates.ts';
import type { Line } from '../../rules/line.ts';
import { isRunning, latenessOn } from '../../rules/standing.ts';
import type { Asking } from '../asking.ts';
import { SharingForm } from '../neighbours.tsx';
import { FilterForm } from './filter-form.tsx';
import type { Filters } from './filters.ts';
import { LineTable } from './list-table.tsx';

export interface ListPageProps {
  readonly asking: Asking;
  readonly lines: readonly Line[];
  readonly shown: readonly Line[];
  readonly filters: Filters;
  readonly owners: readonly string[];
  readonly fiscalYear: number;
  /** 年度 that were opened, newest first. */
  readonly years: readonly number[];
  /** Years that could be opened now. */
  readonly openable: readonly number[];
  readonly dueThisMonth: number;
  readonly mayAdd: boolean;
  readonly coordinates: boolean;
  readonly sharing: Sharing | null;
  readonly mayDecide: boolean;
}

/** `/roadmap` */
export function ListPage(props: ListPageProps) {
  const { asking, lines, shown, filters } = props;
  const { today } = asking;
  const running = lines.filter((line) => isRunning(line.content, today)).length;
  const late = lines.filter((line) => latenessOn(line.content, today).length > 0).length;
  const { newest } = planOfRoadmap();
  const window = windowOf(props.fiscalYear);
  const groups = byItem(shown);
  const filtered = [filters.item, filters.state, filters.owner, filters.phase].some((each) => each !== '');
  return (
    <Page
      title={`工程表：実行中の個別取組は${running}件です`}
      documentTitle="工程表"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '工程表' }]}
      sample={asking.sample}
      asOf={`${asking.seat.bodyName}　${formatDay(today)}現在`}
      coverage={`${shortYear(window.first)}から${shortYear(window.last)}まで。${newest.title}の取組事項ごと。`}
      lead={
        <p>
          遅れ {late}件。全部で{lines.length}件（終了したものを含む）。
        </p>
      }
      wide
    >
      <Todo {...props} />
      <p class="roadmap-actions">
        {props.mayAdd ? <Button href="/roadmap/new">個別取組を加える</Button> : null}
        <Button kind="secondary" href="/roadmap/gantt">
          工程表の図を見る
        </Button>
        <Button kind="secondary" href="/roadmap/files">
          Excel・CSV
        </Button>
      </p>
      <FilterForm {...props} />
      {groups.map(({ item, lines: of }) =>
        of.length === 0 ? null : <ItemSection key={item?.id ?? 'none'} {...props} item={item} of={of} />,
      )}
      {shown.length === 0 && filtered ? <p>この条件の個別取組はありません。</p> : null}
      {filtered ? null : (
        <Empty items={groups.flatMap((group) => (group.lines.length === 0 ? [group.item] : []))} />
      )}
      <Years {...props} />
      <SharingForm sharing={props.sharing} csrf={props.asking.csrf} mayDecide={props.mayDecide} />
    </Page>
  );
}

function Todo(props: ListPageProps) {
  const [year] = props.openable;
  if (props.dueThisMonth === 0 && (year === undefined || !props.coordinates)) return null;
  return (
    <Notice kind="info" title="今月やること">
      <ul class="dads-list">
        {props.dueThisMonth === 0 ? null : (
          <li>
            <a href="/roadmap/month">今月見直す個別取組が{props.dueThisMonth}件あります</a>
          </li>
        )}
        {year === undefined || !props.coordinates ? null : (
          <li>
            <a href={`/roadmap/years/${year}/open`}>{shortYear(year)}の工程表を開く</a>
          </li>
        )}
      </ul>
    </Notice>
  );
}

function ItemSection(props: ListPageProps & { item: PlanItem | null; of: readonly Line[] }) {
  const { item } = props;
  const id = `item-${item?.id ?? 'none'}`;
  const title = item === null ? '今の計画に取組事項がないもの' : numberedTitle(item);
  return (
    <section class="dads-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {item === null ? null : (
        <p>
          <a href={`/roadmap/items/${item.id}`}>計画の内容と確かめること</a>
        </p>
      )}
      <LineTable {...props} title={title} />
    </section>
  );
}

/** Items without a line: each with what the plan says and what to look at. */
function Empty(props: { items: readonly (PlanItem | null)[] }) {
  const items = props.items.filter((item) => item !== null);
  if (items.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="empty-items">
      <h2 id="empty-items">個別取組はまだありません（{items.length}の取組事項）</h2>
      <ul class="dads-list">
        {items.map((item) => (
          <li key={item.id}>
            <a href={`/roadmap/items/${item.id}`}>{numberedTitle(item)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Years(props: ListPageProps) {
  if (props.years.length === 0) return null;
  return (
    <Disclosure summary="年度ごとの工程表（期首と期末）">
      <ul class="dads-list">
        {props.years.map((year) => (
          <li key={year}>
            <a href={`/roadmap/years/${year}`}>{shortYear(year)}</a>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
