import { addMonths, type Day } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';

/**
 * The first day from which a body's figure may be offered as an answer for the 基準日. A state (導入している, 策定した) stays
 * until someone says otherwise and is offered with its own day; a count of a year or a share is of its day only, unless the
 * definition itself lets it carry forward. Never across a break of the definition: what stands before it is another fact.
 */
export function offeredFrom(definition: IndicatorDefinition, baseDay: Day): Day {
  const months = definition.carryForward?.maxMonths;
  const state = definition.period === 'day' && ['yes-no', 'choice', 'date'].includes(definition.valueKind);
  const from = months !== undefined ? addMonths(baseDay, -months) : state ? '0001-01-01' : baseDay;
  const breaks = (definition.breaks ?? []).map((one) => one.on).filter((on) => on <= baseDay);
  return breaks.reduce((latest, on) => (on > latest ? on : latest), from);
}
