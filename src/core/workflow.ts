/**
 * Statuses and guarded transitions as data. What is not listed cannot happen: an unknown state or step is refused,
 * never guessed.
 */
export interface Workflow<State extends string, Step extends string, Guard extends string> {
  readonly states: readonly State[];
  readonly steps: Readonly<
    Record<
      Step,
      {
        readonly from: readonly State[];
        readonly to: State;
        /** What must hold beside the state, by name; the caller brings the answers. */
        readonly guards: readonly Guard[];
      }
    >
  >;
}

export type Move<State extends string, Guard extends string> =
  | { readonly ok: true; readonly to: State }
  | { readonly ok: false; readonly why: 'state' }
  | { readonly ok: false; readonly why: 'guard'; readonly guard: Guard };

/** Where a step leads from a state; a guard that the caller did not answer counts as not held. */
export function move<State extends string, Step extends string, Guard extends string>(
  workflow: Workflow<State, Step, Guard>,
  state: State,
  step: Step,
  held: Partial<Readonly<Record<Guard, boolean>>>,
): Move<State, Guard> {
  const rule = workflow.steps[step];
  if (rule === undefined || !rule.from.includes(state)) return { ok: false, why: 'state' };
  const missing = rule.guards.find((guard) => held[guard] !== true);
  return missing === undefined ? { ok: true, to: rule.to } : { ok: false, why: 'guard', guard: missing };
}

/** Steps that the state alone allows, for the buttons of a page. */
export function stepsFrom<State extends string, Step extends string, Guard extends string>(
  workflow: Workflow<State, Step, Guard>,
  state: State,
): readonly Step[] {
  return (Object.keys(workflow.steps) as Step[]).filter((step) => workflow.steps[step].from.includes(state));
}
