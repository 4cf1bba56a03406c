import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, readable, type Site } from '../../../../test/support/site.ts';
import { municipalitiesOf } from '../../bodies/queries/register.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite('2026-04-01T09:00:00+09:00');
  await site.save([
    observed({ bodyCode: '012025', value: 0n }),
    observed({ bodyCode: '012025', indicator: 'procedures-32@1', value: 3n, base: 32n }),
  ]);
  site.clock.set('2026-04-03T16:30:00+09:00');
  await site.save(
    [
      observed({ bodyCode: '012025', value: 1n }),
      observed({ bodyCode: '012025', indicator: 'procedures-32@1', value: 4n, base: 32n }),
    ],
    '直した表',
  );
  site.clock.set('2026-04-05T10:00:00+09:00');
  const municipalities = await municipalitiesOf(site.deps.db, null, '2023-04-01');
  const wrong = await site.save(
    municipalities.map(({ bodyCode }) => observed({ bodyCode, indicator: 'cio@1' })),
    '誤った表',
  );
  site.clock.set('2026-04-06T11:05:00+09:00');
  await site.undo(wrong);
}, 120_000);
afterAll(() => site?.close());

describe('the list of corrections', () => {
  it('is newest first, each with what stood before and what stands since, in words and units', async () => {
    const text = readable(await site.page('/corrections'));
    expect(text.indexOf('取消し：誤った表')).toBeLessThan(text.indexOf('資料の取込みによる差替え：直した表'));
    expect(text).toContain('2026-04-03 16:30 運用管理者');
    expect(text).toMatch(
      /北海道函館市 DXを推進するための全体方針の策定 2023-04-01 未実施 実施 試験\.csv、2行3列/,
    );
    expect(text).toMatch(/9\.4 % 3／32 12\.5 % 4／32/);
  });

  it('groups an undone import of a whole country as one entry with the first fifty folded', async () => {
    const html = await site.page('/corrections');
    const entry = html.slice(html.indexOf('取消し：誤った表</h2>'), html.indexOf('資料の取込みによる差替え'));
    expect(readable(entry)).toContain('1,741団体の1,741件の値を取り消しました。');
    expect(entry.match(/<tr><th scope="row"/g)).toHaveLength(50);
    expect(entry).toContain('<details');
    expect(entry).not.toContain('<details class="dads-disclosure" open');
  });

  it('shows one batch whole, a hundred on a page', async () => {
    const list = await site.page('/corrections');
    const href = /href="(\/corrections\?batch=[^"]+)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const last = await site.page(`${href}&page=18`);
    expect(last.match(/<tr><th scope="row"/g)).toHaveLength(41);
    await site.page('/corrections?batch=nothing', 404);
  });

  it('leads to how each value came about', async () => {
    expect(await site.page('/corrections')).toContain('/provenance/o~012025~overall-policy%401~~2023-04-01');
  });

  it('leaves the old value in place for whoever asks for an earlier day', async () => {
    const path = '/indicators/overall-policy?view=table&prefecture=010006';
    const rowOf = (html: string) =>
      readable(/<tr><th scope="row"><a href="\/bodies\/012025".*?<\/tr>/.exec(html)?.[0] ?? '');
    expect(rowOf(await site.page(path))).toMatch(/函館市 北海道 012025 実施/);
    expect(rowOf(await site.page(`${path}&knownOn=2026-04-02`))).toMatch(/函館市 北海道 012025 未実施/);
    const cio = '/indicators/cio?asOf=2023-04-01';
    expect(readable(await site.page(`${cio}&knownOn=2026-04-05`))).toContain('1,741／1,741団体');
    await site.page(cio, 404);
  });

  it('shows with knownOn what had been corrected by then', async () => {
    const text = readable(await site.page('/corrections?knownOn=2026-04-04'));
    expect(text).toContain('直した表');
    expect(text).not.toContain('誤った表');
    expect(readable(await site.page('/corrections?knownOn=2026-04-02'))).toContain(
      '訂正も取消しも、まだありません。',
    );
  });
});
