import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, type OpenBrowser, screenshot, sideways } from '../support/browser.ts';
import { openPlace, type Place } from './place.ts';

/** Where pictures go, for a person to look at; none are made unless it is set. */
const PICTURES = process.env.SHIRUBE_PICTURES ?? '';

/** Pictures of the page as it stands: on a desk, on a phone, on paper. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === '') return;
  await screenshot(page, `${PICTURES}/${name}-1280.png`, { width: 1280 });
  await screenshot(page, `${PICTURES}/${name}-360.png`, { width: 360 });
  await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 794, print: true });
}

/** What axe finds on the page as it stands, and what runs out of it, on a desk and on a phone, each as one line. */
export async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
  const faults: string[] = [];
  // Last on a desk, for what is done next on the page. Colours are the same at every width: judged once.
  for (const [width, without] of [
    [360, ['color-contrast']],
    [1280, []],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await axe(page, { without })).map((fault) => `${name} ${width}: ${fault}`));
    faults.push(...(await sideways(page)).map((element) => `${name} ${width}: sideways ${element}`));
  }
  await picture(page, name);
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults;
}

/** One address, which must be found and without faults. */
export async function lookAt(place: Place, visit: OpenBrowser, name: string, path: string): Promise<void> {
  const answer = await visit.page.goto(place.base + path);
  expect([name, answer?.status()]).toEqual([name, 200]);
  expect(await faultsOf(visit.page, name)).toEqual([]);
}

/** A place with one visitor who changes from person to person of 見本県 by the buttons of the trial. */
export async function openLook(now: string) {
  const place = await openPlace(now);
  const visit = await place.visit(true);
  const { page } = visit;
  return {
    page,
    close: () => place.close(),
    goto: (path: string) => page.goto(place.base + path),
    async signInAs(button: string): Promise<void> {
      await page.context().clearCookies();
      await page.goto(`${place.base}/try`);
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.waitForURL(/\/(home|seats)/);
    },
    lookAt: (name: string, path: string) => lookAt(place, visit, name, path),
    /** Shows what pages fold away. */
    unfold: (most: number) =>
      page.locator('main details').evaluateAll((all, first) => {
        for (const each of all.slice(0, first)) each.setAttribute('open', '');
      }, most),
  };
}

export type Look = Awaited<ReturnType<typeof openLook>>;
