import { DataTable } from '../../../ui/table.tsx';
import { contentsOf, NOTHING_STATED } from '../rules/contents.ts';
import { todayOf } from '../rules/lineage.ts';
import type { PlanItem, PlanVersion } from '../rules/model.ts';
import { Home, ItemLink, type PlanView } from './parts.tsx';

/** The table of contents of a version, one table for each group, with who serves each heading today. */
export function Contents(props: { view: PlanView; version: PlanVersion; newest: PlanVersion }) {
  const { view, version, newest } = props;
  return (
    <>
      {contentsOf(view.plan, version).map(({ group, items }) => (
        <DataTable<PlanItem>
          key={group.id}
          caption={group.title}
          rowKey={(item) => item.id}
          rowHeader="title"
          rows={items}
          empty={`${NOTHING_STATED}。`}
          columns={[
            { id: 'title', title: '取組事項', cell: (item) => <ItemLink item={item} /> },
            { id: 'home', title: '担当する機能', cell: (item) => <Homes {...{ view, item, newest }} /> },
            {
              id: 'indicators',
              title: '指標',
              unit: '件',
              align: 'number',
              cell: (item) => view.neighbours.indicatorsFor(item.version, item.id).length,
            },
          ]}
        />
      ))}
    </>
  );
}

/** Old headings are served by whoever serves what they became. */
export function Homes(props: { view: PlanView; item: PlanItem; newest: PlanVersion }) {
  const today = todayOf(props.view.plan, props.item, props.newest);
  if (today.length === 0) return <span>今の版での対応は資料から分かりません</span>;
  return (
    <>
      {today.map((item, index) => (
        <span key={item.id}>
          {index === 0 ? '' : '、'}
          <Home home={props.view.neighbours.homeFor(item.id)} />
        </span>
      ))}
    </>
  );
}
