import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let village: Browser;
/** Pages that a person waits for: what is shown, whether asked for or come to by sending a form. */
const loads: string[] = [];

beforeAll(async () => {
  site = await openSite('2026-06-10T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
}, 120_000);
afterAll(() => site?.close());

interface Shown {
  readonly path: string;
  readonly html: string;
}

async function shown(response: Response, path: string): Promise<Shown> {
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${html.slice(0, 200)}`);
  loads.push(path);
  return { path, html };
}

/** All pages that were shown so far; the home stays open in its window. */
let seen = '';

const open = async (path: string): Promise<Shown> => {
  const page = await shown(await village.get(path), path);
  seen += page.html;
  return page;
};

/** A link that stands on a page which was shown. */
async function follow(path: string): Promise<Shown> {
  if (!plain(seen).includes(`href="${path}"`)) throw new Error(`no page shown so far leads to ${path}`);
  return open(path);
}

/** Fields of the form with this action as a browser would send them, nothing touched. */
function fieldsOf(html: string, action: string): Record<string, string[]> {
  const form = [...html.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    (one) => one[1]?.replaceAll('&amp;', '&') === action,
  )?.[2];
  if (form === undefined) throw new Error(`no form ${action}`);
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string) => {
    if (name !== undefined) fields[name] = [...(fields[name] ?? []), plain(value)];
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const type = /\btype="([^"]*)"/.exec(tag)?.[1] ?? 'text';
    if ((type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag)) continue;
    add(/\bname="([^"]*)"/.exec(tag)?.[1], /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, text] of form.matchAll(/<textarea\b[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    add(name, text ?? '');
  for (const [, name, options] of form.matchAll(/<select\b[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen =
      /<option\b[^>]*\bselected\b[^>]*>/.exec(options ?? '') ?? /<option\b[^>]*>/.exec(options ?? '');
    add(name, /\bvalue="([^"]*)"/.exec(chosen?.[0] ?? '')?.[1] ?? '');
  }
  return fields;
}

const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Sends a form of a page and waits for what comes: the page that it leads to counts as one. */
async function send(
  page: Shown,
  action: string,
  change: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Shown> {
  const response = await village.post(action, { ...fieldsOf(page.html, action), ...change });
  if (response.status !== 303) return shown(response, action);
  const location = response.headers.get('location') ?? '';
  return open(location.split('#')[0] ?? location);
}

function first(page: Shown, pattern: RegExp): string {
  const found = pattern.exec(page.html)?.[1];
  if (found === undefined) throw new Error(`${page.path}: nothing like ${pattern}`);
  return plain(found);
}

/** Three 個別取組 as they stood before the month. */
async function threeLines(): Promise<void> {
  for (const title of ['庁内の申請を見直す', '研修を開く', '端末を入れ替える']) {
    const page = await (await village.get('/roadmap/new?item=bpr')).text();
    const fields = fieldsOf(page, '/roadmap/new');
    const made = await village.post('/roadmap/new', {
      ...fields,
      title,
      starts: '2026-04-01',
      ends: '2027-03-31',
    });
    if (made.status !== 303) throw new Error(`${title}: ${made.status}`);
  }
}

it('the village officer’s whole month is at most twelve pages: 20 businesses, the roadmap, one survey', async () => {
  await threeLines();
  loads.length = 0;
  seen = '';

  const home = await open('/home');
  // 20 businesses: last month copied, what moved is ticked.
  const month = first(home, /href="(\/standardization\/months\/[^"]+)"/);
  const businesses = await follow(month);
  const moved = first(businesses, /name="(move-\d+)"/);
  const value = first(businesses, new RegExp(`name="${moved}"[^>]*value="([^"]+)"`));
  const saved = await send(businesses, month, { [moved]: [value] });
  expect(saved.path).toContain('saved=1');

  // The roadmap: every running line in one form.
  const look = await follow('/roadmap/month');
  const lines = [...look.html.matchAll(/name="line" value="(\d+)"/g)].map(([, no]) => no ?? '');
  expect(lines).toHaveLength(3);
  const change = lines.map((no) => ({
    [`state-${no}`]: 'on-track',
    [`text-${no}`]: '予定どおり進んでいます。',
  }));
  const roadmap = await send(look, '/roadmap/month', Object.assign({}, ...change) as Record<string, string>);
  expect(roadmap.path).toBe('/roadmap');

  // One survey, from the sheet to 提出: what is known is confirmed page by page.
  const sheet = `/surveys/sheets/S0002-${SAMPLE_BODIES.village.code}`;
  await follow(sheet);
  let page = await follow(`${sheet}/pages/1`);
  for (let at = 1; page.path.startsWith(`${sheet}/pages/`); at += 1)
    page = await send(page, `${sheet}/pages/${at}`, { do: 'confirm' });
  const decide = await follow(`${sheet}/decide`);
  const given = { documentNo: '総第31号', decidedOn: '2026-06-10', decider: '村長', samePerson: '1' };
  const decided = await send(decide, `${sheet}/decision`, given);
  const handedIn = await send(decided, `${sheet}/hand-in`);
  expect(wordsOf(handedIn.html)).toContain('状態 提出済');

  expect(loads.length).toBeGreaterThan(9);
  expect(loads.length).toBeLessThanOrEqual(12);
}, 120_000);
