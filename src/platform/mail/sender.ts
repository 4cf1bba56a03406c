import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Settings } from '../env.ts';

/** A letter as it goes out; already checked. */
export interface Letter {
  /** Of the job: makes the message's id and the file's name, so that a second sending is the same message. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface MailSender {
  /** Where it went: a file of the data folder, or null for a mail server. */
  send(letter: Letter): Promise<{ readonly file: string | null }>;
  close(): void;
}

export const MAILBOX = 'mailbox';
const TIMEOUT_MS = 30_000;

/**
 * Addresses that no mail server may deliver (RFC 2606, RFC 6761): the invented people of 見本県 have them. Their mail
 * stays in the folder even where a mail server is set.
 */
export function isReserved(address: string): boolean {
  return /@(?:.+\.)?(?:example(?:\.(?:com|net|org|jp))?|test|invalid|localhost)$/i.test(address);
}

export function mailSender(settings: Pick<Settings, 'mail' | 'dataDir' | 'baseUrl'>): MailSender {
  const { mail } = settings;
  const host = new URL(settings.baseUrl).hostname.replace(/[^\w.-]/g, '');
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const server =
    mail === null
      ? null
      : createTransport({
          url: mail.smtpUrl,
          ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
        });

  function message(letter: Letter) {
    return {
      from: mail?.from ?? `shirube@${host === '' ? 'localhost' : host}`,
      // An address object, never a line: nothing in it is read as a list.
      to: { name: '', address: letter.to },
      subject: letter.subject,
      text: letter.text,
      messageId: `<${letter.id}@${host === '' ? 'localhost' : host}>`,
      date: new Date(letter.at),
      headers: { 'Auto-Submitted': 'auto-generated' },
      xMailer: false as const,
      ...{ disableFileAccess: true, disableUrlAccess: true },
    };
  }

  return {
    async send(letter) {
      if (server !== null && !isReserved(letter.to)) {
        await server.sendMail(message(letter));
        return { file: null };
      }
      const composed = await composer.sendMail(message(letter));
      const folder = join(settings.dataDir, MAILBOX);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${letter.id}.eml`);
      await writeFile(`${file}.new`, composed.message as Buffer, { mode: 0o600 });
      await rename(`${file}.new`, file);
      return { file };
    },
    close: () => server?.close(),
  };
}
