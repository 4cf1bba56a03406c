import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { SYSTEM } from '../../../platform/audit/entry.ts';
import { runRetention } from '../../../platform/audit/retention/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { parseSettings } from '../../../platform/env.ts';
import { loadRegister } from '../../bodies/actions.ts';
import { REGISTER_SOURCE } from '../../bodies/register-data.ts';
import type { Seat } from '../../contracts/seat.ts';
import { personRetention } from '../departures.ts';
import { loadOffice } from '../load.ts';
import { holdersOf, seatName, sectionsOn } from '../queries/for-parts.ts';
import { getPerson } from '../queries/people.ts';
import { recoveriesOf } from '../queries/recovery.ts';
import { seatOnDay, seatRecords, seatsOfAccount, seatsOfBody } from '../queries/seats.ts';
import { scopeOf } from '../rules/rights.ts';
import { enrol } from './accounts.ts';
import { type By, bySeat, change, type Outcome } from './by.ts';
import { addPost, addSection, changePost, changeSection, closePost, closeSection } from './offices.ts';
import { bodiesBelowSeat, bootstrap, recover } from './recovery.ts';
import { endSeat, findElsewhere, handOver, registerPerson, seatPerson, writeNote } from './seats.ts';

const HAKODATE = '012025';
const OTARU = '012033';
const HOKKAIDO = '010006';

let database: TestDatabase;
let deps: Deps;
const clock = fixedClock('2026-11-21T09:00:00+09:00');

