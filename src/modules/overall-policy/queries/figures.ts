import { sql } from 'kysely';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, STATE_TITLES } from '../../../core/indicator.ts';
import { round } from '../../../core/rational.ts';
import { bodyValue, meets, valueOver } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import { bodyOn } from '../../../spine/bodies/queries/register.ts';
import { allDefinitions } from '../../../spine/indicators/queries.ts';
import { valuesOf } from '../../../spine/observations/queries/values.ts';
import type { OfferedFigure } from '../rules/figures.ts';

interface OwnRow {
  readonly indicator: string;
  readonly indicator_key: number;
  readonly part_key: number;
  readonly on: Day;
  readonly value: bigint;
  readonly base: bigint | null;
  readonly source: string;
}

/**
 * Newest figures of a body with those of its kind on the same day: yes/no as counts of bodies, shares as the middle that
 * their definition gives. Only what is recorded; a figure without a value is not offered.
 */
export async function offeredFigures(
  db: Db,
  bodyCode: BodyCode,
  planVersion: string,
  today: Day,
): Promise<readonly OfferedFigure[]> {
  const body = await bodyOn(db, bodyCode, today);
  if (body === null) return [];
  const definitions = (await allDefinitions(db)).filter((definition) => offered(definition, planVersion));
  const own = await newestOwn(db, bodyCode, definitions.map(definitionKey));
  const lines = definitions.flatMap((definition) => {
    const row = own.find(({ indicator }) => indicator === definitionKey(definition));
    return row === undefined ? [] : [{ definition, row }];
  });
  const facts = lines.map(({ row }) => ({
    indicatorKey: row.indicator_key,
    partKey: row.part_key,
    on: row.on,
    strata: [body.stratum],
    whole: wholeOf(bodyCode),
  }));
  const others = await valuesOf(db, facts, null);
  return lines.flatMap(({ definition, row }, index): OfferedFigure[] => {
    const shown = ownText(definition, row);
    if (shown === null) return [];
    const rows = others.filter((one) => one.asked === index);
    return [
      {
        id: definitionKey(definition),
        title: definition.title,
        own: shown,
        others: othersText(definition, rows, kindTitle(body.kind, bodyCode)),
        asOf: `${formatDay(row.on)}時点`,
        source: row.source,
      },
    ];
  });
}

function offered(definition: IndicatorDefinition, planVersion: string): boolean {
  const inPlan = definition.planItems.some(({ plan }) => plan === planVersion);
  const kinds = ['yes-no', 'share', 'percent'];
  return inPlan && definition.parts === undefined && kinds.includes(definition.valueKind);
}

function kindTitle(kind: string, bodyCode: BodyCode): string {
  const titles: Readonly<Record<string, string>> = {
    village: '村',
    town: '町',
    city: '市',
    'special-ward': '特別区',
    prefecture: '都道府県',
  };
  return `${wholeOf(bodyCode) === '000000' ? '' : '見本県内の'}${titles[kind] ?? '団体'}`;
}

function ownText(definition: IndicatorDefinition, row: OwnRow): string | null {
  const value = bodyValue(definition, row.value, row.base);
  if (value === null) return null;
  if (definition.valueKind === 'yes-no') return value.numerator > 0n ? '実施' : '未実施';
  return `${round(value, definition.decimals)}%`;
}

function othersText(
  definition: IndicatorDefinition,
  rows: readonly { readonly value: bigint; readonly base: bigint | null }[],
  kind: string,
): string | null {
  if (rows.length < 2) return null;
  if (definition.valueKind === 'yes-no') {
    const met = rows.filter((row) => meets(definition, row)).length;
    return `${kind}は回答${rows.length}団体中${met}団体が実施`;
  }
  const middle = valueOver(definition, rows);
  return middle === null ? null : `${kind}${rows.length}団体では${round(middle, definition.decimals)}%`;
}

async function newestOwn(
  db: Db,
  bodyCode: BodyCode,
  indicators: readonly string[],
): Promise<readonly OwnRow[]> {
  const { rows } = await sql<Omit<OwnRow, 'source'> & { title: string; state: number }>`
    select distinct on (d.indicator_key) d.id || '@' || d.version as indicator, o.indicator_key, o.part_key,
      o.period_end as "on", o.value, o.base, s.title, o.state
    from indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ''
    join observations.effective o on o.indicator_key = d.indicator_key and o.part_key = p.part_key
    join indicators.series s on s.series_key = o.series_key
    where o.body_code = ${bodyCode} and o.value is not null and d.id || '@' || d.version = any(${[...indicators]}::text[])
    order by d.indicator_key, o.period_end desc`.execute(db);
  const states = [STATE_TITLES.unpublished, STATE_TITLES.provisional, STATE_TITLES.final];
  return rows.map(({ title, state, ...row }) => ({
    ...row,
    source: states[state] === STATE_TITLES.final ? title : `${title}、${states[state] ?? ''}`,
  }));
}
