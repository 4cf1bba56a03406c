import type { ComponentChildren } from 'preact';

/** ディスクロージャー: opens without script. */
export function Disclosure(props: {
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="dads-disclosure" open={props.open}>
      <summary class="dads-disclosure__summary">
        <span class="dads-disclosure__icon" aria-hidden="true" />
        <span>{props.summary}</span>
      </summary>
      <div class="dads-disclosure__content">{props.children}</div>
    </details>
  );
}
