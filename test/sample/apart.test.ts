import { readdirSync, readFileSync } from 'node:fs';
import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRegistry } from '../../src/app/modules.ts';
import { isSample } from '../../src/core/body-code.ts';
import { definitionKey, type IndicatorDefinition } from '../../src/core/indicator.ts';
import { sampleRegister } from '../../src/spine/sample/bodies.ts';
import { observed, openSite, type Site } from '../support/site.ts';

/** The same program with and without 見本県: what the nation is shown must be the same to the letter. */
let site: Site;
let without: Site;

const MUNICIPAL = ['011002', '012025', '012033', '162019', '132012', '015865'];
const PREFECTURES = ['010006', '160008'];
const NAMES = (sampleRegister.rows ?? []).map((row) => row.name);

/** On a day on which 見本県 has values too, and on one on which only the nation has: 2026-04-01 is 見本県's alone. */
function valuesOf(definition: IndicatorDefinition, on: string, more: bigint) {
  const parts = definition.parts?.slice(0, 2).map((part) => part.id) ?? [''];
  const bodies = [
    ...(definition.level === 'prefecture' ? [] : MUNICIPAL),
    ...(definition.level === 'municipality' ? [] : PREFECTURES),
  ];
  return bodies.flatMap((bodyCode, index) =>
    [...parts, ...(definition.partsTotal === undefined ? [] : ['total'])].map((part) =>
      observed({
        ...{ bodyCode, indicator: definitionKey(definition), part, on },
        value: BigInt(definition.choices?.[0]?.value ?? index % 2) + more,
        base: definition.valueKind === 'share' ? 7n : null,
        ...(definition.denominator === undefined ? {} : { base: 1000n, baseOn: on }),
      }),
    ),
  );
}

async function fill(into: Site): Promise<void> {
  into.clock.set('2026-04-03T09:00:00+09:00');
  const { definitions } = importRegistry();
  await into.save(
    definitions.flatMap((definition) => [
      ...valuesOf(definition, '2023-04-01', 0n),
      ...valuesOf(definition, '2024-06-30', definition.valueKind === 'choice' ? 1n : 0n),
    ]),
  );
  // Each at an instant of its own: lists are in the order of instants.
  into.clock.set('2026-04-03T10:00:00+09:00');
  await into.save(
    [observed({ bodyCode: '012025', indicator: 'cio@1', value: 0n })],
    '訂正の表',
    'correction',
  );
  into.clock.set('2026-04-03T11:00:00+09:00');
  const wrong = await into.save([observed({ bodyCode: '012025', on: '2025-04-01' })]);
  into.clock.set('2026-04-03T12:00:00+09:00');
  await into.undo(wrong);
  into.clock.set('2026-04-05T09:00:00+09:00');
}

beforeAll(async () => {
  // The link of the trial mode stands on every page and is no figure.
  site = await openSite(undefined, { SHIRUBE_TRIAL: 'off' });
  without = await openSite(undefined, { SHIRUBE_TRIAL: 'off', SHIRUBE_SAMPLE: 'off' });
}, 180_000);
afterAll(async () => {
  await site?.close();
  await without?.close();
});

/** The last section of the start page leads to 見本県 and is the only thing that may. */
function national(text: string): string {
  return text
    .replace(/<section class="dads-section" aria-labelledby="try-sample">.*?<\/section>/s, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
    .replace(/\bb-\d+\b/g, 'b-n');
}

/** Codes that could be of 見本県 and its names, wherever they stand in a text. */
function traces(text: string): readonly string[] {
  const codes = [...text.matchAll(/(?<![\w.])99\d{4}(?![\w.])/g)].map(([code]) => code);
  const names = NAMES.filter((name) => text.includes(name));
  return [...codes, ...names];
}

async function textOf(from: Site, path: string): Promise<string> {
  const answer = await from.get(path);
  const type = answer.headers.get('content-type') ?? '';
  if (!type.includes('spreadsheetml')) return `${answer.status} ${national(await answer.text())}`;
  const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  return `${answer.status} ${national(JSON.stringify(book))}`;
}

/** What differs between the two sites, and what of 見本県 is seen, over some addresses. */
async function faultsAt(paths: Iterable<string>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    const [one, other] = await Promise.all([textOf(site, path), textOf(without, path)]);
    if (one !== other) {
      const at = [...one].findIndex((character, index) => character !== other[index]);
      faults.push(`${path}: ${one.slice(Math.max(0, at - 80), at + 120)} ≠ ${other.slice(at, at + 120)}`);
    }
    for (const trace of traces(one)) faults.push(`${path} shows ${trace}`);
  }
  return faults;
}

