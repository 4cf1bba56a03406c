import { sql } from 'kysely';
import { pino } from 'pino';
import { modules } from '../../src/app/modules.ts';
import { openDatabase } from '../../src/app/open-database.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { saveAnswers } from '../../src/spine/surveys/actions/save-answers.ts';
import { choice, seat, sentRound } from './support.ts';

/**
 * Two hundred bodies that save answers at once, for the test of `kill -9`: prints `ack BODY QUESTION REVISION` only after the
 * commit was acknowledged. Runs as the role of the server. Ends by itself after the given seconds.
 */
const [dataDir = '', seconds = '40'] = process.argv.slice(2);
const WRITERS = 200;
const say = (line: string) => process.stdout.write(`${line}\n`);

const settings = parseSettings({ SHIRUBE_DATA: dataDir, PORT: '0', SHIRUBE_SAMPLE: 'off' });
const database = await openDatabase(settings, (line) => process.stderr.write(`${line}\n`));
const clock = { now: () => Date.now() };
await prepareDatabase({ db: database.db, clock, log: pino({ level: 'silent' }), settings }, modules);
const db = await database.openAppDb();
const bodies = (
  await sql<{ body_code: string }>`
    select body_code from bodies.stratum_span where valid_to = 'infinity' and stratum <> 'prefecture'
    order by body_code limit ${WRITERS}`.execute(database.db)
).rows.map((row) => row.body_code);
const { roundId, survey } = await sentRound(
  database.db,
  clock,
  bodies.map((bodyCode) => ({ bodyCode })),
  { prefectureDue: null, nationDue: null },
);
say(`postgres ${database.embedded?.server.pid ?? -1}`);

const until = Date.now() + Number(seconds) * 1000;

async function write(bodyCode: string): Promise<void> {
  const who = seat(bodyCode);
  const revisions = new Map<string, number>();
  for (let turn = 0; Date.now() < until; turn += 1) {
    const question = survey.questions[turn % 2]!.id;
    try {
      const saved = await withScope(db, { kind: 'body', bodyCode }, (tx) =>
        saveAnswers(tx, clock, who, {
          bodyCode,
          roundId,
          via: 'page',
          answers: [
            {
              questionId: question,
              value: choice(turn % 4 < 2 ? 'yes' : 'no'),
              remark: null,
              seenRevision: revisions.get(question) ?? 0,
            },
          ],
        }),
      );
      const outcome = saved.ok ? saved.value.outcomes[0] : undefined;
      if (outcome?.kind !== 'saved') continue;
      revisions.set(question, outcome.revision);
      say(`ack ${bodyCode} ${question} ${outcome.revision}`);
    } catch {
      say(`failed ${bodyCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

await Promise.all(bodies.map(write));
await database.close('stop');
say('closed');
