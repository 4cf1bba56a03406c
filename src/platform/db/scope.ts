import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from './database.ts';

/**
 * On whose behalf a transaction reads and writes. Policies of row-level security read it by `platform.scope()`,
 * `platform.scope_body()` and `platform.scope_prefecture()`; without one they give nothing.
 */
export type Scope =
  /** The program itself: jobs, sums, the audit. Never chosen from what a request says. */
  | { readonly kind: 'system' }
  | { readonly kind: 'body'; readonly bodyCode: string }
  | { readonly kind: 'prefecture'; readonly prefectureCode: string; readonly bodyCode: string }
  /** `bodyCode`: 000000, or the ministry of 見本県, which sees nothing but 見本県. */
  | { readonly kind: 'nation'; readonly bodyCode: string }
  | { readonly kind: 'public' };

/** Opens a transaction in which only rows of `scope` are seen. The scope ends with it. */
export function withScope<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await set(tx, settingsOf(scope));
    return work(tx);
  });
}

/**
 * Another scope for one step of an open transaction; the former one stands again afterwards, also after a refusal.
 * After an error of the database the transaction is lost anyway, and the scope with it.
 */
export async function withinScope<T>(tx: Tx, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const former = await exchange(tx, settingsOf(scope));
  try {
    return await work(tx);
  } finally {
    await set(tx, former).catch(() => {});
  }
}

interface Settings {
  readonly scope: string;
  readonly body: string;
  readonly prefecture: string;
}

function settingsOf(scope: Scope): Settings {
  return {
    scope: scope.kind,
    body: 'bodyCode' in scope ? scope.bodyCode : '',
    prefecture: 'prefectureCode' in scope ? scope.prefectureCode : '',
  };
}

/** The values stand in the text: without parameters it travels with `begin` (`late-begin.ts`). */
function taken({ scope, body, prefecture }: Settings): RawBuilder<unknown> {
  return sql`set_config('shirube.scope', ${sql.lit(scope)}, true), set_config('shirube.body', ${sql.lit(body)}, true),
    set_config('shirube.prefecture', ${sql.lit(prefecture)}, true)`;
}

async function set(tx: Tx, settings: Settings): Promise<void> {
  await sql`select ${taken(settings)}`.execute(tx);
}

/** Gives what stood before. */
async function exchange(tx: Tx, settings: Settings): Promise<Settings> {
  const { rows } = await sql<Settings>`
    with former as materialized (
      select coalesce(platform.scope(), '') as scope, coalesce(platform.scope_body(), '') as body,
        coalesce(platform.scope_prefecture(), '') as prefecture)
    select former.*, ${taken(settings)} from former`.execute(tx);
  return rows[0]!;
}
