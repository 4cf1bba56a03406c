import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import '../tables.ts';

export interface Person {
  readonly personId: string;
  /** Null after it was erased by rule. */
  readonly name: string | null;
  readonly kana: string | null;
  readonly mail: string | null;
  readonly registeredBy: BodyCode;
  readonly accountId: string | null;
}

/** Null too where the scope does not show the person: a body sees those it registered or seats. */
export async function getPerson(tx: Tx, personId: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select p.person_id as "personId", p.name, p.kana, p.mail, p.registered_by as "registeredBy",
      a.account_id as "accountId"
    from posts.person p left join posts.person_account a on a.person_id = p.person_id
    where p.person_id = ${personId}`.execute(tx);
  return rows[0] ?? null;
}

/** People whom a body registered or seats, with names, by かな. */
export async function peopleOf(tx: Tx, bodyCode: BodyCode): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select p.person_id as "personId", p.name, p.kana, p.mail, p.registered_by as "registeredBy",
      a.account_id as "accountId"
    from posts.person p left join posts.person_account a on a.person_id = p.person_id
    where p.erased_at is null and (p.registered_by = ${bodyCode} or exists (
      select from posts.seat s where s.person_id = p.person_id and s.body_code = ${bodyCode}))
    order by p.kana nulls last, p.name, p.person_id`.execute(tx);
  return rows;
}

export async function insertPerson(
  tx: Tx,
  person: {
    readonly personId: string;
    readonly name: string;
    readonly kana: string | null;
    readonly mail: string | null;
    readonly registeredBy: BodyCode;
    readonly at: string;
  },
): Promise<void> {
  await sql`
    insert into posts.person (person_id, name, kana, mail, registered_by, recorded_at)
    values (${person.personId}, ${person.name}, ${person.kana}, ${person.mail}, ${person.registeredBy}, ${person.at})`.execute(
    tx,
  );
}

export async function linkAccount(tx: Tx, personId: string, accountId: string, at: string): Promise<void> {
  await sql`
    insert into posts.person_account (person_id, account_id, linked_at)
    values (${personId}, ${accountId}, ${at})`.execute(tx);
}

export async function personOfAccount(tx: Tx, accountId: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select p.person_id as "personId", p.name, p.kana, p.mail, p.registered_by as "registeredBy",
      a.account_id as "accountId"
    from posts.person_account a join posts.person p on p.person_id = a.person_id
    where a.account_id = ${accountId}`.execute(tx);
  return rows[0] ?? null;
}

/**
 * People of whom a body has registered the data and whose last seat, anywhere, ended before a day; those without any seat
 * count from the day they were entered. Null body: of all.
 */
export async function peopleGoneBefore(
  tx: Db | Tx,
  day: Day,
  bodyCode: BodyCode | null = null,
): Promise<readonly { readonly personId: string; readonly bodyCode: BodyCode; readonly goneOn: Day }[]> {
  const { rows } = await sql<{ personId: string; bodyCode: BodyCode; goneOn: Day }>`
    select p.person_id as "personId", p.registered_by as "bodyCode",
      coalesce(max(s.valid_to), (p.recorded_at at time zone 'Asia/Tokyo')::date) as "goneOn"
    from posts.person p left join posts.seat s on s.person_id = p.person_id
    where p.erased_at is null and (${bodyCode}::text is null or p.registered_by = ${bodyCode}::text)
    group by p.person_id, p.registered_by, p.recorded_at
    having bool_and(s.person_id is null or s.valid_to < ${day}::date)
      and (p.recorded_at at time zone 'Asia/Tokyo')::date < ${day}::date
    order by 1`.execute(tx);
  return rows;
}

export async function erasePersonalData(tx: Tx, personId: string, at: string): Promise<void> {
  await sql`
    update posts.person set name = null, kana = null, mail = null, erased_at = ${at}
    where person_id = ${personId} and erased_at is null`.execute(tx);
}

/** Accounts whose person had seats, and has none on a day or after it: whose sessions end. */
export async function accountsWithoutSeat(tx: Tx, day: Day): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.account_id as id from posts.person_account a join posts.seat s on s.person_id = a.person_id
    group by a.account_id having bool_and(s.valid_to is not null and s.valid_to <= ${day}::date) order by 1`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}
