import { createHash } from 'node:crypto';
import type { Deps } from '../../platform/deps.ts';
import { registerSeries } from '../indicators/actions.ts';
import { allDefinitions } from '../indicators/queries.ts';
import type { NewBatch, NewObservation } from '../observations/types.ts';
import { record } from '../roll-up/actions.ts';
import { SAMPLE_SOURCE } from './bodies.ts';
import { SAMPLE_SERIES, sampleCorrections, sampleFigures } from './figures.ts';
import { seedPeople } from './people.ts';
import { hasBatch, lockSample } from './queries.ts';
import { seedStepsOfSample } from './steps.ts';
import { seedStructureOfSample } from './structure.ts';
import { seedSurveysOfSample } from './surveys.ts';
import { seedThreadsOfSample } from './threads.ts';

const SOURCE = {
  series: SAMPLE_SERIES,
  title: SAMPLE_SOURCE,
  publisher: '見本県（実在しません）',
  licence: '架空の数値です。引用や利用はできません',
  attribution: '見本県は実在しません。数値はすべて架空です。',
};

/**
 * Fills 見本県 with what it needs to be tried: people, figures, surveys with answers, each by its own file beside this
 * one. Idempotent; when the program has brought nothing new, a few small questions to the database.
 */
export async function seedSample(deps: Deps): Promise<void> {
  if (!deps.settings.sample) return;
  await seedPeople(deps);
  await seedFigures(deps);
  await seedSurveysOfSample(deps);
  await seedStructureOfSample(deps);
  await seedStepsOfSample(deps);
  await seedThreadsOfSample(deps);
}

async function seedFigures(deps: Deps): Promise<void> {
  const figures = sampleFigures(await allDefinitions(deps.db));
  const first = batchOf('見本のデータ', 'import', figures);
  if (await hasBatch(deps.db, first.batchId)) return;
  const corrections = sampleCorrections(figures);
  await registerSeries(deps.db, [SOURCE]);
  await deps.db.transaction().execute(async (tx) => {
    // Two processes may start at once on one database: the second finds what the first has brought.
    await lockSample(tx);
    if (await hasBatch(tx, first.batchId)) return;
    await record(tx, deps.clock, [{ batch: first, observations: figures }]);
    const second = batchOf('見本の訂正と確定値', 'correction', corrections);
    await record(tx, deps.clock, [{ batch: second, observations: corrections }]);
  });
  deps.log.info({ observations: figures.length }, 'sample: figures');
}

/** The id is made from the content: other content is another batch, the same content the same. */
function batchOf(title: string, kind: NewBatch['kind'], observations: readonly NewObservation[]): NewBatch {
  const content = JSON.stringify([title, observations], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    batchId: sha256.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    kind,
    title: `${title}（実在しません）`,
    recordedBy: 'しるべ（見本県）',
    sheets: [{ fileName: 'しるべに付属する見本', sheetName: '', sha256, editionOn: null }],
  };
}
