import { resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from './user-error.ts';

/** Settings, parsed once at boot. */
export interface Settings {
  /** 0: any free port (tests). */
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and of what it needs; absolute. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Where readers reach the program, behind a proxy too: `http://127.0.0.1:3000`, no slash at the end. */
  readonly baseUrl: string;
}

/** What each variable must be, in the words of the refusal. */
const EXPECTED = {
  PORT: '0から65535までの整数（省略時 3000）',
  HOST: '待ち受けるアドレス。例: 127.0.0.1、0.0.0.0（省略時 127.0.0.1）',
  SHIRUBE_DATA: 'データを置くフォルダー（省略時 ./.shirube）',
  DATABASE_URL: 'postgresql:// で始まる接続先（PostgreSQL 15以上。省略時は内蔵のデータベース）',
  SHIRUBE_BASE_URL: '利用者から見えるアドレス。http:// か https:// で始め、末尾のパスは付けない',
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
  const names = Object.keys(EXPECTED) as (keyof typeof EXPECTED)[];
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0] as keyof typeof EXPECTED));
    throw new UserError(
      ['設定に誤りがあります。', ...[...wrong].map((name) => describe(name, given[name]))].join('\n'),
    );
  }
  const { PORT, HOST, SHIRUBE_DATA, DATABASE_URL, SHIRUBE_BASE_URL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(cwd, SHIRUBE_DATA),
    databaseUrl: DATABASE_URL ?? null,
    baseUrl: SHIRUBE_BASE_URL ?? localUrl(HOST, PORT),
  };
}

function describe(name: keyof typeof EXPECTED, found: string | undefined): string {
  // An address of a database may carry a password: it is never printed.
  const shown = name === 'DATABASE_URL' ? '（パスワードを含みうるため表示しません）' : `「${found ?? ''}」`;
  return `・${name}: 指定された値 ${shown}。正しい値: ${EXPECTED[name]}。`;
}

/** The address for a browser on this machine: a wildcard address is no place to go to. */
export function localUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
