import type pg from 'pg';

type Query = (...given: unknown[]) => Promise<unknown>;

/** What the server would answer to `begin`, or to the end of a transaction that it has never heard of. */
const NOTHING = { command: '', rowCount: null, rows: [] };

/**
 * `begin` waits for the first statement of its transaction. A statement without parameters (the scope) is sent along
 * with it, one way to the server and back instead of two; a transaction in which nothing is asked does not go there at
 * all. Called once for each connection.
 */
export function beginLate(client: pg.Client): void {
  const plain = client.query.bind(client) as unknown as Query;
  let begun = false;
  const query: Query = (...given) => {
    const [text, values] = given;
    const ours = given.length === 2 && typeof text === 'string' && Array.isArray(values);
    const bare = ours && values.length === 0;
    if (bare && text === 'begin') {
      begun = true;
      return Promise.resolve(NOTHING);
    }
    if (!begun) return plain(...given);
    begun = false;
    if (bare && (text === 'commit' || text === 'rollback')) return Promise.resolve(NOTHING);
    if (bare) return plain(`begin; ${text}`).then(last);
    // Queued one behind the other. If it could not begin, what came after has not happened in a transaction: refused.
    const begin = plain('begin');
    if (ours) return Promise.all([begin, plain(...given)]).then(([, result]) => result);
    // A stream or a cursor is given back as it is.
    begin.catch(() => {});
    return plain(...given);
  };
  client.query = query as typeof client.query;
}

function last(results: unknown): unknown {
  return Array.isArray(results) ? results.at(-1) : results;
}
