import { randomUUID } from 'node:crypto';
import { type BodyCode, NATION, prefectureOf, realmOf, SAMPLE_NATION } from '../../../core/body-code.ts';
import { addDays, type Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, refuse } from '../../../core/result.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope, withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { bodiesBelow, insertRecovery, type RegisteredBody, registeredBody } from '../queries/recovery.ts';
import { kindOf, type SeatOfDay, seatsOfBody, seatsOfPrefix } from '../queries/seats.ts';
import { headOrgan } from '../rules/organs.ts';
import { scopeOf } from '../rules/rights.ts';
import { ADMINISTER, firstRole, roleOf } from '../rules/roles.ts';
import { type Enrolment, enrol } from './accounts.ts';
import { actorOf, type By, change, note, type Outcome, written } from './by.ts';
import { addPost } from './offices.ts';
import { endSeat, type PersonInput, registerPerson, seatPerson } from './seats.ts';

/** Who holds the right to administer a body today. */
export async function administratorsOf(tx: Tx, bodyCode: BodyCode, day: Day): Promise<readonly SeatOfDay[]> {
  return (await seatsOfBody(tx, bodyCode, day)).filter((seat) => seat.rights.has(ADMINISTER));
}

export interface BelowLine extends RegisteredBody {
  readonly administrators: readonly SeatOfDay[];
}

/** The municipalities of a prefecture, or the prefectures of the nation, with their administrators of today. */
export function bodiesBelowSeat(deps: Deps, seat: Seat): Promise<readonly BelowLine[]> {
  const day = dayInJapan(deps.clock.now());
  const kind = seat.kind === 'nation' ? 'nation' : 'prefecture';
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const sample = realmOf(seat.bodyCode) === 'sample';
    const below = await bodiesBelow(tx, { kind, bodyCode: seat.bodyCode, sample }, day);
    const prefix = kind === 'prefecture' ? seat.bodyCode.slice(0, 2) : sample ? '99' : '';
    const seats = (await seatsOfPrefix(tx, prefix, day)).filter((each) => each.rights.has(ADMINISTER));
    return below.map((body) => ({
      ...body,
      administrators: seats.filter((each) => each.bodyCode === body.bodyCode),
    }));
  });
}

export interface RecoveryInput extends PersonInput {
  readonly bodyCode: BodyCode;
  readonly loginName: string;
  readonly documentNo: string;
  readonly documentOn: Day;
  /** The letter says that the administrators of until now have left: their seats end today. */
  readonly formerLeft: boolean;
}

/**
 * Gives a body an administrator against an official letter of it. A prefecture does so for its municipalities, the nation
 * for prefectures. The giver gets no right in that body, and the body sees ever after who did it, when, by which letter.
 */
export function recover(deps: Deps, giver: Seat, input: RecoveryInput): Promise<Outcome<Enrolment>> {
  return change(deps.db, scopeOf(giver), (tx) => recoverBy(tx, deps, giver, input));
}

async function recoverBy(tx: Tx, deps: Deps, giver: Seat, input: RecoveryInput): Promise<Outcome<Enrolment>> {
  const target = kindOf(input.bodyCode);
  const entitled =
    realmOf(giver.bodyCode) === realmOf(input.bodyCode) &&
    giver.rights.has(ADMINISTER) &&
    ((giver.kind === 'prefecture' &&
      target === 'municipality' &&
      prefectureOf(input.bodyCode) === giver.bodyCode) ||
      (giver.kind === 'nation' && target === 'prefecture'));
  if (!entitled) return refuse('not-yours');
  const by: By = { clock: deps.clock, bodyCode: input.bodyCode, seat: null, actor: actorOf(giver) };
  return withinScope(tx, { kind: 'body', bodyCode: input.bodyCode }, () =>
    giveAdministrator(tx, deps, by, { ...input, givenBy: giver }),
  );
}

export interface FirstInput extends RecoveryInput {
  /** What the operator calls the first post: 「情報政策課 係長」. */
  readonly postTitle: string;
}

/** The operator's way to the first administrators of nation, prefecture or body; never past one who is there. */
export function bootstrap(deps: Deps, input: FirstInput): Promise<Outcome<Enrolment>> {
  const by: By = { clock: deps.clock, bodyCode: input.bodyCode, seat: null, actor: OPERATOR };
  return change(deps.db, { kind: 'body', bodyCode: input.bodyCode }, (tx) =>
    giveAdministrator(tx, deps, by, { ...input, formerLeft: false, givenBy: null }),
  );
}

async function giveAdministrator(
  tx: Tx,
  deps: Deps,
  by: By,
  input: RecoveryInput & { readonly givenBy: Seat | null; readonly postTitle?: string },
): Promise<Outcome<Enrolment>> {
  const day = dayInJapan(deps.clock.now());
  if (!(await isBody(tx, by.bodyCode, day))) return refuse('unknown-body');
  const documentNo = input.documentNo.normalize('NFC').trim();
  if (documentNo === '' || documentNo.length > 100) return refuse('document-missing');
  if (input.documentOn > day) return refuse('future-document');
  const former = await administratorsOf(tx, by.bodyCode, day);
  const [first] = former;
  if (first !== undefined && !input.formerLeft)
    return refuse('has-administrator', { post: seatTitle(first) });
  for (const seat of former) {
    const ended = await endFormer(tx, by, seat, day);
    if (!ended.ok) return ended;
  }
  const postId = first !== undefined ? ok(first.postId) : await newPost(tx, by, day, input.postTitle);
  if (!postId.ok) return postId;
  const personId = await registerPerson(tx, by, input);
  if (!personId.ok) return personId;
  const seatId = await seatPerson(tx, by, {
    postId: postId.value,
    personId: personId.value,
    kind: 'regular',
    validFrom: day,
    validTo: null,
  });
  if (!seatId.ok) return seatId;
  const recoveryId = randomUUID();
  await insertRecovery(tx, {
    bodyCode: by.bodyCode,
    recoveryId,
    seatId: seatId.value,
    givenBy: input.givenBy?.bodyCode ?? null,
    givenBySeat: input.givenBy?.seatId ?? null,
    documentNo,
    documentOn: input.documentOn,
    at: written(by).at,
  });
  await note(tx, by, 'recovery.give', 'recovery', recoveryId, {
    seatId: seatId.value,
    givenBy: input.givenBy?.bodyCode ?? null,
    documentNo,
    documentOn: input.documentOn,
    ended: former.map((seat) => seat.seatId),
  });
  return enrol(tx, deps, by, personId.value, input.loginName);
}

/** Yesterday was the last day, also of a seat that began today: that one opened nothing but today. */
function endFormer(tx: Tx, by: By, seat: SeatOfDay, day: Day) {
  return endSeat(tx, by, seat.seatId, addDays(day, -1));
}

function newPost(tx: Tx, by: By, day: Day, title?: string): Promise<Outcome<string>> {
  const role = firstRole(kindOf(by.bodyCode));
  return addPost(tx, by, {
    title: title?.trim() || (roleOf(role)?.title ?? headOrgan(kindOf(by.bodyCode))),
    sectionId: null,
    role,
    rights: null,
    shared: false,
    place: 0,
    validFrom: day,
  });
}

async function isBody(tx: Tx, code: BodyCode, day: Day): Promise<boolean> {
  if (code === SAMPLE_NATION || code === NATION) return true;
  return (await registeredBody(tx, code, day)) !== null;
}
