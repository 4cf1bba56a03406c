import type { ComponentChildren } from 'preact';

export interface TimelineEntry {
  readonly id: string;
  /** As printed: 「令和7年12月（2025年）」. */
  readonly date: string;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** What lies between this entry and the next one below, where something is missing. */
  readonly gap?: string | undefined;
}

/** Events on a line, in the order given; a gap is drawn as a broken line and said in words. */
export function Timeline(props: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol class="dads-timeline" aria-label={props.label}>
      {props.entries.map((entry) => (
        <li key={entry.id} class={entry.gap === undefined ? undefined : 'dads-timeline__before-gap'}>
          <p class="dads-timeline__date">{entry.date}</p>
          <h3 class="dads-timeline__title">{entry.title}</h3>
          {entry.children}
          {entry.gap === undefined ? null : <p class="dads-timeline__gap">{entry.gap}</p>}
        </li>
      ))}
    </ol>
  );
}
