import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { modules } from '../src/app/modules.ts';
import { prepareDatabase } from '../src/app/prepare.ts';
import { createApp } from '../src/app/server.ts';
import type { Question, SurveyDefinition } from '../src/core/survey/definition.ts';
import type { Db } from '../src/platform/db/database.ts';
import { withScope } from '../src/platform/db/scope.ts';
import type { Deps } from '../src/platform/deps.ts';
import { parseSettings } from '../src/platform/env.ts';
import { createAccount } from '../src/platform/sign-in/actions.ts';
import { signInAs } from '../src/platform/sign-in/trial.ts';
import { municipalitiesOf } from '../src/spine/bodies/queries/register.ts';
import { appendPost, insertPost } from '../src/spine/posts/queries/offices.ts';
import { insertPerson, linkAccount } from '../src/spine/posts/queries/people.ts';
import { insertSeat } from '../src/spine/posts/queries/seats.ts';
import { insertSurvey, insertVersion } from '../src/spine/surveys/queries/definitions.ts';
import { advanceRound, insertRound } from '../src/spine/surveys/queries/rounds.ts';
import { insertSheets } from '../src/spine/surveys/queries/sheets.ts';
import { withServer } from './database.ts';

const DAY = '2026-04-01';
export const QUESTIONS = 40;

/** 40 questions with options in four sections: four pages of ten. */
function survey(): SurveyDefinition {
  const options = ['あり', 'なし', '検討中'].map((title, at) => ({ id: `o-${at + 1}`, title }));
  const questions = Array.from(
    { length: QUESTIONS },
    (_, at): Question => ({
      id: `q-${at + 1}`,
      section: `s-${Math.floor(at / 10)}`,
      number: `${Math.floor(at / 10) + 1}-${(at % 10) + 1}`,
      title: `取組の${at + 1}番目について、当てはまるものを答えてください。`,
      help: '基準日の時点で答えてください。',
      kind: { type: 'choice', options },
    }),
  );
  return {
    id: 'bench-answering',
    title: '計測用の調査',
    legalBasis: '計測',
    purpose: '計測',
    returned: '計測',
    source: '計測',
    level: 'municipality',
    minutes: 60,
    bindings: [],
    questions,
    sections: [0, 1, 2, 3].map((at) => ({ id: `s-${at}`, title: `区分${at + 1}` })),
  };
}

/** A post, a person and an account for one body, as an administrator would make them. */
export async function officer(deps: Deps, bodyCode: string, role: string): Promise<string> {
  const at = new Date(deps.clock.now()).toISOString();
  const [postId, personId, seatId] = [randomUUID(), randomUUID(), randomUUID()];
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const written = { bodyCode, at, by: null };
    await insertPost(tx, postId, written);
    await appendPost(
      tx,
      {
        postId,
        title: '計測係',
        sectionId: null,
        role,
        shared: false,
        place: 0,
        adjustments: [],
        validFrom: DAY,
        closed: false,
      },
      written,
    );
    await insertPerson(tx, { personId, name: '計測', kana: null, mail: null, registeredBy: bodyCode, at });
    await insertSeat(tx, {
      ...{ bodyCode, seatId, postId, personId, kind: 'regular', at, by: null },
      validFrom: DAY,
      validTo: null,
    });
    const made = await createAccount(tx, deps, {
      loginName: `bench-${bodyCode}`,
      secondFactor: false,
      trial: true,
    });
    if (!made.ok) throw new Error(made.code);
    await linkAccount(tx, personId, made.value.accountId, at);
    return made.value.accountId;
  });
}

async function sendRound(db: Db, bodies: readonly string[]): Promise<string> {
  const roundId = randomUUID();
  const at = new Date().toISOString();
  await db.transaction().execute(async (tx) => {
    const document = survey();
    await insertSurvey(tx, { surveyId: document.id, organiserCode: '000000', at });
    const version = await insertVersion(tx, { document, at, by: '計測' });
    await insertRound(tx, {
      ...{ roundId, surveyId: document.id, version, title: '計測', organiserCode: '000000', baseDay: DAY },
      ...{ route: 'prefecture', designatedDirect: false, prefectureDue: null, nationDue: null },
      ...{ documentNo: null, at, by: '計測' },
    });
    await insertSheets(
      tx,
      roundId,
      bodies.map((bodyCode) => ({ bodyCode, sheetNo: `B0001-${bodyCode}`, route: 'prefecture' as const })),
    );
    await advanceRound(tx, roundId, 'sent', at);
  });
  return roundId;
}

export interface Place {
  readonly sheetNo: string;
  readonly account: string;
}

export interface AnsweringSite {
  /** Of the running server, `http://127.0.0.1:…`. */
  readonly base: string;
  /** Each asked body's sheet with the account of its officer. */
  readonly places: readonly Place[];
  readonly roundId: string;
  /** Account of 北海道, which gathers. */
  readonly reviewer: string;
  readonly owner: Db;
  /** Thrown away afterwards. */
  readonly folder: string;
}

/** A server as it runs, all municipalities asked, and an officer in each of the first `count`. */
export async function withAnsweringSite(
  count: number,
  work: (site: AnsweringSite) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shirube-bench-answers-'));
  try {
    await withServer(async (open, asApp) => {
      const owner = await open('bench_answering');
      const settings = parseSettings({ SHIRUBE_TRIAL: 'on', SHIRUBE_DATA: folder });
      const clock = { now: () => Date.now() };
      const own: Deps = { db: owner, clock, log: pino({ enabled: false }), settings };
      await prepareDatabase(own, modules);
      const asked = (await municipalitiesOf(owner, null, DAY)).map((body) => body.bodyCode);
      const roundId = await sendRound(owner, asked);
      const places: Place[] = [];
      for (const bodyCode of asked.slice(0, count))
        places.push({ sheetNo: `B0001-${bodyCode}`, account: await officer(own, bodyCode, 'sole-officer') });
      const reviewer = await officer(own, '010006', 'prefecture-coordinator');
      const appDb = await asApp('bench_answering');
      await withApp({ ...own, db: appDb }, (base) =>
        work({ base, places, roundId, reviewer, owner, folder }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withApp(own: Deps, work: (base: string) => Promise<void>): Promise<void> {
  // The address is known only after listening, and forms are taken from that address alone.
  let app: Hono | null = null;
  const fetchApp = (request: Request) => app?.fetch(request) ?? new Response('', { status: 503 });
  const server = serve({ fetch: fetchApp, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deps: Deps = { ...own, settings: { ...own.settings, baseUrl: base } };
  app = createApp(deps, modules);
  app.get('/bench/sign-in/:account', async (c) => {
    await signInAs(c, deps, c.req.param('account'));
    return c.text('ok');
  });
  try {
    await work(base);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
