import { randomUUID } from 'node:crypto';
import type { Day } from '../../../core/calendar.ts';
import { formatDay } from '../../../core/calendar.ts';
import { ok, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Right } from '../../contracts/seat.ts';
import * as offices from '../queries/offices.ts';
import { kindOf, seatRecords } from '../queries/seats.ts';
import { spanText, versionOn } from '../rules/dated.ts';
import { nameOf } from '../rules/input.ts';
import { organsOf } from '../rules/organs.ts';
import { ADMINISTER, adjustmentsTo, roleOf } from '../rules/roles.ts';
import { type By, mayAdminister, note, type Outcome, written } from './by.ts';

export interface SectionInput {
  readonly name: string;
  readonly organ: string;
  readonly parentId: string | null;
  readonly place: number;
  readonly validFrom: Day;
}

async function checkSection(
  tx: Tx,
  by: By,
  input: SectionInput,
  self: string | null,
): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const name = nameOf(input.name, '課の名称');
  if (!name.ok) return name;
  if (!(organsOf(kindOf(by.bodyCode)) as readonly string[]).includes(input.organ)) {
    return refuse('unknown-organ');
  }
  if (input.parentId !== null) {
    const all = await offices.sectionVersions(tx, by.bodyCode);
    const parent = versionOn(
      all.filter((each) => each.sectionId === input.parentId),
      input.validFrom,
    );
    // A section is never below itself, nor below a section of the second level: 部 → 課 is what offices have.
    if (parent === null || parent.sectionId === self || parent.parentId !== null) {
      return refuse('unknown-section');
    }
  }
  return name;
}

/** 課を置く. Dated ahead when a reform on 1 April is prepared. */
export async function addSection(tx: Tx, by: By, input: SectionInput): Promise<Outcome<string>> {
  const name = await checkSection(tx, by, input, null);
  if (!name.ok) return name;
  const sectionId = randomUUID();
  await offices.insertSection(tx, sectionId, written(by));
  await offices.appendSection(tx, { ...input, sectionId, name: name.value, closed: false }, written(by));
  await note(tx, by, 'section.add', 'section', sectionId, { name: name.value, from: input.validFrom });
  return ok(sectionId);
}

/** 課の名称・執行機関・上位の課を、ある日から改める. Work stays with the section and its posts. */
export async function changeSection(
  tx: Tx,
  by: By,
  sectionId: string,
  input: SectionInput,
): Promise<Outcome<string>> {
  const name = await checkSection(tx, by, input, sectionId);
  if (!name.ok) return name;
  const own = (await offices.sectionVersions(tx, by.bodyCode)).filter((each) => each.sectionId === sectionId);
  const earliest = firstDay(own);
  if (earliest === null) return refuse('unknown-section');
  if (input.validFrom < earliest) return refuse('before-it-was', { day: formatDay(earliest) });
  await offices.appendSection(tx, { ...input, sectionId, name: name.value, closed: false }, written(by));
  await note(tx, by, 'section.change', 'section', sectionId, { name: name.value, from: input.validFrom });
  return ok(sectionId);
}

/** 課を廃止する. Refused while a post stands in it on that day or later: no post is left without a place. */
export async function closeSection(tx: Tx, by: By, sectionId: string, from: Day): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const all = await offices.sectionVersions(tx, by.bodyCode);
  const standing = versionOn(
    all.filter((each) => each.sectionId === sectionId),
    from,
  );
  if (standing === null) return refuse('unknown-section');
  const posts = await offices.postVersions(tx, by.bodyCode);
  const inIt = posts.find(
    (each) =>
      each.sectionId === sectionId &&
      !each.closed &&
      (each.validFrom >= from ||
        versionOn(
          posts.filter((one) => one.postId === each.postId),
          from,
        ) === each),
  );
  if (inIt !== undefined) return refuse('section-in-use', { post: inIt.title });
  const below = all.find((each) => each.parentId === sectionId && isStanding(all, each, from));
  if (below !== undefined) return refuse('section-in-use', { post: below.name });
  await offices.appendSection(tx, { ...standing, validFrom: from, closed: true }, written(by));
  await note(tx, by, 'section.close', 'section', sectionId, { from });
  return ok(sectionId);
}

function isStanding(
  all: readonly offices.SectionVersion[],
  version: offices.SectionVersion,
  day: Day,
): boolean {
  return (
    versionOn(
      all.filter((each) => each.sectionId === version.sectionId),
      day,
    ) === version
  );
}

