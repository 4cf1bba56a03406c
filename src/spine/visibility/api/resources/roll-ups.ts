import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { isBodyCode } from '../../../../core/body-code.ts';
import { BODY_CLASSES } from '../../../../core/indicator.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import type { RollUpResult } from '../../../../core/roll-up.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { columnsOf, decimal, field } from '../format/field.ts';
import { answerList } from '../format/list.ts';
import { dayParam, indicatorParam, knownOnParam, listParams, wordParam } from '../params.ts';
import { listOf, listRoute } from '../route.ts';
import { type AreaFigure, figuresOf } from './roll-up-figures.ts';

const count = (title: string, description?: string) => field(title, z.int(), description);
const day = (title: string) => field(title, z.string().nullable());

/** Exactly the properties of a result of the roll-up; the compiler compares the two. */
const result = {
  value: decimal('値', '単位での値。丸めは1回だけ、四捨五入。値がないときは null、0は値である'),
  unit: field('単位', z.string()),
  decimals: count('小数点以下の桁数'),
  numerator: decimal('分子'),
  denominator: decimal('分母'),
  base: field(
    '分母の取り方',
    z.enum(['all', 'asked', 'answered']),
    'all 全団体、asked 調査した団体、answered 回答した団体',
  ),
  level: field('階層', z.enum(['municipality', 'prefecture', 'all'])),
  class: field('団体区分', z.string()),
  part: field('内訳', z.string().nullable()),
  asOf: day('基準日'),
  knownOn: field('登録内容の日', z.string()),
  expected: count('対象団体数', '次の七つの数の和。印刷された集計値では内訳が分からないため、どれも0'),
  reported: count('回答'),
  notAsked: count('調査無し'),
  notAnswered: count('未回答'),
  notApplicable: count('該当なし'),
  blank: count('空欄'),
  withdrawn: count('取下げ'),
  noRecord: count('登録なし'),
  partial: field('一部の団体だけの値', z.boolean()),
  coverageBodies: decimal('回答団体の割合（%）'),
  coveragePopulation: decimal('回答団体の人口の割合（%）', '人口が登録されていない団体があるときは null'),
  oldestAsOf: day('最も古い値の日'),
  newestAsOf: day('最も新しい値の日'),
  basis: field(
    '値の成り立ち',
    z.enum(['computed', 'published']),
    'computed 団体の値から計算、published 資料に印刷された値',
  ),
  state: field('公表の状態', z.enum(['未公表', '速報', '確定'])),
  formulaVersion: field('計算式の版', z.string()),
  provenanceId: field('算出の内訳のID', z.string(), '/api/v1/provenance/{id} と /provenance/{id} で引く'),
};

export const rollUp = z.strictObject(result).openapi('RollUp');
const sameAsCore: z.ZodType<RollUpResult> = rollUp;

export const areaRollUp = z
  .strictObject({
    area: field('区域コード', z.string()),
    areaTitle: field('区域', z.string()),
    ...result,
  })
  .openapi('AreaRollUp');

const AREA = {
  error: '000000（全国）、都道府県コード、それをコンマで並べたもの（50個まで）、prefectures のいずれか',
};

const query = z.strictObject({
  indicator: indicatorParam,
  area: z
    .string(AREA)
    .refine((text) => text === 'prefectures' || isListOfCodes(text), AREA)
    .default('000000')
    .openapi({
      param: {
        description:
          '区域。000000 は全国。コンマで並べるか prefectures（47都道府県）とすると、items に並ぶ一覧の形で答える',
      },
      example: '020001',
    }),
  level: z
    .enum(['municipality', 'prefecture', 'all'], { error: 'municipality、prefecture、all のいずれか' })
    .default('municipality')
    .openapi({ param: { description: '市区町村の計、都道府県の本庁、両方' } }),
  class: wordParam(
    `団体区分。${Object.entries(BODY_CLASSES)
      .map(([id, { title }]) => `${id} ${title}`)
      .join('、')}。印刷された集計値には、ほかの区分もある`,
  ).default('all'),
  part: wordParam('内訳のID。省略時は内訳の計（計がある指標）'),
  asOf: dayParam('基準日。その日だけを選ぶ。省略時は最も新しい日'),
  knownOn: knownOnParam,
  base: z
    .enum(['official', 'all', 'asked', 'answered'], { error: 'official、all、asked、answered のいずれか' })
    .default('official')
    .openapi({
      param: { description: '分母。official は指標の定めによる。登録なしの団体があるうちは回答した団体' },
    }),
  ...listParams,
});

function isListOfCodes(text: string): boolean {
  const codes = text.split(',');
  return codes.length <= 50 && codes.every(isBodyCode) && new Set(codes).size === codes.length;
}

const route = listRoute(
  '/api/v1/rollups',
  {
    summary: '区域ごとの集計',
    tags: ['値'],
    description:
      '全国、都道府県の区域の値。一つの区域なら結果だけを、複数の区域なら items に並べて答える。' +
      '団体ごとの値がない日は、資料に印刷された集計値で答える（basis が published）。',
  },
  { query },
  z.union([sameAsCore, listOf(areaRollUp)]),
);

function flat({ area, areaTitle, result }: AreaFigure): z.infer<typeof areaRollUp> {
  return { area, areaTitle, ...result };
}

export function rollUpRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) => {
    const asked = c.req.valid('query');
    const many = asked.area === 'prefectures' || asked.area.includes(',');
    return answerList(c, deps, asked, async () => {
      const figures = await figuresOf(
        deps,
        {
          indicator: asked.indicator,
          areas: asked.area === 'prefectures' ? 'prefectures' : asked.area.split(','),
          level: asked.level,
          bodyClass: asked.class,
          part: asked.part ?? null,
          asOf: asked.asOf ?? null,
          knownOn: asked.knownOn ?? null,
          base: asked.base,
        },
        dayInJapan(deps.clock.now()),
      );
      return {
        name: `rollups-${asked.indicator.replace('@', '-v')}`,
        columns: columnsOf(areaRollUp),
        frame: {},
        ...(many || figures[0] === undefined ? {} : { whole: { ...figures[0].result } }),
        read: async (after, limit) => {
          const from = after === null ? 0 : Number(after[0]);
          return figures
            .slice(from, from + limit)
            .map((figure, index) => ({ row: flat(figure), key: [from + index + 1] }));
        },
      };
    });
  });
}
