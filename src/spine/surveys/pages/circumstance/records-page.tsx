import type { ComponentChildren } from 'preact';
import type { Day } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';

export interface Shown {
  csrf: string;
  sample: boolean;
  today: Day;
  /** Null: the seat reads only. */
  form: ((name: string) => string) | null;
  errors: readonly { field: string; message: string }[];
}

/** What is on record, and below it the form of a seat that may record more. */
export function RecordsPage(
  props: Shown & {
    title: string;
    asOf: string;
    lead: string;
    /** Heading of the form and words of its button. */
    record: string;
    action: string;
    table: ComponentChildren;
    fields: ComponentChildren;
  },
) {
  return (
    <Page
      title={props.title}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: props.title },
      ]}
      sample={props.sample}
      asOf={props.asOf}
      lead={<p>{props.lead}</p>}
    >
      {props.table}
      {props.form === null ? null : (
        <section class="dads-section" aria-labelledby="record">
          <h2 id="record">{props.record}</h2>
          <ErrorSummary errors={props.errors} />
          <form method="post" action={props.action}>
            <HiddenFields csrf={props.csrf} />
            {props.fields}
            <Button>{props.record}</Button>
          </form>
        </section>
      )}
    </Page>
  );
}

/** 「今日で終える」 of one line. */
export function EndForm(props: {
  action: string;
  csrf: string;
  values?: Record<string, string>;
  what: string;
}) {
  return (
    <form method="post" action={props.action}>
      <HiddenFields csrf={props.csrf} values={props.values ?? {}} />
      <Button kind="text">
        <span class="dads-hidden">{props.what}を</span>今日で終える
      </Button>
    </form>
  );
}
