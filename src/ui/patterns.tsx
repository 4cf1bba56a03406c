/**
 * A class of the maps: five steps of a sequential scale (0 lowest … 4 highest), or why there is no value.
 * Steps are plain surfaces; whatever has no value is hatched or dotted, so that it can never be read as zero.
 */
export type Step = 0 | 1 | 2 | 3 | 4 | 'none' | 'not-asked' | 'not-applicable';

export const STEP_ORDER: readonly Step[] = [4, 3, 2, 1, 0, 'none', 'not-asked', 'not-applicable'];

/** Lightness falls evenly from step 0 to 4, so that the scale also reads in grey and without red or green. */
const FILLS: Readonly<Record<Step, string>> = {
  0: '#ffffff',
  1: '#c5d7fb',
  2: '#7096f8',
  3: '#0031d8',
  4: '#000060',
  none: 'url(#p-none)',
  'not-asked': 'url(#p-asked)',
  'not-applicable': 'url(#p-apply)',
};

export function fillOf(step: Step): string {
  return FILLS[step];
}

/** Short enough to stand on 1,741 squares. */
export function stepClass(step: Step): string {
  return typeof step === 'number' ? `s${step}` : `s-${step}`;
}

/** Stands once on every page; charts and maps refer to its patterns. */
export function Patterns() {
  return (
    <svg class="dads-defs" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="p-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="#fff" />
          <rect width="2" height="6" fill="#767676" />
        </pattern>
        <pattern id="p-asked" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="#fff" />
          <circle cx="3" cy="3" r="1.4" fill="#666" />
        </pattern>
        <pattern id="p-apply" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="#fff" />
          <rect y="2" width="6" height="1.5" fill="#767676" />
        </pattern>
      </defs>
    </svg>
  );
}

export interface LegendItem {
  readonly step: Step;
  readonly title: string;
  /** Number of bodies. */
  readonly count: number;
}

/** 凡例 with the number of bodies of each class; classes without bodies stay, so that the scale is whole. */
export function Legend(props: { items: readonly LegendItem[]; unit?: string; label?: string }) {
  return (
    <ul class="dads-legend" aria-label={props.label ?? '凡例'}>
      {props.items.map((item) => (
        <li key={String(item.step)}>
          <svg class="dads-legend__swatch" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <rect x="1" y="1" width="18" height="18" fill={fillOf(item.step)} stroke="#666" />
          </svg>
          {item.title}
          <span class="dads-legend__count">
            {item.count.toLocaleString('en-US')}
            {props.unit ?? '団体'}
          </span>
        </li>
      ))}
    </ul>
  );
}
