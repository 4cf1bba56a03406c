import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Office, Station } from '../rules/route.ts';
import type { Act, ThreadKind, ThreadState } from '../rules/thread.ts';

export interface NewThread {
  readonly batchId: string | null;
  readonly kind: ThreadKind;
  readonly askerCode: string;
  readonly askerTitle: string;
  readonly title: string;
  readonly documentNo: string | null;
  readonly documentOn: Day | null;
  readonly about: { readonly href: string; readonly title: string } | null;
  readonly wantsAnswer: boolean;
  readonly dueOn: Day | null;
  readonly at: string;
}

/** Opens a thread at each of these: `owner` is whose thread it is, `to` where it stands first. */
export async function insertThreads(
  tx: Tx,
  given: NewThread,
  targets: readonly { readonly owner: string; readonly to: Station }[],
): Promise<readonly { readonly bodyCode: string; readonly threadNo: number }[]> {
  const { rows } = await sql<{ bodyCode: string; threadNo: number }>`
    insert into threads.thread (body_code, batch_id, kind, asker_code, asker_title, title, document_no, document_on,
      about_href, about_title, wants_answer, state, holder, holder_title, keeper_code, due_on, messages, opened_at, moved_at)
    select u.owner, ${given.batchId}::uuid, ${given.kind}, ${given.askerCode}, ${given.askerTitle}, ${given.title},
      ${given.documentNo}, ${given.documentOn}::date, ${given.about?.href ?? null}, ${given.about?.title ?? null},
      ${given.wantsAnswer}, 'open', u.holder, u.title, u.keeper, ${given.dueOn}::date, 1,
      ${given.at}::timestamptz, ${given.at}::timestamptz
    from unnest(${targets.map((one) => one.owner)}::text[], ${targets.map((one) => one.to.key)}::text[],
      ${targets.map((one) => one.to.title)}::text[], ${targets.map((one) => one.to.keeper)}::text[])
      with ordinality as u (owner, holder, title, keeper, place)
    order by u.place
    returning body_code as "bodyCode", thread_no as "threadNo"`.execute(tx);
  return rows;
}

type Of = { readonly bodyCode: string; readonly threadNo: number };

/** A station that the thread reaches; once there, it stays among those who see it. */
export async function insertStations(
  tx: Tx,
  threads: readonly Of[],
  station: Station | null,
  by: { readonly askerCode: string; readonly addedBy: string; readonly at: string },
): Promise<void> {
  // Null: each thread's own holder.
  await sql`
    insert into threads.station (body_code, thread_no, station, title, keeper_code, asker_code, added_by, reached_at, unseen)
    select t.body_code, t.thread_no, coalesce(${station?.key ?? null}::text, t.holder),
      coalesce(${station?.title ?? null}::text, t.holder_title), coalesce(${station?.keeper ?? null}::text, t.keeper_code),
      ${by.askerCode}, ${by.addedBy}, ${by.at}::timestamptz,
      coalesce(${station?.keeper ?? null}::text, t.keeper_code) <> ${by.addedBy}
    from unnest(${threads.map((one) => one.bodyCode)}::text[], ${threads.map((one) => one.threadNo)}::integer[])
      as u (body_code, thread_no)
    join threads.thread t on t.body_code = u.body_code and t.thread_no = u.thread_no
    on conflict do nothing`.execute(tx);
}

export interface NewMessage {
  readonly act: Act | 'open';
  readonly from: { readonly key: string; readonly title: string };
  readonly to: { readonly key: string; readonly title: string } | null;
  readonly text: string;
  readonly dueOn: Day | null;
  readonly byCode: string;
  readonly bySeat: string | null;
  readonly byTitle: string;
  readonly at: string;
}

