import { NATION } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { registerSeries } from '../../indicators/actions.ts';
import { canonicalJson } from '../../indicators/rules.ts';
import { freezeVersion, insertSurvey, insertVersion, lastVersionBy } from '../queries/definitions.ts';
import { sourceOf } from '../rules/series.ts';
import { shippedSurveys } from '../rules/shipped.ts';

/** Who edited a version that came with the program. */
export const SHIPPED_BY = 'しるべに付属';

/**
 * Loads the surveys that come with the program, each as a version that nobody can change; who wants other words makes the
 * next version of it. The same document again is nothing new; a document that a new release has changed is one version
 * more, after those that were made here.
 */
export async function seedSurveys(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  await registerSeries(deps.db, shippedSurveys.map(sourceOf));
  const at = new Date(deps.clock.now()).toISOString();
  await deps.db.transaction().execute(async (tx) => {
    for (const document of shippedSurveys) {
      const known = await lastVersionBy(tx, document.id, SHIPPED_BY);
      if (known !== null && canonicalJson(known) === canonicalJson(document)) continue;
      await insertSurvey(tx, { surveyId: document.id, organiserCode: NATION, at });
      const version = await insertVersion(tx, { document, at, by: SHIPPED_BY });
      await freezeVersion(tx, document.id, version, at);
      deps.log.info({ survey: document.id, version }, 'survey loaded');
    }
  });
}
