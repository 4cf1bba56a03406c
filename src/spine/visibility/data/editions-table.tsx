import { dayInJapan } from '../../../core/known-on.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { EditionRow } from '../queries/editions.ts';
import type { DataPage } from './load.ts';

function Instant(props: { at: string }) {
  return <time dateTime={props.at}>{dayInJapan(Date.parse(props.at))}</time>;
}

/** What was taken in: when, by which role, with which hash; what was taken back stays in the list. */
export function EditionsTable(props: { page: DataPage }) {
  const { editions, kindTitles } = props.page;
  return (
    <DataTable
      caption="保有する資料の版（登録の新しい順）"
      columns={[
        { id: 'recorded', title: '登録日', cell: (row) => <Instant at={row.recorded_at} /> },
        { id: 'title', title: '資料', cell: (row) => <Title row={row} kindTitles={kindTitles} /> },
        { id: 'asOf', title: '基準日', cell: (row) => row.as_of ?? '行ごと' },
        { id: 'edition', title: '資料の公開日', cell: (row) => row.edition_on ?? '記載なし' },
        { id: 'by', title: '登録した役割', cell: (row) => row.recorded_by },
        { id: 'state', title: '状態', cell: (row) => <State row={row} /> },
        {
          id: 'hash',
          title: 'ハッシュ（SHA-256）',
          cell: (row) => (row.sha256 === null ? '—' : <span class="dads-hash">{row.sha256}</span>),
        },
      ]}
      rows={editions}
      rowKey={(row) => row.entry}
      rowHeader="title"
      wide
      empty={
        <>
          まだ取り込まれた資料はありません。表示しているのは、計画の資料に印刷された集計値です。
          公的な資料を取り込むと、ここに記録が並びます。
        </>
      }
    />
  );
}

function Title(props: { row: EditionRow; kindTitles: DataPage['kindTitles'] }) {
  const { row, kindTitles } = props;
  const name = row.file_name ?? row.title;
  const kind = row.file_kind === null ? undefined : (kindTitles.get(row.file_kind) ?? row.file_kind);
  const details = [kind, row.sheet_name === null ? undefined : `シート「${row.sheet_name}」`].filter(Boolean);
  return (
    <>
      {row.run_id === null ? name : <a href={`/imports/${row.run_id}`}>{name}</a>}
      {details.length === 0 ? null : <span class="dads-subtle">{details.join('・')}</span>}
    </>
  );
}

function State(props: { row: EditionRow }) {
  const { undone_at, undone_by } = props.row;
  if (undone_at === null) return <>有効</>;
  return (
    <>
      取消し済み
      <span class="dads-subtle">
        <Instant at={undone_at} />・{undone_by}
      </span>
    </>
  );
}
