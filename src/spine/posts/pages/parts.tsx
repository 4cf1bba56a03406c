import type { ComponentChildren, ComponentProps } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, TextField } from '../../../ui/form.tsx';
import { PartPage } from '../../../ui/part-page.tsx';
import { typedFields } from '../../../ui/typed-field.ts';
import type { SeatRecord } from '../queries/seats.ts';
import { SEAT_KIND_TITLES, type Span, spanText } from '../rules/dated.ts';
import type { FieldError } from './form.ts';

export function OfficePage(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '課・職・在席', href: '/office' }} {...props} />;
}

export function FormErrors(props: { error: FieldError | null }) {
  return <ErrorSummary errors={props.error === null ? [] : [props.error]} />;
}

export function errorFor(error: FieldError | null, field: string): string | undefined {
  return error?.field === field ? error.message : undefined;
}

export function DayField(props: {
  name?: string;
  id?: string;
  label: string;
  hint?: string;
  value: string;
  error: FieldError | null;
  required?: boolean;
}) {
  const name = props.name ?? 'day';
  return (
    <TextField
      name={name}
      {...(props.id === undefined ? {} : { id: props.id })}
      label={props.label}
      hint={props.hint ?? '例：令和9年4月1日、2027-04-01'}
      size="short"
      value={props.value}
      required={props.required ?? true}
      error={errorFor(props.error, name)}
    />
  );
}

/** A form about something that holds from a day on: its fields, its place in lists, the day, the button. */
export function DatedForm(props: {
  action: string;
  token: string;
  button: string;
  dayLabel: string;
  form: Form;
  error: FieldError | null;
  children: ComponentChildren;
}) {
  const { form } = props;
  return (
    <form action={props.action} method="post">
      <HiddenFields csrf={props.token} />
      {props.children}
      <TextField
        name="place"
        label="並び順"
        hint="小さい数が先に並びます。"
        size="short"
        inputMode="numeric"
        value={form.text('place') || '0'}
      />
      <DayField label={props.dayLabel} value={form.text('day')} error={props.error} />
      <Button>{props.button}</Button>
    </form>
  );
}

/** Fields of a form of an office, with what was typed and what is wrong. */
export function typedIn(form: Form, error: FieldError | null) {
  return typedFields(form.text, (name) => errorFor(error, name));
}

/** 「見本 花子（兼務） 令和8年4月1日（2026年）から」 */
export function SeatLine(props: { seat: SeatRecord; days?: boolean }) {
  const { seat } = props;
  return (
    <>
      {personText(seat)}
      {seat.kind === 'regular' ? '' : `（${SEAT_KIND_TITLES[seat.kind]}）`}
      {props.days === true ? <small class="dads-subtle"> {spanText(seat)}</small> : null}
    </>
  );
}

export function personText(seat: Pick<SeatRecord, 'personName'>): string {
  return seat.personName ?? '（氏名は廃棄済み）';
}

/** 「令和9年4月1日（2027年）から令和9年4月5日（2027年）まで」 */
export function gapText(gap: Span): string {
  return gap.validTo === null ? `${formatDay(gap.validFrom)}から` : spanText(gap);
}

export function asOfText(day: Day, today: Day): string {
  return day === today ? `${formatDay(day)}時点` : `${formatDay(day)}時点の予定`;
}
