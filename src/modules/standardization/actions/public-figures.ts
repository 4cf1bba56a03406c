import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { Rational } from '../../../core/rational.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import { definitionOf } from '../../../spine/indicators/queries.ts';
import { heldDates } from '../../../spine/roll-up/figure.ts';
import { readManyFigures } from '../../../spine/roll-up/read-many.ts';
import { BUSINESSES } from '../rules/businesses.ts';
import { exactMean, meanOfOthers } from '../rules/exact.ts';

export interface AreaLine {
  readonly area: BodyCode;
  readonly name: string;
  readonly bodies: number;
  readonly expected: number;
  /** Fewer bodies than there are stand behind it. */
  readonly partial: boolean;
  /** Official; null: no record. */
  readonly completed: Rational | null;
  /** Without 対象外; null: the source does not break it down. */
  readonly withoutExcluded: Rational | null;
  /** Mean of the other 18, by which 対象外 of the two run elsewhere does not count. */
  readonly otherEighteen: Rational | null;
  /** Bodies with 特定移行支援システム, of the list as imported; null: no list. */
  readonly extended: number | null;
}

export interface BusinessLine {
  readonly id: string;
  readonly title: string;
  readonly completed: Rational | null;
  readonly withoutExcluded: Rational | null;
}

export interface PublicFigures {
  readonly on: Day;
  readonly marksOn: Day | null;
  readonly whole: AreaLine;
  readonly prefectures: readonly AreaLine[];
  readonly businesses: readonly BusinessLine[];
  readonly days: readonly Day[];
}

/**
 * What everybody may see: 確定 figures alone, of the newest month that has them or of the one asked for. Null: nothing is
 * 確定 yet.
 */
export async function publicFigures(
  db: Db,
  whole: BodyCode,
  today: Day,
  asked: Day | null,
): Promise<PublicFigures | null> {
  const rate = await definitionOf(db, 'standardization');
  const strict = await definitionOf(db, 'standardization-without-excluded');
  const marks = await definitionOf(db, 'late-migration');
  if (rate === null || strict === null || marks === null) return null;
  const level = 'municipality' as const;
  const held = await heldDates(
    db,
    { definition: rate, part: 'total', level, knownOn: null, area: whole },
    today,
  );
  const days = held.filter((date) => date.basis === 'computed' && !date.moving).map((date) => date.on);
  const on = days.find((day) => day === asked) ?? days[0];
  if (on === undefined) return null;
  const marked = await heldDates(
    db,
    { definition: marks, part: '', level, knownOn: null, area: whole },
    today,
  );
  const marksOn = marked[0]?.on ?? null;
  const areas = await prefectures(db, on, 'infinity', wholeOf(whole));
  const parts = [...BUSINESSES.map((one) => one.id), 'total'];
  const of = (definition: IndicatorDefinition, part: string, day: Day) => ({
    definition,
    part,
    on: day,
    strata: null,
  });
  const wanted = [
    ...parts.map((part) => of(rate, part, on)),
    ...parts.map((part) => of(strict, part, on)),
    ...(marksOn === null ? [] : [of(marks, '', marksOn)]),
  ];
  const codes = [...areas.map((one) => one.bodyCode), whole];
  const figures = await readManyFigures(db, wanted, codes, { today, knownOn: null });
  const at = (index: number, area: BodyCode) =>
    figures[index]?.figure({ area, level, bodyClass: 'all', base: 'answered' });
  const meanAt = (index: number, area: BodyCode) => {
    const result = at(index, area);
    return result === undefined ? null : exactMean(result);
  };
  const lineOf = (area: BodyCode, name: string): AreaLine => {
    const total = at(parts.length - 1, area);
    const means = new Map(BUSINESSES.map((one, index) => [one.id, meanAt(index, area)] as const));
    const extended = marksOn === null ? undefined : at(parts.length * 2, area);
    return {
      ...{ area, name },
      bodies: total?.reported ?? 0,
      expected: total?.expected ?? 0,
      partial: total?.partial ?? false,
      completed: meanAt(parts.length - 1, area),
      withoutExcluded: meanAt(parts.length * 2 - 1, area),
      otherEighteen: meanOfOthers(means),
      extended: extended?.numerator == null ? null : Number(extended.numerator),
    };
  };
  return {
    ...{ on, marksOn, days },
    whole: lineOf(whole, ''),
    prefectures: areas.map((one) => lineOf(one.bodyCode, one.name)).filter((line) => line.completed !== null),
    businesses: BUSINESSES.map((one, index) => ({
      id: one.id,
      title: one.title,
      completed: meanAt(index, whole),
      withoutExcluded: meanAt(parts.length + index, whole),
    })),
  };
}
