import type { Bar, BarLook } from '../../rules/gantt.ts';
import { STATES } from '../../rules/line.ts';

export const INK = '#1a1a1a';

/** Fill, edge and the one character on the bar: three signs of one state, so that grey paper tells them apart. */
const LOOKS: Readonly<
  Record<BarLook, { fill: string; dash: string | undefined; mark: string; ink: string }>
> = {
  'on-track': { fill: '#0031d8', dash: undefined, mark: STATES['on-track'].mark, ink: '#fff' },
  mostly: { fill: '#c5d7fb', dash: undefined, mark: STATES.mostly.mark, ink: INK },
  late: { fill: 'url(#gantt-late)', dash: undefined, mark: STATES.late.mark, ink: INK },
  waiting: { fill: '#fff', dash: '6 4', mark: STATES.waiting.mark, ink: INK },
  none: { fill: '#fff', dash: '2 3', mark: '未', ink: INK },
  ended: { fill: '#e6e6e6', dash: undefined, mark: '了', ink: INK },
};

const LOOK_TITLES: Readonly<Record<BarLook, string>> = {
  'on-track': STATES['on-track'].title,
  mostly: STATES.mostly.title,
  late: STATES.late.title,
  waiting: STATES.waiting.title,
  none: '状態が未記入',
  ended: '終了',
};

export function BarShape(props: { bar: Bar; late: boolean; x: (share: number) => number; y: number }) {
  const { bar, x, y } = props;
  const look = LOOKS[bar.look];
  const from = x(bar.from);
  const length = Math.max(x(bar.to) - from, 4);
  const end = from + length;
  const dash = look.dash === undefined ? {} : { 'stroke-dasharray': look.dash };
  return (
    <g>
      <rect
        x={from}
        y={y + 8}
        width={length}
        height={16}
        fill={look.fill}
        stroke={INK}
        stroke-width={bar.look === 'late' ? 2 : 1.4}
        {...dash}
      />
      {bar.before ? <path d={`M ${from + 1} ${y + 16} l 7 -6 v 12 z`} fill={look.ink} /> : null}
      {bar.after || bar.open ? <path d={`M ${end - 1} ${y + 16} l -7 -6 v 12 z`} fill={look.ink} /> : null}
      <Mark
        at={from + (bar.before ? 12 : 3)}
        y={y}
        text={look.mark}
        plain={bar.look === 'late'}
        ink={look.ink}
      />
      {props.late && bar.look !== 'late' ? (
        <text x={Math.min(end + 3, x(1) - 46)} y={y + 20} font-size="10" font-weight="700">
          期日超過
        </text>
      ) : null}
    </g>
  );
}

function Mark(props: { at: number; y: number; text: string; plain: boolean; ink: string }) {
  const { at, y, text, plain, ink } = props;
  return (
    <>
      {plain ? <rect x={at} y={y + 9.5} width={14} height={13} fill="#fff" /> : null}
      <text x={at + 1} y={y + 20} font-size="11" font-weight="700" fill={ink}>
        {text}
      </text>
    </>
  );
}

/** The hatching of late bars, once on a page: every drawing and the legend refer to it. */
function LateHatch() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="gantt-late"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="8" height="8" fill="#fff" />
          <rect width="3.5" height="8" fill={INK} />
        </pattern>
      </defs>
    </svg>
  );
}

/** What the bars mean, drawn as they are drawn. */
export function GanttLegend() {
  return (
    <>
      <LateHatch />
      <ul class="dads-legend" aria-label="凡例">
        {(Object.keys(LOOKS) as BarLook[]).map((look) => (
          <li key={look}>
            <svg width="44" height="22" viewBox="0 4 44 22" aria-hidden="true">
              <BarShape
                bar={{ from: 0, to: 1, before: false, after: false, open: false, look }}
                late={false}
                x={(share) => 2 + share * 40}
                y={0}
              />
            </svg>
            {LOOK_TITLES[look]}
          </li>
        ))}
        <li>▽ 次の行動の期日</li>
        <li>◆ 国の目標の期日</li>
      </ul>
    </>
  );
}
