import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { codeNow, type Desk, enrolled, formWith, NOW, openDesk, PASSWORD } from './support.ts';

let desk: Desk;
let person: Awaited<ReturnType<typeof enrolled>>;
beforeAll(async () => {
  desk = await openDesk();
  person = await enrolled(desk, 'long.writer');
});
beforeEach(() => {
  desk.notes();
});
afterAll(() => desk?.close());

let minutes = 0;
const later = (more: number) => {
  minutes += more;
  desk.clock.set(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());
};
const TEXT = 'はい\r\n「引用」 <b>&amp; 100％';

async function typing(path = '/desk') {
  const { browser } = person;
  const csrf = (await browser.get('/desk')).html.split(' ')[1] ?? '';
  const fields = new URLSearchParams([
    ['csrf', csrf],
    ['note', TEXT],
    ['many', '1'],
    ['many', '2'],
  ]);
  return { browser, send: () => browser.post(path, fields) };
}

it('what was typed when the session had ended is offered after the sign-in, and sent with one button', async () => {
  const { browser, send } = await typing('/desk?from=form');
  later(180);
  const asked = await send();
  expect(asked.path).toBe('/sign-in?kept=1');
  expect(asked.html).toContain('入力した内容は残してあります');
  expect(desk.notes()).toEqual([]);
  const { rows } = await sql<{
    text: string;
  }>`select string_agg(k::text, '') as text from sign_in.kept_form k`.execute(desk.owner);
  expect(rows[0]?.text).not.toMatch(/note|引用/);

  const half = await browser.post('/sign-in', { loginName: 'long.writer', password: PASSWORD });
  const offered = await browser.fill(half, 'code', { code: codeNow(desk, person.secret) });
  expect(offered.path).toBe('/sign-in/kept');
  expect(offered.html).toContain('「引用」 &lt;b>&amp;amp; 100％');
  const form = formWith(offered.html, 'note');
  expect(form.action).toMatch(/^\/desk\?from=form&kept-form=[0-9a-f]{16}$/);
  const all = [...offered.html.matchAll(/<input type="hidden" name="many" value="(\d)"/g)].map(([, v]) => v);
  expect(all).toEqual(['1', '2']);
  const sent = await browser.post(
    form.action,
    new URLSearchParams([
      ...Object.entries(form.hidden).filter(([n]) => n !== 'many'),
      ['many', '1'],
      ['many', '2'],
    ]),
  );
  expect(sent.path).toBe('/desk');
  expect(desk.notes()).toEqual([JSON.stringify([TEXT, ['1', '2']])]);
  // Taken: it is not offered again.
  expect((await browser.get('/sign-in/kept')).path).toBe('/home');
});

it('is offered to nobody else who signs in with that browser, nor from another browser', async () => {
  const { browser, send } = await typing();
  later(180);
  await send();
  const other = await enrolled(desk, 'next.person');
  const kept = browser.jar.get('shirube_kept') ?? '';
  other.browser.jar.set('shirube_kept', kept);
  expect((await other.browser.get('/sign-in/kept')).path).toBe('/home');
  const elsewhere = desk.browser();
  later(1);
  await elsewhere.signIn('long.writer', codeNow(desk, person.secret));
  expect((await elsewhere.get('/sign-in/kept')).path).toBe('/home');
  elsewhere.jar.set('shirube_kept', kept);
  expect((await elsewhere.get('/sign-in/kept')).html).toContain('「引用」');
  later(25 * 60);
  await elsewhere.signIn('long.writer', codeNow(desk, person.secret));
  expect((await elsewhere.get('/sign-in/kept')).path).toBe('/home');
});

it('a form of a page of an earlier session is kept too, and can be thrown away', async () => {
  const { browser } = person;
  later(180);
  await browser.signIn('long.writer', codeNow(desk, person.secret));
  const { send } = await typing();
  later(1);
  await browser.signIn('long.writer', codeNow(desk, person.secret));
  const offered = await send();
  expect(offered.path).toBe('/sign-in/kept');
  expect(desk.notes()).toEqual([]);
  const thrown = await browser.fill(offered, 'id', {});
  expect(thrown.path).toBe('/home');
  expect((await browser.get('/sign-in/kept')).path).toBe('/home');
});

it('several tabs are kept, a large or foreign body is refused with words', async () => {
  const { browser } = person;
  later(180);
  const visitor = desk.browser();
  await visitor.post('/desk', { note: 'eins' });
  await visitor.post('/desk', { note: 'zwei' });
  const huge = await visitor.post('/desk', { note: 'x'.repeat(300_000) });
  expect(huge.status).toBe(403);
  expect(huge.html).toContain('サインインの期限が切れています');
  const files = await desk.app.request('/desk', { method: 'POST', body: new FormData() });
  expect(files.status).toBe(403);
  await visitor.signIn('long.writer', codeNow(desk, person.secret));
  const { html } = await visitor.get('/sign-in/kept');
  expect(html.match(/この内容をもう一度送る/g)).toHaveLength(2);
  expect(html.indexOf('zwei')).toBeLessThan(html.indexOf('eins'));
  expect(browser.jar.size).toBeGreaterThan(0);
});