/** The first message of each; `to` null: each thread's own holder. */
export async function insertOpening(tx: Tx, threads: readonly Of[], m: NewMessage): Promise<void> {
  await sql`
    insert into threads.message (body_code, thread_no, message_no, act, from_station, from_title, to_station, to_title,
      text, due_on, by_code, by_seat, by_title, at)
    select t.body_code, t.thread_no, 1, 'open', ${m.from.key}, ${m.from.title}, t.holder, t.holder_title, ${m.text},
      ${m.dueOn}::date, ${m.byCode}, ${m.bySeat}::uuid, ${m.byTitle}, ${m.at}::timestamptz
    from unnest(${threads.map((one) => one.bodyCode)}::text[], ${threads.map((one) => one.threadNo)}::integer[])
      as u (body_code, thread_no)
    join threads.thread t on t.body_code = u.body_code and t.thread_no = u.thread_no`.execute(tx);
}

export async function insertMessage(tx: Tx, thread: Of, messageNo: number, m: NewMessage): Promise<void> {
  await sql`
    insert into threads.message (body_code, thread_no, message_no, act, from_station, from_title, to_station, to_title,
      text, due_on, by_code, by_seat, by_title, at)
    values (${thread.bodyCode}, ${thread.threadNo}, ${messageNo}, ${m.act}, ${m.from.key}, ${m.from.title},
      ${m.to?.key ?? null}, ${m.to?.title ?? null}, ${m.text}, ${m.dueOn}::date, ${m.byCode}, ${m.bySeat}::uuid,
      ${m.byTitle}, ${m.at}::timestamptz)`.execute(tx);
}

/**
 * Where a thread stands from now on. False: somebody else moved it since it had `madeFrom` messages, and nothing is
 * changed. Both counted in one statement, so two who answer at once do not both move it.
 */
export async function moveThread(
  tx: Tx,
  thread: Of,
  madeFrom: number,
  next: {
    readonly state: ThreadState;
    readonly holder: Station;
    readonly dueOn: Day | null;
    readonly at: string;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update threads.thread set state = ${next.state}, holder = ${next.holder.key}, holder_title = ${next.holder.title},
      keeper_code = ${next.holder.keeper}, due_on = ${next.dueOn}::date, messages = messages + 1,
      moved_at = ${next.at}::timestamptz
    where body_code = ${thread.bodyCode} and thread_no = ${thread.threadNo} and messages = ${madeFrom}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** First opening of a thread at the stations of a body. */
export async function noteSeen(
  tx: Tx,
  thread: Of,
  by: { readonly keeperCode: string; readonly title: string; readonly at: string },
): Promise<void> {
  await sql`
    update threads.station set unseen = false, seen_at = coalesce(seen_at, ${by.at}::timestamptz),
      seen_by = coalesce(seen_by, ${by.title})
    where body_code = ${thread.bodyCode} and thread_no = ${thread.threadNo} and keeper_code = ${by.keeperCode}
      and (unseen or seen_at is null)`.execute(tx);
}

/** Something new came: stations of other bodies have not opened it. Of all stations, so in the scope of the program. */
export async function noteNew(
  tx: Tx,
  thread: Of,
  stations: readonly string[],
  byCode: string,
): Promise<void> {
  await sql`
    update threads.station set unseen = true
    where body_code = ${thread.bodyCode} and thread_no = ${thread.threadNo} and station = any (${stations}::text[])
      and keeper_code <> ${byCode}`.execute(tx);
}

export async function upsertOffices(db: Db | Tx, offices: readonly Office[]): Promise<void> {
  await sql`
    insert into threads.office (office_id, realm, kind, title, valid_from, valid_to, source)
    select x.* from jsonb_to_recordset(${JSON.stringify(
      offices.map((one) => ({
        office_id: one.officeId,
        realm: one.realm,
        kind: one.kind,
        title: one.title,
        valid_from: one.validFrom,
        valid_to: one.validTo,
        source: one.source,
      })),
    )}::jsonb) as x (office_id text, realm text, kind text, title text, valid_from date, valid_to date, source text)
    on conflict (office_id) do update set realm = excluded.realm, kind = excluded.kind, title = excluded.title,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source
    where (office.title, office.valid_from, office.valid_to, office.source, office.kind, office.realm) is distinct from
      (excluded.title, excluded.valid_from, excluded.valid_to, excluded.source, excluded.kind, excluded.realm)`.execute(
    db,
  );
}
