import type { Step, Template } from './model.ts';

/** What is wrong with templates; empty when they are whole. Shapes were judged before (`templates.ts`). */
export function templateFaults(
  templates: readonly Template[],
  known: {
    readonly sources: ReadonlySet<string>;
    readonly items: ReadonlySet<string>;
    readonly handbooks: ReadonlySet<string>;
  },
): readonly string[] {
  const faults: string[] = [];
  const ids = templates.map((template) => template.id);
  if (new Set(ids).size !== ids.length) faults.push('a template is listed twice');
  for (const template of templates) {
    const say = (fault: string) => faults.push(`${template.id}: ${fault}`);
    if (!known.items.has(template.item)) say(`unknown item ${template.item}`);
    if (!known.handbooks.has(template.handbook)) say(`unknown handbook ${template.handbook}`);
    for (const { citation } of [template, ...template.steps])
      if (!known.sources.has(citation.source)) say(`unknown source ${citation.source}`);
    const steps = new Map(template.steps.map((step) => [step.id, step]));
    if (steps.size !== template.steps.length) say('a step is listed twice');
    const phases = template.phases.map((phase) => phase.id);
    const order = template.steps.map((step) => phases.indexOf(step.phase));
    if (order.includes(-1)) say('a step is in no phase');
    if (order.some((at, index) => index > 0 && at < (order[index - 1] ?? 0))) say('phases run backwards');
    for (const [index, step] of template.steps.entries()) {
      if (step.number !== template.firstNumber + index) say(`${step.id} has the number ${step.number}`);
      for (const other of step.after) if (!steps.has(other)) say(`${step.id} comes after unknown ${other}`);
      for (const gate of step.gates)
        if (!steps.has(gate.step)) say(`${step.id} waits for unknown ${gate.step}`);
      if (step.closes.kind === 'evidence' && step.gates.length > 0)
        say(`${step.id} is closed by evidence: a gate could not hold`);
      if (step.excludedAs !== null && !template.mayExclude) say(`${step.id} may not be left out`);
    }
    const round = cycleIn(steps);
    if (round !== null) say(`${round} waits for itself`);
  }
  return faults;
}

/** A step that comes after itself, by `after` and gates together; null when there is none. */
function cycleIn(steps: ReadonlyMap<string, Step>): string | null {
  const settled = new Set<string>();
  const walk = (id: string, above: readonly string[]): string | null => {
    if (above.includes(id)) return id;
    if (settled.has(id)) return null;
    const step = steps.get(id);
    for (const before of [...(step?.after ?? []), ...(step?.gates ?? []).map((gate) => gate.step)]) {
      const found = walk(before, [...above, id]);
      if (found !== null) return found;
    }
    settled.add(id);
    return null;
  };
  for (const id of steps.keys()) {
    const found = walk(id, []);
    if (found !== null) return found;
  }
  return null;
}
