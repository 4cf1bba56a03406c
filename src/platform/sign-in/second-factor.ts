import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import * as queries from './queries/credentials.ts';
import { recordOwn } from './record.ts';
import { seal, secretOf, unseal } from './secret.ts';
import { instant } from './sessions.ts';
import { codeHash, newOneTimeCode, normalisedCode } from './tokens.ts';
import { matchingStep, newTotpSecret } from './totp.ts';

type Needs = Pick<Deps, 'db' | 'clock' | 'settings'>;

/** How many one-time codes stand on a printed sheet. */
const CODES = 10;
/** Time to scan the QR code and to type the first code. */
const SET_UP_MINUTES = 30;

function purposeOf(accountId: string): string {
  return `totp ${accountId}`;
}

/** Six digits of the app, or one code of the printed sheet. Each is taken once. */
export async function takeSecondFactor(
  deps: Needs,
  accountId: string,
  typed: string,
): Promise<'totp' | 'code' | null> {
  const code = normalisedCode(typed);
  if (code !== null) {
    const taken = await queries.takeCode(deps.db, accountId, codeHash(accountId, code), instant(deps));
    return taken ? 'code' : null;
  }
  const totp = await queries.totpOf(deps.db, accountId);
  const secret = totp === null ? null : unseal(secretOf(deps.settings), purposeOf(accountId), totp.sealed);
  if (totp === null || secret === null) return null;
  const step = matchingStep(Buffer.from(secret, 'base64url'), typed, deps.clock.now(), totp.lastStep);
  if (step === null) return null;
  return (await queries.takeTotpStep(deps.db, accountId, step)) ? 'totp' : null;
}

/** A secret that is not stored yet: it travels in the form, sealed, until its first code proves that the app has it. */
export function offerTotp(deps: Needs, accountId: string): { secret: Buffer; sealed: string } {
  const secret = newTotpSecret();
  const offer = { accountId, secret: secret.toString('base64url'), until: instant(deps, SET_UP_MINUTES) };
  return { secret, sealed: seal(secretOf(deps.settings), 'totp offer', JSON.stringify(offer)) };
}

/** The offer of this account. Null: too old, or not ours. */
export function openOffer(deps: Needs, accountId: string, sealed: string): Buffer | null {
  const text = unseal(secretOf(deps.settings), 'totp offer', sealed);
  if (text === null) return null;
  const offer = JSON.parse(text) as { accountId: string; secret: string; until: string };
  if (offer.accountId !== accountId || offer.until < instant(deps)) return null;
  return Buffer.from(offer.secret, 'base64url');
}

/** True: the typed code is one of the offered secret, which from now on is the account's. */
export async function setUpTotp(
  tx: Tx,
  deps: Needs,
  accountId: string,
  secret: Buffer,
  typed: string,
): Promise<boolean> {
  const step = matchingStep(secret, typed, deps.clock.now(), -1);
  if (step === null) return false;
  const sealed = seal(secretOf(deps.settings), purposeOf(accountId), secret.toString('base64url'));
  await queries.setTotp(tx, accountId, sealed, step, instant(deps));
  await recordOwn(tx, deps, accountId, 'totp.set');
  return true;
}

/** Ten new codes; former ones can no longer be used. They are shown once and kept as hashes. */
export async function newCodes(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  accountId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, newOneTimeCode);
  const hashes = codes.map((code) => codeHash(accountId, normalisedCode(code) ?? ''));
  await queries.replaceCodes(tx, accountId, hashes, instant(deps));
  await recordOwn(tx, deps, accountId, 'codes.issue');
  return codes;
}
