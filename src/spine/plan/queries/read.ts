import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Citation, Handbook, Plan, PlanVersion } from '../rules/model.ts';
import '../tables.ts';

interface Cited {
  readonly source_id: string;
  readonly line_from: number;
  readonly line_to: number;
}

function citation(row: Cited): Citation {
  return { source: row.source_id, lines: [row.line_from, row.line_to] };
}

/** The whole plan (some 150 rows). One statement is one view of the data; all together are read in one snapshot. */
export async function readPlan(db: Db): Promise<Plan> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => ({
      sources: await sources(tx),
      versions: await versions(tx),
      items: await items(tx),
      entries: await entries(tx),
      crosswalk: await crosswalk(tx),
      handbooks: await handbooks(tx),
    }));
}

async function sources(tx: Tx): Promise<Plan['sources']> {
  const rows = await tx.selectFrom('plan.source').selectAll().orderBy('position').execute();
  return rows.map(({ source_id, dated_on, title, publisher, secondary, note }) => ({
    id: source_id,
    title,
    publisher,
    on: dated_on,
    secondary,
    note,
  }));
}

async function versions(tx: Tx): Promise<Plan['versions']> {
  const rows = await tx.selectFrom('plan.version').selectAll().orderBy('position').execute();
  const cited = await tx.selectFrom('plan.version_citation').selectAll().execute();
  const describing = await tx.selectFrom('plan.version_source').selectAll().orderBy('position').execute();
  const groups = await tx.selectFrom('plan.version_group').selectAll().orderBy('position').execute();
  const notes = await tx.selectFrom('plan.version_note').selectAll().orderBy('position').execute();
  const noteItems = await tx
    .selectFrom('plan.version_note_item')
    .selectAll()
    .orderBy('item_position')
    .execute();
  const where = (version: string, subject: string) => {
    const found = cited.find((row) => row.version_id === version && row.subject === subject);
    if (found === undefined) throw new Error(`plan.version_citation: ${version} ${subject} is missing`);
    return citation(found);
  };
  return rows.map((row): PlanVersion => {
    const id = row.version_id;
    return {
      id,
      title: row.title,
      on: row.dated_on,
      period:
        row.period_from === null || row.period_to === null || row.period_text === null
          ? null
          : {
              from: row.period_from,
              to: row.period_to,
              text: row.period_text,
              citation: where(id, 'period'),
            },
      contents: row.contents,
      groups: groups
        .filter((group) => group.version_id === id)
        .map((group) => ({ id: group.group_id, title: group.title })),
      summary: row.summary,
      citation: where(id, 'version'),
      describedBy: describing.filter((each) => each.version_id === id).map((each) => each.source_id),
      previous:
        row.previous_id === null || row.previous_adjacent === null
          ? null
          : {
              version: row.previous_id,
              adjacent: row.previous_adjacent,
              missing: row.previous_missing,
              citation: where(id, 'previous'),
            },
      notes: notes
        .filter((note) => note.version_id === id)
        .map((note) => ({
          kind: note.kind,
          text: note.text,
          items: noteItems
            .filter((each) => each.version_id === id && each.position === note.position)
            .map((each) => each.item_id),
          citation: citation(note),
        })),
    };
  });
}

async function items(tx: Tx): Promise<Plan['items']> {
  const rows = await tx.selectFrom('plan.item').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    version: row.version_id,
    id: row.item_id,
    group: row.group_id,
    number: row.number,
    title: row.title,
    citation: citation(row),
  }));
}

async function entries(tx: Tx): Promise<Plan['entries']> {
  const rows = await tx.selectFrom('plan.entry').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    version: row.version_id,
    item: row.item_id,
    block: row.block,
    text: row.text,
    note: row.note,
    citation: citation(row),
  }));
}

async function crosswalk(tx: Tx): Promise<Plan['crosswalk']> {
  const rows = await tx.selectFrom('plan.crosswalk').selectAll().orderBy('crosswalk_id').execute();
  const cited = await tx.selectFrom('plan.crosswalk_citation').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    from:
      row.from_version_id === null || row.from_item_id === null
        ? null
        : { version: row.from_version_id, item: row.from_item_id },
    to: { version: row.to_version_id, item: row.to_item_id },
    kind: row.kind,
    basis: row.basis,
    note: row.note,
    citations: cited.filter((each) => each.crosswalk_id === row.crosswalk_id).map(citation),
  }));
}

async function handbooks(tx: Tx): Promise<readonly Handbook[]> {
  const rows = await tx.selectFrom('plan.handbook').selectAll().orderBy('position').execute();
  const editions = await tx.selectFrom('plan.handbook_edition').selectAll().orderBy('position').execute();
  const served = await tx.selectFrom('plan.handbook_item').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    id: row.handbook_id,
    kind: row.kind,
    title: row.title,
    about: row.about,
    items: [
      ...new Set(served.filter((each) => each.handbook_id === row.handbook_id).map((each) => each.item_id)),
    ],
    successor:
      row.successor_id === null || row.successor_basis === null || row.successor_note === null
        ? null
        : { id: row.successor_id, basis: row.successor_basis, note: row.successor_note },
    editions: editions
      .filter((each) => each.handbook_id === row.handbook_id)
      .map((each) => ({ on: each.dated_on, text: each.text, citation: citation(each) })),
  }));
}
