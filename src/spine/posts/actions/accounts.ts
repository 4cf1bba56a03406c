import { addMonths, type Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, refuse } from '../../../core/result.ts';
import { erasePerson } from '../../../platform/audit/actions.ts';
import { SYSTEM } from '../../../platform/audit/entry.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { createAccount, disableAccount, issueEnrolment } from '../../../platform/sign-in/actions.ts';
import * as people from '../queries/people.ts';
import { type By, mayAdminister, note, type Outcome, written } from './by.ts';

/** An address that makes whoever opens it first the owner of the account; shown once, never stored as it is. */
export interface Enrolment {
  readonly personId: string;
  readonly link: string;
}

/**
 * Gives a person an account, or a new link to the one they have (forgotten password, lost device). The link is handed
 * over by the administrator: on paper, or in person.
 */
export async function enrol(
  tx: Tx,
  deps: Deps,
  by: By,
  personId: string,
  loginName: string,
): Promise<Outcome<Enrolment>> {
  const allowed = mayAdminister(by);
  if (!allowed.ok) return allowed;
  const person = await people.getPerson(tx, personId);
  if (person === null || person.name === null) return refuse('no-person');
  // A person of several bodies keeps the account that the first one gave: no other body can take it over.
  if (person.accountId !== null && person.registeredBy !== by.bodyCode) return refuse('has-account');
  if (person.accountId !== null) {
    const link = await issueEnrolment(tx, deps, person.accountId);
    await note(tx, by, 'account.renew-link', 'person', personId);
    return ok({ personId, link });
  }
  const made = await createAccount(tx, deps, { loginName, secondFactor: true, trial: false });
  if (!made.ok) return refuse(made.code === 'login-name-taken' ? 'login-name-taken' : 'login-name-invalid');
  await people.linkAccount(tx, personId, made.value.accountId, written(by).at);
  await note(tx, by, 'account.create', 'person', personId);
  return ok({ personId, link: made.value.enrolmentLink });
}

/** How long after the last seat a name is kept. Until a body's own 文書管理規程 says otherwise: 保存期間 of 5 years. */
const KEPT_MONTHS = 60;

/**
 * Names, かな and mail of people whose last seat ended before the period go: here, in the audit, and their accounts can
 * no longer be used. Seats, posts and what was written stay.
 */
export async function erasePeople(deps: Deps, keptMonths = KEPT_MONTHS): Promise<number> {
  const day: Day = addMonths(dayInJapan(deps.clock.now()), -keptMonths);
  const gone = await withScope(deps.db, { kind: 'system' }, (tx) => people.peopleGoneBefore(tx, day));
  for (const personId of gone) await eraseOne(deps.db, deps, personId);
  return gone.length;
}

async function eraseOne(db: Db, deps: Deps, personId: string): Promise<void> {
  await withScope(db, { kind: 'system' }, async (tx) => {
    const person = await people.getPerson(tx, personId);
    if (person === null) return;
    await people.erasePersonalData(tx, personId, new Date(deps.clock.now()).toISOString());
    if (person.accountId !== null) await disableAccount(tx, deps, person.accountId);
    await erasePerson(tx, deps.clock, personId, SYSTEM, person.registeredBy);
  });
}
