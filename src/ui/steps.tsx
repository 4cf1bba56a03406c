/** ステップナビゲーション: where one is on the way; `current` counts from 1. */
export function Steps(props: { label: string; steps: readonly string[]; current: number }) {
  return (
    <nav class="dads-steps" aria-label={props.label}>
      <ol>
        {props.steps.map((title, index) => {
          const number = index + 1;
          const state = number < props.current ? 'done' : number === props.current ? 'current' : 'next';
          return (
            <li
              key={title}
              class={`dads-steps__item dads-steps__item--${state}`}
              aria-current={state === 'current' ? 'step' : undefined}
            >
              <span class="dads-steps__number" aria-hidden="true">
                {state === 'done' ? '✓' : number}
              </span>
              <span>
                {title}
                {state === 'done' ? <span class="dads-hidden">（済み）</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
