import type { ComponentChildren } from 'preact';

export type ButtonKind = 'primary' | 'secondary' | 'text';

interface Common {
  kind?: ButtonKind;
  size?: 'large' | 'medium';
  children: ComponentChildren;
}

/** ボタン: a link when it has an `href`, otherwise a submit button. The words say what happens. */
export function Button(props: (Common & { href: string }) | (Common & { name?: string; value?: string })) {
  const look = `dads-button dads-button--${props.kind ?? 'primary'} dads-button--${props.size ?? 'medium'}`;
  if ('href' in props) {
    return (
      <a class={look} href={props.href}>
        {props.children}
      </a>
    );
  }
  return (
    <button class={look} type="submit" name={props.name} value={props.value}>
      {props.children}
    </button>
  );
}
