import { describe, expect, it } from 'vitest';
import { basicRows, residentWorkbook, shapesFile } from '../../../../test/fixtures/files/bodies.ts';
import { csv, withCell } from '../../../../test/fixtures/files/cells.ts';
import { codesOf, factLines, kindsOf, sumOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { bodiesFileKinds } from './all.ts';
import { basicIndicators } from './basic-indicators.ts';
import { residentRegister } from './resident-register.ts';
import { municipalityShapes } from './shapes.ts';

const POPULATION = 'population@1';

function whys(ignored: readonly { readonly why: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { why } of ignored) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

describe('a workbook like that of the resident register', () => {
  it.each([true, false])(
    'is read with heads repeated %s: bodies only, sums as controls',
    async (repeatHeads) => {
      const workbook = await workbookOf(await residentWorkbook(undefined, { repeatHeads }));
      expect(kindsOf(workbook, bodiesFileKinds)).toEqual(['resident-register']);
      const outcome = residentRegister.read(workbook, { asOf: null });
      expect(outcome.rejected).toEqual([]);
      expect(outcome.asOf).toBe('2025-01-01');
      expect(codesOf(outcome)).toHaveLength(15);
      expect(whys(outcome.ignored)).toEqual({
        合計の行: 1,
        都道府県の行: 1,
        郡の小計の行: 1,
        行政区の行: 1,
        北方領土の村の行: 1,
        注記: 1,
      });
      const people = outcome.facts.filter((fact) => fact.indicator === POPULATION);
      const [nation, , prefecture] = outcome.controls;
      expect(nation).toMatchObject({ indicator: POPULATION, prefecture: null, value: sumOf(people) });
      expect(prefecture).toMatchObject({ indicator: POPULATION, prefecture: '富山県', value: sumOf(people) });
      expect(outcome.facts.filter((fact) => fact.indicator === 'households-resident@1')).toHaveLength(15);
    },
  );

  it('needs a day when the title has none, and refuses 日本人住民 alone', async () => {
    const bare = await workbookOf(await residentWorkbook('住民基本台帳人口'));
    expect(residentRegister.read(bare, { asOf: null })).toMatchObject({ asOf: null, facts: [] });
    expect(residentRegister.read(bare, { asOf: '2024-01-01' }).facts[0]?.on).toBe('2024-01-01');
    const half = await workbookOf(
      await residentWorkbook('令和7年1月1日人口・世帯数（市区町村別）（日本人住民）'),
    );
    expect(residentRegister.read(half, { asOf: null }).rejected[0]?.message).toContain('日本人住民だけの表');
  });

  it('does not trust a formula', async () => {
    const workbook = await workbookOf(await residentWorkbook(undefined, { formulaAt: [9, 6] }));
    const { rejected } = residentRegister.read(workbook, { asOf: null });
    expect(rejected.map(({ row, column }) => [row, column])).toEqual([[9, 6]]);
    expect(rejected[0]?.message).toContain('数式');
  });
});

describe('a table like the basic indicators', () => {
  it('gives census counts on the days of the census, and names the columns it leaves', async () => {
    const workbook = await workbookOf(csv('基礎.csv', basicRows()));
    expect(kindsOf(workbook, bodiesFileKinds)).toEqual(['basic-indicators']);
    const outcome = basicIndicators.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(codesOf(outcome).slice(0, 2)).toEqual(['162019', '162027']);
    const lines = factLines(outcome, 'population-census@1');
    expect(new Set(lines.map(([, , on]) => on))).toEqual(new Set(['2020-10-01', '2025-10-01']));
    expect(lines.find(([code, , on]) => code === '162043' && on === '2020-10-01')?.[5]).toBe(
      'blank-in-source',
    );
    expect(whys(outcome.ignored)).toEqual({ 区分の列: 1, 年の記載がない列: 4 });
    expect(outcome.remarks?.[0]?.text).toContain('--as-of');
    const given = basicIndicators.read(workbook, { asOf: '2024-03-31' });
    expect(factLines(given, 'fiscal-capability@1')[0]).toEqual(['162019', '', '2024-03-31', 50n, null, null]);
    expect(factLines(given, 'population-census@1')).toEqual(lines);
    const wrong = await workbookOf(
      csv('基礎.csv', withCell(withCell(basicRows(), 3, 5, '1.5'), 1, 8, 'area_ha')),
    );
    expect(basicIndicators.read(wrong, { asOf: null }).rejected.map((one) => one.column)).toEqual([8, 5]);
  });
});

describe('a map like the municipality TopoJSON', () => {
  it('is an asset of 1,741 codes; the northern villages are shapes only', async () => {
    const workbook = await workbookOf(shapesFile());
    expect(kindsOf(workbook, bodiesFileKinds)).toEqual(['municipality-shapes']);
    const outcome = municipalityShapes.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(outcome.asset?.bodies).toHaveLength(1741);
    expect(new Set(codesOf(outcome)).size).toBe(1741);
    expect(whys(outcome.ignored)).toEqual({ 北方領土の村の図形: 6 });
  });

  it.each([
    ['a missing code', (codes: string[]) => codes.slice(1), 'の数が'],
    ['a code twice', (codes: string[]) => [codes[1] ?? '', ...codes.slice(1)], '2つあります'],
    [
      'a wrong check digit',
      (codes: string[]) => ['011003', ...codes.slice(1)],
      '市区町村のコードではありません',
    ],
  ])('refuses %s', async (_, change, message) => {
    const outcome = municipalityShapes.read(await workbookOf(shapesFile(change)), { asOf: null });
    expect(outcome.rejected.map((one) => one.message).join()).toContain(message);
  });
});

describeShared('real files about bodies', () => {
  it.each([
    ['20210101', '2021-01-01', 126654244n, 59497356n, 175],
    ['20250101', '2025-01-01', 124330690n, 61287994n, 171],
  ])('住民基本台帳 %s', async (file, on, population, households, wards) => {
    const workbook = await sharedWorkbook(`juki/住民基本台帳人口_${file}_市区町村別_総計.xlsx`);
    expect(kindsOf(workbook, bodiesFileKinds)).toEqual(['resident-register']);
    const outcome = residentRegister.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(outcome.asOf).toBe(on);
    expect(new Set(codesOf(outcome)).size).toBe(1741);
    const of = (indicator: string) => outcome.facts.filter((fact) => fact.indicator === indicator);
    expect([sumOf(of(POPULATION)), sumOf(of('households-resident@1'))]).toEqual([population, households]);
    expect(outcome.controls).toHaveLength(96);
    for (const control of outcome.controls) {
      const facts = of(control.indicator).filter(
        (fact) =>
          control.prefecture === null || outcome.mentions[fact.mention]?.prefecture === control.prefecture,
      );
      expect([control.prefecture, sumOf(facts)]).toEqual([control.prefecture, control.value]);
    }
    expect(whys(outcome.ignored)).toMatchObject({
      合計の行: 1,
      都道府県の行: 47,
      行政区の行: wards,
      郡の小計の行: 307,
      島しょの小計の行: 1,
      北方領土の村の行: 6,
    });
  });

  it('census counts: 双葉町 had nobody to count in 2020', async () => {
    const outcome = basicIndicators.read(await sharedWorkbook('indicators/municipal-basic-indicators.csv'), {
      asOf: null,
    });
    expect(outcome.rejected).toEqual([]);
    expect(new Set(codesOf(outcome)).size).toBe(1741);
    const blank = factLines(outcome, 'population-census@1').filter(([, , , value]) => value === null);
    expect(sumOf(outcome.facts.filter((fact) => fact.on === '2020-10-01'))).toBe(126146099n);
    const dated = basicIndicators.read(await sharedWorkbook('indicators/municipal-basic-indicators.csv'), {
      asOf: '2024-03-31',
    });
    expect(dated.rejected).toEqual([]);
    expect(dated.facts).toHaveLength(1741 * 10);
    const empty = (id: string) =>
      factLines(dated, id).filter(([, , , , , reason]) => reason === 'blank-in-source');
    expect(empty('fiscal-capability@1')).toHaveLength(23);
    expect(empty('future-burden-ratio@1')).toHaveLength(334);
    expect(blank).toEqual([['075469', '', '2020-10-01', null, null, 'blank-in-source']]);
  });

  it('the map covers the register; the prefecture map is another file', async () => {
    const workbook = await sharedWorkbook('maps/ja_municipality_area.json');
    expect(kindsOf(workbook, bodiesFileKinds)).toEqual(['municipality-shapes']);
    const outcome = municipalityShapes.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(new Set(codesOf(outcome)).size).toBe(1741);
    expect(kindsOf(await sharedWorkbook('maps/ja_prefecture_area.json'), bodiesFileKinds)).toEqual([]);
  });
});
