import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Section } from '../rules/model.ts';

export interface VersionKey {
  readonly bodyCode: BodyCode;
  readonly policyNo: number;
  readonly versionNo: number;
}

export interface OwnedSection extends Section {
  readonly bodyCode: BodyCode;
  readonly policyNo: number;
  readonly versionNo: number;
}

/**
 * What stands now in all versions of several bodies, as far as the scope sees it.
 * @param brief of the two parts that count only, of each text its first sign: whether it is there
 */
export async function sectionsOf(
  db: Db,
  bodyCodes: readonly BodyCode[],
  brief = false,
): Promise<readonly OwnedSection[]> {
  const text = brief ? sql`left(btrim(text), 1) as text` : sql`text`;
  const which = brief ? sql`and (section = 'vision' or section like 'roadmap:%')` : sql``;
  const { rows } = await sql<OwnedSection>`
    select body_code as "bodyCode", policy_no as "policyNo", version_no as "versionNo", section, revision, ${text}, choice,
      seat_title as "seatTitle", saved_at as "savedAt"
    from overall_policy.section_now where body_code = any(${[...bodyCodes]}::text[]) ${which}`.execute(db);
  return rows;
}

/** What was typed while another had saved, newest first: of each section those that came after the text that stands. */
export async function keptTexts(db: Db, key: VersionKey): Promise<readonly Section[]> {
  const { rows } = await sql<Section>`
    select s.section, s.revision, s.text, s.choice, s.seat_title as "seatTitle", s.saved_at as "savedAt"
    from overall_policy.section s
    where s.body_code = ${key.bodyCode} and s.policy_no = ${key.policyNo} and s.version_no = ${key.versionNo}
      and not s.in_force and s.revision > coalesce((select n.revision from overall_policy.section_now n
        where n.body_code = s.body_code and n.policy_no = s.policy_no and n.version_no = s.version_no
          and n.section = s.section), 0)
    order by s.section, s.revision desc`.execute(db);
  return rows;
}

/** Newest revision of every section, kept ones included. */
export async function lastRevisions(tx: Tx, key: VersionKey): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ section: string; revision: number }>`
    select section, max(revision) as revision from overall_policy.section
    where body_code = ${key.bodyCode} and policy_no = ${key.policyNo} and version_no = ${key.versionNo}
    group by section`.execute(tx);
  return new Map(rows.map((row) => [row.section, row.revision]));
}

export interface NewSection {
  readonly section: string;
  readonly revision: number;
  readonly text: string;
  readonly choice: string;
  readonly inForce: boolean;
  readonly via: 'page' | 'workbook' | 'copied';
}

export async function insertSections(
  tx: Tx,
  key: VersionKey,
  sections: readonly NewSection[],
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  if (sections.length === 0) return;
  await sql`
    insert into overall_policy.section
      (body_code, policy_no, version_no, section, revision, text, choice, in_force, via, seat_title, saved_at)
    select ${key.bodyCode}, ${key.policyNo}, ${key.versionNo}, s.section, s.revision, s.text, s.choice, s.in_force, s.via,
      ${by.seatTitle}, ${by.at}::timestamptz
    from unnest(${sections.map((one) => one.section)}::text[], ${sections.map((one) => one.revision)}::integer[],
      ${sections.map((one) => one.text)}::text[], ${sections.map((one) => one.choice)}::text[],
      ${sections.map((one) => one.inForce)}::boolean[], ${sections.map((one) => one.via)}::text[])
      as s(section, revision, text, choice, in_force, via)`.execute(tx);
}

/** A revision begins with the text of the version before. */
export async function copySections(
  tx: Tx,
  from: VersionKey,
  to: VersionKey,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into overall_policy.section
      (body_code, policy_no, version_no, section, revision, text, choice, in_force, via, seat_title, saved_at)
    select ${to.bodyCode}, ${to.policyNo}, ${to.versionNo}, s.section, 1, s.text, s.choice, true, 'copied',
      ${by.seatTitle}, ${by.at}::timestamptz
    from overall_policy.section_now s
    where s.body_code = ${from.bodyCode} and s.policy_no = ${from.policyNo} and s.version_no = ${from.versionNo}`.execute(
    tx,
  );
}
