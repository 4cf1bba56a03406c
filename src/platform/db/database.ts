import type { Kysely, RawBuilder, Transaction } from 'kysely';

/**
 * The tables of the whole program. Empty here: each part declares its own tables beside its queries by merging into
 * this interface (`declare module '…/platform/db/database.ts' { interface Database { 'plan.item': … } }`).
 */
// biome-ignore lint/suspicious/noEmptyInterface: the owners of tables merge into it
export interface Database {}

/** A connection pool, or an open transaction: queries take either. */
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

/** A piece of a statement that queries of one part give and those of another put into theirs. */
export type Piece<T> = RawBuilder<T>;
