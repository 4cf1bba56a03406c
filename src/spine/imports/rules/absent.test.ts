import { describe, expect, it } from 'vitest';
import { REGISTER_SOURCE } from '../../bodies/register-data.ts';
import { registerDay } from '../../bodies/rules/register.ts';
import {
  ABSENCE_ACCEPTED,
  absentBodies,
  absentQuestion,
  absentRemark,
  acceptsAbsence,
  isMisplaced,
} from './absent.ts';

const { municipalities } = registerDay(REGISTER_SOURCE, '2023-04-01');
const codes = (pick: (prefecture: string) => boolean) =>
  municipalities.filter((body) => pick(body.prefectureCode)).map((body) => body.bodyCode);

const TOYAMA = codes((prefecture) => prefecture === '160008');

describe('a file that leaves municipalities out', () => {
  it('is asked about by name, within the prefectures that it touches', () => {
    const absent = absentBodies(new Set(TOYAMA.filter((code) => code !== '162019')), municipalities);
    expect(absent).toEqual([{ bodyCode: '162019', name: '富山県富山市' }]);
    expect(absentQuestion(absent)).toMatchObject({
      kind: 'absent',
      row: 0,
      written: '富山県富山市',
      why: 'この資料に無い市区町村が 1 団体あります（富山県富山市）。表が途中で切れていないか、元の資料と見比べてください。',
    });
    expect(absentRemark(absent)).toContain('その団体の値は変わりません。');
  });

  it('a whole prefecture or the whole nation leaves nobody out', () => {
    expect(absentBodies(new Set(TOYAMA), municipalities)).toEqual([]);
    expect(absentBodies(new Set(codes(() => true)), municipalities)).toEqual([]);
    expect(absentBodies(new Set(), municipalities)).toEqual([]);
  });

  it('a table that was cut off names the first twenty and counts the rest; the choice lists all', () => {
    const absent = absentBodies(
      new Set(codes((prefecture) => prefecture === '010006').slice(0, 150)),
      municipalities,
    );
    expect(absent).toHaveLength(29);
    const question = absentQuestion(absent);
    expect(question.written.split('、')).toHaveLength(20);
    expect(question.why).toContain('ほか9団体');
    expect(question.candidates).toEqual(absent);
  });

  it('is accepted as a whole only: neither does a row answer it, nor does it answer a row', () => {
    expect(acceptsAbsence(ABSENCE_ACCEPTED)).toBe(true);
    expect(isMisplaced(ABSENCE_ACCEPTED)).toBe(false);
    expect(isMisplaced({ ...ABSENCE_ACCEPTED, row: 3 })).toBe(true);
    expect(isMisplaced({ ...ABSENCE_ACCEPTED, chosen: 'ignore' })).toBe(true);
    expect(isMisplaced({ sheet: 1, row: 3, column: 1, chosen: 'ignore' })).toBe(false);
  });
});
