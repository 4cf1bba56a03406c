import { expect } from 'vitest';
import { axe, type OpenBrowser, screenshot, sideways } from '../support/browser.ts';
import type { Place } from './place.ts';

/** Where pictures are put, for whoever wants to look at them. */
const pictures = process.env.SHIRUBE_PICTURES ?? '';

/** One page on a desk and on a phone: axe finds nothing, nothing runs out of the page, and a picture if wanted. */
export async function lookAt(place: Place, visit: OpenBrowser, name: string, path: string): Promise<void> {
  const { page } = visit;
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(place.base + path);
    expect([name, width, await axe(page)]).toEqual([name, width, []]);
    expect([name, width, await sideways(page)]).toEqual([name, width, []]);
    if (pictures !== '') await screenshot(page, `${pictures}/${name}-${width}.png`, { width });
  }
  if (pictures !== '') await screenshot(page, `${pictures}/${name}-print.png`, { width: 1000, print: true });
}
