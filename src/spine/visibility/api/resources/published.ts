import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { definitionKey } from '../../../../core/indicator.ts';
import { dayInJapan, knownBefore } from '../../../../core/known-on.ts';
import { provenanceId } from '../../../../core/provenance.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { allDefinitions } from '../../../indicators/queries.ts';
import { listPublished, type PublishedEntry } from '../../../observations/queries/published.ts';
import { columnsOf, decimal, field } from '../format/field.ts';
import { answerList } from '../format/list.ts';
import { codeParam, indicatorParam, knownOnParam, listParams } from '../params.ts';
import { listOf, listRoute } from '../route.ts';
import { unknownIndicator } from './known.ts';

const published = z
  .strictObject({
    indicator: field('指標', z.string()),
    version: field('指標の版', z.int()),
    indicatorTitle: field('指標名', z.string()),
    part: field('内訳', z.string().nullable()),
    item: field('表の列', z.string().nullable(), '一つの指標に列が二つ以上ある表の、列の見出し'),
    asOf: field('基準日', z.string().nullable(), '資料に時点の記載がないときは null'),
    asOfText: field('時点の記載', z.string(), '資料の書き方のまま'),
    area: field('区域', z.string(), '000000 は全国'),
    level: field('階層', z.enum(['municipality', 'prefecture', 'all'])),
    class: field('団体区分', z.string()),
    classTitle: field('団体区分名', z.string()),
    value: decimal('値', '資料に印刷された値。数でないときは null で、語が text にある'),
    text: field('印刷された語', z.string().nullable(), '「8割以上」など、数でなく語で印刷されたもの'),
    unit: field('単位', z.string()),
    numerator: decimal('分子'),
    denominator: decimal('分母'),
    base: field('分母の種類', z.enum(['all', 'asked', 'answered'])),
    note: field('注記', z.string().nullable()),
    source: field('出典', z.string(), '資料の名称、日付、行'),
    recordedAt: field('登録日時', z.string()),
    provenanceId: field('算出の内訳のID', z.string()),
  })
  .openapi('Published');

const query = z.strictObject({
  indicator: indicatorParam.optional(),
  area: codeParam.optional(),
  knownOn: knownOnParam,
  ...listParams,
});

const route = listRoute(
  '/api/v1/published',
  {
    summary: '資料に印刷された集計値',
    tags: ['値'],
    description: '全国や団体区分の値としてだけ公表されたもの。資料の順に並ぶ。足し上げには使わない。',
  },
  { query },
  listOf(published),
);

function publishedRow(
  { published_id, document, recorded_at }: PublishedEntry,
  titles: ReadonlyMap<string, string>,
): z.infer<typeof published> {
  const [indicator = '', version] = document.indicator.split('@');
  return {
    indicator,
    version: Number(version),
    indicatorTitle: titles.get(document.indicator) ?? indicator,
    part: document.part === '' ? null : document.part,
    item: document.item,
    asOf: document.on,
    asOfText: document.asOfText,
    area: document.area,
    level: document.level,
    class: document.bodyClass,
    classTitle: document.classTitle,
    value: document.value,
    text: document.text,
    unit: document.unit,
    numerator: document.numerator,
    denominator: document.denominator,
    base: document.base,
    note: document.note,
    source: document.source,
    recordedAt: recorded_at,
    provenanceId: provenanceId({ kind: 'published', publishedId: published_id }),
  };
}

export function publishedRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) => {
    const asked = c.req.valid('query');
    return answerList(c, deps, asked, async () => {
      const knownOn = asked.knownOn ?? null;
      const before = knownBefore(knownOn, dayInJapan(deps.clock.now()));
      const definitions = await allDefinitions(deps.db);
      const { indicator } = asked;
      const keys = definitions.map(definitionKey);
      // Without a version: all versions of the id, because a document speaks of the one of its time.
      const named = keys.filter((key) => key === indicator || key.split('@')[0] === indicator);
      if (indicator !== undefined && named.length === 0)
        throw unknownIndicator(indicator, 'unknown-indicator', knownOn);
      const titles = new Map(definitions.map((one) => [definitionKey(one), one.title]));
      return {
        name: 'published',
        columns: columnsOf(published),
        frame: {},
        read: async (after, limit) => {
          const rows = await listPublished(deps.db, {
            indicators: indicator === undefined ? null : named,
            area: asked.area ?? null,
            knownBefore: before,
            after: after === null ? null : { position: Number(after[0]), id: String(after[1]) },
            limit,
          });
          return rows.map((row) => ({
            row: publishedRow(row, titles),
            key: [row.position, row.published_id],
          }));
        },
      };
    });
  });
}
