import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { definitionKey, type IndicatorDefinition } from '../../../../core/indicator.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { allDefinitions, definitionHistory, indicatorKeys } from '../../../indicators/queries.ts';
import { newestOf } from '../../load-page.ts';
import { printedDates, recordedDates } from '../../queries/open-data.ts';
import { columnsOf, field } from '../format/field.ts';
import { answerList } from '../format/list.ts';
import { answer, json } from '../http.ts';
import { indicatorParam, listParams } from '../params.ts';
import { jsonRoute, listOf, listRoute } from '../route.ts';
import { knownDefinition, partIds } from './known.ts';

const texts = z.array(z.string());

const indicator = z
  .strictObject({
    id: field('指標', z.string()),
    version: field('版', z.int()),
    title: field('指標名', z.string()),
    shortTitle: field('略称', z.string()),
    definition: field('定義', z.string()),
    formula: field('計算式', z.string()),
    source: field('出典', z.string()),
    level: field('階層', z.enum(['municipality', 'prefecture', 'both'])),
    valueKind: field('値の種類', z.enum(['yes-no', 'choice', 'count', 'share', 'percent', 'amount', 'date'])),
    unit: field('単位', z.string()),
    decimals: field('小数点以下の桁数', z.int()),
    operator: field('集計の方法', z.string()),
    base: field('分母', z.enum(['all', 'asked', 'answered'])),
    baseBodies: field('対象団体', z.enum(['all', 'without-designated'])),
    better: field('望ましい向き', z.enum(['up', 'down', 'none'])),
    period: field('期間', z.enum(['day', 'month', 'fiscal-year'])),
    parts: field('内訳', texts),
    planItems: field('計画の取組', texts, '「計画の版/取組のID」'),
    validFrom: field('有効期間の始め', z.string().nullable()),
    validTo: field('有効期間の終わり', z.string().nullable()),
  })
  .openapi('Indicator');

function indicatorRow(definition: IndicatorDefinition): z.infer<typeof indicator> {
  const { id, version, title, shortTitle, formula, source, level, valueKind, unit, decimals } = definition;
  const { base, baseBodies, better, period } = definition;
  return {
    ...{
      id,
      version,
      title,
      shortTitle,
      definition: definition.definition,
      formula,
      source,
      level,
      valueKind,
    },
    ...{ unit, decimals, operator: definition.operator.kind, base, baseBodies, better, period },
    parts: [...partIds(definition)],
    planItems: definition.planItems.map(({ plan, item }) => `${plan}/${item}`),
    validFrom: definition.validFrom ?? null,
    validTo: definition.validTo ?? null,
  };
}

const list = listRoute(
  '/api/v1/indicators',
  {
    summary: '指標の一覧',
    tags: ['指標'],
    description: '各指標の最も新しい版。定義の全体と前の版は指標ごとの応答にある。',
  },
  { query: z.strictObject(listParams) },
  listOf(indicator, { total: z.int() }),
);

const definitionSchema = z
  .looseObject({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    definition: z.string(),
    formula: z.string(),
    parts: z.array(z.looseObject({ id: z.string(), title: z.string() })).optional(),
    operator: z.looseObject({ kind: z.string() }),
  })
  .openapi('IndicatorDefinition', {
    description: '定義の全体。一覧の項目のほか、選択肢、範囲、目標、断絶など',
  });

const detail = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    definition: definitionSchema,
    versions: z
      .array(
        z.strictObject({
          version: z.int(),
          revision: z.int().openapi({ description: '同じ版の中での文言の改め。意味は変わらない' }),
          recordedAt: z.string(),
          definition: definitionSchema,
        }),
      )
      .openapi({ description: 'すべての版と文言。古い順' }),
    dates: z
      .array(
        z.strictObject({
          version: z.int(),
          part: z.string().nullable(),
          level: z.enum(['municipality', 'prefecture', 'all']),
          on: z.string(),
          basis: z.enum(['computed', 'published']),
        }),
      )
      .openapi({ description: '値がある基準日。内訳と階層ごとに新しい順' }),
  })
  .openapi('IndicatorDetail');

/** Definitions are given whole, as they are stored: the schema names only what every one has. */
interface Whole {
  readonly definition: IndicatorDefinition;
  readonly versions: readonly {
    readonly version: number;
    readonly revision: number;
    readonly recordedAt: string;
    readonly definition: IndicatorDefinition;
  }[];
}

const one = jsonRoute(
  '/api/v1/indicators/{id}',
  { summary: '指標の定義、版、値がある基準日', tags: ['指標'] },
  { params: z.strictObject({ id: indicatorParam }), query: z.strictObject({}) },
  detail,
);

async function datesOf(
  deps: Deps,
  keys: ReadonlyMap<string, number>,
): Promise<z.infer<typeof detail>['dates']> {
  const byKey = new Map([...keys].map(([name, key]) => [key, Number(name.split('@')[1])]));
  const recorded = (await recordedDates(deps.db, [...keys.values()], null)).map((date) => ({
    version: byKey.get(date.indicatorKey) ?? 0,
    part: date.part === '' ? null : date.part,
    level: date.prefectural ? ('prefecture' as const) : ('municipality' as const),
    on: date.on,
    basis: 'computed' as const,
  }));
  const taken = new Set(recorded.map((date) => `${date.version} ${date.part} ${date.level} ${date.on}`));
  const printed = (await printedDates(deps.db))
    .filter((date) => keys.has(date.indicator))
    .map((date) => ({
      version: Number(date.indicator.split('@')[1]),
      part: date.part === '' ? null : date.part,
      level: date.level as 'municipality' | 'prefecture' | 'all',
      on: date.on,
      basis: 'published' as const,
    }))
    .filter((date) => !taken.has(`${date.version} ${date.part} ${date.level} ${date.on}`));
  return [...recorded, ...printed];
}

export function indicatorRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(list, (c) =>
    answerList(c, deps, c.req.valid('query'), async () => {
      const all = [...newestOf(await allDefinitions(deps.db))].sort((a, b) => (a.id < b.id ? -1 : 1));
      return {
        name: 'indicators',
        columns: columnsOf(indicator),
        frame: { total: all.length },
        read: async (after, limit) =>
          all
            .filter((definition) => after === null || definition.id > String(after[0]))
            .slice(0, limit)
            .map((definition) => ({ row: indicatorRow(definition), key: [definition.id] })),
      };
    }),
  );
  app.openapi(one, (c) => {
    const { id } = c.req.valid('param');
    return answer(c, deps, { offers: ['json'] }, async () => {
      const definition = await knownDefinition(deps, id, null, dayInJapan(deps.clock.now()));
      const versions = await definitionHistory(deps.db, definition.id);
      const names = id.includes('@')
        ? [id]
        : [...new Set(versions.map((entry) => definitionKey(entry.definition)))];
      const document: Omit<z.infer<typeof detail>, 'definition' | 'versions'> & Whole = {
        id: definition.id,
        title: definition.title,
        definition,
        versions: versions.map((entry) => ({
          version: entry.version,
          revision: entry.revision,
          recordedAt: entry.recordedAt,
          definition: entry.definition,
        })),
        dates: await datesOf(deps, await indicatorKeys(deps.db, names)),
      };
      return json(document);
    });
  });
}
