import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { groupedBy } from '../../../core/grouped.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { type AskedFact, rowsOfFacts } from '../../observations/queries/values.ts';
import type { ExpectedBodies } from '../rules.ts';
import { type CellRow, COLUMNS, counted, IN_NATION, STORED, SUMMED, UNIT_BASE } from './cells.ts';
import type { FactKeys } from './periods.ts';

export interface NamedFact {
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
}

/** Keys of many facts, in the order asked; throws when one is not registered. */
export async function factKeysOf(db: Db, asked: readonly NamedFact[]): Promise<readonly FactKeys[]> {
  const rows = await sql<{ indicator: string; part: string; indicator_key: number; part_key: number }>`
    select d.id || '@' || d.version as indicator, p.part_id as part, d.indicator_key, p.part_key
    from indicators.definition d join indicators.part p on p.indicator_key = d.indicator_key
    where d.id || '@' || d.version = any(${[...new Set(asked.map((fact) => fact.indicator))]}::text[])`.execute(
    db,
  );
  const found = new Map(rows.rows.map((row) => [`${row.indicator} ${row.part}`, row]));
  return asked.map(({ indicator, part }) => {
    const row = found.get(`${indicator} ${part}`);
    if (row === undefined) throw new Error(`the indicator ${indicator} has no part "${part}"`);
    return { indicatorKey: row.indicator_key, partKey: row.part_key };
  });
}

/** Cells of one of many facts; `asked` is the index into them. */
export type AskedCell = CellRow & { readonly asked: number };

/**
 * Cells of many facts at a few areas: as stored; counted from their rows where no cell can tell (values that carry
 * forward, registers), and all of them where the question is what was known before an instant.
 */
export async function cellsAt(
  db: Db,
  facts: readonly AskedFact[],
  areas: readonly BodyCode[],
  knownBefore: string | null,
): Promise<readonly AskedCell[]> {
  const inCells = (fact: AskedFact) =>
    knownBefore === null &&
    fact.from === undefined &&
    fact.moving?.nation !== true &&
    fact.moving?.sample !== true;
  const all = facts.map((fact, asked) => ({ ...fact, asked }));
  const stored = all.filter(inCells);
  const rest = all.filter((fact) => !inCells(fact));
  const pieces = [
    ...(stored.length === 0 ? [] : [storedCells(stored, areas)]),
    ...(rest.length === 0 ? [] : [countedCells(rest, areas, knownBefore)]),
  ];
  if (pieces.length === 0) return [];
  const question = sql<AskedCell>`${sql.join(pieces, sql` union all `)}`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}

type Numbered = AskedFact & { readonly asked: number };

function storedCells(facts: readonly Numbered[], areas: readonly BodyCode[]): RawBuilder<unknown> {
  return sql`
    select f.asked, ${STORED}
    from unnest(${facts.map(({ asked }) => asked)}::int[], ${facts.map((fact) => fact.indicatorKey)}::smallint[],
        ${facts.map((fact) => fact.partKey)}::integer[], ${facts.map((fact) => fact.on)}::date[])
      as f(asked, indicator_key, part_key, period_end)
    join rollup.cell c on c.indicator_key = f.indicator_key and c.part_key = f.part_key
      and c.period_end = f.period_end and c.area_code = any(${[...areas]}::text[])`;
}

function countedCells(
  facts: readonly Numbered[],
  areas: readonly BodyCode[],
  knownBefore: string | null,
): RawBuilder<unknown> {
  return sql`
    select (${facts.map(({ asked }) => asked)}::int[])[every.asked + 1] as asked, ${COLUMNS} from (
      with prefecture as (
        select o.asked, o.indicator_key, o.part_key, o.asked_on as period_end, m.prefecture_code as area_code, m.stratum,
          ${UNIT_BASE} as unit_base, ${counted(false)}
        from (${rowsOfFacts(facts, knownBefore)}) o
        join rollup.rule r on r.indicator_key = o.indicator_key
        join ${spans(knownBefore)} m
          on m.body_code = o.body_code and m.valid_from <= o.asked_on and o.asked_on < m.valid_to
        group by 1, 2, 3, 4, 5, 6, 7
      )
      select * from prefecture
      union all
      select asked, indicator_key, part_key, period_end, '000000', stratum, unit_base, ${SUMMED}
      from prefecture where ${IN_NATION} group by 1, 2, 3, 4, 6, 7
    ) every where area_code = any(${[...areas]}::text[])`;
}

