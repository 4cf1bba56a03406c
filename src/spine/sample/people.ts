import { createHash } from 'node:crypto';
import type { Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { audit } from '../../platform/audit/actions.ts';
import { SYSTEM } from '../../platform/audit/entry.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { createAccount } from '../../platform/sign-in/actions.ts';
import { appendPost, appendSection, insertPost, insertSection } from '../posts/queries/offices.ts';
import { getPerson, insertPerson, linkAccount } from '../posts/queries/people.ts';
import { insertSeat, setEnd } from '../posts/queries/seats.ts';
import { nextRotation } from '../posts/rules/dated.ts';
import type { TryAsId } from '../posts/try-as.tsx';
import { SAMPLE_OFFICES, type SampleOffice, type SamplePost } from './offices.ts';

/** Since when the offices of 見本県 stand. */
const SINCE: Day = '2024-04-01';

/** Made from what it is the number of, so that every start knows it again: `sampleId('post', '993611', '…')`. */
export function sampleId(...parts: readonly string[]): string {
  const hash = createHash('sha256')
    .update(['見本県', ...parts].join('\n'))
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function personIdOf(name: string): string {
  return sampleId('person', name);
}

export function seatIdOf(bodyCode: string, post: Pick<SamplePost, 'title' | 'section' | 'holder'>): string {
  return sampleId('seat', bodyCode, post.section ?? '', post.title, post.holder.name);
}

export function postIdOf(bodyCode: string, post: Pick<SamplePost, 'title' | 'section'>): string {
  return sampleId('post', bodyCode, post.section ?? '', post.title);
}

export function sectionIdOf(bodyCode: string, name: string): string {
  return sampleId('section', bodyCode, name);
}

/** The person whom a button of the trial mode takes on. */
export function personOfTrial(who: TryAsId): string | null {
  const post = SAMPLE_OFFICES.flatMap((office) => office.posts).find((each) => each.tryAs === who);
  return post === undefined ? null : personIdOf(post.holder.name);
}

/** The people of 見本県 in their posts; in trial mode each with an account that the trial's button alone opens. Idempotent. */
export async function seedPeople(deps: Deps): Promise<void> {
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    for (const office of SAMPLE_OFFICES) await seedOffice(tx, deps, office);
    if (deps.settings.trial) await seedAccounts(tx, deps);
  });
}

async function seedOffice(tx: Tx, deps: Deps, office: SampleOffice): Promise<void> {
  const { bodyCode } = office;
  const [first] = office.posts;
  if (first === undefined || (await isThere(tx, first.holder.name))) return;
  const at = new Date(deps.clock.now()).toISOString();
  const written = { bodyCode, at, by: null };
  for (const [place, { name, organ }] of office.sections.entries()) {
    const sectionId = sectionIdOf(bodyCode, name);
    await insertSection(tx, sectionId, written);
    const version = { sectionId, name, organ, parentId: null, place, validFrom: SINCE, closed: false };
    await appendSection(tx, version, written);
  }
  for (const [place, post] of office.posts.entries()) {
    const postId = postIdOf(bodyCode, post);
    await insertPost(tx, postId, written);
    const sectionId = post.section === null ? null : sectionIdOf(bodyCode, post.section);
    const { title, role } = post;
    const version = { postId, title, sectionId, role, shared: false, place, adjustments: [] };
    await appendPost(tx, { ...version, validFrom: SINCE, closed: false }, written);
    await seedSeats(tx, deps, bodyCode, post, at);
  }
  await audit(tx, deps.clock, {
    actor: SYSTEM,
    action: 'posts:sample.seed',
    object: { kind: 'office', id: bodyCode },
    bodyCode,
    detail: { posts: office.posts.length },
  });
}

async function seedSeats(tx: Tx, deps: Deps, bodyCode: string, post: SamplePost, at: string): Promise<void> {
  const postId = postIdOf(bodyCode, post);
  const written = { bodyCode, postId, at, by: null };
  await seedPerson(tx, bodyCode, post.holder, at);
  const seatId = seatIdOf(bodyCode, post);
  const kind = bodyCode === homeOf(post.holder.name) ? 'regular' : 'concurrent';
  const personId = personIdOf(post.holder.name);
  await insertSeat(tx, { ...written, seatId, personId, kind, validFrom: SINCE, validTo: null });
  if (post.successor === undefined) return;
  const from = nextRotation(dayInJapan(deps.clock.now()));
  await seedPerson(tx, bodyCode, post.successor, at);
  await setEnd(tx, bodyCode, seatId, from);
  await insertSeat(tx, {
    ...written,
    seatId: seatIdOf(bodyCode, { ...post, holder: post.successor }),
    personId: personIdOf(post.successor.name),
    kind: 'regular',
    validFrom: from,
    validTo: null,
  });
}

/** The first office that a person stands in. */
function homeOf(name: string): string | undefined {
  return SAMPLE_OFFICES.find((office) => office.posts.some((post) => post.holder.name === name))?.bodyCode;
}

async function isThere(tx: Tx, name: string): Promise<boolean> {
  return (await getPerson(tx, personIdOf(name))) !== null;
}

async function seedPerson(
  tx: Tx,
  registeredBy: string,
  person: SamplePost['holder'],
  at: string,
): Promise<void> {
  if (await isThere(tx, person.name)) return;
  await insertPerson(tx, { ...person, personId: personIdOf(person.name), mail: null, registeredBy, at });
}

async function seedAccounts(tx: Tx, deps: Deps): Promise<void> {
  const at = new Date(deps.clock.now()).toISOString();
  const names = new Set(SAMPLE_OFFICES.flatMap((office) => office.posts.map((post) => post.holder.name)));
  for (const name of names) {
    const personId = personIdOf(name);
    const person = await getPerson(tx, personId);
    if (person === null || person.accountId !== null) continue;
    const loginName = `mihon-${personId.slice(0, 12)}`;
    const made = await createAccount(tx, deps, { loginName, secondFactor: false, trial: true });
    if (made.ok) await linkAccount(tx, personId, made.value.accountId, at);
  }
}
