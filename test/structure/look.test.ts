import { afterAll, beforeAll, describe, it } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { entryIdOf } from '../../src/spine/sample/structure.ts';
import { lookAt } from '../e2e/look.ts';
import { openPlace, type Place } from '../e2e/place.ts';
import type { OpenBrowser } from '../support/browser.ts';

const { first } = SAMPLE_BODIES;

/** Each kind of page of the 体制台帳 on a desk and on a phone. */
describe('体制台帳 in the browser', () => {
  let place: Place;
  let visit: OpenBrowser;

  beforeAll(async () => {
    place = await openPlace('2026-11-21T09:00:00+09:00');
    visit = await place.visit(true);
  }, 300_000);
  afterAll(() => place?.close());

  async function signInAs(button: string): Promise<void> {
    await visit.page.context().clearCookies();
    await visit.page.goto(`${place.base}/try`);
    await visit.page.getByRole('button', { name: button, exact: true }).click();
    await visit.page.waitForURL(/\/(home|seats)/);
  }

  it('shows the register, its forms and the view of the prefecture', async () => {
    await signInAs('町の情報政策担当として試す');
    await lookAt(place, visit, 'structure', '/structure');
    await lookAt(place, visit, 'structure-new', '/structure/new/cio-aide');
    await lookAt(place, visit, 'structure-entry', `/structure/entries/${entryIdOf(first.code, 'cio-aide')}`);
    await signInAs('県の取りまとめ担当として試す');
    await lookAt(place, visit, 'structure-review', '/structure/review');
  }, 300_000);
});
