import { SAMPLE_FROM } from '../../core/body-code.ts';

/**
 * Conditions of policies, written out for a column with a body's code. Not functions: PostgreSQL does not inline one with
 * a question in it, and calls it for each row. Written out, who asks is looked up once a statement. One `case`, because
 * the planner takes half of all rows to pass it; of several conditions it expects less than a hundredth.
 *
 * Migrations that were applied are made of these texts, and their hashes are checked at each start: a text is never
 * changed, another rule gets a name of its own.
 */

/** A body's own rows; those of its municipalities for a prefecture; all for the nation, each side of 見本県 its own. */
export function seenFromAbove(column: string): string {
  return `case (select platform.scope())
    when 'system' then true
    when 'body' then ${column} = (select platform.scope_body())
    when 'prefecture' then ${column} = (select platform.scope_body())
      or left(${column}, 2) = (select left(platform.scope_prefecture(), 2))
    when 'nation' then ${column} = (select platform.scope_body())
      or (${column} >= '${SAMPLE_FROM}') = (select platform.scope_body() >= '${SAMPLE_FROM}')
    else false end`;
}

/** A body's own rows, for whichever work the scope was opened. */
export function own(column: string): string {
  return `case when (select platform.scope()) = 'system' then true else ${column} = (select platform.scope_body()) end`;
}
