import { describe, expect, it } from 'vitest';
import { BUSINESSES, COMMON_FUNCTION } from './businesses.ts';

describe('the 20 businesses', () => {
  it('are 17 and 3 added later, 8 of them of 総務省, 2 run by prefectures too', () => {
    expect(new Set(BUSINESSES.map((business) => business.id)).size).toBe(20);
    const titles = (pick: (business: (typeof BUSINESSES)[number]) => boolean) =>
      BUSINESSES.filter(pick).map((business) => business.title);
    expect(titles((business) => business.addedLater)).toEqual(['戸籍', '戸籍の附票', '印鑑登録']);
    expect(titles((business) => business.ministry === '総務省')).toHaveLength(8);
    expect(titles((business) => business.prefecture)).toEqual(['生活保護', '児童扶養手当']);
  });

  it('have one name for each of the headings of both ministries', () => {
    const names = BUSINESSES.flatMap((business) => [business.title, ...business.otherNames]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['住民記録', '住民基本台帳', '戸籍附票', '戸籍の附票', '戸籍']),
    );
    expect(names).not.toContain(COMMON_FUNCTION);
  });
});
