import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import type { Deps } from '../../../platform/deps.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { newestOf } from '../load-page.ts';
import { type HoldingRow, holdings, type PrintedDocument, printedDocuments } from '../queries/editions.ts';
import { printedDates, recordedDates } from '../queries/open-data.ts';
import { answer, json, MEDIA_TYPES } from './http.ts';
import { jsonRoute } from './route.ts';

export const LINKED_DATA = 'application/ld+json';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** Conditions that have an address of their own; others are printed as their publisher words them. */
const LICENCES: Readonly<Record<string, string>> = {
  '公共データ利用規約（第1.0版）': 'https://www.digital.go.jp/resources/open_data/public_data_license_v1.0',
};

const route = jsonRoute(
  '/api/catalog.jsonld',
  {
    summary: 'データカタログ（DCAT）',
    tags: ['カタログ'],
    description: '団体の台帳と指標ごとのデータセット。',
  },
  { query: z.strictObject({}) },
  z
    .looseObject({
      '@context': z.looseObject({}),
      '@id': z.string(),
      '@type': z.literal('dcat:Catalog'),
      'dcat:dataset': z.array(z.looseObject({ '@id': z.string(), '@type': z.literal('dcat:Dataset') })),
    })
    .openapi('Catalog'),
  LINKED_DATA,
);

const japanese = (text: string) => ({ '@value': text, '@language': 'ja' });
const date = (day: string) => ({ '@value': day, '@type': 'xsd:date' });
const instant = (text: string) => ({ '@value': text, '@type': 'xsd:dateTime' });

function distributions(base: string, address: string) {
  const separator = address.includes('?') ? '&' : '?';
  return (['csv', 'json', 'xlsx'] as const).map((format) => ({
    '@type': 'dcat:Distribution',
    'dct:title': japanese(format === 'xlsx' ? 'Excel（.xlsx）' : format === 'csv' ? 'CSV' : 'JSON'),
    'dcat:accessURL': { '@id': `${base}${address}${separator}format=${format}` },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${MEDIA_TYPES[format]}` },
  }));
}

function licence(text: string) {
  const address = LICENCES[text];
  return {
    ...(address === undefined ? {} : { '@id': address }),
    '@type': 'dct:LicenseDocument',
    'rdfs:label': japanese(text),
  };
}

/** What the catalogue says of one indicator: only what is held. */
interface Holding {
  readonly definition: IndicatorDefinition;
  readonly files: readonly HoldingRow[];
  readonly documents: readonly PrintedDocument[];
  /** Oldest first. */
  readonly days: readonly string[];
}

function indicatorDataset(base: string, { definition, files, documents, days }: Holding) {
  const titles = [...files.map((file) => file.title), ...documents.map((document) => document.source)];
  const recorded = [
    ...files.flatMap((file) => [file.first_recorded, file.last_recorded]),
    ...documents.map((document) => document.recorded_at),
  ].sort();
  const [first, last] = [recorded[0], recorded.at(-1)];
  const [from, to] = [days[0], days.at(-1)];
  const observations =
    files.length > 0 ? distributions(base, `/api/v1/observations?indicator=${definition.id}&asOf=all`) : [];
  const whole = definition.parts === undefined || definition.partsTotal !== undefined;
  const rollUps = whole ? distributions(base, `/api/v1/rollups?indicator=${definition.id}`) : [];
  return {
    '@id': `${base}/indicators/${definition.id}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:identifier': definitionKey(definition),
    'dct:title': japanese(definition.title),
    'dct:description': japanese(definition.definition),
    'dct:language': 'ja',
    'dcat:landingPage': { '@id': `${base}/indicators/${definition.id}` },
    'dct:publisher': [...new Set(files.map((file) => file.publisher))].map(agent),
    'dct:license': [...new Set(files.map((file) => file.licence))].map(licence),
    'dct:rights': [...new Set(files.map((file) => file.attribution))].map((text) => ({
      '@type': 'dct:RightsStatement',
      'rdfs:label': japanese(text),
    })),
    'dct:source': [...new Set(titles)].map((text) => ({ 'rdfs:label': japanese(text) })),
    ...(from === undefined || to === undefined
      ? {}
      : {
          'dct:temporal': {
            '@type': 'dct:PeriodOfTime',
            'dcat:startDate': date(from),
            'dcat:endDate': date(to),
          },
        }),
    ...(first === undefined || last === undefined
      ? {}
      : { 'dct:issued': instant(first), 'dct:modified': instant(last) }),
    'dcat:distribution': [...observations, ...rollUps],
  };
}

function agent(name: string) {
  return { '@type': 'foaf:Agent', 'foaf:name': japanese(name) };
}

function bodiesDataset(base: string) {
  return {
    '@id': `${base}/data#bodies`,
    '@type': 'dcat:Dataset',
    'dct:identifier': 'bodies',
    'dct:title': japanese('団体の台帳'),
    'dct:description': japanese('都道府県と市区町村の名称、よみ、区分、指定と、その日付。'),
    'dct:language': 'ja',
    'dcat:landingPage': { '@id': `${base}/data` },
    'dct:source': [{ 'rdfs:label': japanese('総務省「全国地方公共団体コード」') }],
    'dcat:distribution': distributions(base, '/api/v1/bodies'),
  };
}

async function catalog(deps: Deps) {
  const { db } = deps;
  const base = deps.settings.baseUrl;
  const definitions = newestOf(await allDefinitions(db));
  const [files, documents, recorded, printed] = await Promise.all([
    holdings(db),
    printedDocuments(db),
    recordedDatesByIndicator(deps),
    printedDates(db),
  ]);
  const datasets = definitions.flatMap((definition) => {
    const key = definitionKey(definition);
    const held: Holding = {
      definition,
      files: files.filter((file) => file.indicator === key),
      documents: documents.filter((document) => document.indicator === key),
      days: [
        ...(recorded.get(key) ?? []),
        ...printed.filter((row) => row.indicator === key).map((row) => row.on),
      ].sort(),
    };
    // A definition without a figure is no data set.
    return held.files.length + held.documents.length === 0 ? [] : [indicatorDataset(base, held)];
  });
  return {
    '@context': CONTEXT,
    '@id': `${base}/api/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': japanese('しるべ オープンデータ'),
    'dct:description': japanese('自治体DX推進計画の進み具合を、団体、都道府県、全国の値で示すデータ。'),
    'dct:language': 'ja',
    'foaf:homepage': { '@id': `${base}/data` },
    'dcat:service': {
      '@type': 'dcat:DataService',
      'dct:title': japanese('しるべ API v1'),
      'dcat:endpointURL': { '@id': `${base}/api/v1` },
      'dcat:endpointDescription': { '@id': `${base}/api/openapi.json` },
    },
    'dcat:dataset': [bodiesDataset(base), ...datasets],
  };
}

async function recordedDatesByIndicator(deps: Deps): Promise<ReadonlyMap<string, readonly string[]>> {
  const dates = await recordedDates(deps.db, null, null);
  const days = new Map<string, string[]>();
  for (const date of dates) days.set(date.indicator, [...(days.get(date.indicator) ?? []), date.on]);
  return days;
}

export function catalogRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) =>
    answer(c, deps, { offers: ['json'], mediaType: LINKED_DATA }, async () =>
      json(await catalog(deps), LINKED_DATA),
    ),
  );
}
