import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { definitionKey } from '../../../../core/indicator.ts';
import { dayInJapan, knownBefore } from '../../../../core/known-on.ts';
import { provenanceId } from '../../../../core/provenance.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { registerSource } from '../../../bodies/queries/register.ts';
import { isOn, type RegisterRow } from '../../../bodies/rules/register.ts';
import { allDefinitions } from '../../../indicators/queries.ts';
import { corrections } from '../../../observations/queries/history.ts';
import { columnsOf, decimal, field } from '../format/field.ts';
import { answerList, type ListSource } from '../format/list.ts';
import { knownOnParam, listParams } from '../params.ts';
import { listOf, listRoute } from '../route.ts';
import { shownCell } from './observation-item.ts';

const reason = z
  .enum(['not-asked', 'not-answered', 'not-applicable', 'blank-in-source', 'withdrawn'])
  .nullable();

const correction = z
  .strictObject({
    body: field('団体コード', z.string()),
    bodyName: field('団体名', z.string().nullable(), '基準日の名称'),
    indicator: field('指標', z.string()),
    version: field('指標の版', z.int()),
    indicatorTitle: field('指標名', z.string()),
    part: field('内訳', z.string().nullable()),
    asOf: field('基準日', z.string()),
    series: field('出典の系列', z.string()),
    revision: field('改訂番号', z.int()),
    undone: field('登録が取り消された', z.boolean(), 'true：取込みの取消しにより、値がなくなった'),
    unit: field('単位', z.string()),
    oldValue: decimal('前の値'),
    oldNumerator: decimal('前の分子'),
    oldDenominator: decimal('前の分母'),
    oldReason: field('前の値のない理由', reason),
    value: decimal('新しい値'),
    numerator: decimal('新しい分子'),
    denominator: decimal('新しい分母'),
    reason: field('新しい値のない理由', reason),
    batch: field('登録のID', z.string()),
    batchKind: field('登録の種類', z.enum(['import', 'answer', 'evidence', 'correction', 'undo'])),
    batchTitle: field('登録の名称', z.string()),
    recordedAt: field('登録日時', z.string()),
    recordedBy: field('登録した役割', z.string()),
    provenanceId: field('算出の内訳のID', z.string()),
  })
  .openapi('Correction');

const query = z.strictObject({ knownOn: knownOnParam, ...listParams });

const route = listRoute(
  '/api/v1/corrections',
  { summary: '訂正の記録', tags: ['記録'], description: '登録の新しい順。取込みの取消しも並ぶ。' },
  { query },
  listOf(correction, { total: z.int() }),
);

async function open(deps: Deps, asked: z.infer<typeof query>): Promise<ListSource> {
  const { db, clock } = deps;
  const today = dayInJapan(clock.now());
  const known = knownBefore(asked.knownOn ?? null, today);
  const { rows: register } = await registerSource(db);
  const rowsOf = new Map<string, RegisterRow[]>();
  for (const row of register) rowsOf.set(row.bodyCode, [...(rowsOf.get(row.bodyCode) ?? []), row]);
  const definitions = new Map((await allDefinitions(db)).map((one) => [definitionKey(one), one]));
  const { total } = await corrections(db, { limit: 0, offset: 0, knownBefore: known });
  // Places are counted from the newest: a walk stays within what stood when it began.
  const now = new Date(clock.now() + 1).toISOString();
  return {
    name: 'corrections',
    columns: columnsOf(correction),
    frame: { total },
    read: async (after, limit) => {
      const offset = after === null ? 0 : Number(after[0]);
      const until = after === null ? (known ?? now) : String(after[1]);
      const page = await corrections(db, { limit, offset, knownBefore: until });
      return page.rows.map((row, index) => {
        const definition = definitions.get(row.indicator);
        if (definition === undefined) throw new Error(`${row.indicator} is not registered`);
        const held = rowsOf.get(row.body_code)?.find((candidate) => isOn(candidate, row.period_end));
        const old = shownCell(definition, {
          value: row.old_value,
          base: row.old_base,
          reason: row.old_reason,
        });
        const fresh = shownCell(definition, row);
        const { part } = row;
        return {
          key: [offset + index + 1, until],
          row: {
            body: row.body_code,
            bodyName: held?.name ?? null,
            indicator: definition.id,
            version: definition.version,
            indicatorTitle: definition.title,
            part: part === '' ? null : part,
            asOf: row.period_end,
            series: row.series,
            revision: row.revision,
            undone: row.void,
            unit: definition.valueKind === 'yes-no' ? '' : definition.unit,
            oldValue: old.value,
            oldNumerator: old.numerator,
            oldDenominator: old.denominator,
            oldReason: old.reason,
            value: fresh.value,
            numerator: fresh.numerator,
            denominator: fresh.denominator,
            reason: fresh.reason,
            batch: row.batch_id,
            batchKind: row.batch_kind as z.infer<typeof correction>['batchKind'],
            batchTitle: row.batch_title,
            recordedAt: row.recorded_at,
            recordedBy: row.recorded_by,
            provenanceId: provenanceId({
              kind: 'observation',
              bodyCode: row.body_code,
              indicator: row.indicator,
              part,
              on: row.period_end,
            }),
          } satisfies z.infer<typeof correction>,
        };
      });
    },
  };
}

export function correctionRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(route, (c) => {
    const asked = c.req.valid('query');
    return answerList(c, deps, asked, () => open(deps, asked));
  });
}
