import { isIP } from 'node:net';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Deps } from '../deps.ts';
import type { Settings } from '../env.ts';
import * as queries from './queries/credentials.ts';
import { insertFlow, takeFlow } from './queries/short-lived.ts';
import { recordOwn } from './record.ts';
import { instant } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';

type Needs = Pick<Deps, 'db' | 'clock' | 'settings'>;

/** Loaded with the first passkey: it is the largest of all packages, and a tenth of a start. */
const webauthn = () => import('@simplewebauthn/server');

/** Time for the hand to find the key. */
const MINUTES = 10;

/** Browsers know passkeys only for a name, and only with TLS or on this machine. */
export function passkeysPossible(settings: Pick<Settings, 'baseUrl'>): boolean {
  const { protocol, hostname } = new URL(settings.baseUrl);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost');
}

function site(settings: Pick<Settings, 'baseUrl'>): { rpID: string; origin: string } {
  const url = new URL(settings.baseUrl);
  return { rpID: url.hostname, origin: url.origin };
}

/** The key asks for its PIN or the finger itself (user verification): one passkey is both factors. */
export async function passkeyQuestion(
  deps: Needs,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; flow: string }> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: site(deps.settings).rpID,
    userVerification: 'required',
  });
  return { options, flow: await remember(deps, 'passkey', null, options.challenge) };
}

/** The account that a passkey proves, once per question. Null: not proved. */
export async function accountOfPasskey(
  deps: Needs,
  flow: string | undefined,
  answer: unknown,
): Promise<string | null> {
  const asked = flow === undefined ? null : await takeFlow(deps.db, hashOf(flow), 'passkey', instant(deps));
  const response = answer as AuthenticationResponseJSON | null;
  if (asked === null || typeof response?.id !== 'string') return null;
  const key = await queries.findPasskey(deps.db, response.id);
  if (key === null) return null;
  const { rpID, origin } = site(deps.settings);
  const { verifyAuthenticationResponse } = await webauthn();
  const proved = await verifyAuthenticationResponse({
    response,
    expectedChallenge: asked.content as string,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
  }).catch(() => null);
  if (proved?.verified !== true) return null;
  await queries.notePasskeyUse(
    deps.db,
    key.credentialId,
    proved.authenticationInfo.newCounter,
    instant(deps),
  );
  return key.accountId;
}

export async function newPasskeyQuestion(
  deps: Needs,
  account: { readonly accountId: string; readonly loginName: string },
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; flow: string }> {
  const known = await queries.passkeysOf(deps.db, account.accountId);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'しるべ',
    rpID: site(deps.settings).rpID,
    userName: account.loginName,
    userID: new Uint8Array(Buffer.from(account.accountId)),
    attestationType: 'none',
    excludeCredentials: known.map((key) => ({ id: key.credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, flow: await remember(deps, 'new-passkey', account.accountId, options.challenge) };
}

/** False: not proved, or another account has this key. */
export async function addPasskey(
  deps: Needs,
  accountId: string,
  flow: string | undefined,
  answer: unknown,
  title: string,
): Promise<boolean> {
  const asked =
    flow === undefined ? null : await takeFlow(deps.db, hashOf(flow), 'new-passkey', instant(deps));
  if (asked === null || asked.accountId !== accountId) return false;
  const { rpID, origin } = site(deps.settings);
  const { verifyRegistrationResponse } = await webauthn();
  const proved = await verifyRegistrationResponse({
    response: answer as RegistrationResponseJSON,
    expectedChallenge: asked.content as string,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(() => null);
  if (proved?.verified !== true) return false;
  const { credential } = proved.registrationInfo;
  const key = {
    credentialId: credential.id,
    accountId,
    title,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
  return deps.db.transaction().execute(async (tx) => {
    const added = await queries.insertPasskey(tx, key, instant(deps));
    if (added) await recordOwn(tx, deps, accountId, 'passkey.add');
    return added;
  });
}

async function remember(
  deps: Needs,
  kind: string,
  accountId: string | null,
  challenge: string,
): Promise<string> {
  const token = newToken();
  const expiresAt = instant(deps, MINUTES);
  await insertFlow(deps.db, { hash: hashOf(token), kind, accountId, content: challenge, expiresAt });
  return token;
}
