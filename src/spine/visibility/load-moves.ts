import { NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { groupedBy } from '../../core/grouped.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { round, subtract } from '../../core/rational.ts';
import { valueOver } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { type MoveRow, movesOf } from '../observations/queries/values.ts';
import { askedFacts } from '../roll-up/read-many.ts';
import { countedStrata } from '../roll-up/rules.ts';
import type { IndicatorLine, Place, Standpoint } from './load.ts';

/** An indicator with the day and basis from which its line is made. */
export interface Chosen {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
  /** The next older day that bodies have values of. */
  readonly earlier: Day | null;
}

/** How each figure moved since its earlier day, over the bodies that have a value on both. */
export async function movements(
  db: Db,
  computed: readonly Chosen[],
  place: Place,
  stand: Standpoint,
): Promise<ReadonlyMap<string, IndicatorLine['moved']>> {
  const pairs = computed.flatMap(({ definition, part, on, earlier }) =>
    earlier === null ? [] : [{ definition, part, on, earlier }],
  );
  const facts = await askedFacts(
    db,
    pairs.flatMap((pair) => [pair, { ...pair, on: pair.earlier }]),
    stand,
  );
  const rows = await movesOf(
    db,
    facts.map((fact, index) => {
      const { definition, part } = pairs[index >> 1] as (typeof pairs)[number];
      const strata = [...countedStrata(definition, place.level, 'all', part)];
      return { ...fact, strata, whole: wholeOf(place.area) };
    }),
    knownBefore(stand.knownOn, stand.today),
    place.area === NATION ? null : place.area,
  );
  const byPair = groupedBy(rows, (row) => row.pair);
  const moved = new Map<string, IndicatorLine['moved']>();
  for (const [index, { definition, earlier }] of pairs.entries()) {
    const both = (byPair.get(index) ?? []).flatMap((row) => Array<MoveRow>(row.bodies).fill(row));
    const now = valueOver(definition, both);
    const then = valueOver(
      definition,
      both.map((row) => ({ value: row.older_value, base: row.older_base })),
    );
    if (both.length === 0 || now === null || then === null) continue;
    moved.set(definition.id, {
      by: round(subtract(now, then), definition.decimals),
      since: earlier,
      bodies: both.length,
    });
  }
  return moved;
}
