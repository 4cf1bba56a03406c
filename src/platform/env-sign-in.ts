import { z } from 'zod';
import { parseNetwork } from './http/cidr.ts';

/** Settings of the sign-in; part of `Settings`. */
export interface SignInSettings {
  /** What the program's key is made of; null: a file in the data folder. */
  readonly secret: string | null;
  /** Trial mode: accounts of 見本県 are taken on by one click. Never in production. */
  readonly trial: boolean;
  /** Networks from which staff may sign in; empty: from everywhere. */
  readonly staffNetworks: readonly string[];
  /** Proxies of ours in front, each of which adds to `X-Forwarded-For`. */
  readonly trustedProxies: number;
  /** The provider of the office's own accounts; null: none, and no outbound call. */
  readonly oidc: OidcSettings | null;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client; PKCE is used either way. */
  readonly clientSecret: string | null;
}

export const SIGN_IN_EXPECTED = {
  SHIRUBE_SECRET: '32文字以上の秘密の文字列（省略時はデータのフォルダーに作成）',
  SHIRUBE_TRIAL:
    'on または off。on は試用のときだけ。NODE_ENV=production では on にできない（省略時、内蔵のデータベースなら on）',
  SHIRUBE_STAFF_NETWORKS: '職員がサインインできるネットワーク。コンマ区切り。例: 10.20.0.0/16,2001:db8::/32',
  SHIRUBE_TRUSTED_PROXIES: '前に置く中継サーバーの段数。0から5までの整数（省略時 0）',
  SHIRUBE_OIDC_ISSUER:
    '認証基盤の発行者のアドレス。https:// で始める。SHIRUBE_OIDC_CLIENT_ID とともに指定する',
  SHIRUBE_OIDC_CLIENT_ID: '認証基盤に登録したクライアントID。SHIRUBE_OIDC_ISSUER とともに指定する',
  SHIRUBE_OIDC_CLIENT_SECRET: '認証基盤に登録したクライアントの秘密',
} as const;

/** Values that are never printed back. */
export const SECRETS: ReadonlySet<string> = new Set(['SHIRUBE_SECRET', 'SHIRUBE_OIDC_CLIENT_SECRET']);

export const signInShape = {
  SHIRUBE_SECRET: z.string().min(32).optional(),
  SHIRUBE_TRIAL: z.enum(['on', 'off']).optional(),
  SHIRUBE_STAFF_NETWORKS: z
    .string()
    .transform((text) => text.split(',').map((network) => network.trim()))
    .refine((networks) => networks.every((network) => parseNetwork(network) !== null))
    .default([]),
  SHIRUBE_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-5]$/)
    .transform(Number)
    .default(0),
  SHIRUBE_OIDC_ISSUER: z.string().refine(isIssuer).optional(),
  SHIRUBE_OIDC_CLIENT_ID: z.string().optional(),
  SHIRUBE_OIDC_CLIENT_SECRET: z.string().optional(),
};

const schema = z.object(signInShape);
type Parsed = z.output<typeof schema>;

/** What is wrong between settings that are right each for itself: names of variables. */
export function signInConflicts(parsed: Parsed, production: boolean): (keyof Parsed)[] {
  const wrong: (keyof Parsed)[] = [];
  if (parsed.SHIRUBE_TRIAL === 'on' && production) wrong.push('SHIRUBE_TRIAL');
  const { SHIRUBE_OIDC_ISSUER: issuer, SHIRUBE_OIDC_CLIENT_ID: client } = parsed;
  if (issuer !== undefined && client === undefined) wrong.push('SHIRUBE_OIDC_CLIENT_ID');
  if (client !== undefined && issuer === undefined) wrong.push('SHIRUBE_OIDC_ISSUER');
  return wrong;
}

/** `trialByDefault`: no database of others, and not in production. */
export function signInSettings(parsed: Parsed, trialByDefault: boolean): SignInSettings {
  const { SHIRUBE_OIDC_ISSUER: issuer, SHIRUBE_OIDC_CLIENT_ID: clientId } = parsed;
  return {
    secret: parsed.SHIRUBE_SECRET ?? null,
    trial: parsed.SHIRUBE_TRIAL === undefined ? trialByDefault : parsed.SHIRUBE_TRIAL === 'on',
    staffNetworks: parsed.SHIRUBE_STAFF_NETWORKS,
    trustedProxies: parsed.SHIRUBE_TRUSTED_PROXIES,
    oidc:
      issuer === undefined || clientId === undefined
        ? null
        : { issuer, clientId, clientSecret: parsed.SHIRUBE_OIDC_CLIENT_SECRET ?? null },
  };
}

/** Without TLS only on this machine, for tests. */
function isIssuer(text: string): boolean {
  try {
    const url = new URL(text);
    const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    return (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) && url.hash === '';
  } catch {
    return false;
  }
}
