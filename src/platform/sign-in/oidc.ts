import type { Configuration } from 'openid-client';
import type { Deps } from '../deps.ts';
import type { OidcSettings } from '../env-sign-in.ts';
import { insertFlow, takeFlow } from './queries/short-lived.ts';
import { issuerName } from './rules.ts';
import { instant } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';

type Needs = Pick<Deps, 'db' | 'clock' | 'settings'>;

/** Loaded with the first sign-in by the provider; most offices have none. */
const openid = () => import('openid-client');

const MINUTES = 10;
/** Signing in must not hang on a provider that does not answer. */
const TIMEOUT_SECONDS = 10;

interface Remembered {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string | null;
}

export interface Provider {
  /** Where to send the browser, and what to remember in its cookie. */
  begin(next: string | null): Promise<{ address: string; flow: string }>;
  /** Who the provider says it is. Null: the answer is not for this browser, too old, used, or refused. */
  finish(
    flow: string | undefined,
    callback: URL,
  ): Promise<{ subject: string; issuer: string; next: string | null } | null>;
}

/** The one place that calls out, and only with SHIRUBE_OIDC_ISSUER set. Asks the provider at the first sign-in. */
export function oidcProvider(deps: Needs, settings: OidcSettings): Provider {
  const redirect = `${deps.settings.baseUrl}/sign-in/oidc/callback`;
  let asked: Promise<Configuration> | null = null;
  const configuration = () => {
    asked ??= discover(settings);
    // A provider that was away is asked again.
    asked.catch(() => {
      asked = null;
    });
    return asked;
  };
  return {
    async begin(next) {
      const config = await configuration();
      const client = await openid();
      const remembered: Remembered = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        next,
      };
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid',
        state: remembered.state,
        nonce: remembered.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(remembered.verifier),
        code_challenge_method: 'S256',
      });
      const flow = newToken();
      await insertFlow(deps.db, {
        hash: hashOf(flow),
        kind: 'oidc',
        accountId: null,
        content: remembered,
        expiresAt: instant(deps, MINUTES),
      });
      return { address: address.href, flow };
    },
    async finish(flow, callback) {
      const row = flow === undefined ? null : await takeFlow(deps.db, hashOf(flow), 'oidc', instant(deps));
      if (row === null) return null;
      const { state, nonce, verifier, next } = row.content as Remembered;
      const answered = new URL(redirect);
      answered.search = callback.search;
      const client = await openid();
      const tokens = await client
        .authorizationCodeGrant(await configuration(), answered, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          if (
            error instanceof client.ClientError ||
            error instanceof client.AuthorizationResponseError ||
            error instanceof client.ResponseBodyError
          )
            return null;
          throw error;
        });
      const claims = tokens?.claims();
      return claims === undefined ? null : { subject: claims.sub, issuer: issuerName(claims.iss), next };
    },
  };
}

async function discover(settings: OidcSettings): Promise<Configuration> {
  const client = await openid();
  const issuer = new URL(settings.issuer);
  const authentication =
    settings.clientSecret === null ? client.None() : client.ClientSecretBasic(settings.clientSecret);
  return client.discovery(issuer, settings.clientId, undefined, authentication, {
    timeout: TIMEOUT_SECONDS,
    // Settings allow an address without TLS on this machine only: a stand-in for tests.
    ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
  });
}
