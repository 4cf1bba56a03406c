import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse } from '../../core/result.ts';
import { erasePerson } from '../audit/actions.ts';
import type { AuditActor } from '../audit/entry.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import * as accounts from './queries/accounts.ts';
import { deleteCredentials } from './queries/credentials.ts';
import { endSessions, forgetAddresses } from './queries/sessions.ts';
import { isLoginName, issuerName, normalisedLoginName } from './rules.ts';
import { hashOf, newToken } from './tokens.ts';

/** 72 hours: a weekend fits in, a forgotten paper does not stay good. */
const ENROLMENT_HOURS = 72;
const HOUR = 3_600_000;

type Needs = Pick<Deps, 'clock' | 'settings'>;

export interface NewAccount {
  /** 利用者ID as typed; it is lowered. */
  readonly loginName: string;
  /** A password alone does not let in. Default: yes. */
  readonly secondFactor?: boolean;
  /** Made for trial mode; see `signInAs`. Default: no. */
  readonly trial?: boolean;
}

/** An account that nobody can enter yet: its person sets the password by the enrolment link. */
export async function createAccount(
  tx: Tx,
  deps: Needs,
  account: NewAccount,
): Promise<Result<{ accountId: string; enrolmentLink: string }, 'login-name-taken' | 'login-name-invalid'>> {
  const loginName = normalisedLoginName(account.loginName);
  if (!isLoginName(loginName)) return refuse('login-name-invalid', { found: account.loginName });
  const accountId = randomUUID();
  const row = {
    accountId,
    loginName,
    secondFactor: account.secondFactor ?? true,
    trial: account.trial ?? false,
  };
  if (!(await accounts.insertAccount(tx, row, at(deps)))) {
    return refuse('login-name-taken', { found: loginName });
  }
  return ok({ accountId, enrolmentLink: await issueEnrolment(tx, deps, accountId) });
}

/**
 * An address that makes whoever opens it first and sets a password the owner of the account; good for 72 hours, earlier
 * unused ones end. For a forgotten password or a lost device too: when it is used, all that let in before is gone.
 */
export async function issueEnrolment(tx: Tx, deps: Needs, accountId: string): Promise<string> {
  const token = newToken();
  const [issuedAt, expiresAt] = [at(deps), at(deps, ENROLMENT_HOURS)];
  await accounts.insertEnrolment(tx, { hash: hashOf(token), accountId, issuedAt, expiresAt });
  return `${deps.settings.baseUrl}/enrol?token=${token}`;
}

/** Nobody enters any more, and open sessions end at once. False: no such account. */
export async function disableAccount(
  tx: Tx,
  deps: Pick<Needs, 'clock'>,
  accountId: string,
): Promise<boolean> {
  const known = await accounts.setDisabled(tx, accountId, at(deps));
  await revokeSessions(tx, deps, accountId);
  return known;
}

/**
 * Takes the person out of an account for good: name, subject, all that let in, and the name in the audit. What the
 * account did stays, under its number. False: no such account.
 */
export async function eraseAccount(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  accountId: string,
  by: AuditActor,
): Promise<boolean> {
  const now = new Date(deps.clock.now()).toISOString();
  await deleteCredentials(tx, accountId);
  await endSessions(tx, accountId, now, null);
  await forgetAddresses(tx, accountId);
  await erasePerson(tx, deps.clock, accountId, by);
  return accounts.eraseIdentity(tx, accountId, `erased-${accountId}`, now);
}

export function enableAccount(tx: Tx, _deps: Needs, accountId: string): Promise<boolean> {
  return accounts.setDisabled(tx, accountId, null);
}

/** Ends all sessions of an account, or all but one. Returns how many. */
export function revokeSessions(
  tx: Tx | Db,
  deps: Pick<Needs, 'clock'>,
  accountId: string,
  except: string | null = null,
): Promise<number> {
  return endSessions(tx, accountId, at(deps), except);
}

/** In the order of their names; unknown ids are left out. */
export function listAccounts(
  db: Db | Tx,
  accountIds: readonly string[],
): Promise<readonly accounts.AccountSummary[]> {
  return accounts.summaries(db, accountIds);
}

/** Who this is at the OIDC provider that is set (`sub`), as an administrator knows it; null takes it away. */
export async function bindSubject(
  tx: Tx,
  deps: Pick<Deps, 'settings'>,
  accountId: string,
  subject: string | null,
): Promise<Result<null, 'subject-taken' | 'account-unknown'>> {
  const given = subject === null ? null : { issuer: issuerSet(deps), subject };
  const other = given === null ? null : await accounts.accountBySubject(tx, given);
  if (other !== null && other.accountId !== accountId) return refuse('subject-taken');
  return (await accounts.setSubject(tx, accountId, given)) ? ok(null) : refuse('account-unknown');
}

function at(deps: Pick<Needs, 'clock'>, hours = 0): string {
  return new Date(deps.clock.now() + hours * HOUR).toISOString();
}

/**
 * At every start: a subject that was bound while no provider was set, or before issuers were kept, becomes one of the
 * provider that is set now.
 */
export async function adoptBoundSubjects(deps: Pick<Deps, 'db' | 'settings'>): Promise<void> {
  const issuer = issuerSet(deps);
  if (issuer !== null) await accounts.adoptSubjects(deps.db, issuer);
}

function issuerSet({ settings }: Pick<Deps, 'settings'>): string | null {
  return settings.oidc === null ? null : issuerName(settings.oidc.issuer);
}