beforeAll(async () => {
  database = await testDatabase();
  await loadRegister(database.db, clock, REGISTER_SOURCE);
  const settings = parseSettings({ SHIRUBE_BASE_URL: 'https://shirube.example' }, '/');
  // As the running server: what the policies refuse fails here too.
  deps = { db: database.appDb, clock, log: pino({ enabled: false }), settings };
});
afterAll(() => database.close());

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.detail)}`);
  return outcome.value;
}

/** The program itself in the office of a body: sets up what the tests are about. */
function asProgram<T>(bodyCode: string, work: (tx: Parameters<typeof addPost>[0], by: By) => Promise<T>) {
  const by: By = { clock, bodyCode, seat: null, actor: SYSTEM };
  return withScope(deps.db, { kind: 'body', bodyCode }, (tx) => work(tx, by));
}

function asSeat<T>(seat: Seat, work: (tx: Parameters<typeof addPost>[0], by: By) => Promise<Outcome<T>>) {
  return change(deps.db, scopeOf(seat), (tx) => work(tx, bySeat(clock, seat)));
}

let count = 0;
/** A body's first administrator; every test has a body of its own kind of trouble. */
async function administrator(bodyCode: string, name = '試験 花子'): Promise<Seat> {
  count += 1;
  const seatId = await asProgram(bodyCode, async (tx, by) => {
    const role = bodyCode.slice(2, 5) === '000' ? 'prefecture-administrator' : 'sole-officer';
    const post = { title: '情報政策係長', sectionId: null, role, rights: null, shared: false, place: 0 };
    const postId = value(await addPost(tx, by, { ...post, validFrom: '2024-04-01' }));
    const personId = value(await registerPerson(tx, by, { name, kana: '', mail: `p${count}@example.jp` }));
    value(await enrol(tx, deps, by, personId, `person-${count}`));
    const seat = { postId, personId, kind: 'regular', validFrom: '2024-04-01', validTo: null } as const;
    return value(await seatPerson(tx, by, seat));
  });
  const seat = await withScope(deps.db, { kind: 'body', bodyCode }, (tx) =>
    seatOnDay(tx, bodyCode, seatId, '2026-11-21'),
  );
  if (seat === null) throw new Error('no seat');
  return seat;
}

function person(seat: Seat, name: string): Promise<string> {
  return asSeat(seat, (tx, by) => registerPerson(tx, by, { name, kana: '', mail: '' })).then(value);
}

describe('人事異動', () => {
  it('a successor dated ahead takes over on the day, the holder until the day before; nothing is lost', async () => {
    const seat = await administrator(HAKODATE);
    const next = await person(seat, '試験 次郎');
    value(
      await asSeat(seat, (tx, by) =>
        handOver(tx, by, { postId: seat.postId, personId: next, from: '2027-04-01' }),
      ),
    );
    const holderOn = (day: string) =>
      withScope(deps.db, { kind: 'body', bodyCode: HAKODATE }, (tx) =>
        holdersOf(tx, HAKODATE, 'posts:administer', day),
      );
    expect((await holderOn('2027-03-31')).map((each) => each.personName)).toEqual(['試験 花子']);
    expect((await holderOn('2027-04-01')).map((each) => each.personName)).toEqual(['試験 次郎']);
    const view = await withScope(deps.db, { kind: 'body', bodyCode: HAKODATE }, (tx) =>
      loadOffice(tx, HAKODATE, '2026-11-21', '2026-11-21'),
    );
    expect(view.withoutAdministrator).toBeNull();
    expect(view.ahead.map((line) => `${line.on} ${line.what}`)).toEqual([
      '2027-04-01 着任：情報政策係長 試験 次郎',
      '2027-04-01 離任後：情報政策係長 試験 花子',
    ]);
    // A second successor for the same day is refused, and what was begun for it is taken back.
    const other = await person(seat, '試験 三郎');
    const refused = await asSeat(seat, (tx, by) =>
      handOver(tx, by, { postId: seat.postId, personId: other, from: '2027-03-01' }),
    );
    expect(refused).toMatchObject({ ok: false, code: 'post-taken' });
    const spans = await withScope(deps.db, { kind: 'body', bodyCode: HAKODATE }, (tx) =>
      seatRecords(tx, HAKODATE, { postId: seat.postId }),
    );
    expect(spans.map((each) => [each.personName, each.validFrom, each.validTo])).toEqual([
      ['試験 次郎', '2027-04-01', null],
      ['試験 花子', '2024-04-01', '2027-04-01'],
    ]);
  });

  it('two successors entered at once: one fits', async () => {
    const seat = await administrator('012041');
    const [a, b] = [await person(seat, '試験 一'), await person(seat, '試験 二')];
    const both = await Promise.all(
      [a, b].map((personId) =>
        asSeat(seat, (tx, by) => handOver(tx, by, { postId: seat.postId, personId, from: '2027-04-01' })),
      ),
    );
    expect(both.filter((each) => each.ok)).toHaveLength(1);
    expect(both.find((each) => !each.ok)).toMatchObject({ code: 'post-taken' });
  });

  it('records keep the words of their time after a reform and after a departure', async () => {
    const seat = await administrator('012050');
    const section = value(
      await asSeat(seat, (tx, by) =>
        addSection(tx, by, {
          name: '企画課',
          organ: '長',
          parentId: null,
          place: 0,
          validFrom: '2024-04-01',
        }),
      ),
    );
    const input = {
      title: '情報係長',
      sectionId: section,
      role: 'digital-policy',
      rights: null,
      shared: false,
      place: 0,
    };
    const postId = value(
      await asSeat(seat, (tx, by) => addPost(tx, by, { ...input, validFrom: '2024-04-01' })),
    );
    const personId = await person(seat, '試験 記録');
    const seatId = value(
      await asSeat(seat, (tx, by) =>
        seatPerson(tx, by, {
          postId,
          personId,
          kind: 'regular',
          validFrom: '2025-04-01',
          validTo: '2026-04-01',
        }),
      ),
    );
    value(
      await asSeat(seat, (tx, by) =>
        changeSection(tx, by, section, {
          ...{ name: 'デジタル推進課', organ: '長', parentId: null, place: 0 },
          validFrom: '2026-04-01',
        }),
      ),
    );
    const read = <T>(work: (tx: Parameters<typeof addPost>[0]) => Promise<T>) =>
      withScope(deps.db, { kind: 'body', bodyCode: '012050' }, work);
    expect(await read((tx) => seatName(tx, '012050', seatId, '2030-01-01'))).toEqual({
      title: '室蘭市 企画課 情報係長',
      personName: '試験 記録',
    });
    expect((await read((tx) => sectionsOn(tx, '012050', '2026-03-31'))).map((each) => each.name)).toEqual([
      '企画課',
    ]);
    expect((await read((tx) => sectionsOn(tx, '012050', '2026-04-01'))).map((each) => each.name)).toEqual([
      'デジタル推進課',
    ]);
  });
});

describe('an office', () => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await administrator('012068');
  });
  const section = { name: '税務課', organ: '長', parentId: null, place: 0, validFrom: '2026-04-01' };
  const post = {
    title: '係員',
    sectionId: null,
    role: 'section-answerer',
    rights: null,
    shared: true,
    place: 1,
  };

  it('does not close what is in use', async () => {
    const sectionId = value(await asSeat(seat, (tx, by) => addSection(tx, by, section)));
    const postId = value(
      await asSeat(seat, (tx, by) => addPost(tx, by, { ...post, sectionId, validFrom: '2026-04-01' })),
    );
    const close = (from: string) => asSeat(seat, (tx, by) => closeSection(tx, by, sectionId, from));
    expect(await close('2027-04-01')).toMatchObject({ code: 'section-in-use', detail: { post: '係員' } });
    const personId = await person(seat, '試験 係員');
    const seatId = value(
      await asSeat(seat, (tx, by) =>
        seatPerson(tx, by, { postId, personId, kind: 'regular', validFrom: '2026-04-01', validTo: null }),
      ),
    );
    const closing = () => asSeat(seat, (tx, by) => closePost(tx, by, postId, '2027-04-01'));
    expect(await closing()).toMatchObject({ code: 'post-in-use' });
    value(await asSeat(seat, (tx, by) => endSeat(tx, by, seatId, '2027-03-31')));
    value(await closing());
    value(await close('2027-04-01'));
  });

  it.each([
    ['a body of another body', { ...section, organ: '公安委員会' }, 'unknown-organ'],
    ['no name', { ...section, name: ' 　' }, 'name-missing'],
    ['a name of 61 letters', { ...section, name: 'あ'.repeat(61) }, 'name-too-long'],
    [
      'a section that is none',
      { ...section, parentId: '00000000-0000-4000-8000-000000000000' },
      'unknown-section',
    ],
  ])('refuses %s', async (_, input, code) => {
    expect(await asSeat(seat, (tx, by) => addSection(tx, by, input))).toMatchObject({ code });
  });

  it('gives no post of a municipality what is a ministry’s', async () => {
    const input = { ...post, validFrom: '2026-04-01' };
    expect(
      await asSeat(seat, (tx, by) => addPost(tx, by, { ...input, role: 'nation-conductor' })),
    ).toMatchObject({
      code: 'unknown-role',
    });
  });

  it('is not locked out of itself by a slip of the hand', async () => {
    const input = { ...post, title: '情報政策係長', role: 'section-answerer', validFrom: '2026-11-21' };
    expect(await asSeat(seat, (tx, by) => changePost(tx, by, seat.postId, input))).toMatchObject({
      code: 'own-access',
    });
  });

  it('is administered by its own seats with the right, by nobody else', async () => {
    const stranger = await administrator(OTARU);
    const by = { ...bySeat(clock, stranger), bodyCode: seat.bodyCode };
    const outcome = await change(deps.db, { kind: 'body', bodyCode: seat.bodyCode }, (tx) =>
      addSection(tx, by, section),
    );
    expect(outcome).toMatchObject({ code: 'not-yours' });
    const answerer = { ...seat, rights: new Set(['surveys:answer'] as const) };
    expect(await asSeat(answerer, (tx, own) => addSection(tx, own, section))).toMatchObject({
      code: 'not-yours',
    });
    // The neighbour's post is not there in one's own scope, whatever id is forged.
    const forged = await asSeat(stranger, (tx, own) =>
      handOver(tx, own, { postId: seat.postId, personId: stranger.personId, from: '2027-04-01' }),
    );
    expect(forged).toMatchObject({ code: 'unknown-post' });
  });

  it('keeps notes for the next one', async () => {
    value(await asSeat(seat, (tx, by) => writeNote(tx, by, seat.postId, ' 鍵は金庫にあります。\r\n ')));
    expect(await asSeat(seat, (tx, by) => writeNote(tx, by, seat.postId, ' '))).toMatchObject({
      code: 'name-missing',
    });
  });
});

describe('one person in several bodies', () => {
  it('is found by number and name together, and keeps one account', async () => {
    const [home, away] = [await administrator('012076'), await administrator('012084')];
    const adviser = await person(home, '助言 花子');
    value(await asSeat(home, (tx, by) => enrol(tx, deps, by, adviser, 'adviser-1')));
    const find = (number: string, name: string) => asSeat(away, (tx) => findElsewhere(tx, number, name));
    expect(await find(adviser, '助言 太郎')).toMatchObject({ code: 'unknown-person' });
    expect(await find('x', '助言 花子')).toMatchObject({ code: 'unknown-person' });
    const personId = value(await find(adviser.toUpperCase(), '助言　花子'));
    const input = {
      title: 'CIO補佐官',
      sectionId: null,
      role: 'digital-policy',
      rights: null,
      shared: false,
      place: 0,
    };
    for (const body of [home, away]) {
      const postId = value(
        await asSeat(body, (tx, by) => addPost(tx, by, { ...input, validFrom: '2026-04-01' })),
      );
      value(
        await asSeat(body, (tx, by) =>
          seatPerson(tx, by, {
            postId,
            personId,
            kind: 'concurrent',
            validFrom: '2026-04-01',
            validTo: null,
          }),
        ),
      );
    }
    const seats = await withScope(deps.db, { kind: 'system' }, async (tx) => {
      const { accountId } = (await getPerson(tx, personId)) ?? {};
      return seatsOfAccount(tx, accountId ?? '', '2026-11-21');
    });
    expect(seats.map((each) => [each.bodyName, each.postTitle])).toEqual([
      ['帯広市', 'CIO補佐官'],
      ['北見市', 'CIO補佐官'],
    ]);
    // The account is the home body's: the other one makes no link to it.
    expect(await asSeat(away, (tx, by) => enrol(tx, deps, by, personId, 'other'))).toMatchObject({
      code: 'has-account',
    });
  });
});

describe('a body without an administrator', () => {
  const input = {
    ...{ name: '後任 一郎', kana: 'こうにん いちろう', mail: '', loginName: 'kounin' },
    ...{ documentNo: '函企第12号', documentOn: '2026-11-20', formerLeft: false },
  };

  it('gets one from its prefecture against a letter, and sees it ever after', async () => {
    const giver = await administrator(HOKKAIDO, '道庁 花子');
    const former = await administrator('012092');
    const give = (more: Partial<typeof input> & { bodyCode: string }) =>
      recover(deps, giver, { ...input, ...more });
    expect(await give({ bodyCode: '012092' })).toMatchObject({ code: 'has-administrator' });
    expect(await give({ bodyCode: '012092', formerLeft: true, documentNo: ' ' })).toMatchObject({
      code: 'document-missing',
    });
    expect(await give({ bodyCode: '012092', formerLeft: true, documentOn: '2026-11-22' })).toMatchObject({
      code: 'future-document',
    });
    expect(await give({ bodyCode: '022012' })).toMatchObject({ code: 'not-yours' });
    expect(await give({ bodyCode: '993611' })).toMatchObject({ code: 'not-yours' });
    expect(await give({ bodyCode: HOKKAIDO })).toMatchObject({ code: 'not-yours' });
    const enrolment = value(await give({ bodyCode: '012092', formerLeft: true }));
    expect(enrolment.link).toMatch(/^https:\/\/shirube\.example\/enrol\?token=/);
    const read = <T>(work: (tx: Parameters<typeof addPost>[0]) => Promise<T>) =>
      withScope(deps.db, { kind: 'body', bodyCode: '012092' }, work);
    const seats = await read((tx) => seatsOfBody(tx, '012092', '2026-11-21'));
    // Same post, so that what was open there goes on.
    expect(seats.map((each) => [each.personName, each.postId])).toEqual([['後任 一郎', former.postId]]);
    expect(await read((tx) => recoveriesOf(tx, '012092'))).toMatchObject([
      { givenBy: HOKKAIDO, givenByName: '北海道', documentNo: '函企第12号', documentOn: '2026-11-20' },
    ]);
    expect(
      (await bodiesBelowSeat(deps, giver)).find((each) => each.bodyCode === '012092')?.administrators,
    ).toHaveLength(1);
    const { rows: audited } = await sql`
      select action, body_code, seat_id from audit.entry where action = 'posts:recovery.give'`.execute(
      database.db,
    );
    expect(audited).toEqual([{ action: 'posts:recovery.give', body_code: '012092', seat_id: giver.seatId }]);
  });

  it('is given one by the operator only while there is none', async () => {
    const first = { ...input, bodyCode: '022012', loginName: 'aomori-1', postTitle: '情報政策課 主査' };
    value(await bootstrap(deps, first));
    expect(await bootstrap(deps, { ...first, loginName: 'aomori-2' })).toMatchObject({
      code: 'has-administrator',
    });
    expect(await bootstrap(deps, { ...first, bodyCode: '019999' })).toMatchObject({ code: 'unknown-body' });
    value(await bootstrap(deps, { ...first, bodyCode: '000000', loginName: 'nation-1' }));
    const nation = await withScope(deps.db, { kind: 'nation', bodyCode: '000000' }, (tx) =>
      seatsOfBody(tx, '000000', '2026-11-21'),
    );
    expect(nation.map((each) => [each.bodyName, each.role, each.prefectureCode])).toEqual([
      ['国', 'nation-administrator', null],
    ]);
  });

  it('and a name that is taken for signing in takes everything back', async () => {
    const again = { ...input, bodyCode: '022021', postTitle: '', loginName: 'aomori-1' };
    expect(await bootstrap(deps, again)).toMatchObject({ code: 'login-name-taken' });
    const seats = await withScope(deps.db, { kind: 'system' }, (tx) =>
      seatsOfBody(tx, '022021', '2026-11-21'),
    );
    expect(seats).toEqual([]);
  });
});

describe('names', () => {
  it('go by rule when the last seat ended long ago; what the post did stays', async () => {
    const seat = await administrator('012106');
    const gone = await person(seat, '退職 太郎');
    const input = {
      title: '元係長',
      sectionId: null,
      role: 'digital-policy',
      rights: null,
      shared: false,
      place: 2,
    };
    const postId = value(
      await asSeat(seat, (tx, by) => addPost(tx, by, { ...input, validFrom: '2015-04-01' })),
    );
    const seatId = value(
      await asSeat(seat, (tx, by) =>
        seatPerson(tx, by, {
          postId,
          personId: gone,
          kind: 'regular',
          validFrom: '2015-04-01',
          validTo: '2018-04-01',
        }),
      ),
    );
    clock.set('2033-06-01T09:00:00+09:00');
    try {
      const run = () => runRetention(database.db, clock, [personRetention], SYSTEM);
      const done = (await run()).filter((line) => line.bodyCode === '012106');
      expect(done).toMatchObject([{ kind: 'posts-person', years: 5, count: 1n }]);
      expect((await run()).filter((line) => line.bodyCode === '012106')).toEqual([]);
      const read = <T>(work: (tx: Parameters<typeof addPost>[0]) => Promise<T>) =>
        withScope(deps.db, { kind: 'body', bodyCode: '012106' }, work);
      expect(await read((tx) => getPerson(tx, gone))).toMatchObject({ name: null, mail: null });
      expect(await read((tx) => seatName(tx, '012106', seatId, '2033-06-01'))).toEqual({
        title: '岩見沢市 元係長',
        personName: null,
      });
      // Who still sits somewhere keeps the name.
      expect(await read((tx) => getPerson(tx, seat.personId))).toMatchObject({ name: '試験 花子' });
    } finally {
      clock.set('2026-11-21T09:00:00+09:00');
    }
  });
});