function firstDay(versions: readonly { readonly validFrom: Day }[]): Day | null {
  return versions.reduce<Day | null>(
    (best, { validFrom }) => (best === null || validFrom < best ? validFrom : best),
    null,
  );
}

export interface PostInput {
  readonly title: string;
  readonly sectionId: string | null;
  readonly role: string;
  /** The whole set that the post shall have; null: as the role says. */
  readonly rights: ReadonlySet<Right> | null;
  readonly shared: boolean;
  readonly place: number;
  readonly validFrom: Day;
}

async function checkPost(tx: Tx, by: By, input: PostInput): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const title = nameOf(input.title, '職の名称');
  if (!title.ok) return title;
  if (!roleOf(input.role)?.kinds.includes(kindOf(by.bodyCode))) return refuse('unknown-role');
  if (input.sectionId !== null) {
    const all = await offices.sectionVersions(tx, by.bodyCode);
    const standing = versionOn(
      all.filter((each) => each.sectionId === input.sectionId),
      input.validFrom,
    );
    if (standing === null) return refuse('unknown-section');
  }
  return title;
}

function versionFrom(by: By, postId: string, title: string, input: PostInput) {
  const { sectionId, role, shared, place, validFrom, rights } = input;
  const adjustments = rights === null ? [] : adjustmentsTo(role, rights, kindOf(by.bodyCode));
  return { postId, title, sectionId, role, shared, place, validFrom, adjustments, closed: false };
}

/** 職を置く. */
export async function addPost(tx: Tx, by: By, input: PostInput): Promise<Outcome<string>> {
  const title = await checkPost(tx, by, input);
  if (!title.ok) return title;
  const postId = randomUUID();
  const version = versionFrom(by, postId, title.value, input);
  await offices.insertPost(tx, postId, written(by));
  await offices.appendPost(tx, version, written(by));
  await note(tx, by, 'post.add', 'post', postId, detailOf(version));
  return ok(postId);
}

/** 職の名称・課・役割・権限を、ある日から改める. */
export async function changePost(tx: Tx, by: By, postId: string, input: PostInput): Promise<Outcome<string>> {
  const title = await checkPost(tx, by, input);
  if (!title.ok) return title;
  if (!(await offices.lockPost(tx, by.bodyCode, postId))) return refuse('unknown-post');
  const own = (await offices.postVersions(tx, by.bodyCode)).filter((each) => each.postId === postId);
  const earliest = firstDay(own);
  if (earliest === null) return refuse('unknown-post');
  if (input.validFrom < earliest) return refuse('before-it-was', { day: formatDay(earliest) });
  const version = versionFrom(by, postId, title.value, input);
  const keeps = (roleOf(version.role)?.rights ?? []).includes(ADMINISTER);
  const withheld = version.adjustments.some((each) => each.right === ADMINISTER && !each.granted);
  const given = version.adjustments.some((each) => each.right === ADMINISTER && each.granted);
  // A slip of the hand must not lock an office out of itself.
  if (by.seat?.postId === postId && !(given || (keeps && !withheld))) return refuse('own-access');
  await offices.appendPost(tx, version, written(by));
  await note(tx, by, 'post.change', 'post', postId, detailOf(version));
  return ok(postId);
}

/** 職を廃止する. Refused while anyone sits in it on that day or later. */
export async function closePost(tx: Tx, by: By, postId: string, from: Day): Promise<Outcome<string>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  if (!(await offices.lockPost(tx, by.bodyCode, postId))) return refuse('unknown-post');
  const own = (await offices.postVersions(tx, by.bodyCode)).filter((each) => each.postId === postId);
  const standing = versionOn(own, from);
  if (standing === null) return refuse('unknown-post');
  const seats = await seatRecords(tx, by.bodyCode, { postId });
  const beyond = seats.find(
    (seat) => (seat.validTo === null || seat.validTo > from) && seat.validTo !== seat.validFrom,
  );
  if (beyond !== undefined) return refuse('post-in-use', { span: spanText(beyond) });
  await offices.appendPost(tx, { ...standing, validFrom: from, closed: true }, written(by));
  await note(tx, by, 'post.close', 'post', postId, { from });
  return ok(postId);
}

function detailOf(version: ReturnType<typeof versionFrom>) {
  return {
    title: version.title,
    role: version.role,
    from: version.validFrom,
    sectionId: version.sectionId,
    shared: version.shared,
    adjustments: version.adjustments.map(({ right, granted }) => `${granted ? '+' : '-'}${right}`),
  };
}
