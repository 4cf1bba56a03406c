import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { temporaryFolder } from '../../../test/support/process.ts';
import { smtpStandIn } from '../../../test/support/smtp.ts';
import { parseSettings } from '../env.ts';
import { getJob } from '../jobs/read.ts';
import { runDueJobs } from '../jobs/runner.ts';
import { enqueueMail, type NewMail } from './actions.ts';
import { mailJob } from './job.ts';
import { isReserved, mailSender } from './sender.ts';

const clock = fixedClock('2026-04-01T09:00:00+09:00');
const SUBJECT =
  '【しるべ】令和8年度 推進体制の調査（回答期限のお知らせ・長い件名でも折り返して符号化されること）';
const TEXT = '見本町 御中\n\n回答期限は4月24日です。\n.点で始まる行\nhttp://127.0.0.1:3000/notices';

describe('mail', () => {
  let database: TestDatabase;
  const folder = temporaryFolder('mail');

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  const put = (mail: Partial<NewMail>) =>
    database.appDb
      .transaction()
      .execute((tx) => enqueueMail(tx, clock, { to: 'a@city.lg.jp', subject: SUBJECT, text: TEXT, ...mail }));

  async function send(env: Record<string, string>): Promise<void> {
    const settings = parseSettings({ SHIRUBE_DATA: join(folder.path, 'data'), ...env });
    await runDueJobs({ db: database.appDb, clock, log: pino({ level: 'silent' }), settings }, [mailJob()]);
  }

  /** What a mail program would show. */
  function decoded(raw: string): { subject: string; headers: string; text: string } {
    const [head = '', ...rest] = raw.split('\r\n\r\n');
    const headers = head.replace(/\r\n[ \t]/g, ' ');
    const word = /=\?utf-8\?([BQ])\?([^?]*)\?=/gi;
    const subject = (/^Subject: (.*)$/im.exec(headers)?.[1] ?? '')
      .replace(/\?= =\?/g, '?==?')
      .replace(word, (_, kind: string, coded: string) =>
        kind.toUpperCase() === 'B'
          ? Buffer.from(coded, 'base64').toString('latin1')
          : coded
              .replaceAll('_', ' ')
              .replace(/=(..)/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      );
    const body = rest.join('\r\n\r\n');
    const text = /^Content-Transfer-Encoding: base64/im.test(headers)
      ? Buffer.from(body, 'base64').toString('utf8')
      : Buffer.from(
          body
            .replace(/=\r\n/g, '')
            .replace(/=(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString('utf8');
    return { subject: Buffer.from(subject, 'latin1').toString('utf8'), headers, text };
  }

  it.each([
    ['bad-address', { to: 'a@city.lg.jp, b@city.lg.jp' }],
    ['bad-address', { to: 'a@city.lg.jp\r\nBcc: b@city.lg.jp' }],
    ['bad-address', { to: '見本 <a@city.lg.jp>' }],
    ['bad-address', { to: '' }],
    ['bad-subject', { subject: 'x\r\nBcc: b@city.lg.jp' }],
    ['bad-subject', { subject: 'x\nBcc: b@city.lg.jp' }],
    ['bad-subject', { subject: 'x\u0085y' }],
    ['bad-subject', { subject: 'x\u2028y' }],
    ['bad-subject', { subject: '  ' }],
    ['bad-text', { text: '\0' }],
  ])('refuses %s: %j', async (code, mail) => {
    expect(await put(mail)).toMatchObject({ ok: false, code });
  });

  it('keeps letters in the data folder when no mail server is set, and forgets the address in the queue', async () => {
    const put1 = await put({ key: 'k' });
    expect(await put({ key: 'k' })).toMatchObject({ ok: true, value: { fresh: false } });
    await send({});
    const mailbox = join(folder.path, 'data', 'mailbox');
    const files = readdirSync(mailbox);
    expect(files).toHaveLength(1);
    const file = join(mailbox, files[0]!);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { subject, headers, text } = decoded(readFileSync(file, 'latin1'));
    expect(subject).toBe(SUBJECT);
    expect(text.replace(/\r\n/g, '\n').trimEnd()).toBe(TEXT);
    expect(headers).toMatch(/^To: a@city\.lg\.jp$/m);
    expect(headers).toMatch(/^Date: Wed, 01 Apr 2026 00:00:00 \+0000$/m);
    expect(headers).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(/^[\x20-\x7e\r\n\t]*$/.test(headers)).toBe(true);
    const job = put1.ok ? await getJob(database.appDb, put1.value.jobId) : null;
    expect(job).toMatchObject({ state: 'done', payload: {}, result: { mailbox: true } });
  });

  it('sends by SMTP, tries again what is put off, gives up what is refused', async () => {
    const server = await smtpStandIn(['451', '550']);
    try {
      const env = { SHIRUBE_SMTP_URL: server.url, SHIRUBE_MAIL_FROM: 'dx@pref.lg.jp' };
      const later = await put({ to: 'later@city.lg.jp' });
      await send(env);
      const gone = await put({ to: 'gone@city.lg.jp' });
      await send(env);
      expect(server.mails).toEqual([]);
      clock.set('2026-04-01T09:01:00+09:00');
      await send(env);
      expect(server.mails).toHaveLength(1);
      const mail = server.mails[0]!;
      expect(mail.to).toEqual(['later@city.lg.jp']);
      expect(mail.from).toContain('<dx@pref.lg.jp>');
      expect(decoded(mail.raw)).toMatchObject({ subject: SUBJECT });
      expect(decoded(mail.raw).text.replace(/\r\n/g, '\n').trimEnd()).toBe(TEXT);
      const states = await Promise.all(
        [later, gone].map(async (one) =>
          one.ok ? (await getJob(database.appDb, one.value.jobId))?.state : null,
        ),
      );
      expect(states).toEqual(['done', 'failed']);
    } finally {
      await server.close();
    }
  });

  it('never gives a reserved address to a mail server: the people of 見本県 do not exist', async () => {
    const server = await smtpStandIn();
    try {
      await put({ to: 'mihon@town.example.jp' });
      await send({ SHIRUBE_SMTP_URL: server.url, SHIRUBE_MAIL_FROM: 'dx@pref.lg.jp' });
      expect(server.commands).toEqual([]);
    } finally {
      await server.close();
    }
    for (const address of ['a@example.com', 'a@b.example', 'a@x.test', 'a@y.invalid', 'a@localhost'])
      expect(isReserved(address)).toBe(true);
    for (const address of ['a@example.lg.jp', 'a@contest.jp', 'a@city.lg.jp'])
      expect(isReserved(address)).toBe(false);
  });

  it('makes the same message a second time', async () => {
    const sender = mailSender({
      mail: null,
      dataDir: join(folder.path, 'twice'),
      baseUrl: 'https://s.lg.jp',
    });
    const letter = { id: 'job-1', to: 'a@city.lg.jp', subject: SUBJECT, text: TEXT, at: 0 };
    const first = await sender.send(letter);
    const bytes = readFileSync(first.file ?? '', 'utf8');
    await sender.send(letter);
    expect(readFileSync(first.file ?? '', 'utf8')).toBe(bytes);
    expect(bytes).toContain('Message-ID: <job-1@s.lg.jp>');
  });
});
