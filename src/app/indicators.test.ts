import { describe, expect, it } from 'vitest';
import planItems from '../../data/plan/items.json';
import { definitionKey } from '../core/indicator.ts';
import { publishedAggregates } from '../spine/indicators/published.ts';
import { canonicalJson, definitionFaults, partsOf } from '../spine/indicators/rules.ts';
import { modules } from './modules.ts';

const definitions = modules.flatMap((face) => face.indicators);
const byKey = new Map(definitions.map((definition) => [definitionKey(definition), definition]));

/** Sentences of a text for people, at 。; what stands in brackets counts. */
function sentences(text: string): string[] {
  return text.split('。').filter((sentence) => sentence !== '');
}

describe('the definitions of all faces', () => {
  it('are sound, and no version is defined twice', () => {
    expect(definitions.flatMap(definitionFaults)).toEqual([]);
    expect(byKey.size).toBe(definitions.length);
  });

  it('have all ids that the plan of the first release names', () => {
    const ids = definitions.map((definition) => definition.id);
    const dashboard = [
      ...['cio', 'cio-aide', 'overall-policy', 'cross-cutting-body', 'external-talent', 'staff-development'],
      ...['all-staff-training', 'ai', 'rpa', 'telework', 'card-holding', 'procedures-26', 'procedures-32'],
    ];
    const others = [
      ...['dedicated-dept', 'cio-external-2021', 'cio-aide-external-2021', 'online-rate', 'standardization'],
      ...['late-migration', 'card-issued', 'procedures-31'],
    ];
    expect(ids).toEqual(expect.arrayContaining([...dashboard, ...others]));
  });

  it('stand under headings that exist in that version of the plan', () => {
    const headings = new Set(planItems.map((item) => `${item.version}/${item.id}`));
    const lost = definitions.flatMap((definition) =>
      definition.planItems
        .filter(({ plan, item }) => !headings.has(`${plan}/${item}`))
        .map(({ plan, item }) => `${definition.id}: ${plan}/${item}`),
    );
    expect(lost).toEqual([]);
  });

  it('are written in sentences of at most 60 characters, without letters that only look Japanese or Latin', () => {
    const long = definitions.flatMap(({ id, definition }) =>
      sentences(definition)
        .filter((sentence) => [...sentence].length > 60)
        .map((sentence) => `${id}: ${sentence}`),
    );
    expect(long).toEqual([]);
    for (const definition of definitions)
      expect(JSON.stringify(definition)).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  it('have parts for 58 procedures (52 municipal, 30 prefectural) and 20 businesses with their whole', () => {
    const parts = byKey.get('online-rate@1')?.parts ?? [];
    const of = (level: 'municipality' | 'prefecture') =>
      parts.filter((part) => part.levels?.includes(level)).length;
    expect([parts.length, of('municipality'), of('prefecture')]).toEqual([58, 52, 30]);
    const standardization = byKey.get('standardization@1');
    expect(standardization === undefined ? [] : partsOf(standardization)).toHaveLength(22);
  });
});

it('every printed figure belongs to an indicator, one of its parts and its unit', () => {
  for (const one of publishedAggregates()) {
    const definition = byKey.get(one.indicator);
    expect(definition, one.indicator).toBeDefined();
    if (definition === undefined) continue;
    expect(partsOf(definition).map((part) => part.id)).toContain(one.part);
    if (one.item === null) expect(one.unit, one.source).toBe(definition.unit);
    const choices = definition.choices?.map((choice) => choice.title);
    if (choices !== undefined) expect(choices).toContain(one.item);
  }
});

it('every series of sources is described in one way, and belief is ordered among series that exist', () => {
  const sources = modules.flatMap((face) =>
    face.fileKinds.flatMap((kind) => [kind.source, ...(kind.otherSources ?? [])]),
  );
  const described = new Set(sources.map((source) => canonicalJson(source)));
  const names = new Set(sources.map((source) => source.series));
  expect(described.size).toBe(names.size);
  const believed = definitions.flatMap((definition) => definition.precedence ?? []);
  expect(believed.filter((series) => !names.has(series))).toEqual([]);
});
