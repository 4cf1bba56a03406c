import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults } from '../../../test/support/page-faults.ts';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';

let site: Site;
let village: Browser;
let prefecture: Browser;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
  prefecture = await signedInAs(site, 'prefecture');
}, 120_000);
afterAll(() => site?.close());

async function read(who: Browser, path: string, status = 200): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 400)}`);
  expect(pageFaults(html)).toEqual([]);
  return readable(html);
}
async function send(
  who: Browser,
  path: string,
  values: Record<string, string>,
  status = 303,
): Promise<string> {
  const answer = await who.post(path, values);
  const html = await answer.text();
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${readable(html).slice(0, 900)}`);
  return status === 303 ? (answer.headers.get('location') ?? '') : readable(html);
}

describe('ステップ0', () => {
  it('is closed by a dated record, which becomes evidence, and opened again by taking it back', async () => {
    expect(await read(village, '/steps')).toContain('架空村は、ステップ0「認識共有・機運醸成」にいます');
    const page = '/steps/handbook/awareness';
    const given = { seen: '0', move: 'finish', on: '令和8年4月10日', record: '庁議', note: '第1回庁議' };
    expect(await send(village, page, given)).toBe(page);
    expect(await read(village, '/steps')).toContain('ステップ1「全体方針の決定」にいます');
    expect(await read(village, page)).toContain('根拠資料あり');
    await send(village, `${page}/undo`, { seen: '1', reason: '日を誤った' });
    expect(await read(village, '/steps')).toContain('ステップ0「認識共有・機運醸成」にいます');
    expect(await read(village, page)).toContain('［取消し済み］');
    expect(await read(prefecture, '/steps/review')).toContain('架空村');
  });
});
