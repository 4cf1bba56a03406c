import { z } from 'zod';

/** Where mail goes out; null in `Settings`: into a folder, and nothing leaves the house. */
export interface MailSettings {
  /** `smtps://user:password@mail.example.lg.jp` */
  readonly smtpUrl: string;
  readonly from: string;
}

export const MAIL_EXPECTED = {
  SHIRUBE_SMTP_URL:
    'メールサーバーのアドレス。smtp:// か smtps:// で始める。SHIRUBE_MAIL_FROM とともに指定する（省略時は外へ送らず、データのフォルダーの mailbox に置く）',
  SHIRUBE_MAIL_FROM: '差出人のメールアドレス。SHIRUBE_SMTP_URL とともに指定する。例: dx@pref.example.lg.jp',
} as const;

/** Bears a password. */
export const MAIL_SECRETS: readonly string[] = ['SHIRUBE_SMTP_URL'];

/**
 * One plain address of ASCII: no name beside it, no quotes, no list. Everything else could carry a second recipient or
 * a header.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
}

export const mailShape = {
  SHIRUBE_SMTP_URL: z.string().refine(isSmtpUrl).optional(),
  SHIRUBE_MAIL_FROM: z.string().refine(isMailAddress).optional(),
};

const schema = z.object(mailShape);
type Parsed = z.output<typeof schema>;

/** One without the other: names of what is missing. */
export function mailConflicts(parsed: Parsed): (keyof Parsed)[] {
  const { SHIRUBE_SMTP_URL: url, SHIRUBE_MAIL_FROM: from } = parsed;
  if ((url === undefined) === (from === undefined)) return [];
  return [url === undefined ? 'SHIRUBE_SMTP_URL' : 'SHIRUBE_MAIL_FROM'];
}

export function mailSettings(parsed: Parsed): MailSettings | null {
  const { SHIRUBE_SMTP_URL: smtpUrl, SHIRUBE_MAIL_FROM: from } = parsed;
  return smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
}

function isSmtpUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return /^smtps?:$/.test(url.protocol) && url.hostname !== '';
  } catch {
    return false;
  }
}
