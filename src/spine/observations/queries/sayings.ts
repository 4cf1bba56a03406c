import { type RawBuilder, sql } from 'kysely';

const KEY = ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key'];

export function sameKey(left: string, right: string, columns: readonly string[] = KEY): RawBuilder<unknown> {
  return sql.raw(columns.map((column) => `${left}.${column} = ${right}.${column}`).join(' and '));
}

/**
 * Rows of `table` that speak of the same fact as a row of `alias`, of all series: a sub-query to be joined laterally. In
 * this form only the primary key can find them. Written as four equations, the planner takes the index by period, which
 * looks cheaper before a table's statistics know the period, and passes over the whole nation's rows for each row that
 * came: a national table then took minutes.
 */
export function rowsOfFact(table: string, alias: string): RawBuilder<unknown> {
  const fact = (of: string) =>
    ['indicator_key', 'part_key', 'period_end'].map((name) => `${of}.${name}`).join(', ');
  return sql.raw(`select s_fact.* from ${table} s_fact where s_fact.body_code = ${alias}.body_code
    and (${fact('s_fact')}) >= (${fact(alias)}) and (${fact('s_fact')}) <= (${fact(alias)}) offset 0`);
}

/**
 * Everything that standing batches have said of the fact of `alias`, as far as it still matters: rows, confirmations of
 * rows, and older editions that did not count. A word without an edition replaces whatever stood, so what came before
 * the last one of these is left out. Rows that an undoing put are no sayings: what they repeat is.
 * Its own names begin with `s_`: an alias of the caller must not be shadowed by one of them.
 * Columns: batch_no, revision, older_batch, edition_on. The first by edition, then by batch, both descending, counts.
 */
export function sayingsOf(alias: string, undone: number): RawBuilder<unknown> {
  return sql`
    select said.batch_no, said.revision, said.older_batch, said.edition_on from (
      select y.batch_no, y.revision, y.older_batch, s.edition_on,
        max(y.batch_no) filter (where s.edition_on is null) over () as last_without
      from (
        select s_row.batch_no, s_row.revision, null::integer as older_batch, s_row.sheet_no
        from observations.observation s_row
        where ${sameKey('s_row', alias)} and not s_row.void and s_row.restores is null
        union all
        select s_same.batch_no, s_same.revision, null, s_same.sheet_no
        from observations.confirmation s_same where ${sameKey('s_same', alias)}
        union all
        select s_older.batch_no, null, s_older.batch_no, s_older.sheet_no
        from observations.older s_older where ${sameKey('s_older', alias)}
      ) y
      join observations.batch b on b.batch_no = y.batch_no and b.kind <> 'undo' and b.batch_no <> ${undone}::integer
        and not exists (select from observations.batch u where u.undoes = b.batch_id)
      left join observations.batch_sheet s on s.sheet_no = y.sheet_no
    ) said
    where said.batch_no >= coalesce(said.last_without, 0)`;
}
