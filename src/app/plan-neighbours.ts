import type { PlanHome, PlanNeighbours } from '../spine/contracts/plan-neighbours.ts';
import type { ModuleFace } from '../spine/module.ts';

/** Joins the pages of the plan with the register; `modules` is asked late, because the plan is itself one of them. */
export function planNeighboursOf(modules: () => readonly ModuleFace[]): PlanNeighbours {
  const indicatorsFor: PlanNeighbours['indicatorsFor'] = (plan, item) => {
    const found = modules()
      .flatMap((face) => face.indicators)
      .filter((definition) => definition.planItems.some((each) => each.plan === plan && each.item === item));
    // Two versions of a definition are one page.
    return [...new Map(found.map(({ id, title }) => [id, { id, title }])).values()];
  };
  return { indicatorsFor, homeFor: (item) => homeFor(modules(), item) };
}

/** A part is reached through the first figure that it gives for the item, else through the list where its figures stand. */
function homeFor(modules: readonly ModuleFace[], item: string): PlanHome {
  for (const face of modules) {
    const heading = face.plan.find((each) => each.item === item);
    if (heading === undefined) continue;
    const figure = face.indicators.find((definition) =>
      definition.planItems.some((each) => each.plan === heading.plan && each.item === item),
    );
    const list = face.indicators.length === 0 ? '/plan' : '/indicators';
    const href = figure === undefined ? list : `/indicators/${figure.id}`;
    return { kind: 'module', title: face.title, href };
  }
  return { kind: 'planned' };
}
