import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, openDataStore } from '../../../../test/support/open-data.ts';

let store: Awaited<ReturnType<typeof openDataStore>>;

beforeAll(async () => {
  store = await openDataStore();
  await store.save([cell({ bodyCode: '012025' }), cell({ bodyCode: '012025', on: '2021-04-01' })]);
}, 60_000);
afterAll(() => store?.close());

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly responses: Readonly<
    Record<string, { description: string; content?: Record<string, { schema: object }> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

async function load<T>(path: string): Promise<T> {
  const response = await store.get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every route, and every reference resolves', async () => {
    const document = await load<Document>('/api/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.title).not.toBe('');
    const described = Object.keys(document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const routes = store.app.routes
      .filter(
        ({ method, path }) => method === 'GET' && path.startsWith('/api/') && path !== '/api/openapi.json',
      )
      .map(({ path }) => path);
    expect([...described].sort()).toEqual([...new Set(routes)].sort());
    for (const path of [
      'bodies',
      'bodies/{code}',
      'indicators',
      'indicators/{id}',
      'observations',
      'rollups',
      'published',
    ])
      expect(document.paths).toHaveProperty([`/api/v1/${path}`, 'get']);
    expect(document.paths).toHaveProperty(['/api/v1/corrections', 'get']);
    expect(document.paths).toHaveProperty(['/api/v1/editions', 'get']);
    for (const reference of references(document)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? reference;
      expect(document.components.schemas).toHaveProperty(name);
    }
  });

  it('describes parameters, formats and refusals of every operation in Japanese', async () => {
    const { paths } = await load<Document>('/api/openapi.json');
    for (const [path, { get }] of Object.entries(paths)) {
      expect([path, get?.summary]).toEqual([path, expect.stringMatching(/[ぁ-んァ-ヶ一-龠]/)]);
      expect(Object.keys(get?.responses ?? {})).toEqual(['200', '304', '400', '404', '405', '406']);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const inPath = (get?.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath.map((parameter) => [parameter.name, parameter.required])).toEqual(
        named.map((name) => [name, true]),
      );
    }
    const rollups = paths['/api/v1/rollups']?.get;
    expect(rollups?.parameters?.map((parameter) => parameter.name)).toEqual(
      expect.arrayContaining(['indicator', 'area', 'level', 'class', 'part', 'asOf', 'knownOn', 'base']),
    );
    expect(Object.keys(rollups?.responses['200']?.content ?? {})).toEqual([
      'application/json',
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
  });
});

describe('the catalogue', () => {
  it('is DCAT in JSON-LD: only what is held, with licence, source, period and three formats', async () => {
    const response = await store.get('/api/catalog.jsonld', { Accept: 'application/ld+json' });
    expect(response.headers.get('Content-Type')).toMatch(/^application\/ld\+json/);
    const catalog = (await response.json()) as Record<string, unknown> & {
      'dcat:dataset': readonly Record<string, unknown>[];
    };
    expect(catalog).toMatchObject({
      '@type': 'dcat:Catalog',
      '@id': 'https://shirube.example/api/catalog.jsonld',
    });
    const ids = catalog['dcat:dataset'].map((dataset) => dataset['dct:identifier']);
    expect(ids).toEqual(['bodies', 'sample-policy@1', 'sample-printed@1']);
    const policy = catalog['dcat:dataset'][1];
    expect(policy).toMatchObject({
      'dct:publisher': [{ 'foaf:name': { '@value': '試験省' } }],
      'dct:license': [{ 'rdfs:label': { '@value': '公共データ利用規約（第1.0版）' } }],
      'dct:rights': [{ 'rdfs:label': { '@value': '出典：試験省' } }],
      'dct:temporal': {
        'dcat:startDate': { '@value': '2021-04-01' },
        'dcat:endDate': { '@value': '2023-04-01' },
      },
    });
    const addresses = (
      (policy?.['dcat:distribution'] ?? []) as { 'dcat:accessURL': { '@id': string } }[]
    ).map((distribution) => distribution['dcat:accessURL']['@id']);
    expect(addresses).toHaveLength(6);
    for (const address of addresses) {
      const served = await store.get(address.replace('https://shirube.example', ''));
      expect([address, served.status]).toEqual([address, 200]);
    }
  });
});
