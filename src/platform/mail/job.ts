import { z } from 'zod';
import type { Settings } from '../env.ts';
import { defineJob, type JobHandler, JobRefused } from '../jobs/handler.ts';
import { type MailSender, mailSender } from './sender.ts';

export const MAIL_KIND = 'mail.send';

const UNDELIVERABLE = 'メールサーバーが受け付けませんでした。宛先のアドレスを確かめてください。';

/** The address and the text are forgotten once it is sent. */
export function mailJob(makeSender: (settings: Settings) => MailSender = mailSender): JobHandler {
  let sender: MailSender | null = null;
  return defineJob({
    kind: MAIL_KIND,
    title: 'メールの送信',
    attempts: 8,
    forgetPayload: true,
    payload: z.object({ to: z.string(), subject: z.string(), text: z.string() }),
    async run(job) {
      sender ??= makeSender(job.deps.settings);
      const { jobId, createdAt } = job.job;
      const letter = { ...job.payload, id: jobId, at: Date.parse(createdAt) };
      // Should the process end between the server's answer and our commit, the same message goes once more.
      const sent = await sender.send(letter).catch((error: unknown) => {
        throw isPermanent(error) ? new JobRefused(UNDELIVERABLE) : error;
      });
      await job.finish(async () => ({ mailbox: sent.file !== null }));
    },
  });
}

/** 5xx: the server will say the same tomorrow; 4xx and broken lines are tried again. */
function isPermanent(error: unknown): boolean {
  const code = (error as { responseCode?: unknown } | null)?.responseCode;
  return typeof code === 'number' && code >= 500 && code < 600;
}
