import { ok, type Result, refuse } from '../../core/result.ts';
import type { Tx } from '../db/database.ts';
import type { Clock } from '../deps.ts';
import { isMailAddress } from '../env-mail.ts';
import { enqueue } from '../jobs/actions.ts';
import { MAIL_KIND } from './job.ts';

export interface NewMail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. Nothing else can be sent, no attachment either: what is attached lies in the program. */
  readonly text: string;
  /** One mail for ever under this key. */
  readonly key?: string;
  readonly bodyCode?: string | null;
}

export type MailRefusal = 'bad-address' | 'bad-subject' | 'bad-text';

// Control signs, line and paragraph separators: whatever a mail program might take for the end of a header.
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** Sends with the caller's transaction, or not at all. */
export async function enqueueMail(
  tx: Tx,
  clock: Clock,
  mail: NewMail,
): Promise<Result<{ readonly jobId: string; readonly fresh: boolean }, MailRefusal>> {
  const { to, subject, text } = mail;
  if (!isMailAddress(to)) return refuse('bad-address');
  if (subject.trim() === '' || subject.length > 200 || BREAKS.test(subject)) return refuse('bad-subject');
  if (text.trim() === '' || text.length > 100_000 || text.includes('\0')) return refuse('bad-text');
  const job = await enqueue(tx, clock, {
    kind: MAIL_KIND,
    payload: { to, subject, text },
    bodyCode: mail.bodyCode ?? null,
    ...(mail.key === undefined ? {} : { key: mail.key }),
  });
  return ok(job);
}
