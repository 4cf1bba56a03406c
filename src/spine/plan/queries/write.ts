import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Citation, Plan } from '../rules/model.ts';
import '../tables.ts';

function cited({ source, lines }: Citation) {
  return { source_id: source, line_from: lines[0], line_to: lines[1] };
}

/** Hash of the loaded data; null before the first load. */
export async function loadedHash(db: Db | Tx): Promise<string | null> {
  const row = await db.selectFrom('plan.load').select('content_hash').executeTakeFirst();
  return row?.content_hash ?? null;
}

/** Two programs that start at once load one after the other. */
export async function lockLoad(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('plan.load'))`.execute(tx);
}

export async function writeLoad(tx: Tx, contentHash: string, loadedAt: string): Promise<void> {
  await tx
    .insertInto('plan.load')
    .values({ only_row: true, content_hash: contentHash, loaded_at: loadedAt })
    .onConflict((on) => on.column('only_row').doUpdateSet({ content_hash: contentHash, loaded_at: loadedAt }))
    .execute();
}

/** Replaces the whole plan in one transaction: nothing refers to it from outside but by its text keys. */
export async function replacePlan(tx: Tx, plan: Plan): Promise<void> {
  await clear(tx);
  await tx
    .insertInto('plan.source')
    .values(
      plan.sources.map(({ id, on, ...source }, position) => ({
        source_id: id,
        position,
        dated_on: on,
        ...source,
      })),
    )
    .execute();
  await writeVersions(tx, plan);
  await writeItems(tx, plan);
  await writeNotes(tx, plan);
  await writeCrosswalk(tx, plan);
  await writeHandbooks(tx, plan);
}

async function clear(tx: Tx): Promise<void> {
  await tx.deleteFrom('plan.handbook_item').execute();
  await tx.deleteFrom('plan.handbook_edition').execute();
  await tx.deleteFrom('plan.handbook').execute();
  await tx.deleteFrom('plan.crosswalk_citation').execute();
  await tx.deleteFrom('plan.crosswalk').execute();
  await tx.deleteFrom('plan.entry').execute();
  await tx.deleteFrom('plan.version_note_item').execute();
  await tx.deleteFrom('plan.version_note').execute();
  await tx.deleteFrom('plan.item').execute();
  await tx.deleteFrom('plan.version_group').execute();
  await tx.deleteFrom('plan.version_source').execute();
  await tx.deleteFrom('plan.version_citation').execute();
  await tx.deleteFrom('plan.version').execute();
  await tx.deleteFrom('plan.source').execute();
}

async function writeVersions(tx: Tx, { versions }: Plan): Promise<void> {
  await tx
    .insertInto('plan.version')
    .values(
      versions.map(({ id, on, title, period, contents, summary, previous }, position) => ({
        version_id: id,
        position,
        title,
        dated_on: on,
        period_from: period?.from ?? null,
        period_to: period?.to ?? null,
        period_text: period?.text ?? null,
        contents,
        summary,
        previous_id: previous?.version ?? null,
        previous_adjacent: previous?.adjacent ?? null,
        previous_missing: previous?.missing ?? null,
      })),
    )
    .execute();
  await tx
    .insertInto('plan.version_citation')
    .values(
      versions.flatMap(({ id, citation, period, previous }) => [
        { version_id: id, subject: 'version' as const, ...cited(citation) },
        ...(period === null
          ? []
          : [{ version_id: id, subject: 'period' as const, ...cited(period.citation) }]),
        ...(previous === null
          ? []
          : [{ version_id: id, subject: 'previous' as const, ...cited(previous.citation) }]),
      ]),
    )
    .execute();
  await tx
    .insertInto('plan.version_source')
    .values(
      versions.flatMap(({ id, describedBy }) =>
        describedBy.map((source_id, position) => ({ version_id: id, source_id, position })),
      ),
    )
    .execute();
  await tx
    .insertInto('plan.version_group')
    .values(
      versions.flatMap(({ id, groups }) =>
        groups.map((group, position) => ({
          version_id: id,
          group_id: group.id,
          position,
          title: group.title,
        })),
      ),
    )
    .execute();
}

async function writeItems(tx: Tx, { items, entries }: Plan): Promise<void> {
  await tx
    .insertInto('plan.item')
    .values(
      items.map(({ version, id, group, number, title, citation }, position) => ({
        version_id: version,
        item_id: id,
        group_id: group,
        position,
        number,
        title,
        ...cited(citation),
      })),
    )
    .execute();
  await tx
    .insertInto('plan.entry')
    .values(
      entries.map(({ version, item, block, text, note, citation }, position) => ({
        version_id: version,
        item_id: item,
        block,
        position,
        text,
        note,
        ...cited(citation),
      })),
    )
    .execute();
}

async function writeNotes(tx: Tx, { versions }: Plan): Promise<void> {
  const notes = versions.flatMap(({ id, notes: list }) =>
    list.map((note, position) => ({ version_id: id, position, note })),
  );
  await tx
    .insertInto('plan.version_note')
    .values(
      notes.map(({ note, ...key }) => ({
        ...key,
        kind: note.kind,
        text: note.text,
        ...cited(note.citation),
      })),
    )
    .execute();
  await tx
    .insertInto('plan.version_note_item')
    .values(
      notes.flatMap(({ note, ...key }) =>
        note.items.map((item_id, item_position) => ({ ...key, item_id, item_position })),
      ),
    )
    .execute();
}

async function writeCrosswalk(tx: Tx, { crosswalk }: Plan): Promise<void> {
  await tx
    .insertInto('plan.crosswalk')
    .values(
      crosswalk.map(({ from, to, kind, basis, note }, crosswalk_id) => ({
        crosswalk_id,
        from_version_id: from?.version ?? null,
        from_item_id: from?.item ?? null,
        to_version_id: to.version,
        to_item_id: to.item,
        kind,
        basis,
        note,
      })),
    )
    .execute();
  await tx
    .insertInto('plan.crosswalk_citation')
    .values(
      crosswalk.flatMap(({ citations }, crosswalk_id) =>
        citations.map((citation, position) => ({ crosswalk_id, position, ...cited(citation) })),
      ),
    )
    .execute();
}

async function writeHandbooks(tx: Tx, { handbooks, items }: Plan): Promise<void> {
  await tx
    .insertInto('plan.handbook')
    .values(
      handbooks.map(({ id, kind, title, about, successor }, position) => ({
        handbook_id: id,
        position,
        kind,
        title,
        about,
        successor_id: successor?.id ?? null,
        successor_basis: successor?.basis ?? null,
        successor_note: successor?.note ?? null,
      })),
    )
    .execute();
  await tx
    .insertInto('plan.handbook_edition')
    .values(
      handbooks.flatMap(({ id, editions }) =>
        editions.map(({ on, text, citation }, position) => ({
          handbook_id: id,
          position,
          dated_on: on,
          text,
          ...cited(citation),
        })),
      ),
    )
    .execute();
  await tx
    .insertInto('plan.handbook_item')
    .values(
      handbooks.flatMap((handbook) =>
        handbook.items.flatMap((name, position) =>
          items
            .filter((item) => item.id === name)
            .map((item) => ({
              handbook_id: handbook.id,
              version_id: item.version,
              item_id: item.id,
              position,
            })),
        ),
      ),
    )
    .execute();
}
