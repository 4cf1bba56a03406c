import { expect, it } from 'vitest';
import { areaTitle, fullName, governmentTitle, KIND_TITLES, LINEAGE_TITLES } from './titles.ts';

it.each([
  ['北海道', '北海道（道庁分）', '北海道内市町村計'],
  ['青森県', '青森県（県庁分）', '青森県内市町村計'],
  ['東京都', '東京都（都庁分）', '東京都内区市町村計'],
  ['京都府', '京都府（府庁分）', '京都府内市町村計'],
])('%s: the government apart from the area', (name, government, area) => {
  expect([governmentTitle(name), areaTitle(name)]).toEqual([government, area]);
});

it('writes a municipality with its prefecture, a prefecture alone', () => {
  expect(fullName({ kind: 'city', name: '府中市', prefectureName: '東京都' })).toBe('東京都府中市');
  expect(fullName({ kind: 'prefecture', name: '東京都', prefectureName: '東京都' })).toBe('東京都');
});

it('has words for classes and events', () => {
  expect([KIND_TITLES['core-city'], LINEAGE_TITLES.merged]).toEqual(['中核市', '合併']);
});
