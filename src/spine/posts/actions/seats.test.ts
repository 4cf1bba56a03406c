import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  administrator,
  asSeat,
  clock,
  database,
  deps,
  HAKODATE,
  person,
  useOffices,
  value,
} from '../../../../test/posts/offices.ts';
import { SYSTEM } from '../../../platform/audit/entry.ts';
import { runRetention } from '../../../platform/audit/retention/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { personRetention } from '../departures.ts';
import { loadOffice } from '../load.ts';
import { seatsOfSession } from '../queries/chosen-seat.ts';
import { holdersOf, seatName, sectionsOn } from '../queries/for-parts.ts';
import { getPerson } from '../queries/people.ts';
import { seatRecords } from '../queries/seats.ts';
import { enrol } from './accounts.ts';
import { addPost, addSection, changeSection } from './offices.ts';
import { findElsewhere, handOver, seatPerson } from './seats.ts';

useOffices();

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
      const who = { accountId: accountId ?? '', sessionId: randomUUID() };
      return seatsOfSession(tx, who, '2026-11-21', []);
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
