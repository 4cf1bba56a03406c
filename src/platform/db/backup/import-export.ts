import pg from 'pg';
import { UserError } from '../../user-error.ts';
import { listSchemas, quoteName } from '../catalogue.ts';
import type { Migration } from '../migration.ts';
import { type Connection, clientConfig } from '../pool.ts';
import { FORMAT, type Trailer } from './bundle.ts';
import { load } from './load.ts';

/**
 * Loads a logical export, in one transaction: all or nothing. The tables are made as the export's version had them,
 * filled, and compared with its counts and hashes; newer migrations are then applied by `migrate`.
 * A database with tables of ours is refused; with `replace` they are dropped in the same transaction.
 */
export async function importLogical(
  connection: Connection,
  file: string,
  known: readonly Migration[],
  options: { readonly replace: boolean },
): Promise<Trailer['tables']> {
  const client = new pg.Client(clientConfig(connection, 'shirube-import-export'));
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    await emptyTarget(client, options.replace);
    const { tables } = await load(client, file, known, FORMAT);
    await client.query('commit');
    return tables;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

async function emptyTarget(client: pg.Client, replace: boolean): Promise<void> {
  const schemas = await listSchemas(client);
  if (schemas.length === 0) return;
  if (!replace) {
    throw new UserError(
      '取込先のデータベースに、既にデータがあります。何も変更していません。\n' +
        '今のデータを捨てて置き換える場合だけ、--replace を付けてください。',
    );
  }
  await client.query(`drop schema ${schemas.map(quoteName).join(', ')} cascade`);
}
