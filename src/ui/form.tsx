import type { ComponentChildren } from 'preact';

/** Name of the hidden field that carries the token against forged requests. */
export const CSRF_FIELD = 'csrf';

export function fieldId(name: string): string {
  return `f-${name}`;
}

interface FieldProps {
  name: string;
  /** Where two forms of a page ask for the same name. */
  id?: string;
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  required?: boolean;
}

function idOf(props: FieldProps): string {
  return props.id ?? fieldId(props.name);
}

function describedBy(props: FieldProps): string | undefined {
  const id = idOf(props);
  const ids = [
    props.hint === undefined ? '' : `${id}-hint`,
    props.error === undefined ? '' : `${id}-error`,
  ].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

function Requirement(props: { required?: boolean | undefined }) {
  return props.required === true ? <span class="dads-field__required">※必須</span> : null;
}

function HintAndError(props: FieldProps) {
  const id = idOf(props);
  return (
    <>
      {props.hint === undefined ? null : (
        <p class="dads-field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error === undefined ? null : (
        <p class="dads-field__error" id={`${id}-error`}>
          <span aria-hidden="true">＊</span>
          <span class="dads-hidden">エラー：</span>
          {props.error}
        </p>
      )}
    </>
  );
}

function Field(props: FieldProps & { children: ComponentChildren }) {
  return (
    <div class={`dads-field${props.error === undefined ? '' : ' dads-field--error'}`}>
      <label class="dads-field__label" for={idOf(props)}>
        {props.label}
        <Requirement required={props.required} />
      </label>
      <HintAndError {...props} />
      {props.children}
    </div>
  );
}

function common(props: FieldProps) {
  return {
    id: idOf(props),
    name: props.name,
    'aria-describedby': describedBy(props),
    'aria-invalid': props.error === undefined ? undefined : ('true' as const),
    required: props.required,
  };
}

export function TextField(
  props: FieldProps & {
    value?: string | undefined;
    type?: 'text' | 'search' | 'date' | 'password' | 'url' | 'email';
    inputMode?: 'text' | 'numeric' | 'decimal';
    autocomplete?: string;
    maxLength?: number;
    size?: 'short' | 'medium' | 'full';
  },
) {
  return (
    <Field {...props}>
      <input
        class={`dads-input dads-input--${props.size ?? 'medium'}`}
        type={props.type ?? 'text'}
        value={props.value ?? ''}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete}
        maxLength={props.maxLength}
        {...common(props)}
      />
    </Field>
  );
}

/** Several lines. */
export function TextArea(
  props: FieldProps & { value?: string | undefined; rows?: number; maxLength?: number },
) {
  return (
    <Field {...props}>
      <textarea
        class="dads-input dads-input--full dads-input--lines"
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        {...common(props)}
      >
        {props.value ?? ''}
      </textarea>
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly title: string;
  readonly group?: string | undefined;
  readonly hint?: string;
}

export function SelectField(
  props: FieldProps & { options: readonly Option[]; value?: string | undefined; emptyOption?: string },
) {
  const groups = [...new Set(props.options.map((option) => option.group))];
  const show = (option: Option) => (
    <option key={option.value} value={option.value} selected={option.value === props.value}>
      {option.title}
    </option>
  );
  return (
    <Field {...props}>
      <span class="dads-select">
        <select {...common(props)}>
          {props.emptyOption === undefined ? null : <option value="">{props.emptyOption}</option>}
          {groups.map((group) => {
            const members = props.options.filter((option) => option.group === group).map(show);
            return group === undefined ? (
              members
            ) : (
              <optgroup key={group} label={group}>
                {members}
              </optgroup>
            );
          })}
        </select>
      </span>
    </Field>
  );
}

export function FileField(props: FieldProps & { accept?: string; multiple?: boolean }) {
  return (
    <Field {...props}>
      <input
        class="dads-file"
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        {...common(props)}
      />
    </Field>
  );
}

export function RadioGroup(
  props: FieldProps & { options: readonly Option[]; value?: string | undefined; inline?: boolean },
) {
  const id = idOf(props);
  return (
    <fieldset
      class={`dads-field dads-choices${props.inline === true ? ' dads-choices--inline' : ''}${
        props.error === undefined ? '' : ' dads-field--error'
      }`}
      aria-describedby={describedBy(props)}
    >
      <legend class="dads-field__label">
        {props.label}
        <Requirement required={props.required} />
      </legend>
      <HintAndError {...props} />
      <div class="dads-choices__list">
        {props.options.map((option, index) => (
          <label class="dads-choice" key={option.value} for={index === 0 ? id : `${id}-${index}`}>
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${index}`}
              name={props.name}
              value={option.value}
              checked={option.value === props.value}
              required={props.required}
            />
            <span>
              {option.title}
              {option.hint === undefined ? null : <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Several of a list; what is ticked comes as one field for each. */
export function CheckboxGroup(props: FieldProps & { options: readonly Option[]; values: readonly string[] }) {
  const id = idOf(props);
  return (
    <fieldset
      class={`dads-field dads-choices${props.error === undefined ? '' : ' dads-field--error'}`}
      aria-describedby={describedBy(props)}
    >
      <legend class="dads-field__label">
        {props.label}
        <Requirement required={props.required} />
      </legend>
      <HintAndError {...props} />
      <div class="dads-choices__list">
        {props.options.map((option, index) => (
          <label class="dads-choice" key={option.value} for={index === 0 ? id : `${id}-${index}`}>
            <input
              type="checkbox"
              id={index === 0 ? id : `${id}-${index}`}
              name={props.name}
              value={option.value}
              checked={props.values.includes(option.value)}
            />
            <span>
              {option.title}
              {option.hint === undefined ? null : <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Checkbox(props: FieldProps & { value?: string; checked?: boolean }) {
  const id = idOf(props);
  return (
    <div class={`dads-field${props.error === undefined ? '' : ' dads-field--error'}`}>
      <label class="dads-choice" for={id}>
        <input
          type="checkbox"
          {...common(props)}
          id={id}
          value={props.value ?? '1'}
          checked={props.checked}
        />
        <span>{props.label}</span>
      </label>
      <HintAndError {...props} />
    </div>
  );
}

/** On top of a form that was refused: each error leads to its field. */
export function ErrorSummary(props: {
  errors: readonly { field: string; message: string }[];
  title?: string;
}) {
  if (props.errors.length === 0) return null;
  return (
    <div class="dads-error-summary" role="alert">
      <h2 class="dads-error-summary__title">
        {props.title ?? `入力に誤りが${props.errors.length}件あります`}
      </h2>
      <ul>
        {props.errors.map((error) => (
          <li key={`${error.field}-${error.message}`}>
            <a href={`#${fieldId(error.field)}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function HiddenFields(props: {
  values?: Readonly<Record<string, string | undefined>>;
  csrf?: string | undefined;
}) {
  const pairs = Object.entries(props.values ?? {}).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return (
    <>
      {props.csrf === undefined ? null : <input type="hidden" name={CSRF_FIELD} value={props.csrf} />}
      {pairs.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
