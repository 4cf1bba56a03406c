import { formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { Button } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import type { Run, RunFile } from '../queries/runs.ts';
import { CELL_ACTION_TITLES, type CellLine } from '../rules/cell-line.ts';
import { valueText } from '../rules/value-text.ts';
import { type Asker, cellsText, FileSummary, RunPage } from './parts.tsx';

export const CELLS_PER_PAGE = 50;

export interface CellsOfFile {
  readonly lines: readonly CellLine[];
  readonly total: number;
}

/** The second step: what was read, and every cell that would change. */
export function PreviewPage(props: {
  run: Run;
  asker: Asker;
  /** The file whose cells are shown, and which page of them. */
  shown: number;
  page: number;
  cells: CellsOfFile;
  definitions: readonly IndicatorDefinition[];
  nameOf: (code: string, on: string) => string;
}) {
  const { run } = props;
  const all = run.files.every((file) => file.report?.alreadyDone === true);
  return (
    <RunPage title="取り込む内容を確かめてください" run={run} asker={props.asker} step={2}>
      <form method="post" action={`/imports/${run.runId}/commit`}>
        <HiddenFields csrf={props.asker.token} />
        <p>
          {all
            ? '同じ資料を取込済みです。取り込んでも何も変わりません。'
            : 'まだ何も取り込んでいません。よければ取り込んでください。後で取り消せます。'}
        </p>
        <Button>
          {run.files.length === 1 ? 'この資料を取り込む' : `${run.files.length}個の資料をまとめて取り込む`}
        </Button>
      </form>
      <p>
        <a href="/imports">取込をやめて一覧へ戻る</a>
      </p>
      {run.files.map((file) => (
        <FilePreview key={file.position} file={file} {...props} />
      ))}
    </RunPage>
  );
}

function FilePreview(props: Parameters<typeof PreviewPage>[0] & { file: RunFile }) {
  const { file, run } = props;
  if (file.report === null) return null;
  const { report } = file;
  return (
    <section class="dads-section">
      <h2>{file.fileName}</h2>
      <FileSummary file={file} report={report} />
      <h3>これまでの値との違い</h3>
      <p>
        {cellsText(report)}
        {report.missing === 0
          ? ''
          : `。前の版にあり今回の資料に無い値が${formatNumber(report.missing)}件あります。前の値を残します`}
      </p>
      {file.position === props.shown ? (
        <Cells {...props} file={file} />
      ) : (
        <p>
          <a href={`/imports/${run.runId}?file=${file.position}`}>この資料で変わる値を見る</a>
        </p>
      )}
    </section>
  );
}

function Cells(props: Parameters<typeof PreviewPage>[0] & { file: RunFile }) {
  const { cells, page, run, file } = props;
  if (cells.total === 0) return null;
  const definitions = new Map(props.definitions.map((each) => [definitionKey(each), each]));
  const titleOf = (line: CellLine) => {
    const definition = definitions.get(line.indicator);
    const part = definition?.parts?.find((each) => each.id === line.part);
    return `${definition?.shortTitle ?? line.indicator}${part === undefined ? '' : `（${part.title}）`}`;
  };
  const was = (line: CellLine) =>
    line.action === 'missing'
      ? '残します'
      : (valueText(definitions.get(line.indicator), {
          value: line.oldValue,
          base: line.oldBase,
          reason: line.oldReason,
        }) ?? '登録なし');
  const becomes = (line: CellLine) =>
    line.action === 'missing' ? '記載なし' : (valueText(definitions.get(line.indicator), line) ?? '登録なし');
  const columns: readonly Column<CellLine>[] = [
    { id: 'body', title: '団体', cell: (line) => props.nameOf(line.bodyCode, line.on) },
    { id: 'indicator', title: '指標', cell: titleOf },
    { id: 'on', title: '基準日', cell: (line) => formatDay(line.on) },
    { id: 'action', title: '扱い', cell: (line) => CELL_ACTION_TITLES[line.action] },
    { id: 'old', title: 'これまで', align: 'number', cell: was },
    { id: 'new', title: '今回', align: 'number', cell: becomes },
    {
      id: 'place',
      title: '資料の位置',
      cell: (line) =>
        line.row === null ? '－' : `${line.row}行${line.column === null ? '' : `${line.column}列`}`,
    },
  ];
  const href = (to: number) => `/imports/${run.runId}?file=${file.position}&page=${to}`;
  return (
    <>
      {cells.total >= 5000 ? <p>変わる値のうち、差替えを先に5,000件までを示します。</p> : null}
      <DataTable
        caption={`${file.fileName}で変わる値`}
        wide
        stickyFirst
        columns={columns}
        rows={cells.lines}
        rowKey={(line) => `${line.action}-${line.bodyCode}-${line.indicator}-${line.part}-${line.on}`}
        rowHeader="body"
      />
      <Pagination page={page} pages={Math.ceil(cells.total / CELLS_PER_PAGE)} href={href} />
    </>
  );
}
