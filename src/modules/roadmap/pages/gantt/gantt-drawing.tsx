import { toWareki } from '../../../../core/calendar.ts';
import { shortYear } from '../../rules/dates.ts';
import type { Gantt, GanttRow } from '../../rules/gantt.ts';
import { BarShape, INK } from './gantt-bars.tsx';

const LABEL = 356;
const ROW = 30;
const HEAD = 46;
const FOOT = 22;

/** Half-width letters count half. */
function measure(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\x20-\x7e｡-ﾟ]/.test(letter) ? 0.55 : 1), 0);
}

/** Lines of at most `width` letters, at most `lines` of them; the last one ends with 「…」 when something is left. */
export function wrapped(text: string, width: number, lines: number): readonly string[] {
  const out: string[] = [''];
  for (const letter of text) {
    const at = out.length - 1;
    if (measure(`${out[at]}${letter}`) <= width) out[at] += letter;
    else if (out.length < lines) out.push(letter);
    else {
      out[at] = `${[...(out[at] ?? '')].slice(0, -1).join('')}…`;
      break;
    }
  }
  return out;
}

/** One sheet of the Gantt. Colours, edges and marks are attributes: no style is needed, so it also stands as a file. */
export function GanttSheet(props: {
  gantt: Gantt;
  rows: readonly GanttRow[];
  number: number;
  width: number;
  today: string;
  title: string;
}) {
  const { gantt, rows, width } = props;
  const height = HEAD + rows.length * ROW + FOOT;
  const left = LABEL;
  const span = width - left - 10;
  const x = (share: number) => Math.round((left + share * span) * 10) / 10;
  const bottom = HEAD + rows.length * ROW;
  const years = gantt.years.length;
  return (
    <svg
      class="roadmap-gantt__sheet"
      role="img"
      aria-labelledby={`gantt-title-${props.number}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      font-size="12"
      fill={INK}
    >
      <title id={`gantt-title-${props.number}`}>{props.title}</title>
      <rect x={0} y={0} width={width} height={height} fill="#fff" />
      {gantt.years.map((year, index) => (
        <g key={year}>
          <text x={x((index + 0.5) / years)} y={16} text-anchor="middle" font-weight="700">
            {shortYear(year)}
          </text>
          {[1, 2, 3, 4].map((quarter) => (
            <text
              key={quarter}
              x={x((index + (quarter - 0.5) / 4) / years)}
              y={36}
              text-anchor="middle"
              font-size="10"
            >
              {quarter}Q
            </text>
          ))}
        </g>
      ))}
      {Array.from({ length: years * 4 + 1 }, (_, index) => index).map((index) => (
        <line
          key={index}
          x1={x(index / (years * 4))}
          x2={x(index / (years * 4))}
          y1={index % 4 === 0 ? 4 : 24}
          y2={bottom}
          stroke={index % 4 === 0 ? '#767676' : '#d9d9d9'}
          stroke-width={index % 4 === 0 ? 1.2 : 0.8}
        />
      ))}
      <text x={4} y={36} font-weight="700">
        取組事項・個別取組
      </text>
      <text x={252} y={36} font-weight="700">
        担当
      </text>
      {rows.map((row, index) => (
        <Row key={String(index)} {...{ row, x, width }} y={HEAD + index * ROW} />
      ))}
      <rect x={0.5} y={HEAD} width={width - 1} height={rows.length * ROW} fill="none" stroke="#767676" />
      {gantt.todayAt === null ? null : (
        <Today at={x(gantt.todayAt)} {...{ rows, bottom }} today={props.today} />
      )}
    </svg>
  );
}

/** Today's line stands on the lines only: across a heading it would cut the words of a target. */
function Today(props: { at: number; rows: readonly GanttRow[]; bottom: number; today: string }) {
  const { at, rows, bottom } = props;
  return (
    <g>
      {rows.map((row, index) => {
        const y = HEAD + index * ROW;
        if (row.kind === 'item') return null;
        return (
          <g key={row.id}>
            <line x1={at} x2={at} y1={y} y2={y + ROW} stroke="#fff" stroke-width="5" />
            <line x1={at} x2={at} y1={y} y2={y + ROW} stroke={INK} stroke-width="2" />
          </g>
        );
      })}
      <line x1={at} x2={at} y1={bottom} y2={bottom + 4} stroke={INK} stroke-width="2" />
      <rect x={at - 42} y={bottom + 4} width={84} height={15} fill={INK} />
      <text x={at} y={bottom + 16} text-anchor="middle" font-size="10" fill="#fff">
        {toWareki(props.today).replace(/^令和\d+年/, '今日 ')}
      </text>
    </g>
  );
}

function Row(props: { row: GanttRow; x: (share: number) => number; y: number; width: number }) {
  const { row, x, y, width } = props;
  if (row.kind === 'item')
    return (
      <g>
        <rect x={0} y={y} width={width} height={ROW} fill="#f2f2f2" stroke="#b3b3b3" stroke-width="0.8" />
        <text x={4} y={y + 20} font-weight="700">
          {wrapped(row.title, 28, 1)[0]}
        </text>
        {row.targets.map((target, index) => (
          <Target key={target.text} {...{ target, x, y, index, width }} />
        ))}
      </g>
    );
  return (
    <g>
      <line x1={0} x2={width} y1={y + ROW} y2={y + ROW} stroke="#d9d9d9" />
      <Label x={4} y={y} lines={wrapped(row.title, 20, 2)} />
      <Label x={252} y={y} lines={row.owner === null ? ['（未記入）'] : wrapped(row.owner, 8.5, 2)} />
      {row.targetsAt.map((at) => (
        <line
          key={at}
          x1={x(at)}
          x2={x(at)}
          y1={y}
          y2={y + ROW}
          stroke={INK}
          stroke-width="1.5"
          stroke-dasharray="5 3"
        />
      ))}
      {row.bar === null ? (
        <text x={x(0) + 6} y={y + 19} font-size="11">
          {row.why}
        </text>
      ) : (
        <BarShape bar={row.bar} late={row.late} x={x} y={y} />
      )}
      {row.nextAt === null ? null : (
        <path
          d={`M ${x(row.nextAt) - 5} ${y + 1} h 10 l -5 8 z`}
          fill="#fff"
          stroke={INK}
          stroke-width="1.5"
        />
      )}
    </g>
  );
}

function Label(props: { x: number; y: number; lines: readonly string[] }) {
  const { lines, x, y } = props;
  return (
    <>
      {lines.map((text, index) => (
        <text key={text} x={x} y={y + (lines.length === 1 ? 19 : 13 + index * 13)} font-size="11">
          {text}
        </text>
      ))}
    </>
  );
}

/** A national target stands where its day is; one outside the window is said in words, at the edge where it lies. */
function Target(props: {
  target: { readonly at: number | 'before' | 'after'; readonly text: string };
  x: (share: number) => number;
  y: number;
  index: number;
  width: number;
}) {
  const { target, x, y, index, width } = props;
  const line = y + (index === 0 ? 19 : 28);
  if (target.at === 'after') return null;
  if (target.at === 'before')
    return (
      <text x={x(0) + 6} y={line} font-size="10">
        ◁ 国の目標 {target.text}（この図より前）
      </text>
    );
  const at = x(target.at);
  const right = at > width - 320;
  return (
    <g>
      <line x1={at} x2={at} y1={y} y2={y + ROW} stroke={INK} stroke-width="1.5" stroke-dasharray="5 3" />
      <path d={`M ${at} ${y + 8} l 6 7 l -6 7 l -6 -7 z`} fill={INK} />
      <text x={right ? at - 10 : at + 10} y={line} font-size="10" text-anchor={right ? 'end' : 'start'}>
        国の目標 {target.text}
      </text>
    </g>
  );
}
