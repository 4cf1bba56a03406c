import { createHash } from 'node:crypto';
import type { Deps } from '../../platform/deps.ts';
import type { PublishedAggregate } from '../contracts/published-aggregate.ts';
import { countPublished, replacePublished } from './queries/published.ts';

/** Loads the printed aggregates; does nothing when the store already holds exactly these. */
export async function loadPublished(deps: Deps, aggregates: readonly PublishedAggregate[]): Promise<void> {
  const ids = aggregates.map((aggregate) =>
    createHash('sha256').update(JSON.stringify(aggregate)).digest('hex').slice(0, 32),
  );
  if (new Set(ids).size !== ids.length) throw new Error('one printed figure is listed twice');
  if ((await countPublished(deps.db, ids)) === ids.length) return;
  const recordedAt = new Date(deps.clock.now()).toISOString();
  await deps.db.transaction().execute((tx) => replacePublished(tx, aggregates, ids, recordedAt));
}
