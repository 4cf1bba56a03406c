import { toWareki } from '../../../../core/calendar.ts';
import { DataTable } from '../../../../ui/table.tsx';
import { hintsOf, missingOf } from '../../rules/hints.ts';
import { type Line, lineId } from '../../rules/line.ts';
import { latenessOn, PHASE_TITLES, phaseOn } from '../../rules/standing.ts';
import type { Asking } from '../asking.ts';
import { latenessText, Missing, periodText, StateChip } from '../parts.tsx';

interface LineTableProps {
  readonly asking: Asking;
  readonly title: string;
  readonly of: readonly Line[];
  /** All lines of the body: hints look at each other. */
  readonly lines: readonly Line[];
  readonly fiscalYear: number;
}

/** Lines of one item. */
export function LineTable(props: LineTableProps) {
  const { today } = props.asking;
  return (
    <DataTable
      caption={`${props.title}の個別取組`}
      captionHidden
      wide
      columns={[
        {
          id: 'title',
          title: '個別取組',
          cell: (line: Line) => (
            <>
              <a href={`/roadmap/lines/${lineId(line)}`}>{line.content.title}</a>
              <small class="dads-cite">{lineId(line)}</small>
            </>
          ),
        },
        { id: 'owner', title: '担当', cell: (line) => line.content.owner?.name ?? <Missing /> },
        {
          id: 'period',
          title: '期間',
          cell: (line) => (
            <>
              {periodText(line.content)}
              <small class="dads-cite">{PHASE_TITLES[phaseOn(line.content, today)]}</small>
            </>
          ),
        },
        { id: 'state', title: '状態', cell: (line) => <StateOf line={line} today={today} /> },
        {
          id: 'next',
          title: '次の行動',
          cell: (line) =>
            line.content.next === null ? (
              <Missing />
            ) : (
              `${toWareki(line.content.next.on)}まで：${line.content.next.text}`
            ),
        },
        {
          id: 'missing',
          title: '足りないもの・確かめること',
          cell: (line) => <Lacking line={line} all={props.lines} fiscalYear={props.fiscalYear} />,
        },
      ]}
      rows={props.of}
      rowKey={(line) => String(line.lineNo)}
      rowHeader="title"
    />
  );
}

function StateOf(props: { line: Line; today: string }) {
  const { content } = props.line;
  const late = latenessOn(content, props.today);
  return (
    <>
      <StateChip state={content.state} />
      {content.state === null ? null : <small class="dads-cite">{content.state.text}</small>}
      {late.some((reason) => reason.kind !== 'declared') ? (
        <small class="dads-cite">
          <strong>期日超過：</strong>
          {latenessText(late.filter((reason) => reason.kind !== 'declared'))}
        </small>
      ) : null}
    </>
  );
}

function Lacking(props: { line: Line; all: readonly Line[]; fiscalYear: number }) {
  const missing = missingOf(props.line.content, props.fiscalYear);
  const hints = hintsOf(props.line, props.all);
  if (missing.length === 0 && hints.length === 0) return <>なし</>;
  return (
    <>
      {missing.length === 0 ? null : <span>未記入：{missing.join('、')}</span>}
      {hints.map((hint) => (
        <small key={hint.text} class="dads-cite">
          確かめる：{hint.text}
        </small>
      ))}
    </>
  );
}
