import { describe, expect, it } from 'vitest';
import { normalise } from '../../core/text.ts';
import { PROCEDURES, proceduresOn } from './procedures.ts';

const DAY = '2023-04-01';

describe('the lists of procedures', () => {
  it('58 = 24 of many cases + 34 of life events (15 + 11 + 8)', () => {
    const members = (...groups: string[]) => PROCEDURES.filter((one) => groups.includes(one.group)).length;
    expect([members('volume'), members('child', 'care', 'disaster')]).toEqual([24, 34]);
    expect([members('child'), members('care'), members('disaster')]).toEqual([15, 11, 8]);
    expect(new Set(PROCEDURES.map((procedure) => procedure.id)).size).toBe(58);
  });

  it('31 = 27 of municipalities + 4 of prefectures, none twice', () => {
    const municipal = proceduresOn('convenience-31', DAY, 'municipality');
    const prefectural = proceduresOn('convenience-31', DAY, 'prefecture');
    expect([municipal.length, prefectural.length]).toEqual([27, 4]);
    expect(new Set([...municipal, ...prefectural]).size).toBe(31);
    expect(prefectural.every((procedure) => procedure.title.startsWith('自動車'))).toBe(true);
    expect(municipal.map((procedure) => procedure.id)).toContain('disaster-certificate');
  });

  it("the dashboard's tables have 52 municipal rows (26 + 26) and 30 prefectural ones", () => {
    const often = proceduresOn('often-32', DAY, 'municipality');
    const children = proceduresOn('child-care-26', DAY, 'municipality');
    expect([often.length, children.length]).toEqual([26, 26]);
    expect(proceduresOn('often-32', DAY, 'prefecture')).toHaveLength(30);
    expect(proceduresOn('child-care-26', DAY, 'prefecture')).toHaveLength(0);
  });

  it('has no members before the list was decided', () => {
    expect(proceduresOn('priority-58', '2020-12-24', 'municipality')).toEqual([]);
    expect(proceduresOn('priority-58', '2020-12-25', 'municipality')).toHaveLength(52);
  });
});

describe('names of procedures', () => {
  const names = PROCEDURES.map((procedure) => normalise(procedure.title));

  it('tell all 58 apart, however a table writes them', () => expect(new Set(names).size).toBe(58));

  it('are the corrected ones', () => {
    expect(names).toContain(normalise('居宅(介護予防)サービス計画作成(変更)依頼の届出'));
    expect(names).not.toContain(normalise('居住(介護予防)サービス計画作成(変更)依頼の届出'));
  });
});
