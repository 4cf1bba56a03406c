import { formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Run } from '../queries/runs.ts';
import { type Asker, cellsText, FileSummary, RunPage } from './parts.tsx';

interface Props {
  run: Run;
  asker: Asker;
  definitions: readonly IndicatorDefinition[];
}

/** Can be left and found again: what is done stands in the database, and the page only asks for it. */
export function ProgressPage({ run, asker }: Omit<Props, 'definitions'>) {
  const committing = run.state === 'committing';
  const { done, total, text } = run.progress;
  return (
    <RunPage
      title={committing ? '取り込んでいます' : '資料の内容を確かめています'}
      run={run}
      asker={asker}
      step={committing ? 3 : 2}
      refreshSeconds={2}
    >
      <Progress
        label={text === '' ? '順番を待っています' : text}
        done={done}
        total={total === 0 ? null : total}
        unit="段階"
      />
      <p>このページは2秒ごとに更新します。閉じても処理は続き、履歴から戻れます。</p>
    </RunPage>
  );
}

export function RefusedPage({ run, asker }: Omit<Props, 'definitions'>) {
  return (
    <RunPage title="取り込めない箇所がありました" run={run} asker={asker} step={2}>
      <Notice kind="error" title="何も取り込んでいません" live>
        <p>次の箇所を直し、もう一度ファイルを選んでください。</p>
      </Notice>
      {run.files.map((file) => (
        <section class="dads-section" key={file.position}>
          <h2>{file.fileName}</h2>
          {file.report === null || file.report.kindTitle === null ? null : (
            <FileSummary file={file} report={file.report} />
          )}
          {file.report === null || file.report.rejected.length === 0 ? (
            <p>このファイルに誤りはありません。ほかのファイルを直すと取り込めます。</p>
          ) : (
            <DataTable
              caption={`取り込めない箇所 ${formatNumber(file.report.rejected.length)}件（500件まで表示）`}
              wide
              columns={[
                { id: 'sheet', title: 'シート', cell: (row) => row.sheet || '－' },
                { id: 'row', title: '行', align: 'number', cell: (row) => (row.row === 0 ? '－' : row.row) },
                {
                  id: 'column',
                  title: '列',
                  align: 'number',
                  cell: (row) => (row.column === 0 ? '－' : row.column),
                },
                { id: 'message', title: '内容', cell: (row) => row.message },
                { id: 'found', title: '記載', cell: (row) => row.found || '－' },
                { id: 'expected', title: '期待', cell: (row) => row.expected || '－' },
              ]}
              rows={file.report.rejected.slice(0, 500)}
              rowKey={(row) => `${row.sheet}-${row.row}-${row.column}-${row.message}`}
            />
          )}
        </section>
      ))}
      <Button href="/imports">ファイルを選び直す</Button>
    </RunPage>
  );
}

export function FailedPage({ run, asker }: Omit<Props, 'definitions'>) {
  return (
    <RunPage title="取込が途中で止まりました" run={run} asker={asker} step={2}>
      <Notice kind="error" title="一件も保存されていません" live>
        <p>{run.note}</p>
        <p>問い合わせのときは、取込番号 {run.runId.slice(0, 8)} をお知らせください。</p>
      </Notice>
      <form method="post" action={`/imports/${run.runId}/retry`}>
        <HiddenFields csrf={asker.token} />
        <Button>もう一度、内容を確かめる</Button>
      </form>
    </RunPage>
  );
}

/** The third step; public too: file, kind, date, counts, and whether it was undone. */
export function ResultPage({ run, asker, definitions }: Props) {
  const titles = new Map(definitions.map((definition) => [definitionKey(definition), definition.title]));
  const undone = run.state === 'undone';
  return (
    <RunPage
      title={undone ? 'この取込は取り消されました' : '資料を取り込みました'}
      run={run}
      asker={asker}
      {...(undone || !asker.operator ? {} : { step: 3 as const })}
    >
      <DescriptionList
        items={[
          { term: '取込番号', detail: run.runId },
          { term: '受付', detail: `${instantText(run.createdAt)}・${run.createdBy}` },
          ...(run.committedAt === null ? [] : [{ term: '取込', detail: instantText(run.committedAt) }]),
          ...(run.undoneAt === null
            ? []
            : [
                { term: '取消し', detail: `${instantText(run.undoneAt)}・${run.undoneBy}` },
                {
                  term: '取消しの結果',
                  detail: `前の値に戻した値 ${formatNumber(run.undoCounts?.restored ?? 0)}、登録なしにした値 ${formatNumber(run.undoCounts?.withdrawn ?? 0)}`,
                },
              ]),
        ]}
      />
      {run.files.map((file) =>
        file.report === null ? null : (
          <section class="dads-section" key={file.position}>
            <h2>{file.fileName}</h2>
            <FileSummary file={file} report={file.report} />
            <p>{cellsText(file.report)}</p>
            {file.report.moved.length === 0 ? null : (
              <DataTable
                caption={undone ? 'この取込で変わっていた数値' : 'この取込で変わった数値'}
                columns={[
                  {
                    id: 'indicator',
                    title: '指標',
                    cell: (moved) => (
                      <a href={`/indicators/${moved.indicator.split('@')[0]}?asOf=${moved.on}`}>
                        {titles.get(moved.indicator) ?? moved.indicator}
                      </a>
                    ),
                  },
                  { id: 'on', title: '基準日', cell: (moved) => formatDay(moved.on) },
                  {
                    id: 'cells',
                    title: '変わった値',
                    unit: '件',
                    align: 'number',
                    cell: (moved) => formatNumber(moved.cells),
                  },
                ]}
                rows={file.report.moved}
                rowKey={(moved) => `${moved.indicator}-${moved.on}`}
                rowHeader="indicator"
              />
            )}
            {file.report.attribution === null ? null : <p>{file.report.attribution}</p>}
          </section>
        ),
      )}
      {asker.operator && !undone ? (
        <Button href={`/imports/${run.runId}/undo`} kind="secondary">
          この取込を取り消す
        </Button>
      ) : null}
      <p>
        <a href="/imports">取込の履歴へ</a>
      </p>
    </RunPage>
  );
}

export function UndoPage({ run, asker }: Omit<Props, 'definitions'>) {
  return (
    <RunPage title="この取込を取り消しますか" run={run} asker={asker}>
      <Notice kind="warning" title="取り消すと、全国計などの数値が変わります">
        <p>この取込で入った値は、前の値か「登録なし」に戻ります。</p>
        <p>取り消したことは、履歴に残ります。</p>
      </Notice>
      <ul>
        {run.files.map((file) => (
          <li key={file.position}>
            {file.fileName}
            {file.report === null ? '' : `（${cellsText(file.report)}）`}
          </li>
        ))}
      </ul>
      <form method="post" action={`/imports/${run.runId}/undo`}>
        <HiddenFields csrf={asker.token} />
        <Button>取り消す</Button>
      </form>
      <p>
        <a href={`/imports/${run.runId}`}>取り消さずに戻る</a>
      </p>
    </RunPage>
  );
}
