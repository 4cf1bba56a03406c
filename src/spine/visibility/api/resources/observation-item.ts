import { z } from '@hono/zod-openapi';
import {
  definitionKey,
  type IndicatorDefinition,
  NO_RECORD_TITLE,
  REASON_TITLES,
  type Reason,
  STATE_TITLES,
} from '../../../../core/indicator.ts';
import { provenanceId } from '../../../../core/provenance.ts';
import { fromScaled, round } from '../../../../core/rational.ts';
import { bodyValue } from '../../../../core/roll-up.ts';
import type { ObservationRow } from '../../queries/open-data.ts';
import { missingOf, ownText, ownUnit } from '../../rules/values.ts';
import { decimal, field } from '../format/field.ts';

export const observation = z
  .strictObject({
    body: field('団体コード', z.string(), '検査数字を含む6桁。数値にすると先頭の0が落ちる'),
    bodyName: field('団体名', z.string().nullable(), '基準日の名称'),
    prefecture: field('都道府県コード', z.string().nullable()),
    prefectureName: field('都道府県名', z.string().nullable()),
    level: field('階層', z.enum(['municipality', 'prefecture'])),
    indicator: field('指標', z.string()),
    version: field('指標の版', z.int()),
    indicatorTitle: field('指標名', z.string()),
    part: field('内訳', z.string().nullable()),
    partTitle: field('内訳名', z.string().nullable()),
    asOf: field('基準日', z.string()),
    value: decimal('値', '指標の単位での値。ないときは null で、理由が reason にある。0は値である'),
    valueTitle: field('値の表示', z.string().nullable(), '実施・未実施、選択肢の名称、値のない理由など'),
    unit: field('単位', z.string()),
    numerator: decimal('分子'),
    denominator: decimal('分母'),
    denominatorAsOf: field('分母の基準日', z.string().nullable()),
    reason: field(
      '値のない理由',
      z.enum(['not-asked', 'not-answered', 'not-applicable', 'blank-in-source', 'withdrawn']).nullable(),
    ),
    reasonTitle: field('値のない理由（表示）', z.string().nullable()),
    state: field('公表の状態', z.enum(['未公表', '速報', '確定'])),
    note: field('団体の注記', z.string().nullable()),
    series: field('出典の系列', z.string()),
    seriesTitle: field('出典', z.string()),
    revision: field('改訂番号', z.int(), '2以上は訂正された値'),
    recordedAt: field('登録日時', z.string()),
    recordedBy: field('登録した役割', z.string()),
    provenanceId: field('算出の内訳のID', z.string(), '/api/v1/provenance/{id} と /provenance/{id} で引く'),
  })
  .openapi('Observation');

const STATES = ['unpublished', 'provisional', 'final'] as const;

/** Titles of stored numbers of states: 0 未公表, 1 速報, 2 確定. */
export function stateTitle(state: number): '未公表' | '速報' | '確定' {
  return STATE_TITLES[STATES[state] ?? 'unpublished'];
}

export interface StoredCell {
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: number | null;
}

export interface ShownCell {
  readonly value: string | null;
  readonly valueTitle: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly reason: Reason | null;
  readonly reasonTitle: string | null;
}

/** A stored cell in the indicator's unit. A share of 0/0 is no value, and no reason was given for it either. */
export function shownCell(definition: IndicatorDefinition, cell: StoredCell): ShownCell {
  const missing = cell.value === null && cell.reason !== null ? missingOf(cell) : null;
  const reason = missing === 'no-record' ? null : missing;
  if (cell.value === null) {
    const title = reason === null ? NO_RECORD_TITLE : REASON_TITLES[reason];
    const reasonTitle = reason === null ? null : title;
    return { value: null, valueTitle: title, numerator: null, denominator: null, reason, reasonTitle };
  }
  const own = bodyValue(definition, cell.value, cell.base);
  const divided = definition.valueKind === 'share' || definition.denominator !== undefined;
  const exact = (units: bigint) => round(fromScaled(units, definition.scale), definition.scale);
  const title = own === null ? '分母が0のため値なし' : ownText(definition, own);
  const value = own === null ? null : round(own, divided ? definition.decimals : definition.scale);
  return {
    value,
    valueTitle: title === value ? null : title,
    numerator: divided ? exact(cell.value) : null,
    denominator: divided && cell.base !== null ? exact(cell.base) : null,
    reason: null,
    reasonTitle: null,
  };
}

export function observationItem(
  row: ObservationRow,
  definition: IndicatorDefinition | undefined,
): z.infer<typeof observation> {
  if (definition === undefined) throw new Error(`${row.indicator} is not registered`);
  const { period_end: on, part } = row;
  const shown = shownCell(definition, row);
  return {
    body: row.body_code,
    bodyName: row.body_name,
    prefecture: row.prefecture_code,
    prefectureName: row.prefecture_name,
    level: row.body_code.slice(2, 5) === '000' ? 'prefecture' : 'municipality',
    indicator: definition.id,
    version: definition.version,
    indicatorTitle: definition.title,
    part: part === '' ? null : part,
    partTitle: part === '' ? null : row.part_title,
    asOf: on,
    value: shown.value,
    valueTitle: shown.valueTitle,
    unit: ownUnit(definition),
    numerator: shown.numerator,
    denominator: shown.denominator,
    denominatorAsOf: row.base_on,
    reason: shown.reason,
    reasonTitle: shown.reasonTitle,
    state: stateTitle(row.state),
    note: row.note,
    series: row.series,
    seriesTitle: row.series_title,
    revision: row.revision,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    provenanceId: provenanceId({
      kind: 'observation',
      bodyCode: row.body_code,
      indicator: definitionKey(definition),
      part,
      on,
    }),
  };
}
