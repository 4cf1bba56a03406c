import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeShared, sharedWorkbook } from '../../../test/support/shared-data.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { round } from '../../core/rational.ts';
import { registerSource } from '../../spine/bodies/queries/register.ts';
import { matchMentions } from '../../spine/bodies/rules/match.ts';
import { registerDay } from '../../spine/bodies/rules/register.ts';
import type { FileKind } from '../../spine/contracts/file-kind.ts';
import { publicFigures } from './actions/public-figures.ts';
import { lateMigrationList } from './file-kinds/late-migration.ts';
import { standardizationRates } from './file-kinds/rates.ts';

describeShared('the table of 2026-01 and the list of 2025-12', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite('2026-06-20T09:00:00+09:00', { SHIRUBE_SAMPLE: 'off' });
    await bring(standardizationRates, '標準化進捗_市区町村別_202601_北海道東北抜粋.csv');
    await bring(lateMigrationList, '特定移行支援システム該当見込み_202512_北海道東北抜粋.csv');
  }, 60_000);
  afterAll(() => site?.close());

  async function bring(kind: FileKind, name: string): Promise<void> {
    const workbook = await sharedWorkbook(`standardization/${name}`);
    const outcome = kind.read(workbook, { asOf: null });
    const register = registerDay(await registerSource(site.deps.db), outcome.registerOn);
    const { outcomes } = matchMentions(outcome.mentions, outcome.matching, register);
    const observations = outcome.facts.flatMap((fact) => {
      const body = outcomes[fact.mention];
      if (body?.kind !== 'matched') return [];
      const { mention: _, ...rest } = fact;
      return [
        { ...rest, bodyCode: body.bodyCode, series: kind.source.series, state: outcome.state, sheet: 0 },
      ];
    });
    await site.save(observations);
  }

  it('give every prefecture mean to the digit, and the mean of the other 18 beside it', async () => {
    const figures = await publicFigures(site.deps.db, '000000', '2026-06-20', null);
    expect(figures?.on).toBe('2026-01-31');
    const rows = figures?.prefectures.map((line) => [line.name, line.completed && round(line.completed, 4)]);
    expect(rows).toEqual([
      ['北海道', '0.8226'],
      ['青森県', '0.7889'],
      ['岩手県', '0.8862'],
      ['宮城県', '0.8534'],
      ['秋田県', '0.7297'],
      ['山形県', '0.8815'],
      ['福島県', '0.7633'],
    ]);
    expect(figures?.prefectures.every((line) => line.withoutExcluded === null)).toBe(true);
    const others = figures?.prefectures.map((line) => line.otherEighteen && round(line.otherEighteen, 4));
    expect(others?.every((mean, index) => mean !== null && Number(mean) < Number(rows?.[index]?.[1]))).toBe(
      true,
    );
  });

  it('say on the page that 対象外 is not broken down', async () => {
    const page = readable(await site.page('/standardization'));
    expect(page).toContain('対象外の内訳なし');
    expect(page).toContain('82.26 %');
    expect(page).toContain('406団体');
  });

  it('say in the heading of how many bodies they speak, and mark what is not of all', async () => {
    const page = readable(await site.page('/standardization'));
    expect(page).toMatch(/406団体の標準化の完了率は81\.8 %です/);
    expect(page).toMatch(/全国計 ?1,741団体中 406 ?8\d\.\d\d % ?一部集計/);
    // Every municipality of 青森県 is in the table: nothing to mark.
    expect(page).toMatch(/青森県内市町村計 ?40 ?78\.89 % ?対象外の内訳なし/);
  });

  it('make a marked business extended, never late', async () => {
    const { MARKS } = await import('./queries/marks.ts');
    const { rows } = await MARKS.execute(site.deps.db);
    expect(rows).toHaveLength(960);
  });
});
