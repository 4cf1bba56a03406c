import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, isSample, NATION, SAMPLE_FROM } from '../../../core/body-code.ts';

/**
 * Rows of one whole: the nation, or 見本県. Every question that goes over bodies without naming them bears this
 * condition; without an argument it means the nation.
 * @param column holding the code of a body or area: `o.body_code`
 */
export function ofWhole(column: string, whole: BodyCode = NATION): RawBuilder<boolean> {
  const side = isSample(whole) ? '>=' : '<';
  return sql.raw(`(${column} ${side} '${SAMPLE_FROM}')`);
}
