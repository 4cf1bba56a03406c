import { formToken } from '../../src/platform/http/form-token.ts';
import { openSession } from '../../src/platform/sign-in/sessions.ts';
import { personOfAccount } from '../../src/spine/posts/queries/people.ts';
import { SAMPLE_OFFICES } from '../../src/spine/sample/offices.ts';
import { personIdOf } from '../../src/spine/sample/people.ts';
import { type Browser, browserOf } from '../support/people.ts';
import type { Site } from '../support/site.ts';
import type { RoleId } from './table.ts';

export interface Actor {
  readonly role: RoleId;
  readonly bodyCode: string;
  readonly kind: 'municipality' | 'prefecture' | 'nation';
}

/** The first sample person whose post has this role. */
export function actorFor(role: RoleId): Actor & { readonly personId: string } {
  for (const office of SAMPLE_OFFICES) {
    const post = office.posts.find((each) => each.role === role && each.title !== 'CIO補佐官');
    if (post === undefined) continue;
    const { bodyCode } = office;
    const kind = role.startsWith('nation') ? 'nation' : bodyCode === '990001' ? 'prefecture' : 'municipality';
    return { role, bodyCode, kind, personId: personIdOf(post.holder.name) };
  }
  throw new Error(`nobody in the sample has the role ${role}`);
}

/** A fresh session of a sample person, without going through the sign-in. */
export async function browserFor(site: Site, personId: string): Promise<Browser> {
  const { db } = site.deps;
  const account = await db
    .selectFrom('posts.person_account')
    .select('account_id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const session = { accountId: account.account_id, method: 'trial', completed: true, address: null } as const;
  const { token } = await db.transaction().execute((tx) => openSession(tx, site.deps, session));
  const person = await db.transaction().execute((tx) => personOfAccount(tx, account.account_id));
  if (person?.personId !== personId) throw new Error('an account of somebody else');
  return browserOf(site, `shirube_session=${token}`, formToken(token));
}