/** One indicator of each build: others differ from it in words only. */
const INDICATORS = [
  ...new Map(
    importRegistry().definitions.map(({ id, level, operator, parts, denominator, openList, validTo }) => [
      [level, operator.kind, parts && 'parts', denominator && 'divided', openList, validTo && 'ended'].join(),
      id,
    ]),
  ).values(),
];
/** Every list and file of the open data, in every format; each path of the description has its rows here. */
function openData(ids: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const formats = ['json', 'csv', 'xlsx'].map((format) => `format=${format}`);
  const of = (path: string, ...queries: string[]) => queries.map((query) => `${path}?${query}`);
  const every = (path: string) => of(path, ...formats, 'limit=1000&knownOn=2026-04-04');
  return {
    '/api/v1/bodies': [
      ...of(
        '/api/v1/bodies',
        ...formats,
        'limit=1000&on=2021-04-01',
        'kind=prefecture',
        'kind=village&limit=1000',
      ),
      ...of(
        '/api/v1/bodies',
        `q=${encodeURIComponent('見本')}`,
        `q=${encodeURIComponent('町')}&limit=1000`,
        'q=99',
      ),
    ],
    '/api/v1/bodies/{code}': ['/api/v1/bodies/012025', '/api/v1/bodies/402311'],
    '/api/v1/indicators': of('/api/v1/indicators', ...formats),
    '/api/v1/indicators/{id}': ids.map((id) => `/api/v1/indicators/${id}`),
    '/api/v1/observations': [
      ...of('/api/v1/observations', 'indicator=cio&asOf=2023-04-01&format=xlsx'),
      ...ids.flatMap((id) => [
        ...of('/api/v1/observations', `indicator=${id}&format=csv`, `indicator=${id}&asOf=2026-04-01`),
        ...of('/api/v1/observations', `indicator=${id}&asOf=all&limit=1000&knownOn=2026-04-04`),
      ]),
    ],
    '/api/v1/rollups': ids.flatMap((id) => [
      ...of('/api/v1/rollups', `indicator=${id}&level=all`, `indicator=${id}&area=prefectures&format=csv`),
      ...of('/api/v1/rollups', `indicator=${id}&asOf=2026-04-01`, `indicator=${id}&knownOn=2026-04-04`),
    ]),
    '/api/v1/published': of('/api/v1/published', ...formats),
    '/api/v1/corrections': every('/api/v1/corrections'),
    '/api/v1/editions': every('/api/v1/editions'),
    // Reached by the links of the pages, below.
    '/api/v1/provenance/{id}': [],
    '/api/catalog.jsonld': ['/api/catalog.jsonld'],
  };
}

/** Pages of one kind differ in which body, heading or figure they are about: some of each kind, all of the nation's. */
function kindOf(path: string): string {
  return path
    .replace(/\?.*/, (query) => `?${[...new URLSearchParams(query).keys()].sort().join(' ')}`)
    .replace(/\/provenance\/.*/, '/provenance')
    .replace(/\/bodies\/\d{2}000\d/, '/bodies/prefecture')
    .replace(/\/bodies\/\d{6}/, '/bodies/municipality')
    .replace(/\/indicators\/[^/?]+/, '/indicators/id')
    .replace(/^(\/plan\/[^/]+)\/.*/, '$1/item');
}

const OF_A_KIND = 1;

async function pagesFrom(starts: readonly string[]): Promise<ReadonlySet<string>> {
  const seen = new Map<string, number>();
  const found = new Set<string>(starts);
  const waiting = [...starts];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answer = await without.get(path);
    if (answer.headers.get('content-type')?.startsWith('text/html') !== true) continue;
    for (const [, link] of (await answer.text()).matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
      const next = (link ?? '').replaceAll('&amp;', '&');
      const number = seen.get(kindOf(next)) ?? 0;
      if (found.has(next) || number >= OF_A_KIND) continue;
      seen.set(kindOf(next), number + 1);
      found.add(next);
      waiting.push(next);
    }
  }
  return found;
}

const STARTS = [
  ...['/', '/?knownOn=2026-04-04'],
  ...[
    '/indicators',
    '/corrections',
    '/data',
    '/plan',
    '/accessibility',
    '/search?q=99',
    '/search?q=%E7%94%BA',
  ],
  ...INDICATORS.map((id) => `/indicators/${id}`),
  ...['cio', 'card-issued'].map((id) => `/indicators/${id}?knownOn=2026-04-04`),
  ...['table', 'prefectures'].map((view) => `/?indicator=procedures-32&view=${view}`),
];

describe('the nation does not know of 見本県', () => {
  it('has a row for every path of the open data', async () => {
    const described = (await (await site.get('/api/openapi.json')).json()) as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(openData([])).sort()).toEqual(
      Object.keys(described.paths)
        .filter((path) => path !== '/api/openapi.json')
        .sort(),
    );
  });

  it('sees a planted trace', () => {
    expect(traces('<a href="/bodies/993026">例示町</a> 1993026 0.990001')).toEqual(['993026', '例示町']);
  });

  it('in a fresh site: every page, list and file is the same', async () => {
    const lists = openData(['cio', 'population']);
    const faults = await faultsAt([...STARTS, ...Object.values(lists).flat()]);
    expect(faults).toEqual([]);
  }, 300_000);

  it('with files taken in, on days that both have, that one has, and in the past', async () => {
    await Promise.all([fill(site), fill(without)]);
    const pages = await pagesFrom(STARTS);
    expect(pages.size).toBeGreaterThan(80);
    for (const kind of ['/bodies/municipality', '/bodies/prefecture', '/provenance'])
      expect([...pages].map(kindOf)).toContain(kind);
    const faults = await faultsAt([...pages, ...Object.values(openData(INDICATORS)).flat()]);
    expect(faults).toEqual([]);
  }, 600_000);

  it('counts 47 and 1,741, whatever the day', async () => {
    const answer = await site.get('/api/v1/bodies?format=csv');
    const codes = (await answer.text()).trim().split('\n').slice(1);
    expect(codes).toHaveLength(47 + 1741);
    expect(await site.page('/')).toContain('全国1,741市区町村');
  });

  it('the line between the two is drawn in one place', () => {
    const places = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((file) => `src/${file.replaceAll('\\', '/')}`)
      // A migration is never changed again, and cannot import.
      .filter((file) => /(?<![.]test)[.]tsx?$/.test(file) && !/\/(migrations|sample)\//.test(file))
      .filter((file) => /['"`<>= ]99\d{4}\b|startsWith\('99/.test(readFileSync(file, 'utf8')))
      .sort();
    expect(places).toEqual(['src/core/body-code.ts']);
    expect((sampleRegister.rows ?? []).every((row) => isSample(row.bodyCode))).toBe(true);
  });
});
