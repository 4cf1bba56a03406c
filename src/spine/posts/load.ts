import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type PostVersion, postVersions, type SectionVersion, sectionVersions } from './queries/offices.ts';
import { kindOf, type SeatRecord, seatRecords } from './queries/seats.ts';
import { covers, gaps, type Span, versionOn } from './rules/dated.ts';
import { ADMINISTER, rightsOf } from './rules/roles.ts';

export interface OfficePost {
  readonly version: PostVersion;
  /** All seats, past and ahead, newest first. */
  readonly seats: readonly SeatRecord[];
  /** Those of the day that the page is about. */
  readonly holders: readonly SeatRecord[];
}

export interface OfficeGroup {
  /** Null: posts that stand for the whole body. */
  readonly section: SectionVersion | null;
  readonly posts: readonly OfficePost[];
}

/** Something that lies ahead: a reform, an arrival, a departure. */
export interface Ahead {
  readonly on: Day;
  readonly what: string;
  readonly postId: string | null;
}

export interface OfficeView {
  readonly bodyCode: BodyCode;
  readonly day: Day;
  readonly groups: readonly OfficeGroup[];
  readonly ahead: readonly Ahead[];
  /** From when on nobody may administer this body; null: no such day is known. */
  readonly withoutAdministrator: Span | null;
}

function identities<V>(versions: readonly V[], key: (version: V) => string): readonly (readonly V[])[] {
  const byKey = new Map<string, V[]>();
  for (const version of versions) {
    const own = byKey.get(key(version));
    if (own === undefined) byKey.set(key(version), [version]);
    else own.push(version);
  }
  return [...byKey.values()];
}

/** A body's sections, posts and seats on a day, and what is dated after `today`. */
export async function loadOffice(tx: Tx, bodyCode: BodyCode, day: Day, today: Day): Promise<OfficeView> {
  const sections = await sectionVersions(tx, bodyCode);
  const posts = await postVersions(tx, bodyCode);
  const seats = await seatRecords(tx, bodyCode);
  const standing = identities(posts, (post) => post.postId).flatMap((versions) => {
    const version = versionOn(versions, day);
    if (version === null) return [];
    const own = seats.filter((seat) => seat.postId === version.postId);
    return [{ version, seats: own, holders: own.filter((seat) => covers(seat, day)) }];
  });
  const open = identities(sections, (section) => section.sectionId)
    .map((versions) => versionOn(versions, day))
    .filter((section) => section !== null);
  const groups: OfficeGroup[] = [
    { section: null, posts: standing.filter((post) => post.version.sectionId === null) },
    ...inOrder(open).map((section) => ({
      section,
      posts: standing.filter((post) => post.version.sectionId === section.sectionId),
    })),
  ];
  return {
    bodyCode,
    day,
    groups: groups.filter((group) => group.section !== null || group.posts.length > 0),
    ahead: aheadOf(today, sections, posts, seats),
    withoutAdministrator: administratorGap(bodyCode, today, posts, seats),
  };
}

/** 部, then its 課 below it. */
function inOrder(sections: readonly SectionVersion[]): readonly SectionVersion[] {
  const ids = new Set(sections.map((section) => section.sectionId));
  return sections
    .filter((section) => section.parentId === null || !ids.has(section.parentId))
    .flatMap((section) => [section, ...sections.filter((each) => each.parentId === section.sectionId)]);
}

function aheadOf(
  today: Day,
  sections: readonly SectionVersion[],
  posts: readonly PostVersion[],
  seats: readonly SeatRecord[],
): readonly Ahead[] {
  const titleOn = (postId: string, day: Day): string => {
    const own = posts.filter((post) => post.postId === postId);
    return (versionOn(own, day) ?? own.at(-1))?.title ?? '';
  };
  const lines: Ahead[] = [];
  for (const { validFrom, name, closed } of sections.filter((each) => each.validFrom > today)) {
    lines.push({ on: validFrom, what: closed ? `課「${name}」の廃止` : `課「${name}」`, postId: null });
  }
  for (const { validFrom, title, closed, postId } of posts.filter((each) => each.validFrom > today)) {
    lines.push({ on: validFrom, what: closed ? `職「${title}」の廃止` : `職「${title}」`, postId });
  }
  for (const { postId, personName, validFrom, validTo } of seats) {
    if (validTo === validFrom) continue;
    const who = `${titleOn(postId, validFrom)} ${personName ?? ''}`;
    if (validFrom > today) lines.push({ on: validFrom, what: `着任：${who}`, postId });
    if (validTo !== null && validTo > today) lines.push({ on: validTo, what: `離任後：${who}`, postId });
  }
  return lines.sort((a, b) => (a.on === b.on ? a.what.localeCompare(b.what, 'ja') : a.on < b.on ? -1 : 1));
}

/** The first days from today on that no seat with the right to administer covers. */
function administratorGap(
  bodyCode: BodyCode,
  today: Day,
  posts: readonly PostVersion[],
  seats: readonly SeatRecord[],
): Span | null {
  const administering = new Set(
    posts
      .filter((post) => !post.closed)
      .filter((post) => rightsOf(post.role, post.adjustments, kindOf(bodyCode)).has(ADMINISTER))
      .map((post) => post.postId),
  );
  const [first] = gaps(
    seats.filter((seat) => administering.has(seat.postId)),
    today,
  );
  return first ?? null;
}
