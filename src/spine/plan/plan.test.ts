import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { loadPlan } from './actions.ts';
import { loadPlanData } from './data.ts';
import { m0001 } from './migrations/0001-plan.ts';
import { makePlanModule } from './module.ts';
import {
  changesBetweenVersions,
  handbooks,
  itemAcrossVersions,
  planItem,
  planVersion,
  planVersions,
} from './queries/plan.ts';
import { readPlan } from './queries/read.ts';
import { loadedHash } from './queries/write.ts';

let database: TestDatabase;
let deps: Deps;
let app: Hono;

beforeAll(async () => {
  database = await testDatabase([m0001]);
  deps = {
    db: database.db,
    clock: fixedClock('2026-04-01T09:00:00+09:00'),
    log: pino({ level: 'silent' }),
    settings: {} as Deps['settings'],
  };
  const face = makePlanModule({
    indicatorsFor: (plan, item) =>
      plan === '5.0' && item === 'organisation' ? [{ id: 'cio', title: 'CIOの任命' }] : [],
    homeFor: (item) =>
      item === 'organisation'
        ? { kind: 'module', title: '推進体制', href: '/indicators/cio' }
        : { kind: 'planned' },
  });
  await face.seed?.(deps);
  app = new Hono().route('/', face.pages!(deps));
});

afterAll(async () => {
  await database?.close();
});

describe('loading', () => {
  test('what is read is what data/plan says', async () => {
    expect(await readPlan(deps.db)).toEqual(loadPlanData());
  });

  test('the same data is loaded once; a change replaces all of it, and back', async () => {
    const plan = loadPlanData();
    const before = await loadedHash(deps.db);
    expect(await loadPlan(deps)).toBe(false);
    const smaller = { ...plan, entries: plan.entries.slice(0, 3) };
    expect(await loadPlan(deps, smaller)).toBe(true);
    expect((await readPlan(deps.db)).entries).toEqual(smaller.entries);
    expect(await loadedHash(deps.db)).not.toBe(before);
    expect(await loadPlan(deps)).toBe(true);
    expect(await readPlan(deps.db)).toEqual(plan);
  });

  test('two programs that start at once load once', async () => {
    const plan = loadPlanData();
    await loadPlan(deps, { ...plan, entries: plan.entries.slice(0, 1) });
    const wrote = await Promise.all([loadPlan(deps), loadPlan(deps), loadPlan(deps)]);
    expect(wrote.filter(Boolean)).toHaveLength(1);
    expect(await readPlan(deps.db)).toEqual(plan);
  });

  test('data that breaks a key changes nothing', async () => {
    const plan = loadPlanData();
    const broken = { ...plan, entries: [{ ...plan.entries[0]!, item: 'nothing' }] };
    await expect(loadPlan(deps, broken)).rejects.toThrow(/foreign key/);
    expect(await readPlan(deps.db)).toEqual(plan);
  });
});

