import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';

const MARK = '/* prepared */ ';

/**
 * A statement that each connection plans once and keeps, for the few that run many times a second: with some, planning
 * takes longer than running. Only for texts of which there is one, whatever is asked, and for questions whose best plan
 * is the same for all parameters: after five times PostgreSQL stops looking at them.
 */
export function prepared<Row>(statement: RawBuilder<Row>): RawBuilder<Row> {
  return sql<Row>`${sql.raw(MARK)}${statement}`;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

type Query = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

/** Gives marked statements of a connection their names. Called once for each connection. */
export function keepPlans(client: pg.Client): void {
  const plain = client.query.bind(client) as unknown as (...given: unknown[]) => Promise<pg.QueryResult>;
  const named: Query = (text, values) => plain({ name: nameOf(text), text, values: [...values] });
  const query = (...given: unknown[]) => {
    const [text, values] = given;
    return typeof text === 'string' && text.startsWith(MARK) && Array.isArray(values)
      ? named(text, values)
      : plain(...given);
  };
  client.query = query as typeof client.query;
}
