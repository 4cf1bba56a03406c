import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Right } from '../../contracts/seat.ts';
import type { Adjustment } from '../rules/roles.ts';
import '../tables.ts';

export interface SectionVersion {
  readonly sectionId: string;
  readonly versionNo: number;
  readonly validFrom: Day;
  readonly name: string;
  readonly organ: string;
  readonly parentId: string | null;
  readonly place: number;
  readonly closed: boolean;
}

export interface PostVersion {
  readonly postId: string;
  readonly versionNo: number;
  readonly validFrom: Day;
  readonly title: string;
  readonly sectionId: string | null;
  readonly role: string;
  readonly shared: boolean;
  readonly place: number;
  readonly closed: boolean;
  readonly adjustments: readonly Adjustment[];
}

/** Every version of the sections of a body, past and ahead; `rules/dated.ts` says which one stands on a day. */
export async function sectionVersions(tx: Tx, bodyCode: BodyCode): Promise<readonly SectionVersion[]> {
  const { rows } = await sql<SectionVersion>`
    select section_id as "sectionId", version_no as "versionNo", valid_from as "validFrom", name, organ,
      parent_id as "parentId", place, closed
    from posts.section_version where body_code = ${bodyCode}
    order by place, name, section_id, version_no`.execute(tx);
  return rows;
}

export async function postVersions(tx: Tx, bodyCode: BodyCode): Promise<readonly PostVersion[]> {
  const { rows } = await sql<Omit<PostVersion, 'adjustments'> & { changes: readonly string[] | null }>`
    select p.post_id as "postId", p.version_no as "versionNo", p.valid_from as "validFrom", p.title,
      p.section_id as "sectionId", p.role, p.shared, p.place, p.closed,
      (select array_agg(a.module || ':' || a.verb || case when a.granted then '+' else '-' end order by 1)
        from posts.post_right a
        where a.body_code = p.body_code and a.post_id = p.post_id and a.version_no = p.version_no) as changes
    from posts.post_version p where p.body_code = ${bodyCode}
    order by p.place, p.title, p.post_id, p.version_no`.execute(tx);
  return rows.map(({ changes, ...row }) => ({
    ...row,
    adjustments: (changes ?? []).map((text) => ({
      right: text.slice(0, -1) as Right,
      granted: text.endsWith('+'),
    })),
  }));
}

interface Written {
  readonly bodyCode: BodyCode;
  readonly at: string;
  readonly by: string | null;
}

export async function insertSection(tx: Tx, sectionId: string, written: Written): Promise<void> {
  await sql`
    insert into posts.section (body_code, section_id, recorded_at)
    values (${written.bodyCode}, ${sectionId}, ${written.at})`.execute(tx);
}

export async function appendSection(
  tx: Tx,
  version: Omit<SectionVersion, 'versionNo'>,
  written: Written,
): Promise<void> {
  const { bodyCode, at, by } = written;
  await sql`
    insert into posts.section_version
      (body_code, section_id, version_no, valid_from, name, organ, parent_id, place, closed, recorded_at, recorded_by)
    select ${bodyCode}, ${version.sectionId}::uuid, coalesce(max(v.version_no), 0) + 1, ${version.validFrom}::date,
      ${version.name}, ${version.organ}, ${version.parentId}::uuid, ${version.place}::int, ${version.closed}::boolean,
      ${at}::timestamptz, ${by}::uuid
    from posts.section_version v where v.body_code = ${bodyCode} and v.section_id = ${version.sectionId}::uuid`.execute(
    tx,
  );
}

export async function insertPost(tx: Tx, postId: string, written: Written): Promise<void> {
  await sql`
    insert into posts.post (body_code, post_id, recorded_at)
    values (${written.bodyCode}, ${postId}, ${written.at})`.execute(tx);
}

/** Whoever changes a post or its seats waits here for whoever does so now. False: no such post of this body. */
export async function lockPost(tx: Tx, bodyCode: BodyCode, postId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from posts.post where body_code = ${bodyCode} and post_id = ${postId} for update`.execute(tx);
  return rows.length === 1;
}

export async function appendPost(
  tx: Tx,
  version: Omit<PostVersion, 'versionNo'>,
  written: Written,
): Promise<void> {
  const { bodyCode, at, by } = written;
  const { rows } = await sql<{ versionNo: number }>`
    insert into posts.post_version
      (body_code, post_id, version_no, valid_from, title, section_id, role, shared, place, closed, recorded_at, recorded_by)
    select ${bodyCode}, ${version.postId}::uuid, coalesce(max(v.version_no), 0) + 1, ${version.validFrom}::date,
      ${version.title}, ${version.sectionId}::uuid, ${version.role}, ${version.shared}::boolean, ${version.place}::int,
      ${version.closed}::boolean, ${at}::timestamptz, ${by}::uuid
    from posts.post_version v where v.body_code = ${bodyCode} and v.post_id = ${version.postId}::uuid
    returning version_no as "versionNo"`.execute(tx);
  const versionNo = rows[0]?.versionNo ?? 1;
  for (const { right, granted } of version.adjustments) {
    const [module = '', verb = ''] = right.split(':');
    await sql`
      insert into posts.post_right (body_code, post_id, version_no, module, verb, granted)
      values (${bodyCode}, ${version.postId}, ${versionNo}, ${module}, ${verb}, ${granted})`.execute(tx);
  }
}

export interface PostNote {
  readonly noteId: string;
  readonly text: string;
  readonly writtenAt: string;
  readonly writtenBy: string | null;
}

export async function notesOf(tx: Tx, bodyCode: BodyCode, postId: string): Promise<readonly PostNote[]> {
  const { rows } = await sql<PostNote>`
    select note_id as "noteId", text, written_at as "writtenAt", written_by as "writtenBy"
    from posts.post_note where body_code = ${bodyCode} and post_id = ${postId}
    order by written_at desc, note_id`.execute(tx);
  return rows;
}

export async function insertNote(
  tx: Tx,
  note: { readonly postId: string; readonly noteId: string; readonly text: string },
  written: Written,
): Promise<void> {
  await sql`
    insert into posts.post_note (body_code, post_id, note_id, text, written_at, written_by)
    values (${written.bodyCode}, ${note.postId}, ${note.noteId}, ${note.text}, ${written.at}, ${written.by})`.execute(
    tx,
  );
}
