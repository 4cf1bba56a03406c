import { KindLabel } from '../../../ui/label.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { BASIS_TITLES, KIND_TITLES } from '../rules/contents.ts';
import type { Change, Changes } from '../rules/lineage.ts';
import { ItemLink, LinkText, type PlanView } from './parts.tsx';

export const UNKNOWN_TITLE = '資料から分からない';

/** What became of each heading, and what came in. */
export function ChangeTable(props: { view: PlanView; changes: Changes }) {
  const { view, changes } = props;
  return (
    <DataTable<Change>
      caption={`${changes.from.title}から${changes.to.title}への取組事項の対応`}
      wide
      rowKey={(change) => `${change.kind}-${change.from?.id ?? ''}-${change.to?.id ?? ''}`}
      rows={changes.changes}
      columns={[
        {
          id: 'from',
          title: changes.from.title,
          cell: (change) => (change.from === null ? '―' : <ItemLink item={change.from} />),
        },
        {
          id: 'kind',
          title: '変化',
          cell: (change) => (
            <KindLabel>{change.kind === 'unknown' ? UNKNOWN_TITLE : KIND_TITLES[change.kind]}</KindLabel>
          ),
        },
        {
          id: 'to',
          title: changes.to.title,
          cell: (change) => (change.to === null ? '―' : <ItemLink item={change.to} />),
        },
        { id: 'why', title: '根拠', cell: (change) => <Why {...{ view, change }} /> },
      ]}
    />
  );
}

function Why(props: { view: PlanView; change: Change }) {
  const { change, view } = props;
  if (change.kind === 'unknown') return <small>目次の一方が資料にありません。</small>;
  const [only] = change.way;
  if (change.way.length === 1 && only !== undefined) {
    return (
      <small>
        {BASIS_TITLES[only.basis]}。{only.note}
      </small>
    );
  }
  return (
    <ol class="dads-list">
      {change.way.map((link) => (
        <li key={`${link.to.version}-${link.to.item}`}>
          <LinkText plan={view.plan} link={link} />
        </li>
      ))}
    </ol>
  );
}
