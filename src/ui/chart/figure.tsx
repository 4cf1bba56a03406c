import type { ComponentChildren } from 'preact';
import { Disclosure } from '../disclosure.tsx';

export interface ChartFrame {
  /** What the picture shows: its name for everyone who cannot see it. */
  title: string;
  /** What it says, in a sentence; printed under the title and read as its description. */
  description?: string | undefined;
  /** The same as a table; each chart makes its own when none is given. */
  table?: ComponentChildren;
  /** Title as a visible heading line; false when the page has just said it. */
  titleHidden?: boolean;
}

/** Picture, words and table of one chart, kept together on paper. */
export function ChartFigure(
  props: ChartFrame & { legend?: ComponentChildren; tableSummary?: string; children: ComponentChildren },
) {
  return (
    <figure class="dads-chart">
      <figcaption class={props.titleHidden === true ? 'dads-hidden' : 'dads-chart__caption'}>
        <span class="dads-chart__title">{props.title}</span>
        {props.description === undefined ? null : (
          <span class="dads-chart__description">{props.description}</span>
        )}
      </figcaption>
      {props.legend}
      {props.children}
      <Disclosure summary={props.tableSummary ?? '表で見る'}>{props.table}</Disclosure>
    </figure>
  );
}

/**
 * The same drawing for a phone and for a desk: text in a picture that is merely shrunk cannot be read. Only one of
 * the two is displayed (and read aloud); paper takes the wide one.
 */
export function TwoWidths(props: {
  draw: (width: number) => ComponentChildren;
  narrow?: number;
  wide?: number;
}) {
  return (
    <div class="dads-chart__drawings">
      <div class="dads-chart__wide">{props.draw(props.wide ?? 720)}</div>
      <div class="dads-chart__narrow">{props.draw(props.narrow ?? 328)}</div>
    </div>
  );
}

/** An empty chart says so; the page says what would fill it. */
export function EmptyChart() {
  return <p class="dads-chart__empty">図にできる値がありません。公表された資料を取り込むと表示します。</p>;
}

/** 0, 25, 50 … → text without a trailing `.0`. */
export function tickText(value: number): string {
  const rounded = Math.round(value * 1e6) / 1e6;
  const [whole = '', rest] = String(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** Coordinates with one decimal: nobody sees more, and pages stay small. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
