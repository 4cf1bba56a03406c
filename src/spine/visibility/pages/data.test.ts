import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, FILE_HASH, openDataStore } from '../../../../test/support/open-data.ts';
import { undoBatch } from '../../roll-up/actions.ts';

let store: Awaited<ReturnType<typeof openDataStore>>;

beforeAll(async () => {
  store = await openDataStore();
}, 60_000);
afterAll(() => store?.close());

async function page(path = '/data'): Promise<string> {
  const response = await store.get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
}

/** The cells of one row of a table, as text. */
function rowOf(html: string, word: string): string {
  const row = html.split('<tr>').find((part) => part.includes(word)) ?? '';
  return row.replaceAll(/<[^>]+>/g, ' ');
}

describe('データと利用条件', () => {
  it('shows a fresh start what can be imported and what is printed', async () => {
    const html = await page();
    expect(html).toContain('まだ取り込まれた資料はありません。');
    expect(rowOf(html, '試験の表')).toMatch(
      /試験の資料.*試験省.*公共データ利用規約（第1.0版）.*出典：試験省/,
    );
    expect(rowOf(html, '試験集計値')).toMatch(/令和3年4月1日時点.*試験の資料（2022年5月11日） /);
    expect(html).not.toContain('試験の資料（2022年5月11日）1行');
    expect(html).toContain('平成26年4月5日（2014年）');
  });

  it('lists what was taken in and what was taken back, 50 on a page', async () => {
    const kept = await store.save([cell({ bodyCode: '012025' })], '残る.csv');
    expect(kept).not.toBe('');
    const undone = await store.save([cell({ bodyCode: '012033' })], '消える.csv');
    await store.deps.db.transaction().execute((tx) => undoBatch(tx, store.clock, undone, '運用管理者'));
    const html = await page();
    expect(rowOf(html, '残る.csv')).toMatch(
      new RegExp(`2026-01-10.*残る.csv.*2023-07-01.*運用管理者.*有効.*${FILE_HASH}`),
    );
    expect(rowOf(html, '消える.csv')).toContain('取消し済み');
    expect(html).not.toContain('次の50件');
    for (let index = 0; index < 49; index += 1) {
      await store.save([cell({ bodyCode: '012041', value: BigInt(index % 2) })], `${randomUUID()}.csv`);
    }
    const first = await page();
    const next = /href="(\/data\?cursor=[^"#]+)/.exec(first)?.[1] ?? '';
    const second = await page(next);
    for (const name of ['残る.csv', '消える.csv']) {
      expect([name, first.includes(name) !== second.includes(name)]).toEqual([name, true]);
    }
    expect((await store.get('/data?cursor=x')).status).toBe(400);
  });

  it('links to addresses that answer, and warns of lost zeros', async () => {
    const html = await page();
    const addresses = new Set(
      [...html.matchAll(/href="(\/api\/[^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&')),
    );
    expect(addresses.size).toBeGreaterThan(8);
    for (const address of addresses) {
      // The examples name an indicator of the real register.
      const asked = address.replaceAll('overall-policy', 'sample-policy');
      expect([asked, (await store.get(asked)).status]).toEqual([asked, 200]);
    }
    expect(html).toContain('id="spreadsheets"');
    expect(html).toContain('先頭の0が落ちます');
    expect(html).toContain('CC BY 4.0');
    expect(html).toContain('SIL Open Font License');
  });

  it('speaks in sentences of at most 60 characters', async () => {
    const text = (await page())
      .replaceAll(/<(head|nav|table|style)[\s\S]*?<\/\1>/g, '')
      .replaceAll(/<\/(p|li|h\d|dd|dt)>/g, '。')
      .replaceAll(/<[^>]+>/g, '');
    const long = text.split('。').filter((sentence) => [...sentence.trim()].length > 60);
    expect(long).toEqual([]);
  });
});
