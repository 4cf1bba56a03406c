import { type BodyCode, realmOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { bodyOn, municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { bodyName } from '../posts/queries/seats.ts';
import { asksFirst, nationOf } from './rules/route.ts';

/** Whom a body may ask on a day, who is asked first in front; empty: the nation asks by 情報提供・連絡. */
export async function askable(
  tx: Tx,
  seat: Seat,
  today: Day,
): Promise<readonly { readonly code: BodyCode; readonly title: string }[]> {
  const first = asksFirst(seat);
  if (first === null) return [];
  const direct =
    seat.kind === 'municipality' && (await bodyOn(tx, seat.bodyCode, today))?.stratum === 'designated-city';
  const codes = direct ? [first, nationOf(seat.bodyCode)] : [first];
  return Promise.all(codes.map(async (code) => ({ code, title: await titleOf(tx, code, today) })));
}

/** Names of the bodies that a seat may contact at all. */
export async function bodiesBelow(tx: Tx, seat: Seat, today: Day): Promise<ReadonlyMap<BodyCode, string>> {
  if (seat.kind === 'municipality') return new Map();
  const upper = seat.kind === 'nation' ? await prefectures(tx, today, undefined, seat.bodyCode) : [];
  const below =
    seat.kind === 'prefecture'
      ? await municipalitiesOf(tx, seat.bodyCode, today)
      : realmOf(seat.bodyCode) === 'sample'
        ? (await Promise.all(upper.map((one) => municipalitiesOf(tx, one.bodyCode, today)))).flat()
        : await municipalitiesOf(tx, null, today);
  return new Map([...upper, ...below].map((body) => [body.bodyCode, body.name]));
}

export async function titleOf(tx: Tx, code: BodyCode, today: Day): Promise<string> {
  if (code === nationOf(code)) return bodyName(code, null);
  return (await bodyOn(tx, code, today))?.name ?? code;
}
