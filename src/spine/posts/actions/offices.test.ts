import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  administrator,
  asSeat,
  clock,
  database,
  deps,
  HOKKAIDO,
  OTARU,
  person,
  useOffices,
  value,
} from '../../../../test/posts/offices.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Seat } from '../../contracts/seat.ts';
import { recoveriesOf } from '../queries/recovery.ts';
import { seatsOfBody } from '../queries/seats.ts';
import { bySeat, change } from './by.ts';
import { addPost, addSection, changePost, closePost, closeSection } from './offices.ts';
import { bodiesBelowSeat, bootstrap, recover } from './recovery.ts';
import { endSeat, handOver, seatPerson, writeNote } from './seats.ts';

useOffices();

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
