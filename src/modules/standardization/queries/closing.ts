import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';

/** A body's month in one row: the nation's 34,820 lines come as 1,741. */
export interface BodyMonth {
  readonly bodyCode: BodyCode;
  /** `01 1123…` for each business, in order, one a line. */
  readonly text: string;
  /** Businesses that stand on the 17 作業項目. */
  readonly onItems: readonly number[];
}

/** In the order of codes, as the scope of the transaction sees them. */
export async function monthsOfBodies(tx: Tx, whole: BodyCode, month: Day): Promise<readonly BodyMonth[]> {
  const { rows } = await sql<BodyMonth>`
    select s.body_code as "bodyCode",
      string_agg(lpad(s.business_no::text, 2, '0') || ' ' || s.states, E'\n' order by s.business_no) as text,
      coalesce(array_agg(s.business_no::integer) filter (where s.list_since is null), '{}') as "onItems"
    from standardization.month_state s
    where s.month = ${month}::date and ${ofWhole('s.body_code', whole)}
    group by s.body_code order by s.body_code collate "C"`.execute(tx);
  return rows;
}

/** What a series says of a month as its newest revisions, by body: `standardization@1 total 700 800 -`, one a line. */
export async function saidOfMonth(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  of: { readonly series: string; readonly indicators: readonly string[] },
): Promise<ReadonlyMap<BodyCode, string>> {
  const { rows } = await sql<{ code: BodyCode; text: string }>`
    select n.body_code as code, string_agg(f.name || ' ' || coalesce(n.value::text, '-') || ' ' || coalesce(n.base::text, '-')
      || ' ' || coalesce(n.reason::text, '-'), E'\n' order by f.name collate "C") as text
    from (
      select distinct on (o.body_code, o.indicator_key, o.part_key) o.*
      from observations.observation o
      where o.indicator_key = any(array(select d.indicator_key from indicators.definition d
          where d.id || '@' || d.version = any(${[...of.indicators]}::text[])))
        and o.period_end = ${month}::date
        and o.series_key = (select s.series_key from indicators.series s where s.series = ${of.series})
        and ${ofWhole('o.body_code', whole)}
      order by o.body_code, o.indicator_key, o.part_key, o.revision desc
    ) n
    join (select p.part_key, d.id || '@' || d.version || ' ' || p.part_id as name
      from indicators.part p join indicators.definition d on d.indicator_key = p.indicator_key) f
      on f.part_key = n.part_key
    where not n.void group by n.body_code`.execute(tx);
  return new Map(rows.map(({ code, text }) => [code, text]));
}

/** Who is asked for a month: the municipalities and prefectures of its last day. */
export async function askedBodies(tx: Tx, whole: BodyCode, month: Day): Promise<readonly BodyCode[]> {
  const { rows } = await sql<{ code: BodyCode }>`
    select s.body_code as code from bodies.stratum_span s
    where s.valid_from <= ${month}::date and s.valid_to > ${month}::date and ${ofWhole('s.body_code', whole)}
    order by s.body_code`.execute(tx);
  return rows.map((row) => row.code);
}
