import { randomUUID } from 'node:crypto';
import { realmOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { relationTo } from '../../posts/rules/rights.ts';
import { endConsent, endDisaster, insertConsent, insertDisaster } from '../queries/circumstance-records.ts';
import type { AuthorRefusal } from '../rules/send-sentences.ts';
import { actorOf, today } from './who.ts';

const input = (field: string, message: string) => refuse('input' as const, { field, message });

/**
 * 同意: a 広域連合 or 一部事務組合 answers for the seat's body. The consent is the member's own, with its 文書番号;
 * `representativeCode` is the body whose posts act for the union.
 */
export async function giveConsent(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: {
    representativeName: string;
    representativeCode: string;
    surveyId: string | null;
    documentNo: string;
    validFrom: Day;
    validTo: Day | null;
  },
): Promise<Result<true, AuthorRefusal>> {
  if (!seat.rights.has('surveys:decide')) return refuse('not-yours');
  if (given.representativeName === '')
    return input('representativeName', '広域連合等の名称を書いてください。');
  if (given.documentNo === '') return input('documentNo', '同意した文書の番号を書いてください。');
  if (given.validTo !== null && given.validTo < given.validFrom)
    return input('validTo', '終わりの日は、始まりの日より後にしてください。');
  const representative = await bodyOn(tx, given.representativeCode, today(clock));
  if (representative === null || realmOf(given.representativeCode) !== realmOf(seat.bodyCode))
    return refuse('no-such-body', { field: 'representativeCode', found: given.representativeCode });
  if (given.representativeCode === seat.bodyCode)
    return input('representativeCode', '自分の団体への同意は要りません。');
  const consentId = randomUUID();
  await insertConsent(tx, {
    ...given,
    bodyCode: seat.bodyCode,
    consentId,
    recordedBy: seatTitle(seat),
    at: new Date(clock.now()).toISOString(),
  });
  await note(tx, clock, seat, 'surveys:consent.give', consentId, seat.bodyCode, {
    to: given.representativeCode,
    survey: given.surveyId,
  });
  return ok(true);
}

export async function endConsentOf(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  consentId: string,
): Promise<Result<true, AuthorRefusal>> {
  if (!seat.rights.has('surveys:decide')) return refuse('not-yours');
  if (!(await endConsent(tx, seat.bodyCode, consentId, today(clock)))) return refuse('not-yours');
  await note(tx, clock, seat, 'surveys:consent.end', consentId, seat.bodyCode, {});
  return ok(true);
}

/** A body says so of itself; its prefecture says it for a body that cannot. */
export function mayRecordDisaster(seat: Seat, body: { bodyCode: string; prefectureCode: string }): boolean {
  const relation = relationTo(seat, body);
  if (relation === 'own') return seat.rights.has('surveys:answer') || seat.rights.has('surveys:decide');
  return relation === 'prefecture' && seat.rights.has('surveys:review');
}

/** 災害対応中: from this day no deadline holds and nobody reminds; what was given stays. */
export async function recordDisaster(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: { bodyCode: string; since: Day; note: string },
): Promise<Result<true, AuthorRefusal>> {
  const day = today(clock);
  const body = await bodyOn(tx, given.bodyCode, day);
  if (body === null || !mayRecordDisaster(seat, body))
    return refuse('no-such-body', { field: 'bodyCode', found: given.bodyCode });
  if (given.since > day) return input('since', '始まりの日は、今日までの日にしてください。');
  if (given.note === '') return input('note', '災害の名称か、状況を書いてください。');
  const at = new Date(clock.now()).toISOString();
  const made = await insertDisaster(tx, { ...given, until: null, recordedBy: seatTitle(seat), at });
  if (!made) return input('since', 'この団体とこの日の記録は、すでにあります。');
  await note(
    tx,
    clock,
    seat,
    'surveys:disaster.begin',
    `${given.bodyCode}/${given.since}`,
    given.bodyCode,
    {},
  );
  return ok(true);
}

export async function endDisasterOf(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: { bodyCode: string; since: Day },
): Promise<Result<true, AuthorRefusal>> {
  const day = today(clock);
  const body = await bodyOn(tx, given.bodyCode, day);
  if (body === null || !mayRecordDisaster(seat, body)) return refuse('not-yours');
  if (!(await endDisaster(tx, given.bodyCode, given.since, day))) return refuse('not-yours');
  await note(tx, clock, seat, 'surveys:disaster.end', `${given.bodyCode}/${given.since}`, given.bodyCode, {});
  return ok(true);
}

function note(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  action: string,
  id: string,
  bodyCode: string,
  detail: Record<string, string | null>,
): Promise<void> {
  return audit(tx, clock, {
    actor: actorOf(seat),
    action,
    object: { kind: action.startsWith('surveys:consent') ? 'consent' : 'disaster', id },
    bodyCode,
    detail,
  });
}
