import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import { type Option, TextField } from '../../../../ui/form.tsx';
import { planOfRoadmap } from '../../plan-of.ts';
import type { OwnerOption } from '../../queries/known.ts';
import type { FieldError, Typed } from '../../rules/check.ts';
import { windowOf } from '../../rules/dates.ts';
import type { Clash } from '../../rules/history.ts';
import type { Line, LineContent } from '../../rules/line.ts';
import type { Asking } from '../asking.ts';

/** What a form of a line may choose from. */
export interface Choices {
  readonly owners: readonly OwnerOption[];
  readonly indicators: readonly IndicatorDefinition[];
  /** The body's other lines that have not ended. */
  readonly lines: readonly Line[];
  readonly fiscalYear: number;
}

export interface FormPageProps extends Choices {
  readonly asking: Asking;
  /** Null: a new line. */
  readonly line: Line | null;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly stale: {
    readonly clashes: readonly Clash[];
    readonly theirs: readonly (keyof LineContent)[];
    readonly base: LineContent;
  } | null;
}

export function budgetYears(fiscalYear: number): string {
  const { first, last } = windowOf(fiscalYear);
  return `${first}-${last}`;
}

export function namesOf(choices: Pick<Choices, 'indicators' | 'lines'>) {
  return {
    indicator: (id: string) => choices.indicators.find((one) => one.id === id)?.title ?? id,
    line: (no: number) => choices.lines.find((one) => one.lineNo === no)?.content.title ?? `K${no}`,
    item: (id: string) => planOfRoadmap().items.find((one) => one.id === id)?.title ?? id,
  };
}

export function typedValue(typed: Typed, name: string): string {
  return typed(name)[0] ?? '';
}

export function Text(
  props: FormPageProps & {
    name: string;
    label: string;
    hint?: string;
    size?: 'short' | 'medium' | 'full';
    required?: boolean;
    inputMode?: 'numeric';
  },
) {
  const { typed, errors, hint, name, label, size, required, inputMode } = props;
  return (
    <TextField
      name={name}
      label={label}
      value={typedValue(typed, name)}
      error={errors.find((error) => error.field === name)?.message}
      size={size ?? 'medium'}
      required={required ?? false}
      {...(hint === undefined ? {} : { hint })}
      {...(inputMode === undefined ? {} : { inputMode })}
    />
  );
}

export const errorOf = (props: FormPageProps, field: string) =>
  props.errors.find((error) => error.field === field)?.message;

export function ownerOptions(props: FormPageProps, kept: string | undefined): readonly Option[] {
  return [
    ...(kept === undefined ? [] : [{ value: 'kept', title: `${kept}（今の課と職の一覧にありません）` }]),
    ...props.owners.map(({ value, owner }) => ({ value, title: owner.name })),
  ];
}
