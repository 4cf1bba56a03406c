import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { registerOn } from '../../src/spine/bodies/queries/register.ts';
import { matchMentions } from '../../src/spine/bodies/rules/match.ts';
import { observed, openSite, readable, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(undefined, { SHIRUBE_TRIAL: 'off' });
}, 120_000);
afterAll(() => site?.close());

const BAND = '見本県は実在しません。 数値はすべて架空です。';
const NOINDEX = '<meta name="robots" content="noindex"/>';
const search = (words: string) => site.get(`/search?q=${encodeURIComponent(words)}`);

describe('pages of 見本県', () => {
  it.each([
    ['/bodies/990001', '見本県内市町村5団体の現在地'],
    ['/bodies/990001?knownOn=2026-04-01&indicator=cio', '見本県内市町村5団体の現在地'],
    ['/bodies/992011', '見本県見本市の現在地'],
    ['/bodies/993611', '見本県架空村の現在地'],
    ['/bodies/993018', '見本町は、令和4年10月1日（2022年）に見本市になりました'],
    ['/provenance/o~993026~population%401~~2025-01-01', '人口（住民基本台帳）の値の出所'],
    ['/provenance/r~cio%401~990001~municipality~town~~2025-04-01~2026-04-01~official', '見本県内市町村計'],
  ])('%s says that it does not exist, and is kept by no search engine', async (path, title) => {
    const html = await site.page(path);
    expect(readable(html)).toContain(BAND);
    expect(readable(html)).toContain(title);
    expect(html).toContain(NOINDEX);
  });

  it.each(['/', '/bodies/010006', '/bodies/012025', '/indicators/cio'])('%s bears no band', async (path) => {
    const html = await site.page(path);
    expect(readable(html)).not.toContain(BAND);
    expect(html).not.toContain(NOINDEX);
  });

  it('compare with 見本県, and name the nation beside it', async () => {
    const text = readable(await site.page('/bodies/993026'));
    expect(text).toContain('見本県内の町');
    expect(text).toMatch(/3 ?団体の中央値/);
  });

  it('show what was said before a correction', async () => {
    const text = readable(await site.page('/provenance/o~993026~population%401~~2025-01-01'));
    expect(text).toContain('第2版');
    expect(text).toContain('見本の訂正と確定値（実在しません）');
    expect(readable(await site.page('/corrections'))).not.toContain('見本');
  });

  it('give their open data to whoever names them', async () => {
    const json = async (path: string) => (await site.get(`/api/v1/${path}`)).json();
    expect(await json('rollups?indicator=cio&area=990001&asOf=2025-04-01')).toMatchObject({ expected: 5 });
    expect(await json('bodies?prefecture=990001')).toMatchObject({ total: 6 });
    const own = (await json('observations?body=993611&indicator=cio&asOf=all')) as { items: unknown[] };
    // The newest of the four days is 速報, which open data does not give.
    expect(own.items).toHaveLength(3);
  });
});

describe('見本県 is found', () => {
  it.each([
    ['見本県', '/bodies/990001'],
    ['みほんけん', '/bodies/990001'],
    ['見本県架空', '/bodies/993611'],
    ['見本市', '/bodies/992011'],
    ['見本町', '/bodies/992011'],
  ])('by its name: %s', async (words, address) => {
    expect((await search(words)).headers.get('location')).toBe(address);
  });

  it.each(['架空村', 'かくうむら', '993611', '99', '例示'])('and by nothing else: %s', async (words) => {
    expect(await (await search(words)).text()).not.toContain('/bodies/99');
  });

  it('by no file: what is matched with is the nation alone', async () => {
    const register = await registerOn(site.deps.db, '2023-04-01');
    expect([register.prefectures.length, register.municipalities.length]).toEqual([47, 1741]);
    const mention = {
      sheet: 1,
      row: 2,
      column: 1,
      prefecture: '見本県',
      name: '見本市',
      level: 'municipality',
    } as const;
    for (const matching of ['by-code', 'by-name'] as const) {
      const { outcomes } = matchMentions([{ ...mention, code: '992011' }], matching, register);
      expect(outcomes[0]?.kind).toBe('unmatched');
    }
  });
});

describe('what fills 見本県', () => {
  it('is recorded once', async () => {
    const batches = async () =>
      (
        await sql<{
          title: string;
        }>`select title from observations.batch where sample order by batch_no`.execute(site.deps.db)
      ).rows;
    expect((await batches()).length).toBeGreaterThanOrEqual(2);
    const before = await batches();
    const text = await site.page('/bodies/993026');
    await prepareDatabase(site.deps, modules);
    expect(await batches()).toEqual(before);
    expect(await site.page('/bodies/993026')).toBe(text);
  });

  it('never comes in one batch with the nation', async () => {
    await expect(
      site.save([observed({ bodyCode: '012025' }), observed({ bodyCode: '993026' })]),
    ).rejects.toThrow(/at once/);
  });

  it('goes when the settings leave it out, and comes back', async () => {
    const off = { ...site.deps, settings: { ...site.deps.settings, sample: false } };
    const before = await site.page('/bodies/993026');
    await prepareDatabase(off, modules);
    expect((await site.get('/bodies/993026')).status).toBe(404);
    expect((await search('見本県')).status).toBe(200);
    expect(await site.page('/')).not.toContain('見本県で試す');
    await prepareDatabase(site.deps, modules);
    expect(readable(await site.page('/bodies/993026'))).toBe(readable(before));
  }, 60_000);
});
