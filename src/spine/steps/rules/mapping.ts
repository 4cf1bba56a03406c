import type { StepState } from './model.ts';
import { plainText } from './names.ts';

/** One name of a file's header and the step it belongs to; `step` null: known, and belongs to none. */
export interface NamedStep {
  readonly name: string;
  readonly step: string | null;
}

export interface MappedColumn {
  /** Position in the header, from 0. */
  readonly at: number;
  readonly name: string;
  /** Null: the table says that it belongs to none. */
  readonly step: string | null;
}

export interface Mapped {
  readonly columns: readonly MappedColumn[];
  /** Names that the table does not have: a person says to which step they belong. */
  readonly unknown: readonly { readonly at: number; readonly name: string }[];
  /** Steps to which no column belongs: they stay 未報告. */
  readonly uncovered: readonly string[];
  /** Names that stand twice in the header. */
  readonly doubled: readonly string[];
}

/** Leads names of a header to steps. Later lines of the table win: what an operator adds stands after what is shipped. */
export function mapNames(
  header: readonly string[],
  table: readonly NamedStep[],
  steps: readonly string[],
): Mapped {
  const known = new Map(table.map((line) => [plainText(line.name), line.step]));
  const columns: MappedColumn[] = [];
  const unknown: { at: number; name: string }[] = [];
  const seen = new Set<string>();
  const doubled: string[] = [];
  for (const [at, name] of header.entries()) {
    const plain = plainText(name);
    if (plain === '') continue;
    if (seen.has(plain)) doubled.push(name);
    seen.add(plain);
    const step = known.get(plain);
    if (step === undefined) unknown.push({ at, name });
    else columns.push({ at, name, step });
  }
  const covered = new Set(columns.map((column) => column.step));
  return { columns, unknown, doubled, uncovered: steps.filter((step) => !covered.has(step)) };
}

/**
 * State of one 作業項目 from those of its ステップ. The record is theirs: 対象外 is left aside unless all are, what is
 * done in part is 作業中, and 未着手 beside 未報告 stays 未報告, because nobody has said that nothing is begun.
 */
export function foldStates(states: readonly StepState[]): StepState {
  const has = (state: StepState) => states.includes(state);
  if (states.length === 0) return 'unreported';
  if (has('in-progress')) return 'in-progress';
  if (has('done')) return has('not-started') || has('unreported') ? 'in-progress' : 'done';
  if (has('unreported')) return 'unreported';
  return has('not-started') ? 'not-started' : 'not-applicable';
}

/** States of all steps of a template from the states of a file's columns, `states[at]` belonging to `header[at]`. */
export function deriveSteps(
  mapped: Pick<Mapped, 'columns'>,
  steps: readonly string[],
  states: readonly StepState[],
): ReadonlyMap<string, StepState> {
  return new Map(
    steps.map((step) => [
      step,
      foldStates(
        mapped.columns
          .filter((column) => column.step === step)
          .map((column) => states[column.at] ?? 'unreported'),
      ),
    ]),
  );
}
