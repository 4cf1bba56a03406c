import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isBodyCode } from '../../core/body-code.ts';
import { isDay } from '../../core/calendar.ts';
import { BODY_CLASSES } from '../../core/indicator.ts';
import { parseDecimal, rational, round } from '../../core/rational.ts';
import { percent } from '../../core/roll-up.ts';
import type { PublishedAggregate } from '../contracts/published-aggregate.ts';
import { publishedAggregates } from './published.ts';

const OTHER_CLASSES = ['staff-301-', 'staff-101-300', 'staff-1-100', 'prefecture-and-designated'];
const day = z.string().refine(isDay);
const integer = z.string().regex(/^\d+$/);
const aggregate = z.strictObject({
  indicator: z.string().regex(/^[a-z][a-z0-9-]*@\d+$/),
  part: z.string(),
  on: day.nullable(),
  asOfText: z.string().min(1),
  area: z.string().refine(isBodyCode),
  level: z.enum(['municipality', 'prefecture', 'all']),
  bodyClass: z.enum([...Object.keys(BODY_CLASSES), ...OTHER_CLASSES]),
  classTitle: z.string().min(1),
  item: z.string().min(1).nullable(),
  value: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .nullable(),
  text: z.string().min(1).nullable(),
  unit: z.enum(['%', '団体', '万件']),
  decimals: z.int().min(0).max(1),
  numerator: integer.nullable(),
  denominator: integer.nullable(),
  base: z.enum(['all', 'asked', 'answered']),
  note: z.string().min(1).nullable(),
  source: z.string().regex(/^総務省「自治体DX推進計画策定後の動き」（2022年5月11日）\d+/),
});

const all = publishedAggregates();
const of = (indicator: string, more: Partial<PublishedAggregate> = {}) =>
  all.filter(
    (one) =>
      one.indicator === `${indicator}@1` &&
      Object.entries(more).every(([key, value]) => one[key as keyof PublishedAggregate] === value),
  );
const only = (indicator: string, more: Partial<PublishedAggregate>) => {
  const found = of(indicator, more);
  if (found.length !== 1) throw new Error(`${found.length} figures of ${indicator} ${JSON.stringify(more)}`);
  return found[0] as PublishedAggregate;
};
/** The printed percentage, computed anew from the printed counts. */
function recomputed(one: PublishedAggregate): string | null {
  if (one.numerator === null || one.denominator === null) return null;
  const value = percent(BigInt(one.numerator), BigInt(one.denominator));
  return value === null ? null : round(value, one.decimals);
}
const count = (one: PublishedAggregate) => Number(one.numerator ?? one.value);
const total = (figures: readonly PublishedAggregate[]) => figures.reduce((sum, one) => sum + count(one), 0);

