import type pg from 'pg';

type Query = (...given: unknown[]) => Promise<unknown>;

/** What the server would answer to `begin`, or to the end of a transaction that it has never heard of. */
const NOTHING = { command: '', rowCount: null, rows: [] };

/**
 * `begin` is not sent by itself: it waits for the first statement of its transaction. Called once for each connection.
 *
 * Why: each way to the server and back wakes two processes, and a page of a seat is two short transactions (who asks,
 * and what is shown), each of which would begin and take its scope on a way of its own. Without it such a page cost a
 * tenth more of both processes.
 *
 * What is held, and tested: every statement after `begin` is inside the transaction, the first one too; the scope stands
 * before anything is read; a transaction in which nothing is asked does not reach the server and leaves nothing behind.
 * And where `begin` fails, its first statement is refused.
 *
 * Traps: only the word as Kysely sends it is known, `begin` with no values; `start transaction …` goes as it is. A first
 * statement without values travels in one text with `begin`, so it must have no placeholders (`scope.ts`). `now()` is the
 * moment of the first statement.
 */
export function beginLate(client: pg.Client): void {
  const send = client.query.bind(client) as unknown as Query;
  let waiting = false;
  const query: Query = (...given) => {
    const statement = statementOf(given);
    if (statement?.bare === true && statement.text === 'begin') {
      waiting = true;
      return Promise.resolve(NOTHING);
    }
    if (!waiting) return send(...given);
    waiting = false;
    if (statement === null) return afterBegin(send, given);
    const { text, bare } = statement;
    if (bare && (text === 'commit' || text === 'rollback')) return Promise.resolve(NOTHING);
    if (bare) return send(`begin; ${text}`).then(last);
    // Both are queued at once. If the first fails, the second has not happened in a transaction: refused.
    return Promise.all([send('begin'), send(...given)]).then(([, result]) => result);
  };
  client.query = query as typeof client.query;
}

/** A statement as Kysely sends it, text and values; `bare`: without values. Null: a stream or a cursor. */
function statementOf(given: readonly unknown[]): { readonly text: string; readonly bare: boolean } | null {
  const [text, values] = given;
  const ours = given.length === 2 && typeof text === 'string' && Array.isArray(values);
  return ours ? { text, bare: values.length === 0 } : null;
}

/** A stream or a cursor is given back as it is; it is queued behind `begin`. */
function afterBegin(send: Query, given: readonly unknown[]): Promise<unknown> {
  send('begin').catch(() => {});
  return send(...given);
}

/** Of `begin; statement` the server answers twice. */
function last(results: unknown): unknown {
  return Array.isArray(results) ? results.at(-1) : results;
}
