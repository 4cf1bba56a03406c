import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenYear, YearAnswer } from '../../queries/years.ts';
import type { FieldError, Typed } from '../../rules/check.ts';
import { shortYear, windowOf } from '../../rules/dates.ts';
import { changesBetween } from '../../rules/history.ts';
import { type Line, type LineContent, lineId } from '../../rules/line.ts';
import type { Asking } from '../asking.ts';
import { crumbs, fieldTitles, Missing, periodText, StateChip } from '../parts.tsx';

export const ANSWER_TITLES: Readonly<Record<YearAnswer, string>> = {
  confirmed: '確認（このまま続ける）',
  changed: '変更（内容を改める）',
  ended: '終了（引き継がない）',
};

/** `/roadmap/years/{2026}/open` */
export function OpenYearPage(props: {
  asking: Asking;
  fiscalYear: number;
  lines: readonly Line[];
  typed: Typed;
  errors: readonly FieldError[];
}) {
  const { asking, fiscalYear, lines, typed, errors } = props;
  const window = windowOf(fiscalYear);
  const title = `${shortYear(fiscalYear)}の工程表を開きます`;
  return (
    <Page
      title={title}
      breadcrumb={crumbs({ title })}
      sample={asking.sample}
      asOf={`${asking.seat.bodyName}　${formatDay(asking.today)}現在`}
      coverage={`${shortYear(window.first)}から${shortYear(window.last)}までの5年間`}
      lead={
        <>
          <p>続いている取組を、一件ずつ確かめます。開いた時の内容は「期首」として残ります。</p>
          <p>前の年度の工程表は、そのまま読めます。</p>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <form method="post" action={`/roadmap/years/${fiscalYear}/open`}>
        <HiddenFields csrf={asking.csrf} />
        {lines.length === 0 ? <p>引き継ぐ個別取組はありません。</p> : null}
        {lines.map((line) => (
          <Carried key={line.lineNo} {...{ line, typed, errors }} />
        ))}
        <Button>{shortYear(fiscalYear)}の工程表を開く</Button>
      </form>
    </Page>
  );
}

function Carried(props: { line: Line; typed: Typed; errors: readonly FieldError[] }) {
  const { line } = props;
  const { content, lineNo } = line;
  const field = (name: string) => ({
    name: `${name}-${lineNo}`,
    value: props.typed(`${name}-${lineNo}`)[0] ?? '',
    error: props.errors.find((error) => error.field === `${name}-${lineNo}`)?.message,
  });
  return (
    <section class="dads-section" aria-labelledby={`carried-${lineNo}`}>
      <h2 id={`carried-${lineNo}`}>
        <a href={`/roadmap/lines/${lineId(line)}`}>{content.title}</a>
      </h2>
      <p>
        {content.owner?.name ?? '担当は未記入'}　{periodText(content)}　<StateChip state={content.state} />
      </p>
      <input type="hidden" name={`madeFrom-${lineNo}`} value={String(line.edition)} />
      <RadioGroup
        {...field('answer')}
        label={`「${content.title}」の扱い`}
        inline
        options={Object.entries(ANSWER_TITLES).map(([value, title]) => ({ value, title }))}
      />
      <TextField {...field('reason')} label="理由（変更と終了のとき）" size="full" maxLength={200} />
      <TextField
        {...field('ends')}
        label="新しい終了（変更のとき、決まっていれば）"
        hint="例：令和12年度第4四半期"
      />
    </section>
  );
}

/** One line of a year: as it was when the year was opened, and as it was at its end. */
export interface YearRow {
  readonly line: Pick<Line, 'bodyCode' | 'lineNo'>;
  /** Null: made during the year. */
  readonly opening: LineContent | null;
  readonly closing: LineContent;
  readonly answer: YearAnswer | null;
  readonly reason: string | null;
}

/** `/roadmap/years/{2026}` */
export function YearPage(props: {
  asking: Asking;
  year: OpenYear;
  rows: readonly YearRow[];
  /** The year is over: 期末; otherwise 現在. */
  over: boolean;
}) {
  const { asking, year, rows, over } = props;
  const last = over ? '期末' : '現在';
  const title = `${shortYear(year.fiscalYear)}の工程表（期首と${last}）`;
  return (
    <Page
      title={title}
      breadcrumb={crumbs({ title })}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
      coverage={`期首：${formatDay(year.openedOn)}に開いた時の内容　${last}：${
        over ? `${shortYear(year.fiscalYear)}の末日の内容` : `${formatDay(asking.today)}の内容`
      }`}
      wide
    >
      <DataTable
        caption={`個別取組ごとの期首と${last}`}
        wide
        columns={[
          {
            id: 'title',
            title: '個別取組',
            cell: (row: YearRow) => (
              <>
                <a href={`/roadmap/lines/${lineId(row.line)}`}>{row.closing.title}</a>
                <small class="dads-cite">{lineId(row.line)}</small>
              </>
            ),
          },
          {
            id: 'answer',
            title: '年度を開いた時の扱い',
            cell: (row) =>
              row.answer === null ? (
                '年度中に加えた'
              ) : (
                <>
                  {ANSWER_TITLES[row.answer]}
                  {row.reason === null ? null : <small class="dads-cite">理由：{row.reason}</small>}
                </>
              ),
          },
          { id: 'opening', title: '期首', cell: (row) => <Standing content={row.opening} /> },
          { id: 'closing', title: last, cell: (row) => <Standing content={row.closing} /> },
          {
            id: 'changed',
            title: '変わった項目',
            cell: (row) => {
              if (row.opening === null) return '－';
              const changed = Object.keys(changesBetween(row.opening, row.closing));
              return changed.length === 0 ? 'なし' : fieldTitles(changed);
            },
          },
        ]}
        rows={rows}
        rowKey={(row) => String(row.line.lineNo)}
        rowHeader="title"
        empty="この年度の個別取組はありません。"
      />
      <Notice kind="info" title="期首は変わりません">
        <p>年度を開いた時の内容は、後から書き換えられません。開いた職：{year.seatTitle}</p>
      </Notice>
    </Page>
  );
}

function Standing(props: { content: LineContent | null }) {
  const { content } = props;
  if (content === null) return <Missing>まだ無い</Missing>;
  return (
    <>
      <StateChip state={content.state} />
      <small class="dads-cite">{periodText(content)}</small>
      {content.ended === null ? null : (
        <small class="dads-cite">
          {formatDay(content.ended.on)}終了：{content.ended.reason}
        </small>
      )}
    </>
  );
}