describe('queries', () => {
  test('versions, one version, one item, its line, changes, handbooks', async () => {
    expect((await planVersions(deps.db)).map((version) => version.id)).toEqual([
      '5.0',
      '2024-04',
      '2.0',
      '1.0',
    ]);
    expect((await planVersion(deps.db, '5.0'))?.contents.map(({ items }) => items.length)).toEqual([
      3, 4, 8, 3,
    ]);
    expect(await planVersion(deps.db, '3.0')).toBeNull();
    const item = await planItem(deps.db, '1.0', 'security');
    expect(item?.item.title).toBe('セキュリティ対策の徹底');
    expect(item?.blocks.decisions.length).toBe(1);
    expect(await planItem(deps.db, '1.0', 'elqr')).toBeNull();
    expect((await itemAcrossVersions(deps.db, 'shared-systems'))?.map((step) => step.items.length)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(await itemAcrossVersions(deps.db, 'nothing')).toBeNull();
    expect((await changesBetweenVersions(deps.db, '1.0', '2.0')).ok).toBe(true);
    const online = (await handbooks(deps.db)).find(
      (handbook) => handbook.id === 'online-procedures-handbook',
    );
    expect(online?.successor?.id).toBe('front-yard-handbook');
  });
});

async function page(address: string): Promise<{ status: number; html: string; text: string }> {
  const response = await app.request(address);
  const html = await response.text();
  return { status: response.status, html, text: html.replaceAll(/<[^>]+>/g, '') };
}

describe('pages', () => {
  test('every page has one h1, wide tables in a region of their own, and no dead link into the plan', async () => {
    const { items, versions } = loadPlanData();
    const addresses = [
      '/plan',
      '/plan/changes',
      '/plan/changes?from=2024-04&to=5.0',
      ...versions.map((version) => `/plan/${version.id}`),
      ...items.map((item) => `/plan/${item.version}/${item.id}`),
    ];
    const linked = new Set<string>();
    for (const address of addresses) {
      const { status, html } = await page(address);
      expect(status, address).toBe(200);
      expect(html.match(/<h1[ >]/g)?.length, address).toBe(1);
      expect(html, address).not.toContain('style=');
      for (const match of html.matchAll(/href="(\/plan[^"#]*)"/g))
        linked.add(match[1]!.replaceAll('&amp;', '&'));
    }
    for (const address of linked) expect((await page(address)).status, address).toBe(200);
    expect(linked.size).toBeGreaterThan(50);
  });

  test('the overview links every heading of the newest version and names its home', async () => {
    const { html, text } = await page('/plan');
    for (const item of loadPlanData().items.filter((each) => each.version === '5.0')) {
      expect(html).toContain(`href="/plan/5.0/${item.id}"`);
    }
    expect(html).toContain('<a href="/indicators/cio">推進体制</a>');
    expect(text).toContain('この機能は未提供');
    expect(text.indexOf('令和7年12月')).toBeLessThan(text.indexOf('令和2年12月25日'));
  });

  test('a version says what is missing before it, and does not call 2024-04 its neighbour', async () => {
    const { text } = await page('/plan/5.0');
    expect(text).toContain('隣り合う版ではありません');
    expect(text).toContain('第3.0版、第4.0版と記した資料はありません');
    expect(text).toContain('構成員意見を踏まえた改定');
    expect((await page('/plan/2.0')).text).toContain('この版の目次の全体は資料にありません');
  });

  test('a block of which no document tells says so, with what earlier documents said', async () => {
    const { text } = await page('/plan/5.0/telework');
    expect(text.match(/この版の資料には記載がありません/g)?.length).toBe(3);
    expect(text).toContain('以前の版の資料にある記載');
    expect(text).toContain('措置率は0.5（財政力補正あり）');
    expect(text).toContain('この機能は未提供');
  });

  test('a statement stands with its document and lines', async () => {
    const { text } = await page('/plan/5.0/shared-systems');
    expect(text).toContain(
      '国・地方デジタル共通基盤の整備・運用に関する基本方針の概要、日付の記載なし、33行',
    );
    expect((await page('/plan/2024-04/regulation')).text).toContain('民間の記事');
  });

  test('indicators of an item are linked, and an old heading is served by what it became', async () => {
    expect((await page('/plan/5.0/organisation')).html).toContain('<a href="/indicators/cio">CIOの任命</a>');
    expect((await page('/plan/1.0/organisation')).html).toContain('<a href="/indicators/cio">推進体制</a>');
  });

  test('unknown version: 404 that lists the versions; unknown item: 404 that lists the items', async () => {
    const unknown = await page('/plan/3.0');
    expect(unknown.status).toBe(404);
    for (const id of ['5.0', '2024-04', '2.0', '1.0']) expect(unknown.html).toContain(`href="/plan/${id}"`);
    expect((await page('/plan/3.0/ai')).status).toBe(404);
    const item = await page('/plan/1.0/elqr');
    expect(item.status).toBe(404);
    expect(item.html).toContain('href="/plan/5.0/elqr"');
    expect(item.html).toContain('href="/plan/1.0/telework"');
  });

  test.each([
    ['from=3.0&to=5.0', '比べる元の版「3.0」はありません'],
    ['from=5.0&to=', '比べる先の版を選んでください'],
    ['from=5.0', '比べる先の版を選んでください'],
    ['from=5.0&to=5.0', '同じ版どうしは比べられません'],
    ['from=5.0&to=1.0', '元より古い版です'],
    ['from=%3Cscript%3E&to=5.0', '比べる元の版「&lt;script'],
  ])('a comparison of %s is refused with a sentence and keeps the form', async (query, message) => {
    const { status, html } = await page(`/plan/changes?${query}`);
    expect(status).toBe(400);
    expect(html).toContain(message);
    expect(html).toContain('<select');
  });

  test('a comparison shows the split, the readings and what lies between', async () => {
    const { text } = await page('/plan/changes?from=1.0&to=5.0');
    expect(text).toContain('分割');
    expect(text).toContain('本システムの読み取り');
    expect(text).toContain('この二つは隣り合う版ではありません');
    expect((await page('/plan/changes?from=1.0&to=2.0')).text).not.toContain(
      'この二つは隣り合う版ではありません',
    );
  });
});
