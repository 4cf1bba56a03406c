import { sql } from 'kysely';
import { UserError } from '../user-error.ts';
import type { Db } from './database.ts';

/** The copy that the public side reads. Instants in ISO. */
export interface CopyMark {
  readonly copiedAt: string;
  readonly takenAt: string;
  readonly sha256: string;
  readonly sample: boolean;
}

/** Null: no copy has been taken into this database. It must be migrated. */
export async function copyMark(db: Db): Promise<CopyMark | null> {
  const { rows } = await sql<CopyMark>`
    select copied_at as "copiedAt", taken_at as "takenAt", sha256, sample from platform.copy`.execute(db);
  return rows[0] ?? null;
}

/**
 * The two sides never work on one database: the staff side would put people into the copy, and the public side would
 * take the staff's rights away. Asked before anything is migrated or changed.
 * @throws UserError
 */
export async function refuseOtherSide(db: Db, side: 'both' | 'staff' | 'public'): Promise<void> {
  if (side === 'public') {
    if (await hasRow(db, 'platform.copy')) return;
    // Every start of the staff side leaves a link of the 運用管理者, and whatever is done there its audit.
    for (const table of ['platform.operator_link', 'sign_in.account', 'audit.entry']) {
      if (!(await hasRow(db, table))) continue;
      throw new UserError(
        'このデータベースは、職員側のものです。公開側（SHIRUBE_SIDE=public）では使えません。何も変更していません。\n' +
          '公開側には、別のデータベース（DATABASE_URL か SHIRUBE_DATA）を指定してください。',
      );
    }
  } else if (await hasRow(db, 'platform.copy')) {
    throw new UserError(
      'このデータベースは、公開用の写しです。職員側では使えません。何も変更していません。\n' +
        '公開側として動かすには、SHIRUBE_SIDE=public を指定してください。',
    );
  }
}

async function hasRow(db: Db, table: string): Promise<boolean> {
  const known = await sql<{ known: boolean }>`select to_regclass(${table}) is not null as known`.execute(db);
  if (known.rows[0]?.known !== true) return false;
  return (await sql`select 1 from ${sql.raw(table)} limit 1`.execute(db)).rows.length > 0;
}
