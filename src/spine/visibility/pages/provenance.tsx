import type { Handler } from 'hono';
import { parseProvenanceId } from '../../../core/provenance.ts';
import type { Deps } from '../../../platform/deps.ts';
import { malformed } from '../refusals.ts';
import { observationPage } from './provenance-observation.tsx';
import { publishedPage } from './provenance-published.tsx';
import { rollUpPage } from './provenance-roll-up.tsx';

/** `/provenance/{id}`: from any figure to the formula, the counts, the bodies, the file and the row. */
export function provenancePage(deps: Deps): Handler {
  return (c) => {
    const named = parseProvenanceId(c.req.param('id') ?? '');
    if (named === null) throw malformed();
    if (named.kind === 'roll-up') return rollUpPage(deps, c, named);
    return named.kind === 'published'
      ? publishedPage(deps, c, named.publishedId)
      : observationPage(deps, c, named);
  };
}
