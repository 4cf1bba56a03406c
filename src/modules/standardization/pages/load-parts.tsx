import { cellAddress } from '../../../core/workbook.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { MOST_FAULTS } from '../actions/read-table.ts';
import type { ListLoad } from '../queries/loads.ts';
import type { LoadFault } from '../rules/load.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import type { Figure } from '../rules/pmo.ts';
import { percentText } from './parts.tsx';

const MOST_NAMES = 30;

export const STEP_LIST = '/standardization/step-list';

/** Above every page of a table that is taken over. */
export const LOAD_CRUMBS = [
  { title: '全国', href: '/' },
  { title: '標準化', href: '/standardization' },
  { title: 'ステップの一覧', href: STEP_LIST },
  { title: '国の表の取込み' },
];

export function loadPath(load: Pick<ListLoad, 'loadId'>): string {
  return `${STEP_LIST}/loads/${load.loadId}`;
}

/** Cells that stand against taking a table over, as a spreadsheet names them. */
export function LoadFaults(props: { faults: readonly LoadFault[] }) {
  const { faults } = props;
  if (faults.length === 0) return null;
  return (
    <DataTable
      caption={`直すところ${faults.length >= MOST_FAULTS ? `（初めの${MOST_FAULTS}か所）` : ''}`}
      columns={[
        { id: 'cell', title: 'セル', cell: (one: LoadFault) => cellAddress(one.row, one.column) },
        { id: 'found', title: '記載', cell: (one) => one.found || '―' },
        { id: 'message', title: '内容', cell: (one) => one.message },
      ]}
      rows={faults}
      rowKey={(one) => `${one.row}-${one.column}-${one.message}`}
      rowHeader="cell"
    />
  );
}

/** これまでに取り込んだ表. */
export function LoadsTable(props: { loads: readonly ListLoad[] }) {
  return (
    <DataTable
      caption="取り込んだ表"
      columns={[
        {
          id: 'month',
          title: '月',
          cell: (load: ListLoad) => <a href={loadPath(load)}>{monthTitle(load.month)}</a>,
        },
        { id: 'file', title: 'ファイル', cell: (load) => load.fileName },
        { id: 'filled', title: '埋めた月', unit: '団体', align: 'number', cell: (load) => load.filled },
        {
          id: 'state',
          title: '状態',
          cell: (load) => (load.finishedAt === null ? '取込み中' : `${instantText(load.finishedAt)} 終わり`),
        },
      ]}
      rows={props.loads}
      rowKey={(load) => load.loadId}
      rowHeader="month"
    />
  );
}

/** What would happen, before anything does: who matched, who is left as they are, both figures of the table. */
export function LoadPreview(props: {
  load: ListLoad;
  before: { readonly figure: Figure; readonly kept: number; readonly absent: readonly string[] };
  csrf: string;
}) {
  const { load, before } = props;
  const { absent, figure } = before;
  const fill = load.bodies - before.kept;
  const names = absent.slice(0, MOST_NAMES).join('、');
  const more = absent.length > MOST_NAMES ? `ほか${formatNumber(absent.length - MOST_NAMES)}団体` : '';
  return (
    <>
      {load.isNew ? (
        <Notice kind="info" title="ステップの名前が、登録された一覧にありません">
          <p>{`${monthTitle(load.month)}からの新しい一覧として、${load.steps.length}ステップを登録します。`}</p>
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          {
            term: '団体コードと名前が合った団体',
            detail: `${formatNumber(load.bodies)}団体（${formatNumber(load.lines)}業務）`,
          },
          { term: 'この月を埋める団体', detail: `${formatNumber(fill)}団体` },
          { term: 'そのままにする団体', detail: `${formatNumber(before.kept)}団体（自ら報告済み）` },
          {
            term: '表にない市区町村',
            detail: absent.length === 0 ? 'なし' : `${formatNumber(absent.length)}団体（${names}${more}）`,
          },
          { term: '表の完了率（公式の式）', detail: percentText(figure.completed, 2) },
          { term: '表の完了率（対象外を除く）', detail: percentText(figure.withoutExcluded, 2) },
        ]}
      />
      <form method="post" action={loadPath(load)}>
        <HiddenFields csrf={props.csrf} />
        <Button>{`${formatNumber(fill)}団体の${monthText(load.month)}を埋める`}</Button>
      </form>
      <p>
        <a href={STEP_LIST}>ファイルを選び直す</a>
      </p>
    </>
  );
}
