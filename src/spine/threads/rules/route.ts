import officesFile from '../../../../data/threads/offices.json' with { type: 'json' };
import {
  type BodyCode,
  isPrefectureCode,
  NATION,
  prefectureOf,
  realmOf,
  SAMPLE_NATION,
} from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { addWorkingDays, type Holidays } from '../../../core/working-days.ts';
import type { Seat } from '../../contracts/seat.ts';

/**
 * Where a thread may stand: 団体 → 都道府県 → 国 → an office. A station is named by its body's code, by `office:towns`, or by
 * `section:{id}` of the nation's own office; `keeper` is whose seats act there.
 */
export interface Station {
  readonly key: string;
  readonly title: string;
  readonly keeper: BodyCode;
}

export type StationKind = 'body' | 'prefecture' | 'nation' | 'office';

/** The nation of a whole: 国, or the ministry that plays it towards 見本県. */
export function nationOf(code: BodyCode): BodyCode {
  return realmOf(code) === 'sample' ? SAMPLE_NATION : NATION;
}

export function kindOf(key: string): StationKind {
  if (key.startsWith('office:') || key.startsWith('section:')) return 'office';
  if (key === NATION || key === SAMPLE_NATION) return 'nation';
  return isPrefectureCode(key) ? 'prefecture' : 'body';
}

type Sender = Pick<Seat, 'bodyCode' | 'kind'>;

/** Whom a body asks first: a municipality its prefecture, a prefecture the nation; the nation asks by 情報提供・連絡. */
export function asksFirst(seat: Sender): BodyCode | null {
  if (seat.kind === 'municipality') return prefectureOf(seat.bodyCode);
  return seat.kind === 'prefecture' ? nationOf(seat.bodyCode) : null;
}

/**
 * Where a question may be handed on from a station. Whoever is below hands nothing on upwards but by asking; nobody
 * hands down: an answer returns on the same thread. 見本県 and all others never meet.
 */
export function nextKinds(holder: string): readonly ('nation' | 'office')[] {
  const kind = kindOf(holder);
  if (kind === 'prefecture') return ['nation'];
  return kind === 'nation' || kind === 'office' ? ['office'] : [];
}

const clocks = officesFile.clocks;

/** Our own measure, not one of law: printed wherever a due day is shown. */
export const CLOCK_SOURCE: string = clocks.source;

/** Day by which a station is to answer or hand on; null before the measure stands. In working days. */
export function dueAt(key: string, from: Day, holidays: Holidays): Day | null {
  if (from < clocks.from) return null;
  return addWorkingDays(from, clocks.workingDays[kindOf(key)], holidays);
}

export interface Office {
  readonly officeId: string;
  readonly realm: 'real' | 'sample';
  readonly kind: 'association' | 'ministry';
  readonly title: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string;
}

/** What the program brings: 知事会・市長会・町村会 (意見聴取) and the office that a document names. */
export function shippedOffices(): readonly Office[] {
  const sources = officesFile.sources as Readonly<Record<string, string>>;
  return officesFile.offices.map((office) => ({
    officeId: office.id,
    realm: 'real',
    kind: office.kind as Office['kind'],
    title: office.title,
    validFrom: office.from,
    validTo: office.to,
    source: office.sources.map((id) => sources[id] ?? id).join('。'),
  }));
}