describe('printed figures', () => {
  it('are well formed, each a value or a word, and no cell is listed twice', () => {
    for (const one of all) {
      expect(aggregate.safeParse(one).error?.issues ?? [], one.source).toEqual([]);
      expect([one.value === null, one.text === null].filter(Boolean), JSON.stringify(one)).toHaveLength(1);
      expect(one.numerator === null).toBe(one.denominator === null);
      if (one.value !== null) {
        expect(round(parseDecimal(one.value) ?? rational(-1n), one.decimals), one.source).toBe(one.value);
      }
    }
    const cells = all.map((one) =>
      [one.indicator, one.part, one.on, one.area, one.level, one.bodyClass, one.item].join('|'),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(all).toHaveLength(217);
  });

  it('agree with their counts: all 87 pairs of count and percentage', () => {
    const pairs = all.filter((one) => one.unit === '%' && one.value !== null && one.numerator !== null);
    expect(pairs).toHaveLength(87);
    for (const one of pairs) expect(recomputed(one), JSON.stringify(one)).toBe(one.value);
  });
});

describe('structure on 2021-04-01 by kind of body', () => {
  const KINDS = ['special-ward', 'city', 'town', 'village', 'all'] as const;
  const printed = {
    'overall-policy': ['52.2', '21.1', '4.8', '2.2', '12.6'],
    'cross-cutting-body': ['60.9', '39.8', '16.3', '16.4', '27.6'],
    'dedicated-dept': ['78.3', '39.3', '11.7', '12.0', '25.2'],
    'cio-external-2021': ['4.3', '1.9', '0.7', '1.6', '1.4'],
    'cio-aide-external-2021': ['34.8', '7.3', '1.2', '0.0', '4.3'],
  };
  const cell = (indicator: string, bodyClass: string) =>
    only(indicator, { on: '2021-04-01', level: 'municipality', bodyClass, item: null });

  it.each(Object.entries(printed))(
    '%s to the digit, from 特別区 to 村 and their sum',
    (indicator, values) => {
      expect(KINDS.map((kind) => recomputed(cell(indicator, kind)))).toEqual(values);
      const kinds = KINDS.slice(0, 4).map((kind) => cell(indicator, kind));
      expect(total(kinds)).toBe(count(cell(indicator, 'all')));
      expect(kinds.map((one) => one.denominator)).toEqual(['23', '792', '743', '183']);
      expect(cell(indicator, 'all').denominator).toBe('1741');
    },
  );

  it('overall policy: 12 + 167 + 36 + 4 = 219', () => {
    expect(KINDS.map((kind) => count(cell('overall-policy', kind)))).toEqual([12, 167, 36, 4, 219]);
  });

  it('prefectures: 29, 41 and 42 of 47', () => {
    const prefectures = Object.keys(printed).flatMap((indicator) =>
      of(indicator, { level: 'prefecture', item: null }),
    );
    expect(prefectures.map((one) => [count(one), recomputed(one)])).toEqual([
      [29, '61.7'],
      [41, '87.2'],
      [42, '89.4'],
    ]);
  });

  it.each(['municipality', 'prefecture'] as const)('units of dedicated departments add up (%s)', (level) => {
    const set = only('dedicated-dept', { level, bodyClass: 'all', item: null });
    const unset = only('dedicated-dept', { level, item: '設置していない' });
    expect(total(of('dedicated-dept-unit', { level }))).toBe(count(set));
    expect(count(set) + count(unset)).toBe(Number(set.denominator));
  });
});

describe('telework by size, with the previous year', () => {
  const CLASSES = ['staff-301-', 'staff-101-300', 'staff-1-100'];
  const rate = (on: string, bodyClass: string, item: string | null = null) =>
    only('telework-survey-2021', { on, bodyClass, item, ...(bodyClass === 'all' ? { level: 'all' } : {}) });

  it('previous-year classes stand on their own bases 561, 664, 496', () => {
    const previous = CLASSES.map((bodyClass) => rate('2020-10-01', bodyClass));
    expect(previous.map((one) => one.denominator)).toEqual(['561', '664', '496']);
    expect(previous.map(recomputed)).toEqual(['38.0', '13.7', '7.7']);
    const bases = CLASSES.map((bodyClass) => rate('2021-10-01', bodyClass).denominator);
    expect(bases).toEqual(['556', '672', '493']);
    expect(CLASSES.map((bodyClass) => recomputed(rate('2021-10-01', bodyClass)))).toEqual([
      '77.7',
      '46.1',
      '21.7',
    ]);
  });

  it.each(['2021-10-01', '2020-10-01'])('%s: sizes sum to 1,721 and everything to 1,788', (on) => {
    const municipal = rate(on, 'without-designated');
    expect(total(CLASSES.map((bodyClass) => rate(on, bodyClass)))).toBe(count(municipal));
    expect(municipal.denominator).toBe('1721');
    const prefectural = only('telework-survey-2021', { on, level: 'prefecture', item: null });
    const whole = rate(on, 'all');
    expect(total([prefectural, rate(on, 'designated-city'), municipal])).toBe(count(whole));
    expect(whole.denominator).toBe('1788');
    expect(count(whole) + count(rate(on, 'all', '未導入'))).toBe(1788);
  });

  it('those who consider it and those who do not make up those without', () => {
    for (const without of of('telework-survey-2021', { on: '2021-10-01', item: '未導入' })) {
      const { level, bodyClass } = without;
      const considering = only('telework-survey-2021', { level, bodyClass, item: '導入を検討' });
      const undecided = only('telework-survey-2021', { level, bodyClass, item: '導入予定なし・未定' });
      expect(count(considering) + count(undecided)).toBe(count(without));
    }
  });

  it('bands of feasible staff and of use sum to the 916 bodies with telework', () => {
    expect(total(of('telework-feasible-2021'))).toBe(916);
    expect(total(of('telework-use-2021'))).toBe(916);
  });

  it("the guide's 95.5 % is 64 of 67 of the year before", () => {
    const cells = [
      only('telework-survey-2021', { on: '2020-10-01', level: 'prefecture', item: null }),
      rate('2020-10-01', 'designated-city'),
    ];
    const bases = cells.reduce((sum, one) => sum + Number(one.denominator), 0);
    const guide = only('telework-survey-2021', { bodyClass: 'prefecture-and-designated' });
    expect(round(percent(BigInt(total(cells)), BigInt(bases)) ?? rational(0n), 1)).toBe(guide.value);
    expect(guide.on).toBeNull();
  });
});

describe('card months', () => {
  const months = (indicator: string) => of(indicator).filter((one) => !/小計|累計/.test(one.item ?? ''));

  it.each([
    ['card-applications-monthly', 5465, 5466, 5817],
    ['card-issued-monthly', 5188, 5187, 5576],
    ['point-applications-monthly', 2535, 2534, 2771],
  ])(
    '%s: subtotals stay as printed beside the sum of the months',
    (indicator, summed, printed, cumulative) => {
      const first = months(indicator).filter((one) => (one.on ?? '') <= '2021-12-31' && one.value !== null);
      expect(total(first)).toBe(summed);
      expect(count(only(indicator, { item: '第1弾 小計' }))).toBe(printed);
      expect(count(only(indicator, { item: '累計' }))).toBe(cumulative);
      expect(months(indicator)).toHaveLength(18);
    },
  );

  it('the last rates are 45.9 % and 44.0 %, and every rate stands at the end of its month', () => {
    expect(only('card-application-rate', { on: '2022-04-30', item: null }).value).toBe('45.9');
    expect(only('card-issue-rate', { on: '2022-04-30', item: null }).value).toBe('44.0');
    expect(of('card-issue-rate', { on: '2021-09-30' })[0]?.value).toBe('38.4');
  });

  it('the cell without point applications is a dash, not a zero', () => {
    expect(of('point-applications-monthly', { on: '2020-06-30' })[0]).toMatchObject({
      value: null,
      text: '—',
    });
  });
});

it('words stay words: 8割以上 and 約6割 have no number', () => {
  const words = all.filter((one) => one.text !== null).map((one) => one.text);
  expect(words.sort()).toEqual(['8割以上', '—', '全団体', '約6割', '約6割'].sort());
});
