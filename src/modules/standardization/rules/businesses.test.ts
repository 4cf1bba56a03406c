import { describe, expect, it } from 'vitest';
import { BUSINESSES, businessNamed, COMMON_FUNCTION } from './businesses.ts';

describe('the 20 businesses', () => {
  it('are 17 and 3 added later, 8 of them of 総務省, 2 run by prefectures too', () => {
    expect(new Set(BUSINESSES.map((business) => business.id)).size).toBe(20);
    const titles = (pick: (business: (typeof BUSINESSES)[number]) => boolean) =>
      BUSINESSES.filter(pick).map((business) => business.title);
    expect(titles((business) => business.addedLater)).toEqual(['戸籍', '戸籍の附票', '印鑑登録']);
    expect(titles((business) => business.ministry === '総務省')).toHaveLength(8);
    expect(titles((business) => business.prefecture)).toEqual(['生活保護', '児童扶養手当']);
  });

  it('are found under the names of both ministries', () => {
    expect(businessNamed('住民記録')).toBe(businessNamed('住民基本台帳'));
    expect(businessNamed('戸籍附票')?.title).toBe('戸籍の附票');
    expect(businessNamed('戸籍')?.id).toBe('family-register');
  });

  it('共通機能 and 全体進捗率 are no business', () => {
    expect(businessNamed(COMMON_FUNCTION)).toBeNull();
    expect(businessNamed('全体進捗率')).toBeNull();
  });
});
