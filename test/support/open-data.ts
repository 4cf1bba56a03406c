import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { IndicatorDefinition } from '../../src/core/indicator.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { notFound, onError } from '../../src/platform/http/errors.ts';
import { loadRegister } from '../../src/spine/bodies/actions.ts';
import { municipalitiesOf } from '../../src/spine/bodies/queries/register.ts';
import { REGISTER_SOURCE } from '../../src/spine/bodies/register-data.ts';
import type { FileKind } from '../../src/spine/contracts/file-kind.ts';
import type { ImportRegistry } from '../../src/spine/contracts/import-registry.ts';
import type { PublishedAggregate } from '../../src/spine/contracts/published-aggregate.ts';
import { registerDefinitions, registerSeries } from '../../src/spine/indicators/actions.ts';
import { loadPublished } from '../../src/spine/observations/seed.ts';
import type { NewObservation } from '../../src/spine/observations/types.ts';
import { record, registerRules } from '../../src/spine/roll-up/actions.ts';
import { apiRoutes } from '../../src/spine/visibility/api/routes.ts';
import { dataPage } from '../../src/spine/visibility/pages/data.tsx';
import { fixedClock, testDatabase } from './database.ts';

const COMMON = {
  version: 1,
  definition: '試験のための定義。',
  formula: '試験のための式',
  source: '試験のための資料',
  unit: '%',
  decimals: 1,
  scale: 0,
  better: 'up',
  period: 'day',
  base: 'all',
  baseBodies: 'all',
  planItems: [{ plan: '5.0', item: 'organisation' }],
} as const satisfies Partial<IndicatorDefinition>;

export const DEFINITIONS: readonly IndicatorDefinition[] = [
  {
    ...COMMON,
    id: 'sample-policy',
    title: '試験方針の策定',
    shortTitle: '試験方針',
    level: 'both',
    valueKind: 'yes-no',
    operator: { kind: 'share-of-bodies', atLeast: 1 },
  },
  {
    ...COMMON,
    id: 'sample-steps',
    title: '試験手順の完了率',
    shortTitle: '試験手順',
    level: 'municipality',
    valueKind: 'share',
    operator: { kind: 'mean-of-bodies' },
    parts: [
      { id: 'tax', title: '税' },
      { id: 'pension', title: '年金' },
    ],
    partsTotal: 'pooled-share',
  },
  {
    ...COMMON,
    id: 'sample-people',
    title: '試験人数',
    shortTitle: '試験人数',
    level: 'municipality',
    valueKind: 'count',
    unit: '人',
    decimals: 0,
    operator: { kind: 'sum' },
  },
  {
    ...COMMON,
    id: 'sample-printed',
    title: '試験集計値',
    shortTitle: '試験集計値',
    level: 'municipality',
    valueKind: 'yes-no',
    operator: { kind: 'share-of-bodies', atLeast: 1 },
  },
];

const PRINTED: PublishedAggregate = {
  ...{ indicator: 'sample-printed@1', part: '', on: '2021-04-01', asOfText: '令和3年4月1日時点' },
  ...{ area: '000000', level: 'municipality', bodyClass: 'town', classTitle: '町', value: '4.8', text: null },
  ...{ unit: '%', decimals: 1, numerator: '36', denominator: '743', base: 'all', note: null },
  ...{ source: '試験の資料（2022年5月11日）1行', item: null },
};

/** What the data page says can be imported. */
const KIND: FileKind = {
  id: 'sample-file',
  title: '試験の表',
  source: {
    series: 'sample',
    title: '試験の資料',
    publisher: '試験省',
    licence: '公共データ利用規約（第1.0版）',
    attribution: '出典：試験省',
  },
  recognise: () => null,
  read: () => {
    throw new Error('a sample kind reads nothing');
  },
};

export const FILE_HASH = 'a1'.repeat(32);

/** One cell; a yes of the sample policy on 2023-04-01 unless told otherwise. */
export function cell(more: Partial<NewObservation> & Pick<NewObservation, 'bodyCode'>): NewObservation {
  return {
    ...{ indicator: 'sample-policy@1', part: '', on: '2023-04-01', series: 'sample', value: 1n, base: null },
    ...{ baseOn: null, reason: null, state: 'final', note: null, sheet: 0, row: 2, column: 3 },
    ...more,
  };
}

/** A real database with the real register, sample indicators and a way to record; the API as a program runs it. */
export async function openDataStore() {
  const test = await testDatabase();
  const { db } = test;
  const clock = fixedClock('2026-01-10T09:00:00+09:00');
  const settings = parseSettings({ SHIRUBE_BASE_URL: 'https://shirube.example' }, '/');
  const deps: Deps = { db, clock, log: pino({ enabled: false }), settings };
  await loadRegister(db, clock, REGISTER_SOURCE);
  const source = {
    publisher: '試験省',
    licence: '公共データ利用規約（第1.0版）',
    attribution: '出典：試験省',
  };
  await registerSeries(db, [{ series: 'sample', title: '試験の資料', ...source }]);
  await registerDefinitions(db, clock, DEFINITIONS);
  await registerRules(db, DEFINITIONS);
  await loadPublished(deps, [PRINTED]);
  const registry: ImportRegistry = { fileKinds: [KIND], definitions: DEFINITIONS };
  const app = new Hono();
  const render = () => '';
  app.notFound(notFound(render));
  app.onError(onError(deps, render));
  app.route(
    '/',
    apiRoutes(deps, () => registry),
  );
  app.get(
    '/data',
    dataPage(deps, () => registry),
  );
  return {
    deps,
    clock,
    app,
    close: () => test.close(),
    get: async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    codes: async () => (await municipalitiesOf(db, null, '2023-04-01')).map((body) => body.bodyCode),
    async save(observations: readonly NewObservation[], title = '試験のファイル.csv'): Promise<string> {
      const batchId = randomUUID();
      const sheets = [{ fileName: title, sheetName: '', sha256: FILE_HASH, editionOn: '2023-07-01' }];
      const batch = { batchId, kind: 'import' as const, title, recordedBy: '運用管理者', sheets };
      await db.transaction().execute((tx) => record(tx, clock, [{ batch, observations }]));
      return batchId;
    },
  };
}
