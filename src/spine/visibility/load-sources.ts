import { type BodyCode, NATION, wholeOf } from '../../core/body-code.ts';
import { definitionKey } from '../../core/indicator.ts';
import type { Db } from '../../platform/db/database.ts';
import type { SourceNote } from '../../ui/page.tsx';
import { sourcesOfFigures } from '../observations/queries/sources.ts';
import type { IndicatorLine } from './load.ts';

/** Where the figures of some lines come from, each source once: files for computed figures, documents for printed ones. */
export async function sourcesOfLines(
  db: Db,
  lines: readonly IndicatorLine[],
  area: BodyCode = NATION,
): Promise<readonly SourceNote[]> {
  const computed = lines.flatMap(({ definition, figure }) =>
    figure?.basis === 'computed' && figure.asOf !== null
      ? [{ indicator: definitionKey(definition), on: figure.asOf, moving: figure.state === '速報' }]
      : [],
  );
  const files = await sourcesOfFigures(db, computed, wholeOf(area));
  const printed = new Set(
    lines.flatMap(({ definition, figure }) => (figure?.basis === 'published' ? [definition.source] : [])),
  );
  return [
    ...files,
    ...[...printed].map((title) => ({ title, publisher: '', licence: '', attribution: title })),
  ];
}
