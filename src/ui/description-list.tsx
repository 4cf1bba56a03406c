import type { ComponentChildren } from 'preact';

export function DescriptionList(props: { items: readonly { term: string; detail: ComponentChildren }[] }) {
  return (
    <dl class="dads-dl">
      {props.items.map((item) => (
        <div class="dads-dl__row" key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
