import { ok, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { createAccount, issueEnrolment } from '../../../platform/sign-in/actions.ts';
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
