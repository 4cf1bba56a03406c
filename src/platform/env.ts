import { resolve } from 'node:path';
import { z } from 'zod';
import {
  MAIL_EXPECTED,
  MAIL_SECRETS,
  type MailSettings,
  mailConflicts,
  mailSettings,
  mailShape,
} from './env-mail.ts';
import {
  SECRETS,
  SIGN_IN_EXPECTED,
  type SignInSettings,
  signInConflicts,
  signInSettings,
  signInShape,
} from './env-sign-in.ts';
import { UserError } from './user-error.ts';

export type Side = 'both' | 'staff' | 'public';

/** Settings, parsed once at boot. */
export interface Settings extends SignInSettings {
  /** 0: any free port (tests). */
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and of what it needs; absolute. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Where readers reach the program, behind a proxy too: `http://127.0.0.1:3000`, no slash at the end. */
  readonly baseUrl: string;
  /** `public`: only what everybody may read, from a published copy; `staff`: everything, for staff networks; or both. */
  readonly side: Side;
  /** Whether 見本県, a prefecture that does not exist, is there to try things in. */
  readonly sample: boolean;
  /** Null: mails are kept in the folder `mailbox` of the data, and no outbound call is made. */
  readonly mail: MailSettings | null;
}

/** What each variable must be, in the words of the refusal. */
const EXPECTED = {
  PORT: '0から65535までの整数（省略時 3000）',
  HOST: '待ち受けるアドレス。例: 127.0.0.1、0.0.0.0（省略時 127.0.0.1）',
  SHIRUBE_DATA: 'データを置くフォルダー（省略時 ./.shirube）',
  DATABASE_URL: 'postgresql:// で始まる接続先（PostgreSQL 15以上。省略時は内蔵のデータベース）',
  SHIRUBE_BASE_URL: '利用者から見えるアドレス。http:// か https:// で始め、末尾のパスは付けない',
  SHIRUBE_SIDE: 'both（両方）、staff（職員側）、public（公開側）のいずれか（省略時 both）',
  SHIRUBE_SAMPLE: 'on または off。off では見本県を置かない（省略時 on）',
  ...SIGN_IN_EXPECTED,
  ...MAIL_EXPECTED,
} as const;

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65535))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/)
    .default('127.0.0.1'),
  SHIRUBE_DATA: z
    .string()
    .refine((path) => !path.includes('\0'))
    .default('./.shirube'),
  DATABASE_URL: z.string().refine(isDatabaseUrl).optional(),
  SHIRUBE_BASE_URL: z
    .string()
    .refine(isBaseUrl)
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  SHIRUBE_SIDE: z.enum(['both', 'staff', 'public']).default('both'),
  SHIRUBE_SAMPLE: z.enum(['on', 'off']).default('on'),
  ...signInShape,
  ...mailShape,
});

/** `postgresql://user@/name?host=/run/postgresql` is right for PostgreSQL, though no URL by the standard. */
function isDatabaseUrl(text: string): boolean {
  return tryUrl(text.replace('@/', '@socket/')) !== null && /^postgres(ql)?:\/\/\S+$/.test(text);
}

function isBaseUrl(text: string): boolean {
  const url = tryUrl(text);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  );
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * Reads the settings; an empty variable counts as unset. `cwd` is where a relative SHIRUBE_DATA begins.
 * @throws UserError that names each wrong variable, what was found and what is expected.
 */
export function parseSettings(
  env: Readonly<Record<string, string | undefined>>,
  cwd = process.cwd(),
): Settings {
  const names = Object.keys(EXPECTED) as Name[];
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given);
  const production = env.NODE_ENV === 'production';
  if (!parsed.success)
    throw refusal(
      parsed.error.issues.map((issue) => issue.path[0] as Name),
      given,
    );
  const conflicts = [...signInConflicts(parsed.data, production), ...mailConflicts(parsed.data)];
  if (conflicts.length > 0) throw refusal(conflicts, given);
  const { PORT, HOST, SHIRUBE_DATA, DATABASE_URL, SHIRUBE_BASE_URL, SHIRUBE_SAMPLE, SHIRUBE_SIDE } =
    parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(cwd, SHIRUBE_DATA),
    databaseUrl: DATABASE_URL ?? null,
    baseUrl: SHIRUBE_BASE_URL ?? localUrl(HOST, PORT),
    side: SHIRUBE_SIDE,
    sample: SHIRUBE_SAMPLE === 'on',
    mail: mailSettings(parsed.data),
    ...signInSettings(parsed.data, !production && DATABASE_URL === undefined),
    ...(SHIRUBE_SIDE === 'public' ? { trial: false } : {}),
  };
}

type Name = keyof typeof EXPECTED;

function refusal(names: readonly Name[], given: Readonly<Record<string, string>>): UserError {
  const lines = [...new Set(names)].map((name) => describe(name, given[name]));
  return new UserError(['設定に誤りがあります。', ...lines].join('\n'));
}

function describe(name: Name, found: string | undefined): string {
  // An address of a database may carry a password: it is never printed.
  const shown =
    name === 'DATABASE_URL' || SECRETS.has(name) || MAIL_SECRETS.includes(name)
      ? '（秘密を含みうるため表示しません）'
      : found === undefined
        ? 'なし'
        : `「${found}」`;
  return `・${name}: 指定された値 ${shown}。正しい値: ${EXPECTED[name]}。`;
}

/** The address for a browser on this machine: a wildcard address is no place to go to. */
export function localUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
