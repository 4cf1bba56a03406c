import type { BodyCode } from '../../../core/body-code.ts';
import { addDays, addMonths, type Day } from '../../../core/calendar.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import { type Pace, type PeerBand, paceOf, peerBand } from '../../../spine/steps/rules/forecast.ts';
import { type KeptBand, keepBands, keptBands, lockBands } from '../queries/bands.ts';
import { type Progress, progressOf } from '../queries/history.ts';
import { courseOfMonths, MONTHS } from './courses.ts';

/** By class and business. */
export type PeerBands = ReadonlyMap<string, PeerBand | null>;

/** Under which the bands of a system's class and business stand in `PeerBands`. */
export function bandKey(one: { readonly stratum: string; readonly businessNo: number }): string {
  return `${one.stratum} ${one.businessNo}`;
}

/** Each class and business of `progress` with its own bodies as peers. */
export function bandsFrom(progress: readonly Progress[], knownOn: Day): PeerBands {
  return byKey(bandsOf(progress, knownOn));
}

function bandsOf(progress: readonly Progress[], knownOn: Day): readonly KeptBand[] {
  const groups = new Map<string, { readonly of: Progress; readonly paces: (Pace | null)[] }>();
  for (const one of progress) {
    const group = groups.get(bandKey(one)) ?? { of: one, paces: [] };
    group.paces.push(paceOf(courseOfMonths(one), knownOn));
    groups.set(bandKey(one), group);
  }
  return [...groups.values()].map(({ of, paces }) => ({
    ...{ stratum: of.stratum, businessNo: of.businessNo },
    band: peerBand(paces),
  }));
}

function byKey(bands: readonly KeptBand[]): PeerBands {
  return new Map(bands.map((one) => [bandKey(one), one.band]));
}

/**
 * The bands of a whole as of a day, made of what had been reported when the day began: so they stand all day, whatever is
 * reported meanwhile. The night makes them (`bands-job.ts`); where none has passed, whoever asks first. Of the similar
 * bodies nothing is shown but the range, so they are read by the program.
 */
export async function peerBands(tx: Tx, whole: BodyCode, today: Day): Promise<PeerBands> {
  const kept = await keptBands(tx, whole, today);
  if (kept.length > 0) return byKey(kept);
  await lockBands(tx, whole);
  const meanwhile = await keptBands(tx, whole, today);
  if (meanwhile.length > 0) return byKey(meanwhile);
  const made = async (before: string) => {
    const from = addMonths(today, -MONTHS);
    const all = await withinScope(tx, { kind: 'system' }, (inner) => progressOf(inner, whole, from, before));
    return bandsOf(all, today);
  };
  const bands = await made(knownBefore(addDays(today, -1), today) ?? 'infinity');
  // On the first day of all nothing was known when it began: then what is known now, and nothing is kept of it.
  if (bands.length === 0) return byKey(await made('infinity'));
  await keepBands(tx, whole, today, bands);
  return byKey(bands);
}
