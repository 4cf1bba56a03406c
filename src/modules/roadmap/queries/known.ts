import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { allDefinitions } from '../../../spine/indicators/queries.ts';
import { sectionsOn } from '../../../spine/posts/queries/for-parts.ts';
import { postVersions } from '../../../spine/posts/queries/offices.ts';
import type { Owner } from '../rules/line.ts';

/** 課 and 職 of a body on a day, as a form lists them. */
export interface OwnerOption {
  /** `section:…`, `post:…`. */
  readonly value: string;
  readonly owner: Owner;
}

export async function ownersOf(tx: Tx, bodyCode: BodyCode, day: Day): Promise<readonly OwnerOption[]> {
  const sections = await sectionsOn(tx, bodyCode, day);
  const named = new Map(sections.map((section) => [section.sectionId, section.name]));
  const newest = new Map<string, Awaited<ReturnType<typeof postVersions>>[number]>();
  for (const version of await postVersions(tx, bodyCode))
    if (version.validFrom <= day) newest.set(version.postId, version);
  const posts = [...newest.values()].filter((post) => !post.closed);
  const ofSection = (sectionId: string | null) =>
    posts
      .filter((post) => post.sectionId === sectionId)
      .map((post): OwnerOption => {
        const section = sectionId === null ? null : (named.get(sectionId) ?? null);
        const name = [section, post.title].filter((part) => part !== null).join(' ');
        return { value: `post:${post.postId}`, owner: { sectionId, postId: post.postId, name } };
      });
  return [
    ...ofSection(null),
    ...sections.flatMap((section): readonly OwnerOption[] => [
      {
        value: `section:${section.sectionId}`,
        owner: { sectionId: section.sectionId, postId: null, name: section.name },
      },
      ...ofSection(section.sectionId),
    ]),
  ];
}

/** Newest version of each indicator that is told of bodies of this kind. */
export async function indicatorsFor(
  tx: Tx,
  level: 'municipality' | 'prefecture',
): Promise<readonly IndicatorDefinition[]> {
  const newest = new Map<string, IndicatorDefinition>();
  for (const definition of await allDefinitions(tx)) {
    const known = newest.get(definition.id);
    if (known === undefined || known.version < definition.version) newest.set(definition.id, definition);
  }
  // A figure in parts is no one value that a line could be measured by.
  return [...newest.values()].filter(
    ({ level: of, parts }) => (of === 'both' || of === level) && (parts === undefined || parts.length === 0),
  );
}

/** A body's own newest value of an indicator, or the reason why there is none. Null: no record at all. */
export interface OwnValue {
  readonly id: string;
  readonly on: Day;
  readonly value: bigint | null;
  readonly base: bigint | null;
}

/** Read and never typed: the newest counting record of each indicator, in its newest version that has one. */
export async function ownValues(
  tx: Tx,
  bodyCode: BodyCode,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OwnValue>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<OwnValue>`
    select distinct on (d.id) d.id, o.period_end as on, o.value, o.base
    from indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ''
    join observations.effective o on o.indicator_key = d.indicator_key and o.part_key = p.part_key
      and o.body_code = ${bodyCode}
    left join indicators.precedence r on r.indicator_key = o.indicator_key and r.series_key = o.series_key
    where d.id = any(${[...ids]}::text[])
    order by d.id, o.period_end desc, d.version desc, coalesce(r.rank, 1000), o.series_key`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
