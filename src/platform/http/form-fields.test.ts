import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { readForm } from './form-fields.ts';
import { sentToken } from './form-token.ts';

const app = new Hono();
app.post('/', async (c) => {
  // As the guard does it before every page.
  const token = await sentToken(c);
  const form = await readForm(c);
  return c.json({ token, first: form.text('day'), trimmed: form.trimmed('day'), take: form.all('take') });
});

it('gives every value of a name, also after the guard has read the body', async () => {
  const body = new URLSearchParams('csrf=abc&day=+2026-04-01%0A&take=1&take=2&take=');
  expect(await (await app.request('/', { method: 'POST', body })).json()).toEqual({
    token: 'abc',
    first: ' 2026-04-01\n',
    trimmed: '2026-04-01',
    take: ['1', '2', ''],
  });
});

it('finds no fields in what is no form, and no text in a file', async () => {
  const nothing = { token: '', first: '', trimmed: '', take: [] };
  const json = { method: 'POST', body: '{"day":"2026"}', headers: { 'Content-Type': 'application/json' } };
  expect(await (await app.request('/', json)).json()).toEqual(nothing);
  const body = new FormData();
  body.set('take', new File(['text'], 'a.txt'));
  expect(await (await app.request('/', { method: 'POST', body })).json()).toEqual(nothing);
});
