import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, openDataStore } from '../../../../test/support/open-data.ts';
import { chooseFormat } from './http.ts';

let store: Awaited<ReturnType<typeof openDataStore>>;

beforeAll(async () => {
  store = await openDataStore();
  await store.save([cell({ bodyCode: '012025' })]);
}, 60_000);
afterAll(() => store?.close());

interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  readonly errors: readonly { parameter: string; found: string; expected: string }[];
}

async function refused(path: string, status: number, init: RequestInit = {}): Promise<Problem> {
  const response = await store.app.request(path, init);
  expect([path, response.status]).toEqual([path, status]);
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(response.headers.get('ETag')).toBeNull();
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ type: 'about:blank', status });
  expect(`${problem.title}${problem.detail}`).toMatch(/[ぁ-ん]/);
  return problem;
}

describe('a parameter that cannot be read', () => {
  it.each([
    ['/api/v1/bodies?limit=0', 'limit', '0', '1から1000までの整数'],
    ['/api/v1/bodies?limit=1001', 'limit', '1001', '1から1000までの整数'],
    ['/api/v1/bodies?limit=10&limit=20', 'limit', '10、20', '1個だけの値'],
    ['/api/v1/bodies?kind=ward', 'kind', 'ward', 'prefecture、'],
    ['/api/v1/bodies?prefecture=072010', 'prefecture', '072010', '都道府県の団体コード'],
    ['/api/v1/observations?body=012025&prefecture=012025', 'prefecture', '012025', '都道府県の団体コード'],
    ['/api/v1/bodies?on=2023-02-29', 'on', '2023-02-29', 'YYYY-MM-DD'],
    ['/api/v1/bodies?format=xml', 'format', 'xml', 'json、csv、xlsx'],
    ['/api/v1/bodies?Limit=5', 'Limit', '5', 'openapi.json'],
    ['/api/v1/observations', 'indicator', '（指定なし）', '指標のID'],
    ['/api/v1/observations?indicator=CIO', 'indicator', 'CIO', '指標のID'],
    ['/api/v1/observations?indicator=sample-policy&body=012026', 'body', '012026', '検査数字'],
    ['/api/v1/observations?indicator=sample-policy&asOf=R5.4.1', 'asOf', 'R5.4.1', 'YYYY-MM-DD'],
    ['/api/v1/rollups', 'indicator', '（指定なし）', '指標のID'],
    ['/api/v1/rollups?indicator=sample-policy&area=01', 'area', '01', '都道府県コード'],
    ['/api/v1/rollups?indicator=sample-policy&level=town', 'level', 'town', 'municipality'],
    ['/api/v1/rollups?indicator=sample-policy&base=some', 'base', 'some', 'official'],
    ['/api/v1/corrections?knownOn=yesterday', 'knownOn', 'yesterday', 'YYYY-MM-DD'],
    ['/api/v1/indicators/CIO', 'id', 'CIO', '指標のID'],
  ])('%s', async (path, parameter, found, expected) => {
    const { errors, title } = await refused(path, 400);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ parameter, found });
    expect(errors[0]?.expected).toContain(expected);
    expect(title).toContain(parameter);
  });

  it('names all of them at once', async () => {
    const { errors } = await refused('/api/v1/bodies?limit=x&on=y&zz=1', 400);
    expect(errors.map((error) => error.parameter).sort()).toEqual(['limit', 'on', 'zz']);
  });
});

describe('methods, formats, addresses', () => {
  it('only reads', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      await refused('/api/v1/bodies', 405, { method });
      await refused('/api/v1/bodies/012025', 405, { method });
      await refused('/api/openapi.json', 405, { method });
    }
    const response = await store.app.request('/api/v1/bodies', { method: 'POST' });
    expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('answers HEAD and OPTIONS', async () => {
    const head = await store.app.request('/api/v1/bodies?format=csv', { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('ETag') !== null]).toEqual([200, '', true]);
    const options = await store.app.request('/api/v1/bodies', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('Access-Control-Allow-Methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ]);
  });

  it('takes the format from Accept unless it is named', async () => {
    const type = async (accept: string, path = '/api/v1/bodies?limit=1') =>
      (await store.get(path, { Accept: accept })).headers.get('Content-Type')?.split(';')[0];
    expect(await type('text/csv')).toBe('text/csv');
    expect(await type('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe(
      'application/json',
    );
    expect(await type('text/csv;q=0.5, application/json')).toBe('application/json');
    expect(await type('text/csv, */*;q=0.1')).toBe('text/csv');
    expect(await type('text/csv', '/api/v1/bodies?limit=1&format=json')).toBe('application/json');
    const { available } = (await refused('/api/v1/bodies', 406, {
      headers: { Accept: 'application/xml' },
    })) as never;
    expect(available).toContain('text/csv');
    await refused('/api/v1/bodies/012025', 406, { headers: { Accept: 'text/csv' } });
    expect(() => chooseFormat(['json'], undefined, 'application/json;q=0')).toThrow();
  });

  it('says what is no address', async () => {
    await refused('/api/v1/nothing', 404);
  });
});

describe('a kept answer', () => {
  it('is confirmed by its mark until the data change', async () => {
    const path = '/api/v1/observations?indicator=sample-policy';
    const first = await store.get(path);
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers.get('Cache-Control')).toBe('no-cache');
    const same = await store.get(path, { 'If-None-Match': etag });
    expect([same.status, await same.text(), same.headers.get('ETag')]).toEqual([304, '', etag]);
    expect((await store.get(path, { 'If-None-Match': `"other", W/${etag}` })).status).toBe(304);
    expect((await store.get(`${path}&format=csv`, { 'If-None-Match': etag })).status).toBe(200);
    expect((await store.get(path, { 'If-None-Match': etag, Accept: 'text/csv' })).status).toBe(200);
    await store.save([cell({ bodyCode: '012033' })]);
    const changed = await store.get(path, { 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('ETag') === etag]).toEqual([200, false]);
  });
});
