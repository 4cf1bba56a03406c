import type { Day } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import { definitionOf } from '../../indicators/queries.ts';
import { figuresOf } from '../../roll-up/figures.ts';
import { partKeys, periodsByPart } from '../../roll-up/queries/batch.ts';
import type { Subject } from './load.ts';

/** An indicator that must be read beside another, because the other alone would mislead. */
export interface Companion {
  readonly definition: IndicatorDefinition;
  readonly on: Day | null;
  readonly figure: RollUpResult | null;
}

/** 完了率 says nothing of systems that are agreed to come after the deadline. */
const COMPANIONS: Readonly<Record<string, string>> = { standardization: 'late-migration' };

export async function loadCompanion(db: Db, subject: Subject): Promise<Companion | null> {
  const { level, stand, part: chosenPart } = subject;
  const id = COMPANIONS[subject.id];
  const definition = id === undefined ? null : await definitionOf(db, id);
  if (definition === null) return null;
  const part = definition.parts?.some((candidate) => candidate.id === chosenPart) ? chosenPart : '';
  const keys = await partKeys(db, [definitionKey(definition)]);
  const key = keys.find((candidate) => candidate.part === part)?.keys;
  if (key === undefined) return null;
  const before = knownBefore(stand.knownOn, stand.today);
  const periods = await periodsByPart(db, [key.indicatorKey], before, stand.knownOn ?? stand.today);
  const on = periods.find((period) => period.part_key === key.partKey)?.period_end ?? null;
  if (on === null) return { definition, on, figure: null };
  const [found] = await figuresOf(db, [{ definition, part, on, level, bodyClass: 'all' }], stand);
  return { definition, on, figure: found?.figure ?? null };
}
