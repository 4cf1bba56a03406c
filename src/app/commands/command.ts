import type { KeptServer } from '../../platform/db/embedded/keep.ts';
import type { Connection } from '../../platform/db/pool.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Settings } from '../../platform/env.ts';

/** What every command is given. Results go to standard output, sentences for a person to standard error. */
export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

export interface OfflineContext extends Streams {
  readonly settings: Settings;
}

export interface DatabaseContext extends Streams {
  readonly deps: Deps;
  readonly connection: Connection;
  /** Null with DATABASE_URL. */
  readonly embedded: KeptServer | null;
}

interface Described {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** On the public side nothing is entered: a command runs there only where this says so. */
  readonly publicSide?: 'too' | 'only';
}

/**
 * `offline`: runs while no database is open. `open`: gets the database as it is.
 * `ready`: gets it with all migrations, register and facts. Exit codes: 0 done, 2 refused, 3 a person must decide.
 */
export type Command =
  | (Described & {
      readonly needs: 'offline';
      run(args: readonly string[], context: OfflineContext): Promise<number>;
    })
  | (Described & {
      readonly needs: 'open' | 'ready';
      run(args: readonly string[], context: DatabaseContext): Promise<number>;
    });

export function counted(tables: Readonly<Record<string, { readonly rows: number }>>): string {
  const all = Object.values(tables);
  const rows = all.reduce((sum, table) => sum + table.rows, 0);
  return `${all.length}表、${rows.toLocaleString('ja-JP')}行`;
}
