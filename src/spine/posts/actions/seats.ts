import { randomUUID } from 'node:crypto';
import { addDays, type Day, formatDay } from '../../../core/calendar.ts';
import { ok, refuse } from '../../../core/result.ts';
import { normalise } from '../../../core/text.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import * as offices from '../queries/offices.ts';
import * as people from '../queries/people.ts';
import { insertSeat, type SeatRecord, seatRecords, setEnd } from '../queries/seats.ts';
import { checkEnd, checkSeat, type SeatKind, versionOn } from '../rules/dated.ts';
import { mailOf, nameOf } from '../rules/input.ts';
import { type By, mayAdminister, note, type Outcome, today, written } from './by.ts';

export interface PersonInput {
  readonly name: string;
  readonly kana: string;
  readonly mail: string;
}

/** A person of whom nothing but name, かな and mail is kept. */
export async function registerPerson(tx: Tx, by: By, input: PersonInput): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const name = nameOf(input.name, '氏名');
  if (!name.ok) return name;
  const kana = input.kana.trim() === '' ? ok(null) : nameOf(input.kana, 'ふりがな');
  if (!kana.ok) return kana;
  const mail = mailOf(input.mail);
  if (!mail.ok) return mail;
  const personId = randomUUID();
  const { at } = written(by);
  await people.insertPerson(tx, {
    personId,
    name: name.value,
    kana: kana.value,
    mail: mail.value,
    registeredBy: by.bodyCode,
    at,
  });
  await note(tx, by, 'person.register', 'person', personId);
  return ok(personId);
}

/**
 * A person whom another body registered: a CIO補佐官 who serves several. Their number and their name must both be known,
 * so that nobody finds people of other bodies by trying.
 */
export async function findElsewhere(tx: Tx, number: string, name: string): Promise<Outcome<string>> {
  const personId = number.normalize('NFKC').trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(personId)) return refuse('unknown-person');
  const person = await withinScope(tx, { kind: 'system' }, () => people.getPerson(tx, personId));
  const same = person?.name != null && normalise(person.name) === normalise(name);
  return same ? ok(personId) : refuse('unknown-person');
}

export interface SeatInput {
  readonly postId: string;
  readonly personId: string;
  readonly kind: SeatKind;
  readonly validFrom: Day;
  /** Exclusive; null: open. */
  readonly validTo: Day | null;
}

/** 着任. Whoever changes seats of one post waits for the other: two successors never both fit. */
export async function seatPerson(tx: Tx, by: By, input: SeatInput): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  if (!(await offices.lockPost(tx, by.bodyCode, input.postId))) return refuse('unknown-post');
  const version = await postVersionOn(tx, by, input.postId, input.validFrom);
  if (version === null) return refuse('unknown-post');
  const existing = await seatRecords(tx, by.bodyCode, { postId: input.postId });
  const fits = checkSeat(existing, input, version.shared);
  if (!fits.ok) return fits;
  const seatId = randomUUID();
  await insertSeat(tx, { ...input, seatId, ...written(by) });
  await note(tx, by, 'seat.add', 'seat', seatId, {
    postId: input.postId,
    personId: input.personId,
    kind: input.kind,
    from: input.validFrom,
    to: input.validTo,
  });
  return ok(seatId);
}

async function postVersionOn(tx: Tx, by: By, postId: string, day: Day): Promise<offices.PostVersion | null> {
  const own = (await offices.postVersions(tx, by.bodyCode)).filter((each) => each.postId === postId);
  return versionOn(own, day);
}

async function seatOf(tx: Tx, by: By, seatId: string): Promise<SeatRecord | null> {
  return (await seatRecords(tx, by.bodyCode)).find((seat) => seat.seatId === seatId) ?? null;
}

/** 離任 with `lastOn` as the last day. Work and records stay with the post; from the next day the seat opens nothing. */
export async function endSeat(tx: Tx, by: By, seatId: string, lastOn: Day): Promise<Outcome<SeatRecord>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const found = await seatOf(tx, by, seatId);
  if (found === null) return refuse('unknown-seat');
  await offices.lockPost(tx, by.bodyCode, found.postId);
  // Read again behind the lock: somebody may just have given it an end.
  const seat = (await seatOf(tx, by, seatId)) ?? found;
  const end = checkEnd(seat, lastOn, today(by));
  if (!end.ok) return end;
  // Prolonging a seat could run into its successor.
  const others = (await seatRecords(tx, by.bodyCode, { postId: seat.postId })).filter(
    (each) => each.seatId !== seatId,
  );
  const version = await postVersionOn(tx, by, seat.postId, seat.validFrom);
  if (end.value > seat.validFrom) {
    const fits = checkSeat(others, { ...seat, validTo: end.value }, version?.shared ?? false);
    if (!fits.ok) return fits;
  }
  await setEnd(tx, by.bodyCode, seatId, end.value);
  await note(tx, by, 'seat.end', 'seat', seatId, { to: end.value, before: seat.validTo });
  return ok({ ...seat, validTo: end.value });
}

/** 人事異動: the holder's last day is the day before `from`, the successor's seat begins on it. Usually dated ahead to 4/1. */
export async function handOver(
  tx: Tx,
  by: By,
  input: { readonly postId: string; readonly personId: string; readonly from: Day },
): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  if (!(await offices.lockPost(tx, by.bodyCode, input.postId))) return refuse('unknown-post');
  const holders = (await seatRecords(tx, by.bodyCode, { postId: input.postId })).filter(
    (seat) =>
      seat.validFrom < input.from &&
      (seat.validTo === null || seat.validTo > input.from) &&
      seat.validTo !== seat.validFrom,
  );
  for (const seat of holders) {
    if (seat.personId === input.personId) {
      return refuse('same-person-twice', { span: `${formatDay(seat.validFrom)}から` });
    }
    const ended = await endSeat(tx, by, seat.seatId, addDays(input.from, -1));
    if (!ended.ok) return ended;
  }
  return seatPerson(tx, by, { ...input, kind: 'regular', validFrom: input.from, validTo: null });
}

/** 引継ぎ事項: what the next holder should know. Appended, never rewritten. */
export async function writeNote(tx: Tx, by: By, postId: string, text: string): Promise<Outcome<string>> {
  const words = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (words === '') return refuse('name-missing', { field: '引継ぎ事項' });
  const own = by.seat?.postId === postId && by.seat.bodyCode === by.bodyCode;
  const allowed = own ? ok(true as const) : mayAdminister(by);
  if (!allowed.ok) return allowed;
  if ((await postVersionOn(tx, by, postId, today(by))) === null) return refuse('unknown-post');
  const noteId = randomUUID();
  await offices.insertNote(tx, { postId, noteId, text: words.slice(0, 4000) }, written(by));
  await note(tx, by, 'note.write', 'post', postId, { noteId });
  return ok(noteId);
}
