import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { canonicalJson, definitionFaults, mayReplace, partsOf, refusalMessage } from './rules.ts';

const share: IndicatorDefinition = {
  id: 'steps',
  version: 1,
  title: '完了率',
  shortTitle: '完了率',
  definition: '完了した作業の割合です。',
  formula: '完了 ÷ 全て',
  source: '試験',
  level: 'municipality',
  valueKind: 'share',
  unit: '%',
  decimals: 1,
  scale: 0,
  better: 'up',
  period: 'day',
  parts: [
    { id: 'a', title: '甲' },
    { id: 'b', title: '乙' },
  ],
  partsTotal: 'pooled-share',
  operator: { kind: 'mean-of-bodies' },
  base: 'asked',
  baseBodies: 'all',
  planItems: [],
};

describe('a definition that is stored', () => {
  it.each<[string, Partial<IndicatorDefinition>]>([
    ['valueKind', { valueKind: 'amount' }],
    ['scale', { scale: 1 }],
    ['unit', { unit: '件' }],
    ['operator', { operator: { kind: 'ratio-of-sums' } }],
    ['base', { base: 'all' }],
    ['period', { period: 'month' }],
    ['denominator', { denominator: { indicator: 'population', title: '人口' } }],
    ['openList', { openList: true }],
  ])('refuses another %s under the same version', (field, change) => {
    const outcome = mayReplace(share, { ...share, ...change });
    expect(outcome).toMatchObject({
      ok: false,
      code: 'meaning-changed',
      detail: { indicator: 'steps@1', field },
    });
    if (!outcome.ok) expect(refusalMessage(outcome)).toContain(`「${field}」が変わっています`);
  });

  it('may change its words and gain a part, but not lose one', () => {
    const more = [...(share.parts ?? []), { id: 'c', title: '丙' }];
    expect(mayReplace(share, { ...share, title: '作業の完了率', parts: more }).ok).toBe(true);
    const less = mayReplace(share, { ...share, parts: [{ id: 'a', title: '甲' }] });
    expect(less).toMatchObject({ ok: false, code: 'part-removed', detail: { part: 'b' } });
  });
});

describe('definitionFaults', () => {
  it('finds nothing in a sound definition', () => expect(definitionFaults(share)).toEqual([]));

  it.each<[string, Partial<IndicatorDefinition>]>([
    ['id', { id: 'Steps' }],
    ['12 characters', { shortTitle: '一二三四五六七八九十一二三' }],
    ['reserved', { parts: [{ id: 'total', title: '計' }] }],
    [
      'twice',
      {
        parts: [
          { id: 'a', title: '甲' },
          { id: 'a', title: '乙' },
        ],
      },
    ],
    ['choices', { choices: [{ value: 1, title: '甲' }] }],
    ['needs a share', { valueKind: 'count' }],
    ['never added up', { valueKind: 'percent', operator: { kind: 'sum' } }],
  ])('finds: %s', (fault, change) => {
    expect(definitionFaults({ ...share, ...change }).join()).toContain(fault);
  });
});

it('gives a key to no part and to the whole of the parts', () => {
  expect(partsOf(share).map((part) => part.id)).toEqual(['', 'total', 'a', 'b']);
});

it('writes the same document always alike', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
});
