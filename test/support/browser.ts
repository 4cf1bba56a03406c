import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import bundledChromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/**
 * A real browser without a system package: `CHROME_PATH` if set, otherwise the bundled Chromium. The bundle's own
 * default arguments are not used, because they switch web security off.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--lang=ja',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-proxy-server',
  // Whatever still asks for a name gets none; 127.0.0.1 is no name and is reached.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export interface OpenBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses outside 127.0.0.1 that a page asked for; a test expects none. */
  readonly outside: readonly string[];
  close(): Promise<void>;
}

interface PageOptions {
  javaScript?: boolean;
  width?: number;
  height?: number;
}

/** Throws when `CHROME_PATH` names no file, rather than testing something else. */
export async function openBrowser(options: PageOptions = {}): Promise<OpenBrowser> {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== '' && !existsSync(chosen)) {
    throw new Error(`CHROME_PATH names no file: ${chosen}`);
  }
  const executablePath =
    chosen !== undefined && chosen !== '' ? chosen : await bundledChromium.executablePath();
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
  return { ...(await openPage(browser, options)), close: () => browser.close() };
}

/** Another visitor in a browser that runs already: cookies of its own. `close` ends the visit, not the browser. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<OpenBrowser> {
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  context.setDefaultTimeout(15_000);
  const outside: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(url.hostname)) {
      outside.push(request.url());
    }
  });
  const page = await context.newPage();
  return { browser, context, page, outside, close: () => context.close() };
}

/** The whole page as PNG at a width; `print` shows it as on paper. Waits for the web font. */
export async function screenshot(
  page: Page,
  file: string,
  options: { width?: number; print?: boolean; fullPage?: boolean } = {},
): Promise<void> {
  if (options.width !== undefined) {
    await page.setViewportSize({ width: options.width, height: options.width < 500 ? 800 : 900 });
  }
  await page.emulateMedia({ media: options.print === true ? 'print' : 'screen' });
  await fontsReady(page);
  await page.screenshot({ path: file, fullPage: options.fullPage ?? true });
  await page.emulateMedia({ media: 'screen' });
}

/** Playwright's own world runs even where the page's scripts are switched off. */
export async function fontsReady(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => document.fonts.size));
}

/**
 * Faults by WCAG 2.2 A and AA and axe's good practice, each as one readable line; an empty list is what is wanted.
 * Only where scripts are allowed: axe itself waits on promises of the page.
 */
export async function axe(
  page: Page,
  options: { readonly without?: readonly string[] } = {},
): Promise<string[]> {
  const builder = new AxeBuilder({ page })
    // What passed is not described: it takes as long as the judging.
    .options({ resultTypes: ['violations'] })
    .disableRules([...(options.without ?? [])]);
  const { violations } = await builder.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help} — ${node.target.join(' ')}`),
  );
}

/** Elements that make the page itself scroll sideways at its present width; wide tables in their region are not among them. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .filter((element) => element.closest('.dads-table-region') === null)
      .slice(0, 10)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
  });
}
