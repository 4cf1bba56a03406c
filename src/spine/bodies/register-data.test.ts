import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBodyCode } from '../../core/body-code.ts';
import { normalise } from '../../core/text.ts';
import { COVERAGE_START, NON_BODIES, REGISTER_SOURCE } from './register-data.ts';
import { bodiesOn, registerDay } from './rules/register.ts';

const count = (day: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const body of bodiesOn(REGISTER_SOURCE, day)) counts[body.stratum] = (counts[body.stratum] ?? 0) + 1;
  return counts;
};

describe('the register as the program brings it', () => {
  it.each([
    // day, 指定都市, 中核市, other 市, 町
    ['2014-04-05', 20, 43, 727, 745],
    ['2016-10-09', 20, 47, 723, 745],
    ['2016-10-10', 20, 47, 724, 744],
    ['2018-10-01', 20, 54, 718, 743],
    ['2021-04-01', 20, 62, 710, 743],
    ['2026-11-01', 20, 62, 710, 743],
  ])(
    '%s: 47 + 23 + %i 指定都市 + %i 中核市 + %i 市 + %i 町 + 183 村',
    (day, designated, core, city, town) => {
      expect(count(day)).toEqual({
        prefecture: 47,
        'special-ward': 23,
        'designated-city': designated,
        'core-city': core,
        city,
        town,
        village: 183,
      });
    },
  );

  it('has nothing before its coverage starts', () => {
    expect(bodiesOn(REGISTER_SOURCE, '2014-04-04')).toEqual([]);
    expect(registerDay(REGISTER_SOURCE, '2014-04-04').covered).toBe(false);
    expect(registerDay(REGISTER_SOURCE, COVERAGE_START).covered).toBe(true);
  });

  it('writes check digits that are right everywhere', () => {
    const codes = [
      ...REGISTER_SOURCE.rows.map((row) => row.bodyCode),
      ...REGISTER_SOURCE.statuses.map((row) => row.bodyCode),
      ...REGISTER_SOURCE.aliases.map((row) => row.bodyCode),
      ...REGISTER_SOURCE.lineage.flatMap((event) => [event.fromCode, event.toCode]),
      ...NON_BODIES.northernVillages.map((village) => village.code),
      ...NON_BODIES.wards.map((ward) => ward.code),
    ];
    expect(codes.filter((code) => !isBodyCode(code))).toEqual([]);
  });

  it('names every status, alias and correction by a body that bears that name', () => {
    const history = JSON.parse(readFileSync('data/bodies/history.json', 'utf8')) as {
      statuses: { body: string; name: string }[];
      kanaCorrections: { body: string; name: string }[];
    };
    const today = registerDay(REGISTER_SOURCE, '2026-11-01');
    const wrong = [...history.statuses, ...history.kanaCorrections].filter(
      (row) => today.byCode.get(row.body)?.name !== row.name,
    );
    expect(wrong).toEqual([]);
    expect(REGISTER_SOURCE.aliases.filter((alias) => !today.byCode.has(alias.bodyCode))).toEqual([]);
  });

  it('takes as 指定都市 exactly the cities that have wards', () => {
    const withWards = [...new Set(NON_BODIES.wards.map((ward) => ward.city))].sort();
    const designated = bodiesOn(REGISTER_SOURCE, '2026-11-01')
      .filter((body) => body.stratum === 'designated-city')
      .map((body) => body.bodyCode);
    expect(designated).toEqual(withWards);
  });

  it('keeps rows of one body apart in time', () => {
    const faults = REGISTER_SOURCE.rows.filter((row) =>
      REGISTER_SOURCE.rows.some(
        (other) =>
          other !== row &&
          other.bodyCode === row.bodyCode &&
          other.validFrom < (row.validTo ?? '9999') &&
          row.validFrom < (other.validTo ?? '9999'),
      ),
    );
    expect(faults).toEqual([]);
  });

  it.each(['2014-04-05', '2017-06-01', '2026-11-01'])(
    '%s: no two bodies of a prefecture share a normalised name',
    (day) => {
      const seen = new Map<string, string>();
      for (const body of registerDay(REGISTER_SOURCE, day).municipalities) {
        const key = `${body.prefectureCode} ${normalise(body.name)}`;
        expect(seen.get(key), `${body.name} and ${seen.get(key)}`).toBeUndefined();
        seen.set(key, body.name);
      }
      expect(seen.size).toBe(1741);
    },
  );

  it('keeps what changed under its dated name and code', () => {
    const on = (code: string, day: string): string | undefined =>
      registerDay(REGISTER_SOURCE, day).byCode.get(code)?.name;
    expect([on('403059', '2018-09-30'), on('403059', '2018-10-01')]).toEqual(['那珂川町', undefined]);
    expect([on('402311', '2018-09-30'), on('402311', '2018-10-01')]).toEqual([undefined, '那珂川市']);
    expect([on('044237', '2016-10-09'), on('042161', '2016-10-10')]).toEqual(['富谷町', '富谷市']);
    expect([on('282219', '2019-04-30'), on('282219', '2019-05-01')]).toEqual(['篠山市', '丹波篠山市']);
    expect(on('394050', '2026-01-01')).toBe('檮原町');
  });
});
