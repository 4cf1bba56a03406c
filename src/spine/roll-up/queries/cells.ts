import { type RawBuilder, sql } from 'kysely';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { type CopiedTables, wholly } from '../../../platform/db/backup/copied.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { effectiveRows, lookingBack, spans } from '../../observations/queries/effective.ts';
import type { MovingWholes } from '../../observations/queries/register.ts';
import { sameKey } from '../../observations/queries/sayings.ts';

const REASONS = ['not_asked', 'not_answered', 'not_applicable', 'blank', 'withdrawn'] as const;

/**
 * How rows are counted: the one text that the incremental path, the full recompute and the look into the past share.
 * `o` = rows of the store, `r` = rollup.rule. With signs, rows that stop to count are counted down.
 */
export function counted(signed: boolean): RawBuilder<unknown> {
  const rows = (condition: string) =>
    signed
      ? `coalesce(sum(o.sign) filter (where ${condition}), 0)::bigint`
      : `count(*) filter (where ${condition})`;
  const total = (column: string) =>
    `coalesce(sum(${signed ? `o.sign * o.${column}` : `o.${column}`}), 0)::bigint`;
  const met = `case when o.base is null then o.value * 1000 >= r.threshold
    else o.base <> 0 and o.value * 100000 >= r.threshold * o.base end`;
  return sql.raw(`
    ${rows('o.reason is null')} as reported,
    ${REASONS.map((name, index) => `${rows(`o.reason = ${index + 1}`)} as ${name}`).join(', ')},
    ${rows(met)} as met,
    ${total('value')} as value_sum,
    ${total('base')} as base_sum,
    ${rows('o.state = 0')} as unpublished,
    ${rows('o.state = 1')} as provisional`);
}

export const UNIT_BASE = sql.raw(`case when r.by_base then coalesce(o.base, 0) else 0 end`);

const NUMBERS = [
  'reported',
  ...REASONS,
  'met',
  'value_sum',
  'base_sum',
  'unpublished',
  'provisional',
] as const;

export const COLUMNS = sql.raw(
  `indicator_key, part_key, period_end, area_code, stratum, unit_base, ${NUMBERS.join(', ')}`,
);
const KEY = 'indicator_key, part_key, period_end, area_code, stratum, unit_base';
/** The same of stored cells `c`: counts are narrower there. */
export const STORED = sql.raw(
  [
    ...KEY.split(', ').map((name) => `c.${name}`),
    ...NUMBERS.map((name) => `c.${name}::bigint as ${name}`),
  ].join(', '),
);
export const SUMMED = sql.raw(NUMBERS.map((name) => `sum(${name})::bigint`).join(', '));

/** 000000 is the area of all prefectures; 見本県 (99xxxx) never enters it. */
export const IN_NATION = ofWhole('area_code');

/**
 * Moves the cells by what the transaction's `observation_delta` says: prefecture first, then nation, then the number by
 * which readers know that figures have changed. Membership on the period's end day counts.
 */
export async function applyDelta(
  tx: Tx,
  version: 'raise' | 'keep',
  few = false,
): Promise<{ readonly emptied: boolean }> {
  const raised = sql`, raised as (update rollup.data_version set version = version + 1)`;
  const belongs = sql`m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to`;
  // Planned once, a join would read the spans of all bodies for the few that moved.
  const member = few
    ? sql`cross join lateral (select m.* from bodies.stratum_span m where ${belongs} offset 0) m`
    : sql`join bodies.stratum_span m on ${belongs}`;
  const text = sql<{ emptied: boolean }>`
    with prefecture as (
      select o.indicator_key, o.part_key, o.period_end, m.prefecture_code as area_code, m.stratum, ${UNIT_BASE} as unit_base,
        ${counted(true)}
      from observation_delta o
      join rollup.rule r on r.indicator_key = o.indicator_key
      ${member}
      group by 1, 2, 3, 4, 5, 6
    ), every as (
      select * from prefecture
      union all
      select indicator_key, part_key, period_end, '000000', stratum, unit_base, ${SUMMED}
      from prefecture where ${IN_NATION} group by 1, 2, 3, 5, 6
    ), moved as (
      insert into rollup.cell as c (${COLUMNS})
      select ${COLUMNS} from every
      order by (area_code = '000000'), indicator_key, part_key, period_end, area_code, stratum, unit_base
      on conflict (${sql.raw(KEY)}) do update set
        ${sql.raw(NUMBERS.map((name) => `${name} = c.${name} + excluded.${name}`).join(', '))}
      returning c.reported + c.not_asked + c.not_answered + c.not_applicable + c.blank + c.withdrawn as bodies
    )${version === 'raise' ? raised : sql``}
    select coalesce(bool_or(bodies = 0), false) as emptied from moved`;
  const moved = await (few ? prepared(text) : text).execute(tx);
  return moved.rows[0]!;
}

