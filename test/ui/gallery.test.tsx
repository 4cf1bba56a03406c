import type { VNode } from 'preact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAssets } from '../../src/ui/assets.ts';
import { renderPage } from '../../src/ui/page.tsx';
import { axe, fontsReady, type OpenBrowser, openBrowser, sideways } from '../support/browser.ts';
import { chartsPage, componentsPage, formPage } from './gallery.tsx';
import { mapsPage, smallShapes, tilesPage } from './gallery-maps.tsx';
import { type Gallery, serveGallery } from './serve.ts';

const PAGES: Readonly<Record<string, () => VNode>> = {
  '/components': componentsPage,
  '/form': formPage,
  '/charts': chartsPage,
  '/tiles': () => tilesPage(),
  '/tiles-of-two': () => tilesPage(2),
  '/maps': () => mapsPage(smallShapes()),
};
const PATHS = Object.keys(PAGES);

// Another test of this process may have served the built ones.
setAssets({ css: '/assets/main.css' });

/** One tag per line: a change is seen where it is. */
function lines(html: string): string {
  return `${html.replaceAll('><', '>\n<')}\n`;
}

describe('as text', () => {
  it.each(['components', 'form', 'charts'])('%s stay as they are', async (name) => {
    const page = PAGES[`/${name}`] as () => VNode;
    await expect(lines(renderPage(page()))).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  it.each(PATHS)('%s needs neither inline style nor script', (path) => {
    const html = renderPage((PAGES[path] as () => VNode)());
    expect(html).toMatch(/^<!doctype html><html lang="ja">/);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<script|<style/);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  });

  it('1,741 squares stay below 1 MB', () => {
    expect(renderPage(tilesPage()).length).toBeLessThan(400_000);
  });
});

describe.each([true, false])('in a browser, scripts allowed: %s', (javaScript) => {
  let gallery: Gallery;
  let opened: OpenBrowser;
  const complaints: string[] = [];

  beforeAll(async () => {
    gallery = await serveGallery(PAGES);
    opened = await openBrowser({ javaScript });
    opened.page.on('console', (message) => complaints.push(message.text()));
    opened.page.on('requestfailed', (request) => {
      // Going on to the next page stops what the last one was still loading: no fault.
      const reason = request.failure()?.errorText ?? '';
      if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${reason}`);
    });
  });

  afterAll(async () => {
    await opened.close();
    await gallery.close();
  });

  it.each(PATHS)('%s scrolls sideways on no screen', async (path) => {
    for (const width of [360, 768, 1280]) {
      await opened.page.setViewportSize({ width, height: 800 });
      await opened.page.goto(gallery.url + path);
      expect(await sideways(opened.page), `${width} px`).toEqual([]);
    }
  });

  // axe itself needs scripts; the pages are the same without them.
  it.each(javaScript ? PATHS.filter((path) => path !== '/tiles') : [])(
    '%s has no fault that axe finds',
    async (path) => {
      for (const width of [360, 1280]) {
        await opened.page.setViewportSize({ width, height: 800 });
        await opened.page.goto(gallery.url + path);
        expect(await axe(opened.page), `${width} px`).toEqual([]);
      }
    },
    60_000,
  );

  it('takes the Japanese letters from our own origin and nothing from elsewhere', async () => {
    const fonts: string[] = [];
    opened.page.on('response', (response) => {
      if (response.url().endsWith('.woff2') && response.ok()) fonts.push(response.url());
    });
    await opened.page.goto(`${gallery.url}/components`);
    await fontsReady(opened.page);
    const loaded = await opened.page.evaluate(() =>
      [...document.fonts]
        .filter((face) => face.status === 'loaded')
        .map((face) => face.family.replaceAll('"', '')),
    );
    expect(new Set(loaded)).toEqual(new Set(['Noto Sans JP Variable']));
    expect(opened.outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('leads the keyboard first past the header, and always shows where it is', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${gallery.url}/components`);
    await page.keyboard.press('Tab');
    const first = page.locator('.dads-skip');
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await first.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    const stops = await page.locator('a[href], button, input, summary, [tabindex="0"]').count();
    const seen: string[] = [];
    for (let stop = 1; stop < stops; stop += 1) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null) return ['', ''];
        const style = getComputedStyle(element);
        return [
          element.textContent ?? '',
          `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
        ];
      });
      seen.push(name ?? '');
      expect(outline, name).toBe('solid 4px rgb(0, 0, 0)');
    }
    expect(seen).toContain('算出の内訳（全体方針の策定）');
    expect(seen).toContain('次のページ');
  });

  it('keeps the square in view that the keyboard is on', async () => {
    const { page } = opened;
    await page.goto(`${gallery.url}/tiles`);
    await page.locator('.dads-squares a').nth(3).focus();
    await page.keyboard.press('Tab');
    const fill = await page
      .locator('.dads-squares a')
      .nth(4)
      .locator('rect')
      .evaluate((rect) => `${getComputedStyle(rect).fill} ${getComputedStyle(rect).strokeWidth}`);
    expect(fill).toBe('rgb(255, 212, 61) 4px');
  });

  it('gives fingers 44 px', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 360, height: 800 });
    for (const path of ['/components', '/form']) {
      await page.goto(gallery.url + path);
      const small = await page
        .locator(
          'button, .dads-button, .dads-nav a, .dads-pagination a, summary, select, .dads-input, .dads-choice',
        )
        .evaluateAll((elements) =>
          elements
            .filter((element) => element.getBoundingClientRect().height > 0)
            .filter((element) => element.getBoundingClientRect().height < 44)
            .map((element) => element.outerHTML.slice(0, 80)),
        );
      expect(small).toEqual([]);
    }
  });

  it('prints without navigation and with the sources', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.goto(`${gallery.url}/components`);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.dads-header', '.dads-breadcrumb', '.dads-pagination', '.dads-footer__site nav']) {
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    }
    expect(await page.locator('.dads-footer__sources').isVisible()).toBe(true);
    expect(await page.locator('.dads-heading__meta').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });
});
