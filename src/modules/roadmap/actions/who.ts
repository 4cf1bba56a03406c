import { prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { SYSTEM } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { may, type Right, type Seat, seatTitle } from '../../../spine/contracts/seat.ts';
import { rightFor } from '../../../spine/posts/rules/rights.ts';
import type { Written } from '../queries/lines.ts';
import type { LineContent } from '../rules/line.ts';

/** Today in Japan, by the injected clock. */
export function today(clock: Clock): Day {
  return dayInJapan(clock.now());
}

/** Null: the program itself, when 見本県 is made. */
export function writtenBy(clock: Clock, seat: Seat | null): Written {
  const at = new Date(clock.now()).toISOString();
  if (seat === null) return { seatId: null, seatTitle: 'しるべ（自動処理）', at };
  return { seatId: seat.seatId, seatTitle: seatTitle(seat), at };
}

export function noteIn(
  tx: Tx,
  clock: Clock,
  seat: Seat | null,
  entry: {
    readonly action: string;
    readonly id: string;
    readonly bodyCode: string;
    readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
  },
): Promise<void> {
  return audit(tx, clock, {
    actor:
      seat === null ? SYSTEM : { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } },
    action: `roadmap:${entry.action}`,
    object: { kind: 'roadmap', id: entry.id },
    bodyCode: entry.bodyCode,
    detail: entry.detail ?? {},
  });
}

/** Municipalities and prefectures have a 工程表 of their own; the nation has none. */
export function ownsRoadmap(seat: Pick<Seat, 'kind'>): boolean {
  return seat.kind !== 'nation';
}

/** Who holds the whole roadmap together. Seats without the 全体方針 (課の回答者) write lines of their own 課 only. */
export function coordinates(seat: Pick<Seat, 'rights' | 'kind'>): boolean {
  return ownsRoadmap(seat) && may(seat, 'roadmap:answer') && may(seat, 'overall-policy:answer');
}

/** Asked of the stored line. A 課の回答者 may begin a line that stands under the own 課. */
export function mayWrite(
  seat: Seat,
  right: Right & `roadmap:${string}`,
  bodyCode: string,
  content: Pick<LineContent, 'owner'> | null,
): boolean {
  if (!ownsRoadmap(seat)) return false;
  if (!rightFor(seat, right, { bodyCode, prefectureCode: prefectureOf(bodyCode) })) return false;
  if (coordinates(seat) || may(seat, 'roadmap:decide')) return true;
  if (seat.sectionId === null) return true;
  return content === null || content.owner?.sectionId === seat.sectionId;
}
