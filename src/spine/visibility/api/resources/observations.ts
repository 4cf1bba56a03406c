import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { NATION, wholeOf } from '../../../../core/body-code.ts';
import { type Day, isDay } from '../../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../../core/indicator.ts';
import { dayInJapan, knownBefore } from '../../../../core/known-on.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { allDefinitions, indicatorKeys } from '../../../indicators/queries.ts';
import { listObservations, type RecordedDate, recordedDates } from '../../queries/open-data.ts';
import { columnsOf } from '../format/field.ts';
import { answerList, type ListSource, type ReadRows } from '../format/list.ts';
import {
  badParameters,
  codeParam,
  indicatorParam,
  knownOnParam,
  listParams,
  prefectureParam,
  wordParam,
} from '../params.ts';
import { listOf, listRoute } from '../route.ts';
import { checkPart, knownDefinition, unknownDate } from './known.ts';
import { observation, observationItem } from './observation-item.ts';

const query = z.strictObject({
  indicator: indicatorParam.optional().openapi({ param: { description: '指標のID。body がなければ必須' } }),
  body: codeParam.optional().openapi({ param: { description: '団体コード' } }),
  prefecture: prefectureParam('都道府県コード。その区域の団体だけ'),
  level: z
    .enum(['municipality', 'prefecture'], { error: 'municipality または prefecture' })
    .optional()
    .openapi({ param: { description: '市区町村だけ、または都道府県の本庁だけ' } }),
  part: wordParam('内訳のID。省略時はすべての内訳'),
  asOf: z
    .string()
    .refine((text) => text === 'all' || isDay(text), { error: '実在する日付（YYYY-MM-DD）か all' })
    .optional()
    .openapi({
      param: {
        description:
          '基準日。その日だけを選ぶ。省略時は指標の内訳と階層ごとに最も新しい日、all は全期間。indicator を指定しないときの省略は all と同じ',
      },
      example: '2023-04-01',
    }),
  knownOn: knownOnParam,
  ...listParams,
});

const route = listRoute(
  '/api/v1/observations',
  {
    summary: '団体ごとの値',
    tags: ['値'],
    description:
      '団体、指標、内訳、基準日の順。値か、値のない理由がある。登録のない団体の行はない。' +
      '頁をたどる間に登録が変わることがある。knownOn に過去の日を指定すると変わらない。' +
      'しるべの台帳の登録は、登録した日の速報の行である。asOf を省略したときは、調査等の日を選ぶ。',
  },
  { query },
  listOf(observation, { knownOn: z.string() }),
);

type Query = z.infer<typeof query>;

/** What the question is about, settled once for all pages of the answer. */
interface Scope {
  readonly definition: IndicatorDefinition | null;
  readonly indicatorKeys: readonly number[] | null;
  readonly dates: readonly RecordedDate[] | null;
}

async function scopeOf(deps: Deps, asked: Query, today: Day, before: string | null): Promise<Scope> {
  const whole = wholeOf(asked.body ?? asked.prefecture ?? NATION);
  if (asked.indicator === undefined) {
    const dated = asked.asOf !== undefined && asked.asOf !== 'all';
    const dates = dated ? await recordedDates(deps.db, null, before, whole) : null;
    return { definition: null, indicatorKeys: null, dates: dates && onDay(dates, asked.asOf ?? '') };
  }
  const definition = await knownDefinition(deps, asked.indicator, asked.knownOn ?? null, today);
  if (asked.part !== undefined) checkPart(definition, asked.part);
  const key = (await indicatorKeys(deps.db, [definitionKey(definition)])).get(definitionKey(definition));
  if (key === undefined) throw new Error(`${definitionKey(definition)} has no key`);
  const scope = { definition, indicatorKeys: [key] };
  if (asked.asOf === 'all') return { ...scope, dates: null };
  const held = (await recordedDates(deps.db, [key], before, whole)).filter(
    (date) =>
      (asked.part === undefined || date.part === asked.part) &&
      (asked.level === undefined || date.prefectural === (asked.level === 'prefecture')),
  );
  if (asked.asOf === undefined) return { ...scope, dates: newestOf(held) };
  const dates = onDay(held, asked.asOf);
  if (dates.length === 0)
    throw unknownDate(
      asked.indicator,
      asked.asOf,
      held.map((date) => date.on),
    );
  return { ...scope, dates };
}

/** The newest day of each part and level; a day of registers alone only where there is no other. Expects them newest first. */
function newestOf(dates: readonly RecordedDate[]): readonly RecordedDate[] {
  const newest = new Map<string, RecordedDate>();
  for (const date of [...dates].sort((a, b) => Number(a.register) - Number(b.register))) {
    const key = `${date.indicatorKey} ${date.partKey} ${date.prefectural}`;
    if (!newest.has(key)) newest.set(key, date);
  }
  return [...newest.values()];
}

function onDay(dates: readonly RecordedDate[], on: Day): readonly RecordedDate[] {
  return dates.filter((date) => date.on === on);
}

function reader(
  deps: Deps,
  asked: Query,
  scope: Scope,
  definitions: ReadonlyMap<string, IndicatorDefinition>,
  before: string | null,
): ReadRows {
  return async (after, limit) => {
    const rows = await listObservations(deps.db, {
      indicatorKeys: scope.indicatorKeys,
      bodyCode: asked.body ?? null,
      prefectureCode: asked.prefecture ?? null,
      part: asked.part ?? null,
      prefectural: asked.level === undefined ? null : asked.level === 'prefecture',
      dates: scope.dates,
      knownBefore: before,
      after:
        after === null
          ? null
          : {
              bodyCode: String(after[0]),
              indicatorKey: Number(after[1]),
              partKey: Number(after[2]),
              on: String(after[3]),
            },
      limit,
    });
    return rows.map((row) => ({
      row: observationItem(row, definitions.get(row.indicator)),
      key: [row.body_code, row.indicator_key, row.part_key, row.period_end],
    }));
  };
}

async function open(deps: Deps, asked: Query): Promise<ListSource> {
  const today = dayInJapan(deps.clock.now());
  const before = knownBefore(asked.knownOn ?? null, today);
  const scope = await scopeOf(deps, asked, today, before);
  const all = scope.definition === null ? await allDefinitions(deps.db) : [scope.definition];
  const definitions = new Map(all.map((definition) => [definitionKey(definition), definition]));
  const name = ['observations', asked.indicator?.replace('@', '-v'), asked.body, asked.asOf];
  return {
    name: name.filter((part) => part !== undefined).join('-'),
    columns: columnsOf(observation),
    frame: { knownOn: asked.knownOn ?? today },
    read: reader(deps, asked, scope, definitions, before),
  };
}

export function observationRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) => {
    const asked = c.req.valid('query');
    if (asked.indicator === undefined && asked.body === undefined) {
      const expected = '指標のID。または body に団体コードを指定';
      throw badParameters([{ parameter: 'indicator', found: '（指定なし）', expected }]);
    }
    return answerList(c, deps, asked, () => open(deps, asked));
  });
}
