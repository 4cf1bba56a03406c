import { describe, expect, it, test } from 'vitest';
import { content, day, line, TODAY } from '../../../../test/roadmap/any-line.ts';
import { hintsOf, missingOf, sharedDates } from './hints.ts';

describe('hints', () => {
  const bpr = line(2, { item: 'bpr' });
  test.each([
    ['telework', [], true],
    ['ai', [], true],
    ['front-yard', [], true],
    ['divide', [], false],
    ['telework', [{ line: 2, kind: 'together' }], false],
    ['ai', [{ line: 3, kind: 'together' }], true],
  ] as const)('%s linked to %j: hint %s', (item, links, hinted) => {
    const all = [line(1, { item, links: [...links] }), bpr, line(3, { item: 'divide' })];
    const hints = hintsOf(all[0]!, all);
    expect(hints.some((hint) => hint.id === 'not-linked')).toBe(hinted);
    for (const hint of hints) expect(hint.citations.length).toBeGreaterThan(0);
  });

  it('a link counts from either side, and to 標準化 as well', () => {
    const telework = line(1, { item: 'telework' });
    const standard = line(4, { item: 'standardization', links: [{ line: 1, kind: 'after' }] });
    expect(hintsOf(telework, [telework, standard])).toEqual([]);
  });

  it('tells of a line that begins before its predecessor ends, and of a circle', () => {
    const first = line(1, { ends: day('2027-03-31'), links: [{ line: 2, kind: 'after' }] });
    const second = line(2, { starts: day('2026-10-01'), links: [{ line: 1, kind: 'after' }] });
    expect(hintsOf(second, [first, second]).map((hint) => hint.id)).toEqual([
      'before-its-predecessor',
      'circle',
    ]);
    expect(hintsOf(second, [{ ...first, content: { ...first.content, links: [] } }, second])).toHaveLength(1);
  });

  it('EBPM: names what is missing, nothing of what is there, nothing of an ended line', () => {
    expect(missingOf(content({}), 2026)).toEqual([
      '担当',
      '開始',
      '終了（予定）',
      '指標',
      '状態',
      '次の行動',
    ]);
    const own = { kind: 'own' as const, title: '件数', unit: '件' };
    expect(missingOf(content({ indicator: own }), 2026)).toEqual(
      expect.arrayContaining(['基準値', '指標の出典', '目標値', '目標の期日']),
    );
    // A value of the register is read: no baseline is asked for.
    const register = { kind: 'register' as const, id: 'cio' };
    expect(missingOf(content({ indicator: register }), 2026)).not.toContain('基準値');
    const zero = content({
      starts: day('2026-04-01'),
      ends: day('2028-03-31'),
      budgets: [{ year: 2026, kind: 'initial', yen: '0' }],
    });
    expect(missingOf(zero, 2026)).toContain('予算（令和9年度）');
    expect(missingOf({ ...zero, ended: { on: TODAY, reason: '完了' } }, 2026)).toEqual([]);
  });

  it('days that two lines share', () => {
    const one = line(1, { ends: day('2027-03-31') });
    const other = line(2, { targetOn: '2027-03-31' });
    expect(sharedDates(one, [one, other], TODAY)).toEqual([
      { on: '2027-03-31', lines: [{ id: 'K002-993026', title: '試験', what: '目標の期日' }] },
    ]);
  });
});
