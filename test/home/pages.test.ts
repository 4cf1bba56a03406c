import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let village: Browser;

beforeAll(async () => {
  site = await openSite();
  village = await signedInAs(site, 'village-officer');
}, 120_000);
afterAll(() => site?.close());

async function words(answer: Promise<Response>, status = 200): Promise<string> {
  const response = await answer;
  const html = await response.text();
  expect([response.status, pageFaults(html)]).toEqual([status, []]);
  return wordsOf(html);
}

describe('the home of a municipality', () => {
  it('says what to do this month in at most three lines, and where each item of the plan stands', async () => {
    expect(await words(village.get('/home'))).toContain('今月やることは3件');
  });
});