/** Number of bodies by prefecture and stratum on several days, as the register was known. */
export async function expectedOn(
  db: Db,
  days: readonly string[],
  knownBefore: string | null,
): Promise<ReadonlyMap<string, readonly ExpectedBodies[]>> {
  const rows = await sql<ExpectedBodies & { day: string }>`
    select f.day, m.prefecture_code, m.stratum, count(*) as bodies
    from unnest(${[...new Set(days)]}::date[]) as f(day)
    join ${spans(knownBefore)} m on m.valid_from <= f.day and f.day < m.valid_to
    group by 1, 2, 3`.execute(db);
  return groupedBy(rows.rows, (row) => row.day);
}

/** A body of the register on one of several days. */
export interface DatedBody {
  readonly day: string;
  readonly body_code: string;
  readonly prefecture_code: string;
  readonly stratum: string;
}

/** Every body of the register on each of several days, of the nation and of 見本県 alike. */
export async function bodiesOn(
  db: Db,
  days: readonly string[],
  knownBefore: string | null,
): Promise<ReadonlyMap<string, readonly DatedBody[]>> {
  if (days.length === 0) return new Map();
  const rows = await sql<DatedBody>`
    select f.day, m.body_code, m.prefecture_code, m.stratum
    from unnest(${[...new Set(days)]}::date[]) as f(day)
    join ${spans(knownBefore)} m on m.valid_from <= f.day and f.day < m.valid_to`.execute(db);
  return groupedBy(rows.rows, (row) => row.day);
}

/** The newest period of a weighing indicator not after a day, in a whole. */
export interface NewestPeriod extends FactKeys {
  readonly on: string;
  readonly scale: number;
}

/** `newestPeriod` for many, in the order asked; null where there is none. */
export async function newestPeriods(
  db: Db,
  asked: readonly { readonly indicatorId: string; readonly on: string; readonly whole: BodyCode }[],
  knownBefore: string | null,
): Promise<readonly (NewestPeriod | null)[]> {
  if (asked.length === 0) return [];
  const stored =
    knownBefore === null
      ? sql`select max(c.period_end) from rollup.cell c
            where c.indicator_key = d.indicator_key and c.part_key = p.part_key and c.area_code = f.whole
              and c.period_end <= f.on_day`
      : sql`select max(o.period_end) from observations.observation o
            join observations.batch b on b.batch_no = o.batch_no
            where o.indicator_key = d.indicator_key and o.part_key = p.part_key and o.period_end <= f.on_day
              and case when f.whole = '000000' then ${ofWhole('o.body_code')} else not (${ofWhole('o.body_code')}) end
              and b.recorded_at < ${knownBefore}::timestamptz`;
  const { rows } = await sql<{
    asked: number;
    indicator_key: number;
    part_key: number;
    scale: number;
    on: string | null;
  }>`
    select distinct on (f.asked) f.asked::integer - 1 as asked, d.indicator_key, p.part_key,
      (d.document ->> 'scale')::integer as scale, (${stored}) as "on"
    from unnest(${asked.map((one) => one.indicatorId)}::text[], ${asked.map((one) => one.on)}::date[],
      ${asked.map((one) => wholeOf(one.whole))}::text[]) with ordinality as f(id, on_day, whole, asked)
    join indicators.definition d on d.id = f.id
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ''
    order by f.asked, d.version desc`.execute(db);
  const found = new Map(rows.map((row) => [row.asked, row]));
  return asked.map((_, index) => {
    const row = found.get(index);
    return row === undefined || row.on === null
      ? null
      : { indicatorKey: row.indicator_key, partKey: row.part_key, on: row.on, scale: row.scale };
  });
}
