import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { isBodyCode } from '../../../../core/body-code.ts';
import { isDay } from '../../../../core/calendar.ts';
import type { Level } from '../../../../core/indicator.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import { type Provenance, parseProvenanceId } from '../../../../core/provenance.ts';
import type { BaseChoice } from '../../../../core/roll-up.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { historyOf, type WrittenAt } from '../../../observations/queries/history.ts';
import { publishedById } from '../../../observations/queries/published.ts';
import { columnsOf, decimal, numbered } from '../format/field.ts';
import { answer, json } from '../http.ts';
import { jsonRoute } from '../route.ts';
import { knownDefinition } from './known.ts';
import { shownCell, stateTitle } from './observation-item.ts';
import { figuresOf } from './roll-up-figures.ts';
import { rollUp } from './roll-ups.ts';

const writtenAt = {
  file: z.string().nullable(),
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.int().nullable(),
  sha256: z.string().nullable(),
  editionOn: z.string().nullable(),
  batch: z.string(),
  batchKind: z.string(),
  batchTitle: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
};

const revision = z.strictObject({
  series: z.string(),
  revision: z.int(),
  counts: z.boolean().openapi({ description: 'いま数えられている値か' }),
  withdrawn: z.boolean().openapi({ description: '取込みの取消しにより、値がなくなった' }),
  value: decimal('値'),
  numerator: decimal('分子'),
  denominator: decimal('分母'),
  denominatorAsOf: z.string().nullable(),
  reason: z.string().nullable(),
  reasonTitle: z.string().nullable(),
  state: z.enum(['未公表', '速報', '確定']),
  note: z.string().nullable(),
  ...writtenAt,
  standsBy: z.strictObject(writtenAt).nullable().openapi({
    description: '記録した取込みが取り消され、同じ値を示す別の資料によって残っているとき、その資料の場所',
  }),
});

const provenance = z
  .union([
    z.strictObject({
      kind: z.literal('roll-up'),
      id: z.string(),
      formula: z.string(),
      result: rollUp,
      observations: z.string().openapi({ description: '計算に使った団体ごとの値のアドレス' }),
    }),
    z.strictObject({
      kind: z.literal('published'),
      id: z.string(),
      printed: z.looseObject({ indicator: z.string(), source: z.string(), asOfText: z.string() }),
    }),
    z.strictObject({ kind: z.literal('observation'), id: z.string(), revisions: z.array(revision) }),
  ])
  .openapi('Provenance');

const route = jsonRoute(
  '/api/v1/provenance/{id}',
  {
    summary: '算出の内訳',
    tags: ['値'],
    description: '集計の式と団体の値、印刷された値の資料、団体の値の全改訂とファイルの行。',
  },
  {
    params: z.strictObject({ id: z.string().max(200, { error: '200文字以下のID' }) }),
    query: z.strictObject({}),
  },
  provenance,
);

function nothing(id: string): HttpProblem {
  const title = 'このIDの算出の内訳はありません。';
  return new HttpProblem(404, title, '値とともに返される provenanceId を指定してください。', { found: id });
}

const LEVELS: readonly string[] = ['municipality', 'prefecture', 'all'] satisfies Level[];
const BASES: readonly string[] = ['official', 'all', 'asked', 'answered'] satisfies BaseChoice[];

async function rolledUp(deps: Deps, id: string, named: Provenance & { kind: 'roll-up' }) {
  const { indicator, area, level, bodyClass, part, on, knownOn, base } = named;
  const sound = isBodyCode(area) && isDay(on) && isDay(knownOn);
  if (!sound || !LEVELS.includes(level) || !BASES.includes(base)) throw nothing(id);
  const today = dayInJapan(deps.clock.now());
  const definition = await knownDefinition(deps, indicator, knownOn, today);
  const asked = {
    ...{ indicator, areas: [area], level: level as Level, bodyClass, part: part === '' ? null : part },
    ...{ asOf: on, knownOn, base: base as BaseChoice },
  };
  const [figure] = await figuresOf(deps, asked, today);
  if (figure === undefined) throw nothing(id);
  const result = numbered(columnsOf(rollUp), { ...figure.result });
  const where = area === '000000' ? '' : `&prefecture=${area}`;
  const inPart = part === '' ? '' : `&part=${part}`;
  const observations = `/api/v1/observations?indicator=${indicator}${inPart}&asOf=${on}&knownOn=${knownOn}${where}`;
  return { kind: 'roll-up' as const, id, formula: definition.formula, result, observations };
}

function placeOf(row: WrittenAt) {
  return {
    file: row.file_name,
    sheet: row.sheet_name,
    row: row.row_no,
    column: row.column_no,
    sha256: row.sha256,
    editionOn: row.edition_on,
    batch: row.batch_id,
    batchKind: row.batch_kind,
    batchTitle: row.batch_title,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  };
}

async function observed(deps: Deps, id: string, named: Provenance & { kind: 'observation' }) {
  if (!isDay(named.on)) throw nothing(id);
  const rows = await historyOf(deps.db, named);
  if (rows.length === 0) throw nothing(id);
  const definition = await knownDefinition(deps, named.indicator, null, dayInJapan(deps.clock.now()));
  const revisions = rows.map((row): z.infer<typeof revision> => {
    const { valueTitle: _, ...shown } = shownCell(definition, row);
    return {
      series: row.series,
      revision: row.revision,
      counts: row.counts,
      withdrawn: row.void,
      ...shown,
      denominatorAsOf: row.base_on,
      state: stateTitle(row.state),
      note: row.note,
      ...placeOf(row),
      standsBy: row.stands_by === null ? null : placeOf(row.stands_by),
    };
  });
  const exact = ['value', 'numerator', 'denominator'].map((name) => ({ name, title: name, decimal: true }));
  return {
    kind: 'observation' as const,
    id,
    revisions: revisions.map((shown) => numbered(exact, shown)),
  };
}

export function provenanceRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) => {
    const { id } = c.req.valid('param');
    return answer(c, deps, { offers: ['json'] }, async () => {
      const named = parseProvenanceId(id);
      if (named === null) throw nothing(id);
      if (named.kind === 'roll-up') return json(await rolledUp(deps, id, named));
      if (named.kind === 'observation') return json(await observed(deps, id, named));
      const printed = await publishedById(deps.db, named.publishedId);
      if (printed === null) throw nothing(id);
      return json({ kind: 'published', id, printed: printed.document });
    });
  });
}