/** Cells that hold nothing any more go, so that the store equals a full recompute row by row. */
export async function removeEmpty(tx: Tx): Promise<void> {
  await sql`
    delete from rollup.cell c
    where (c.indicator_key, c.part_key, c.period_end) in (
        select indicator_key, part_key, period_end from observation_delta where sign < 0)
      and c.reported = 0 and c.not_asked = 0 and c.not_answered = 0 and c.not_applicable = 0 and c.blank = 0
      and c.withdrawn = 0`.execute(tx);
}

/**
 * Computes every cell anew and puts right what is stored otherwise; readers go on meanwhile. Counted into a table of
 * its own first, because only that may run in parallel. Once in a transaction.
 */
export async function recomputeCells(tx: Tx): Promise<void> {
  // Writers whose cells have moved are waited for, and later ones wait: none is between its rows and its cells.
  await sql`lock table rollup.cell in share row exclusive mode`.execute(tx);
  // A million groups do not fit the default of 4 MB. The planner takes the join by days for a needle in a haystack and
  // would sort the whole store for it: counting wants hashes.
  await sql
    .raw(`set local work_mem = '192MB'; set local enable_mergejoin = off; set local enable_sort = off`)
    .execute(tx);
  // Every row, less the few that are shadowed: leaving these out row by row took longer than all the counting.
  const columns = sql.raw(
    'o.body_code, o.indicator_key, o.part_key, o.period_end, o.state, o.reason, o.value, o.base',
  );
  await sql`
    create temp table recomputed on commit drop as
    select o.indicator_key, o.part_key, o.period_end, m.prefecture_code as area_code, m.stratum, ${UNIT_BASE} as unit_base,
      ${counted(true)}
    from (
      select 1 as sign, ${columns} from observations.observation o
      union all
      select -1, ${columns} from observations.shadowed s
      join observations.observation o on ${sameKey('o', 's')} and o.revision = s.revision
    ) o
    join rollup.rule r on r.indicator_key = o.indicator_key
    join bodies.stratum_span m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    group by 1, 2, 3, 4, 5, 6 having sum(o.sign) <> 0`.execute(tx);
  await sql
    .raw(`set local enable_mergejoin = on; set local enable_sort = on; analyze recomputed`)
    .execute(tx);
  await sql`
    insert into recomputed (${COLUMNS})
    select indicator_key, part_key, period_end, '000000', stratum, unit_base, ${SUMMED}
    from recomputed where ${IN_NATION} group by 1, 2, 3, 5, 6`.execute(tx);
  await sql`
    insert into rollup.cell (${COLUMNS})
    select n.* from recomputed n left join rollup.cell c on ${sameKey('c', 'n', KEY.split(', '))}
    where c.indicator_key is null or (${numbersOf('c')}) is distinct from (${numbersOf('n')})
    order by ${sql.raw(KEY.replaceAll(/(\w+)/g, 'n.$1'))}
    on conflict (${sql.raw(KEY)}) do update set
      ${sql.raw(NUMBERS.map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(tx);
  // Every cell that there should be stands by now; only where there are more, some are too many.
  await sql`
    delete from rollup.cell c
    where (select count(*) from rollup.cell) > (select count(*) from recomputed)
      and not exists (select from recomputed n where ${sameKey('n', 'c', KEY.split(', '))})`.execute(tx);
}

function numbersOf(alias: string): RawBuilder<unknown> {
  return sql.raw(NUMBERS.map((name) => `${alias}.${name}`).join(', '));
}

/** Fills `observation_delta` with all that counts of some bodies: −1 before their membership changes, +1 after. */
export async function noteBodies(tx: Tx, bodyCodes: readonly string[], sign: 1 | -1): Promise<void> {
  await sql`
    insert into observation_delta
    select ${sign}::smallint, o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision, o.state,
      o.reason, o.value, o.base
    from observations.effective o where o.body_code = any(${[...bodyCodes]}::text[])`.execute(tx);
}

export async function clearDelta(tx: Tx): Promise<void> {
  await sql`truncate observation_delta`.execute(tx);
}

export async function raiseDataVersion(tx: Tx): Promise<void> {
  await sql`update rollup.data_version set version = version + 1`.execute(tx);
}

/** A number that changes with every change of a figure, of the register and of the definitions. */
export async function dataVersion(db: Db): Promise<string> {
  const row = await sql<{ version: bigint }>`select version from rollup.data_version`.execute(db);
  return row.rows[0]!.version.toString();
}

/**
 * What counting needs of each definition, kept where SQL can join it. Gives the keys of indicators whose series are
 * believed in another order than before.
 */
export async function saveRules(
  tx: Tx,
  definitions: readonly IndicatorDefinition[],
): Promise<readonly number[]> {
  const given = definitions.map((definition) => {
    const { id, version, operator } = definition;
    const threshold = 'atLeast' in operator ? operator.atLeast : null;
    // A threshold of a share is in percent; of anything else in the indicator's own unit, times 10^scale as stored.
    const scale = definition.valueKind === 'share' ? 0 : definition.scale;
    const thousandths = threshold === null ? null : Math.round(threshold * 10 ** (scale + 3));
    return { id, version, threshold: thousandths, by_base: operator.kind === 'mean-of-bodies' };
  });
  const { rows } = await sql<{ indicator_key: number }>`
    with wanted as (
      select d.indicator_key, g.threshold, g.by_base, coalesce((
        select string_agg(p.series_key::text, ' ' order by p.rank) from indicators.precedence p
        where p.indicator_key = d.indicator_key), '')
        || case when exists (select from indicators.standing t where t.indicator_key = d.indicator_key)
          then ' register' else '' end as believed
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as g(id text, version integer, threshold bigint, by_base boolean)
      join indicators.definition d on d.id = g.id and d.version = g.version
    ), old as (
      select r.indicator_key, r.believed from rollup.rule r join wanted w on w.indicator_key = r.indicator_key
    ), saved as (
      insert into rollup.rule (indicator_key, threshold, by_base, believed)
      select indicator_key, threshold, by_base, believed from wanted
      on conflict (indicator_key) do update
      set threshold = excluded.threshold, by_base = excluded.by_base, believed = excluded.believed
      returning indicator_key, believed
    )
    select s.indicator_key from saved s join old o on o.indicator_key = s.indicator_key
    where o.believed <> s.believed order by 1`.execute(tx);
  return rows.map((row) => row.indicator_key);
}

/** One area's and one stratum's sums, with the area it belongs to. */
export interface CellRow {
  readonly area_code: string;
  readonly stratum: string;
  readonly unit_base: bigint;
  readonly reported: bigint;
  readonly not_asked: bigint;
  readonly not_answered: bigint;
  readonly not_applicable: bigint;
  readonly blank: bigint;
  readonly withdrawn: bigint;
  readonly met: bigint;
  readonly value_sum: bigint;
  readonly base_sum: bigint;
  readonly unpublished: bigint;
  readonly provisional: bigint;
}

export interface CellQuery {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
  /** Null: now, from the stored cells. Otherwise the instant (exclusive) up to which the store had been written. */
  readonly knownBefore: string | null;
  /** Each body's newest value from this day on to `on`, where the indicator lets values carry forward. */
  readonly from?: string;
  /** Where entries of registers stand in for bodies without a row. */
  readonly moving?: MovingWholes;
}

/** All cells of one indicator, part and period: nation and prefectures, every stratum. */
export async function readCells(db: Db, query: CellQuery): Promise<readonly CellRow[]> {
  const stored = query.from === undefined && query.moving?.nation !== true && query.moving?.sample !== true;
  if (query.knownBefore === null && stored) {
    const cells = await sql<CellRow>`
      select ${STORED} from rollup.cell c
      where indicator_key = ${query.indicatorKey} and part_key = ${query.partKey} and period_end = ${query.on}`.execute(
      db,
    );
    return cells.rows;
  }
  const question = sql<CellRow>`
    with o as (select e.* from (${effectiveRows(query)}) e), prefecture as (
      select o.indicator_key, o.part_key, ${query.on}::date as period_end, m.prefecture_code as area_code, m.stratum,
        ${UNIT_BASE} as unit_base, ${counted(false)}
      from o
      join rollup.rule r on r.indicator_key = o.indicator_key
      join ${spans(query.knownBefore)} m
        on m.body_code = o.body_code and m.valid_from <= ${query.on} and ${query.on} < m.valid_to
      group by 1, 2, 3, 4, 5, 6
    ), every as (
      select * from prefecture
      union all
      select indicator_key, part_key, period_end, '000000', stratum, unit_base, ${SUMMED}
      from prefecture where ${IN_NATION} group by 1, 2, 3, 5, 6
    )
    select ${COLUMNS} from every`;
  return (await lookingBack(db, query.knownBefore, (tx) => question.execute(tx))).rows;
}

/** Above every number that readers of this database may have seen. */
export async function raiseDataVersionOver(tx: Tx, former: string): Promise<void> {
  await sql`update rollup.data_version set version = greatest(version, ${former}::bigint) + 1`.execute(tx);
}

/** For the public side: the cells themselves are counted there, from what is published. */
export const copiedRollUp: CopiedTables = () => wholly('rollup', 'rule data_version');
