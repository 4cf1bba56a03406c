import { describe, expect, it } from 'vitest';
import { importRegistry } from '../../src/app/modules.ts';
import { isBodyCode, isSample } from '../../src/core/body-code.ts';
import { normalise } from '../../src/core/text.ts';
import { REGISTER_SOURCE } from '../../src/spine/bodies/register-data.ts';
import { bodiesOn } from '../../src/spine/bodies/rules/register.ts';
import { codeOn, SAMPLE_BODIES, sampleRegister } from '../../src/spine/sample/bodies.ts';
import { sampleCorrections, sampleFigures } from '../../src/spine/sample/figures.ts';

const { definitions } = importRegistry();
const figures = sampleFigures(definitions);
const rows = sampleRegister.rows ?? [];

describe('the register of 見本県', () => {
  it('has codes with right check digits, all beyond the line, and no name that a real body bears', () => {
    const real = new Set(REGISTER_SOURCE.rows.map((row) => normalise(row.name)));
    for (const row of rows) {
      expect([row.bodyCode, isBodyCode(row.bodyCode), isSample(row.bodyCode)]).toEqual([
        row.bodyCode,
        true,
        true,
      ]);
      expect(real.has(normalise(row.name))).toBe(false);
    }
    expect(REGISTER_SOURCE.rows.some((row) => isSample(row.bodyCode))).toBe(false);
  });

  it.each([
    ['2022-09-30', { prefecture: 1, town: 4, village: 1 }],
    ['2022-10-01', { prefecture: 1, city: 1, town: 3, village: 1 }],
  ])('%s: %j', (day, expected) => {
    const counts: Record<string, number> = {};
    for (const { stratum } of bodiesOn({ rows, statuses: [] }, day))
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    expect(counts).toEqual(expected);
  });
});

describe('the figures of 見本県', () => {
  it('speak of every indicator, of 見本県 alone, each fact once', () => {
    // What is without 対象外 is known from reported months only, and comes with them.
    const drawn = definitions.filter(({ id }) => id !== 'standardization-without-excluded');
    expect(new Set(figures.map((one) => one.indicator)).size).toBe(drawn.length);
    expect(figures.every((one) => isSample(one.bodyCode))).toBe(true);
    const keys = figures.map((one) => [one.bodyCode, one.indicator, one.part, one.on].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('know every reason, 速報 and 確定, zero and none', () => {
    const reasons = new Set(figures.map((one) => one.reason));
    expect([...reasons].sort()).toEqual(
      ['blank-in-source', 'not-answered', 'not-applicable', 'not-asked', 'withdrawn', null].sort(),
    );
    expect(new Set(figures.map((one) => one.state))).toEqual(new Set(['provisional', 'final']));
    expect(figures.some((one) => one.value === 0n)).toBe(true);
    const rpa = figures.filter((one) => one.indicator === 'rpa@1' && one.on === '2024-04-01');
    expect(rpa.some((one) => one.bodyCode === SAMPLE_BODIES.village.code)).toBe(false);
  });

  it('stay within the range of their definitions, and a part is never more than its whole', () => {
    const byKey = new Map(definitions.map((one) => [`${one.id}@${one.version}`, one]));
    for (const one of figures) {
      const definition = byKey.get(one.indicator);
      if (one.value === null || definition === undefined) continue;
      const scale = 10 ** definition.scale;
      expect(Number(one.value)).toBeGreaterThanOrEqual(
        (definition.range?.min ?? Number.NEGATIVE_INFINITY) * scale,
      );
      expect(Number(one.value)).toBeLessThanOrEqual(
        (definition.range?.max ?? Number.POSITIVE_INFINITY) * scale,
      );
      if (definition.valueKind === 'share') expect(one.value <= (one.base ?? -1n)).toBe(true);
    }
  });

  it('were given by 見本町 until it became 見本市', () => {
    expect([codeOn('992011', '2022-09-30'), codeOn('992011', '2022-10-01')]).toEqual(['993018', '992011']);
    const days = (code: string) => figures.filter((one) => one.bodyCode === code).map((one) => one.on);
    expect(days('993018').every((day) => day < '2022-10-01')).toBe(true);
    expect(days('992011').every((day) => day >= '2022-10-01')).toBe(true);
  });

  it('are the same at every start, and corrected where something was miscounted', () => {
    expect(sampleFigures(definitions)).toEqual(figures);
    const before = new Map(figures.map((one) => [`${one.bodyCode} ${one.indicator} ${one.on}`, one]));
    const corrections = sampleCorrections(figures);
    expect(corrections).toHaveLength(3);
    for (const one of corrections) {
      const old = before.get(`${one.bodyCode} ${one.indicator} ${one.on}`);
      expect([one.value, one.state]).not.toEqual([old?.value, old?.state]);
    }
  });
});
