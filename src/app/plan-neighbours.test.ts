import { describe, expect, test } from 'vitest';
import { loadPlanData } from '../spine/plan/data.ts';
import { newestVersion } from '../spine/plan/rules/contents.ts';
import { modules, planned } from './modules.ts';
import { planNeighboursOf } from './plan-neighbours.ts';

const plan = loadPlanData();
const newest = newestVersion(plan)!;
const headings = plan.items.filter((item) => item.version === newest.id);
const known = new Set(plan.items.map((item) => `${item.version}/${item.id}`));
const homes = [
  ...modules.flatMap((face) => face.plan.map((key) => ({ ...key, by: face.id }))),
  ...planned.flatMap((heading) => heading.plan.map((key) => ({ ...key, by: `planned ${heading.id}` }))),
];

describe('the newest plan and the register', () => {
  test.each(headings.map((item) => [item.id]))('%s has exactly one home', (id) => {
    const found = homes.filter((home) => home.plan === newest.id && home.item === id).map((home) => home.by);
    expect(found).toHaveLength(1);
  });

  test('no home is for a heading that does not exist', () => {
    expect(homes.filter((home) => !known.has(`${home.plan}/${home.item}`))).toEqual([]);
  });

  test('every indicator stands at headings that exist', () => {
    const wrong = modules
      .flatMap((face) => face.indicators)
      .flatMap(({ id, planItems }) => planItems.map(({ plan: version, item }) => `${id}: ${version}/${item}`))
      .filter((line) => !known.has(line.split(': ')[1]!));
    expect(wrong).toEqual([]);
  });
});

describe('what pages of the plan are told', () => {
  const neighbours = planNeighboursOf(() => modules);

  test('a module with its first figure, a part without figures, and nobody', () => {
    expect(neighbours.homeFor('telework')).toEqual({
      kind: 'module',
      title: 'テレワークの推進',
      href: '/indicators/telework',
    });
    expect(neighbours.homeFor('planned-work')).toMatchObject({ kind: 'module', href: '/plan' });
    expect(neighbours.homeFor('prefecture-cooperation')).toMatchObject({
      kind: 'module',
      href: '/indicators',
    });
    expect(neighbours.homeFor('elqr')).toEqual({ kind: 'planned' });
  });

  test('indicators by version: RPA belongs to the headings that still name it', () => {
    const ids = (version: string) => neighbours.indicatorsFor(version, 'ai').map(({ id }) => id);
    expect(ids('2024-04')).toContain('rpa');
    expect(ids('5.0')).toContain('ai');
    expect(ids('5.0')).not.toContain('rpa');
  });

  test('two versions of a definition are one page', () => {
    const cio = modules.flatMap((face) => face.indicators).find((definition) => definition.id === 'cio')!;
    const twice = planNeighboursOf(() => [
      { ...modules[0]!, indicators: [cio, { ...cio, version: cio.version + 1 }] },
    ]);
    expect(twice.indicatorsFor('5.0', 'organisation')).toHaveLength(1);
  });
});
