import { describe, expect, it } from 'vitest';
import { REGISTER_SOURCE } from '../../bodies/register-data.ts';
import { registerDay } from '../../bodies/rules/register.ts';
import { absentRemark } from './absent.ts';

const { municipalities } = registerDay(REGISTER_SOURCE, '2023-04-01');
const codes = (pick: (prefecture: string) => boolean) =>
  municipalities.filter((body) => pick(body.prefectureCode)).map((body) => body.bodyCode);

describe('a file that leaves municipalities out', () => {
  it('is told by name, within the prefectures that it touches', () => {
    const present = new Set(codes((prefecture) => prefecture === '160008'));
    present.delete('162019');
    expect(absentRemark(present, municipalities)).toBe(
      'この資料に無い市区町村が 1 団体あります（富山県富山市）。その団体の値は変わりません。',
    );
  });

  it('a whole prefecture or the whole nation leaves nobody out', () => {
    expect(absentRemark(new Set(codes((prefecture) => prefecture === '160008')), municipalities)).toBeNull();
    expect(absentRemark(new Set(codes(() => true)), municipalities)).toBeNull();
    expect(absentRemark(new Set(), municipalities)).toBeNull();
  });

  it('a table that was cut off names the first and counts the rest', () => {
    const cut = new Set(codes(() => true).slice(0, 870));
    expect(absentRemark(cut, municipalities)).toMatch(/ほか\d+団体/);
  });
});
