import type { ComponentChildren } from 'preact';
import type { FieldError } from '../../platform/sign-in/views.ts';
import { Page } from '../../ui/page.tsx';

export function messageOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}

/** The frame of all pages of signing in. */
export function SignInPage(props: {
  title: string;
  lead?: ComponentChildren;
  below?: { title: string; href: string };
  children: ComponentChildren;
}) {
  const above = props.below === undefined ? [] : [props.below];
  return (
    <Page
      title={props.title}
      breadcrumb={[{ title: '全国', href: '/' }, ...above, { title: props.title }]}
      lead={props.lead}
    >
      {props.children}
    </Page>
  );
}

/** A form of one button. */
export function PostForm(props: {
  action: string;
  values: Readonly<Record<string, string>>;
  children: ComponentChildren;
}) {
  return (
    <form action={props.action} method="post">
      {Object.entries(props.values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
