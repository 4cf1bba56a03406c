import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/people.ts';
import { signedInAs } from '../support/people.ts';
import { openSite, readable, type Site } from '../support/site.ts';

/** The roadmap by its pages, as the only officer of 架空村, who has none, and as others see it. */
describe('the pages of the roadmap', () => {
  let site: Site;
  let village: Browser;

  beforeAll(async () => {
    site = await openSite('2026-11-21T09:00:00+09:00');
    village = await signedInAs(site, 'village-officer');
  }, 120_000);
  afterAll(() => site?.close());

  const html = async (answer: Promise<Response>, status = 200) => {
    const response = await answer;
    const text = await response.text();
    expect(response.status, readable(text).slice(0, 1500)).toBe(status);
    return text;
  };

  it('begins empty and takes a first line', async () => {
    expect(await html(village.get('/roadmap'))).toContain('個別取組はまだありません');
    const refused = await html(
      village.post('/roadmap/new', { item: 'telework', title: '', starts: 'らいねん', ends: '' }),
      422,
    );
    for (const words of ['個別取組の名称を書いてください', '時期として読めません', 'らいねん'])
      expect(refused).toContain(words);
    const made = await village.post('/roadmap/new', {
      item: 'telework',
      title: '庁舎外で働ける端末を配る',
      starts: '令和8年度第1四半期',
      ends: '2028-03-31',
      state: 'on-track',
      stateText: '端末10台を使い始めました。',
      nextText: '運用の手引きを作る',
      nextOn: '令和8年12月25日',
      budgetYears: '2026-2030',
      'budget-2026-initial': '1,200,000円',
    });
    expect(made.headers.get('location')).toBe('/roadmap/lines/K001-993611');
    const page = await html(village.get('/roadmap/lines/K001-993611'));
    for (const words of [
      '順調',
      '1,200,000円',
      '令和8年度第1四半期',
      'BPRか標準化',
      '基準値',
      '見本県は実在しません',
    ])
      expect([words, page.includes(words)]).toEqual([words, true]);
    expect(await html(village.get('/roadmap'))).toContain('実行中の個別取組は1件です');
  });
});
