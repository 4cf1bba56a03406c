import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import type { TryAsId } from '../../src/spine/posts/try-as.tsx';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let village: Browser;
let town: Browser;
let prefecture: Browser;
let ministry: Browser;

beforeAll(async () => {
  site = await openSite();
  village = await signedInAs(site, 'village-officer');
  town = await signedInAs(site, 'town-officer');
  prefecture = await signedInAs(site, 'prefecture');
  ministry = await signedInAs(site, 'ministry');
}, 120_000);
afterAll(() => site?.close());

async function words(answer: Promise<Response>, status = 200): Promise<string> {
  const response = await answer;
  const html = await response.text();
  expect([response.status, pageFaults(html)]).toEqual([status, []]);
  return wordsOf(html);
}

/** The page as a seat gets it, and how many questions it took, of all that a request asks. */
async function counted(who: TryAsId, path: string): Promise<{ questions: number; html: string }> {
  let questions = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      questions += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const db = site.appDeps.db.withPlugin(counting);
  const app = createApp({ ...site.appDeps, db }, modules, '/nowhere');
  const { cookie } = await signedInAs(site, who);
  const answer = await app.request(path, { headers: { cookie } });
  return { questions, html: await answer.text() };
}

describe('the way to the home', () => {
  it('is where the trial leads, and asks a visitor to sign in', async () => {
    const taken = await site.request('/try', {
      method: 'POST',
      body: new URLSearchParams({ who: 'village-officer' }),
      headers: { origin: 'http://127.0.0.1:0' },
    });
    expect(taken.headers.get('location')).toBe('/home');
    const visitor = await site.get('/home');
    expect([visitor.status, visitor.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fhome']);
  });

  it('asks who has several seats for one, and goes on there', async () => {
    const adviser = await signedInAs(site, 'adviser');
    expect((await adviser.get('/home')).headers.get('location')).toBe('/seats?next=%2Fhome');
  });
});

describe('the home of a municipality', () => {
  it('says what to do this month in at most three lines, and where each item of the plan stands', async () => {
    const page = await words(village.get('/home'));
    expect(page).toContain('今月やることは3件');
    expect(page).toContain('令和8年度 DXの推進体制に関する調査に答える');
    expect(page).toContain('手順書のステップ0～3');
    expect(page).toContain('計画の取組：18件');
    expect(page).toContain('見本県内の村');
    // An item without a module says so.
    expect(page).toContain('① BPRの取組の徹底 なし この機能は未提供です。');
  });

  it('is small, and asks the database few questions', async () => {
    const { questions, html } = await counted('village-officer', '/home');
    expect(html.length).toBeLessThan(40_000);
    expect(questions).toBeLessThanOrEqual(40);
  });

  it('shows nobody else’s tasks', async () => {
    const html = await (await town.get('/home')).text();
    expect(html).not.toContain('993611');
  });
});

describe('papers', () => {
  it('the CIO gets one page, and the PDF of the same', async () => {
    const cio = await words(village.get('/home/cio'));
    // Each group of the plan counts from ① again: the table says of which it speaks.
    expect(cio).toContain('計画（第5.0版）の取組の状況：自治体DXの重点取組事項');
    expect(cio.match(/① /g)?.length).toBe(cio.match(/取組の状況：/g)?.length);
    const pdf = await village.get('/home/cio.pdf');
    expect([200, 503]).toContain(pdf.status);
    if (pdf.status === 200)
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
  });

  it('a figure of the 議会 stands beside the same class, with one sentence for the answer', async () => {
    const page = await words(town.get('/home/one-page?indicator=card-holding'));
    expect(page).toMatch(
      /例示町の「[^」]+」は、令和\d+年\d+月\d+日（\d{4}年）時点で[\d.]+ ?%です。見本県内の町2団体の中央値は[\d.]+ ?%です。/,
    );
    expect(page).toContain('出典 見本（実在しません）');
    expect(await words(town.get('/home/one-page?indicator=nothing'))).toContain(
      'この指標の値は、この団体にありません',
    );
    expect((await town.get('/home/one-page.pdf?indicator=nothing')).status).toBe(404);
  });
});

describe('the home above municipalities', () => {
  it('a prefecture sees its municipalities by item, its own government apart', async () => {
    const page = await words(prefecture.get('/home'));
    expect(page).toMatch(/県内5団体のうち、遅れのある団体は\d団体です/);
    expect(page).toContain('見本県内市区町村計（5団体）と見本県（県庁分）');
    expect(page).toContain('架空村');
    const villages = await words(prefecture.get('/home?kind=village&sort=needs'));
    expect(villages).toContain('市区町村ごとの状況（1団体）');
    const rows = /市区町村ごとの状況.*?遅れているもの/.exec(villages)?.[0] ?? '';
    expect([rows.includes('架空村'), rows.includes('例示町')]).toEqual([true, false]);
    expect((await prefecture.get('/home?kind=x&show=y&sort=z&page=99999')).status).toBe(200);
  });

  it('asks no question for each body: a prefecture needs no more than a village, the nation fewer', async () => {
    expect((await counted('prefecture', '/home')).questions).toBeLessThanOrEqual(38);
    expect((await counted('ministry', '/home')).questions).toBeLessThanOrEqual(20);
  });

  it('a prefecture comes from each state to what it may read', async () => {
    const html = await (await prefecture.get('/home')).text();
    const matrix = html.slice(html.indexOf('class="home-matrix"'), html.indexOf('id="late"'));
    const hrefs = [...new Set([...matrix.matchAll(/href="([^"]+)"/g)].map((found) => found[1] ?? ''))];
    expect(hrefs.length).toBeGreaterThan(10);
    for (const href of hrefs) expect([href, (await prefecture.get(href)).status]).toEqual([href, 200]);
  });

  it('the nation sees what is late by item and step, municipalities and governments apart', async () => {
    const page = await words(ministry.get('/home'));
    expect(page).toMatch(/遅れのある市区町村は\d+団体、都道府県（庁分）は\d+団体です/);
    expect((await ministry.get('/home?item=standardization&step=x&page=9')).status).toBe(200);
  });
});

describe('年間照会カレンダー', () => {
  it('shows what came this year; of the survey that came, last year is no longer expected', async () => {
    const page = await words(village.get('/surveys/calendar'));
    expect(page).toMatch(/令和8年度（2026年度）の照会：届いた3件、見込み0件/);
    site.clock.set('2027-04-01T09:00:00+09:00');
    // The session of last year is over.
    const again = await signedInAs(site, 'village-officer');
    const next = await words(again.get('/surveys/calendar'));
    expect(next).toMatch(/令和9年度（2027年度）の照会：届いた0件、見込み3件/);
    expect(next).toContain('見込み（昨年度は令和8年4月1日（2026年））');
  });
});
