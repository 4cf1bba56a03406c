import type { Reason } from '../../core/indicator.ts';
import { SAMPLE_BODIES } from './bodies.ts';
import { drawn } from './draw.ts';
import { type Asked, isBySize, sizeOf } from './values.ts';

const { city, first, second, third, village } = SAMPLE_BODIES;

/** `cio 2023-04-01 code` → why there is no value. Each reason there is occurs, and so does a body that nobody recorded. */
const NAMED: Readonly<Record<string, Reason | 'no-record'>> = {
  [`staff-development 2023-04-01 ${second.code}`]: 'not-asked',
  [`all-staff-training 2023-04-01 ${second.code}`]: 'not-asked',
  [`telework 2024-04-01 ${second.code}`]: 'withdrawn',
  [`external-talent 2025-04-01 ${first.code}`]: 'blank-in-source',
  [`procedures-31 2024-04-01 ${third.code}`]: 'not-applicable',
  [`card-holding 2026-04-01 ${third.code}`]: 'not-answered',
  [`rpa 2024-04-01 ${village.code}`]: 'no-record',
  [`ai 2026-04-01 ${village.code}`]: 'not-answered',
  [`online-use-estimate 2021-03-31 ${village.code}`]: 'not-answered',
  [`telework-survey-2021 2021-04-01 ${city.code}`]: 'not-answered',
};

/** The village's only officer had no time for the survey of 2023. */
const SILENT_YEAR = '2023-04-01';

/** Why a fact has no value; null: it has one. */
export function exceptionFor({ body, definition, part, on }: Asked): Reason | 'no-record' | null {
  const named = NAMED[`${definition.id} ${on} ${body.code}`];
  if (named !== undefined) return named;
  if (isBySize(part) && definition.id !== 'staff-size' && sizeOf(body, on) !== part) return 'not-applicable';
  if (body.code === village.code && on === SILENT_YEAR && definition.valueKind === 'yes-no')
    return 'not-answered';
  if (definition.openList === true) return drawn(body.code, part, 'late') < 0.1 ? null : 'no-record';
  if (definition.id === 'online-rate') {
    const luck = drawn(body.code, part, 'held');
    if (luck < 0.08) return 'not-applicable';
    return luck < 0.1 && on === '2022-03-31' ? 'blank-in-source' : null;
  }
  const blank = definition.id === 'standardization' && body.code === village.code && on === '2025-03-31';
  return blank && drawn(part, 'blank') < 0.1 ? 'blank-in-source' : null;
}
