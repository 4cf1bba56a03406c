import { NATION } from '../../../core/body-code.ts';
import { definitionKey, type IndicatorDefinition, type Level } from '../../../core/indicator.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import { allDefinitions, definitionsAsKnown } from '../../indicators/queries.ts';
import { allPublished } from '../../observations/queries/published.ts';
import { publishedResult } from '../../roll-up/figure.ts';
import { type Ask, figuresOf } from '../../roll-up/figures.ts';
import { partKeys, periodsByPart } from '../../roll-up/queries/batch.ts';
import type { Standpoint } from '../load.ts';
import { newestOf } from '../load-page.ts';
import { chooseLevel, choosePart, datesOf, type Held, heldOf } from './load.ts';

/** One indicator in the list: its newest figure of the nation, or the word of a table, or nothing yet. */
export interface ListedIndicator {
  readonly definition: IndicatorDefinition;
  readonly level: Level;
  /** Null where only the parts have figures. */
  readonly part: string | null;
  readonly figure: RollUpResult | null;
  /** Dates for which anything is held, of any part and level. */
  readonly dates: number;
  /** Tables of documents exist, even where they give no figure of the whole. */
  readonly printed: boolean;
}

/** Every indicator with its newest figure, in a handful of questions to the store. */
export async function loadList(db: Db, stand: Standpoint): Promise<readonly ListedIndicator[]> {
  const before = knownBefore(stand.knownOn, stand.today);
  const definitions = newestOf(
    before === null ? await allDefinitions(db) : await definitionsAsKnown(db, before),
  );
  const [keys, periods, published] = await Promise.all([
    partKeys(db, definitions.map(definitionKey)),
    periodsByPart(db, null, before, stand.knownOn ?? stand.today),
    allPublished(db, before),
  ]);
  const listed = definitions.map((definition) => {
    const own = keys.filter((key) => key.indicator === definitionKey(definition));
    const indicatorKey = own[0]?.keys.indicatorKey;
    const printed = published.filter((row) => row.indicator_key === indicatorKey);
    const held = heldOf(
      own,
      periods.filter((period) => period.indicator_key === indicatorKey),
      printed,
    );
    const part = wholePart(definition, held);
    const level = chooseLevel(definition, held, part ?? '', null);
    const date = part === null ? undefined : datesOf(held, part, level)[0];
    // Also days of which a document prints only columns beside the indicator's own figure.
    const days = new Set([
      ...held.map((one) => one.date.on),
      ...printed.flatMap(({ document }) => (document.on === null ? [] : [document.on])),
    ]);
    return { definition, printed, part, level, date, dates: days.size };
  });
  const asks = listed.flatMap(({ definition, part, level, date }): Ask[] =>
    part === null || date?.basis !== 'computed'
      ? []
      : [{ definition, part, level, on: date.on, bodyClass: 'all' }],
  );
  const figures = new Map(
    (await figuresOf(db, asks, stand)).map(({ ask, figure }) => [ask.definition.id, figure]),
  );
  return listed.map(({ definition, printed, part, level, date, dates }) => {
    const row =
      date?.basis !== 'published'
        ? undefined
        : ['all', 'without-designated']
            .map((bodyClass) =>
              printed.find(
                ({ document }) =>
                  document.item === null &&
                  document.part === part &&
                  document.on === date.on &&
                  document.area === NATION &&
                  document.level === level &&
                  document.bodyClass === bodyClass,
              ),
            )
            .find((found) => found !== undefined);
    return {
      definition,
      level,
      part,
      dates,
      printed: printed.length > 0,
      figure:
        figures.get(definition.id) ??
        (row === undefined ? null : publishedResult(definition, row, stand.knownOn ?? stand.today)),
    };
  });
}

/** The part that speaks for the whole; null where only parts have figures. */
function wholePart(definition: IndicatorDefinition, held: readonly Held[]): string | null {
  const part = choosePart(definition, held, null);
  return part === 'total' || part === '' ? part : null;
}
