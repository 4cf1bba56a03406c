import { type RawBuilder, sql } from 'kysely';
import { SAMPLE_FROM } from '../../../core/body-code.ts';

/**
 * Whether a row is an entry of a register (ADR 0018); `alias` has `indicator_key` and `series_key`. Its series is looked at
 * first: nearly all rows are of another, and the definitions are not read for them.
 */
export function ofRegister(alias: string): RawBuilder<boolean> {
  return sql.raw(
    `(${alias}.series_key = (select e.series_key from indicators.series e where e.series = 'evidence')
      and exists (select from indicators.standing t where t.indicator_key = ${alias}.indicator_key
        and t.series_key = ${alias}.series_key))`,
  );
}

/** In which wholes nothing of the day is 確定: there entries of registers count. */
export interface MovingWholes {
  readonly nation: boolean;
  readonly sample: boolean;
}

export interface RegisterQuery {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
  readonly knownBefore: string | null;
}

/** Every entry is shadowed, and the shadowed are few: there entries are found without looking at all observations. */
export function sameRow(row: string, shadow: string): RawBuilder<boolean> {
  return sql.raw(
    ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key', 'revision']
      .map((column) => `${row}.${column} = ${shadow}.${column}`)
      .join(' and '),
  );
}

/** The entry that stands for each body on a day, now or as known before an instant: rows of `observation`. */
export function standingRows(query: RegisterQuery, wholes: MovingWholes): RawBuilder<unknown> {
  const known =
    query.knownBefore === null
      ? sql``
      : sql`and exists (select from observations.batch b
          where b.batch_no = o.batch_no and b.recorded_at < ${query.knownBefore}::timestamptz)`;
  return sql`
    select distinct on (n.body_code) n.* from (
      select distinct on (o.body_code, o.period_end) o.*
      from indicators.standing t
      join observations.shadowed h on h.series_key = t.series_key and h.indicator_key = t.indicator_key
        and h.part_key = ${query.partKey} and h.period_end <= ${query.on}
      join observations.observation o on ${sameRow('o', 'h')}
      where t.indicator_key = ${query.indicatorKey} ${known}
        and case when o.body_code < ${SAMPLE_FROM} then ${wholes.nation}::boolean else ${wholes.sample}::boolean end
      order by o.body_code, o.period_end, o.revision desc
    ) n
    where not n.void
    order by n.body_code, n.period_end desc`;
}

/** All entries of one body's registers that have come by a day, the newest revision of each. */
export function entriesOf(
  bodyCode: string,
  knownBefore: string | null,
  looking: string,
): RawBuilder<unknown> {
  return sql`
    select n.* from (
      select distinct on (o.indicator_key, o.part_key, o.period_end) o.*
      from observations.observation o
      join observations.batch b on b.batch_no = o.batch_no
      where o.body_code = ${bodyCode} and o.period_end <= ${looking} and ${ofRegister('o')}
        and (${knownBefore}::timestamptz is null or b.recorded_at < ${knownBefore}::timestamptz)
      order by o.indicator_key, o.part_key, o.period_end, o.revision desc
    ) n
    where not n.void`;
}
