import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withScope } from '../../src/platform/db/scope.ts';
import { saveForm } from '../../src/spine/surveys/actions/answer.ts';
import { addEvidence } from '../../src/spine/surveys/actions/evidence.ts';
import { writeNote } from '../../src/spine/surveys/actions/note.ts';
import { openSheet } from '../../src/spine/surveys/actions/open-sheet.ts';
import { fixedClock, type TestDatabase, testDatabase } from '../support/database.ts';
import { everyKind } from './answering-survey.ts';
import { seat, sentRound } from './support.ts';

/** 青森市, 弘前市 */
const [AOMORI_CITY, HIROSAKI] = ['022012', '022021'] as const;
const NOBODY_CHOSE = { confirm: false, choose: null };

let database: TestDatabase;
const clock = fixedClock('2026-04-20T09:00:00+09:00');
const officer = seat(AOMORI_CITY);
const colleague = seat(AOMORI_CITY, { postTitle: '係長' });
const stranger = seat(HIROSAKI);
let sheetNo = '';

beforeAll(async () => {
  database = await testDatabase();
}, 60_000);
afterAll(() => database?.close());

const deps = () => ({ db: database.appDb, clock }) as never;

function fields(form: Record<string, string | readonly string[]>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(form).map(([name, value]) => [name, [value].flat() as string[]]));
}

async function save(form: Record<string, string | readonly string[]>, more: object = {}, who = officer) {
  return saveForm(deps(), who, { sheetNo, fields: fields(form), ...NOBODY_CHOSE, ...more });
}

async function opened(who = officer) {
  const sheet = await openSheet(deps(), who, sheetNo);
  if (!sheet.ok) throw new Error(sheet.code);
  return sheet.value;
}

let number = 0;
beforeEach(async () => {
  clock.set('2026-04-20T09:00:00+09:00');
  number += 1;
  const round = await sentRound(database.db, clock, [{ bodyCode: AOMORI_CITY }, { bodyCode: HIROSAKI }], {
    survey: everyKind(`try-${number}`),
  });
  const { rows } = await sql<{ sheet_no: string }>`
    select sheet_no from surveys.sheet where round_id = ${round.roundId} and body_code = ${AOMORI_CITY}`.execute(
    database.db,
  );
  sheetNo = rows[0]?.sheet_no ?? '';
});

describe('two people at one sheet', () => {
  it('a field that nobody touched changes nothing, whoever saved meanwhile', async () => {
    await save({ 's.staff': '0', 'a.staff': '12', 's.talent': '0', 'a.talent': 'using' });
    await save({ 's.staff': '1', 'a.staff': '15' }, {}, colleague);
    const late = await save({ 's.staff': '1', 'a.staff': '12', 's.talent': '1', 'a.talent': 'none' });
    expect(late.ok && late.value.outcomes).toEqual([{ questionId: 'talent', kind: 'saved', revision: 2 }]);
    expect((await opened()).values.staff).toEqual({ type: 'number', value: '15' });
  });

  it('two texts stand side by side until one is chosen; neither is lost', async () => {
    await save({ 's.staff': '0', 'a.staff': '12' });
    const other = await save({ 's.staff': '0', 'a.staff': '15' }, {}, colleague);
    expect(other.ok && other.value.outcomes).toMatchObject([
      { kind: 'kept', because: 'changed-meanwhile', now: { value: { value: '12' } } },
    ]);
    const between = await opened();
    expect(between.values.staff).toEqual({ type: 'number', value: '12' });
    expect(between.kept).toMatchObject([{ questionId: 'staff', value: { value: '15' }, revision: 2 }]);

    const choose = { how: 'taken' as const, questionId: 'staff', revision: 2 };
    await save({ 's.staff': '1', 'a.staff': '12', 's.talent': '0', 'a.talent': 'using' }, { choose });
    const after = await opened();
    expect(after.values).toEqual({
      staff: { type: 'number', value: '15' },
      talent: { type: 'choice', option: 'using' },
    });
    expect(after.kept).toEqual([]);
  });

  it('the one that is left is offered no more, and stays in the store', async () => {
    await save({ 's.staff': '0', 'a.staff': '12' });
    await save({ 's.staff': '0', 'a.staff': '15' }, {}, colleague);
    await save({}, { choose: { how: 'left', questionId: 'staff', revision: 2 } });
    expect((await opened()).kept).toEqual([]);
    const { rows } = await sql`select 1 from surveys.answer where question_id = 'staff' and revision = 2
      and round_id = ${(await opened()).round.roundId}`.execute(database.db);
    expect(rows).toHaveLength(1);
  });

  it('a form that is sent again and again changes nothing and keeps nothing twice', async () => {
    const form = { 's.staff': '0', 'a.staff': '12' };
    await save(form);
    await save({ 's.staff': '1', 'a.staff': '15' });
    for (let time = 0; time < 5; time += 1) await save(form);
    const now = await opened();
    expect([now.values.staff, now.kept.length]).toEqual([{ type: 'number', value: '15' }, 1]);
  });

  it('a forged revision overwrites nothing', async () => {
    await save({ 's.staff': '0', 'a.staff': '12' });
    await save({ 's.staff': '999', 'a.staff': '1' }, {}, colleague);
    expect((await opened()).values.staff).toEqual({ type: 'number', value: '12' });
  });

  it('twenty savers of one sheet at once: every answer once, none lost, none doubled', async () => {
    const questions = ['talent', 'staff', 'trained', 'free'] as const;
    const texts = (saver: number) => ({
      talent: ['using', 'thinking', 'none'][saver % 3] ?? '',
      staff: String(100 + saver),
      trained: String(saver),
      free: `${saver}人目`,
    });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, saver) => {
        const own = texts(saver);
        return save(
          Object.fromEntries(
            questions.flatMap((id) => [
              [`s.${id}`, '0'],
              [`a.${id}`, own[id]],
            ]),
          ),
          {},
          seat(AOMORI_CITY, { postTitle: `担当${saver}` }),
        );
      }),
    );
    expect(results.filter((result) => !result.ok)).toEqual([]);
    const { rows } = await sql<{
      question_id: string;
      in_force: boolean;
      texts: string[];
      revisions: number[];
    }>`
      select question_id, in_force, array_agg(coalesce(value->>'value', value->>'text', value->>'option')) as texts,
        array_agg(revision) as revisions
      from surveys.answer where round_id = ${(await opened()).round.roundId} group by 1, 2`.execute(
      database.db,
    );
    for (const id of questions) {
      const of = (inForce: boolean) => rows.find((row) => row.question_id === id && row.in_force === inForce);
      // The first one stands; who typed the same is told that nothing changed; everybody else's text is kept beside it.
      expect(of(true)?.texts).toHaveLength(1);
      const wanted = new Set(Array.from({ length: 20 }, (_, saver) => texts(saver)[id]));
      const held = [...(of(true)?.texts ?? []), ...(of(false)?.texts ?? [])];
      expect(new Set(held)).toEqual(wanted);
      expect(held).toHaveLength(wanted.size);
    }
  });
});

describe('nothing typed is lost', () => {
  it('a text that is no answer stays in its field until it is put right', async () => {
    const saved = await save({
      's.staff': '0',
      'a.staff': '約12',
      'r.staff': '概数',
      's.trained': '0',
      'a.trained': '3',
    });
    expect(saved.ok && saved.value.unreadable).toMatchObject([
      { questionId: 'staff', fault: { code: 'not-a-number' } },
    ]);
    const now = await opened();
    expect(now.values).toEqual({ trained: { type: 'number', value: '3' } });
    expect(now.raws).toMatchObject([{ questionId: 'staff', texts: ['約12'], remark: '概数' }]);
    const rawId = now.raws[0]?.rawId ?? '';
    await save({ 's.staff': '0', 'a.staff': '約12', 'r.staff': '概数', 't.staff': rawId });
    expect((await opened()).raws).toHaveLength(1);
    await save({ 's.staff': '0', 'a.staff': '12', 't.staff': rawId });
    const after = await opened();
    expect([after.raws, after.values.staff]).toEqual([[], { type: 'number', value: '12' }]);
  });

  it('an emptied field erases nothing; 「未回答に戻す」 does, and the history stays', async () => {
    await save({ 's.staff': '0', 'a.staff': '12' });
    const emptied = await save({ 's.staff': '1', 'a.staff': '' });
    expect(emptied.ok && emptied.value.emptied).toEqual(['staff']);
    expect((await opened()).values.staff).toEqual({ type: 'number', value: '12' });
    await save({ 's.staff': '1', 'a.staff': '12', 'c.staff': '1' });
    expect((await opened()).values.staff).toBeUndefined();
  });

  it('after the deadline it is kept with the reason, and counts when the sheet is asked again', async () => {
    clock.set('2026-05-20T09:00:00+09:00');
    const late = await save({ 's.staff': '0', 'a.staff': '12' });
    expect(late.ok && late.value.outcomes[0]?.kind).toBe('saved');
    clock.set('2026-06-01T09:00:00+09:00');
    const over = await save({ 's.staff': '1', 'a.staff': '13' });
    expect(over.ok && over.value.outcomes).toMatchObject([{ kind: 'kept', because: 'deadline-over' }]);
    const { kept, sheet, values } = await opened();
    expect([values.staff, kept[0]?.value]).toEqual([
      { type: 'number', value: '12' },
      { type: 'number', value: '13' },
    ]);
    await sql`update surveys.sheet set due = '2026-06-30' where round_id = ${sheet.roundId} and body_code = ${sheet.bodyCode}`.execute(
      database.db,
    );
    await save({}, { choose: { how: 'taken', questionId: 'staff', revision: kept[0]?.revision ?? 0 } });
    const again = await opened();
    expect([again.values.staff, again.kept]).toEqual([{ type: 'number', value: '13' }, []]);
  });

  it('a third choice is refused and kept', async () => {
    const saved = await save({ 's.obstacles': '0', 'a.obstacles': ['money', 'people', 'work'] });
    expect(saved.ok && saved.value.unreadable).toMatchObject([{ fault: { code: 'too-many-options' } }]);
    expect((await opened()).values.obstacles).toBeUndefined();
    expect((await opened()).raws[0]?.texts).toEqual(['money', 'people', 'work']);
  });
});

describe('whose sheet it is', () => {
  it('another body neither reads nor writes it, and is not told that it is there', async () => {
    await save({ 's.staff': '0', 'a.staff': '12', 's.trained': '0', 'a.trained': 'x' });
    const { roundId } = (await opened()).round;
    const target = { sheetNo, questionId: 'staff' };
    const noted = await writeNote(deps(), officer, { ...target, note: '昨年の数え方' });
    const record = { kind: 'record' as const, title: '名簿', location: '総務課' };
    const backed = await addEvidence(deps(), officer, target, record);
    expect([noted.ok, backed.ok]).toEqual([true, true]);
    const missing = await openSheet(deps(), stranger, 'S9999-999999');
    expect(await openSheet(deps(), stranger, sheetNo)).toEqual(missing);
    expect(await save({ 's.staff': '1', 'a.staff': '1' }, {}, stranger)).toMatchObject({
      ok: false,
      code: 'no-such-sheet',
    });
    const scopes = [
      { kind: 'body' as const, bodyCode: HIROSAKI },
      { kind: 'prefecture' as const, prefectureCode: '020001', bodyCode: '020001' },
      { kind: 'nation' as const, bodyCode: '000000' },
      { kind: 'public' as const },
    ];
    for (const scope of scopes) {
      const seen = await withScope(database.appDb, scope, async (tx) =>
        Promise.all(
          (['surveys.answer', 'surveys.raw_text', 'surveys.private_note', 'surveys.evidence'] as const).map(
            async (table) => (await sql`select 1 from ${sql.table(table)}`.execute(tx)).rows.length,
          ),
        ),
      );
      expect([scope.kind, seen]).toEqual([scope.kind, [0, 0, 0, 0]]);
    }
    const own = await withScope(database.appDb, { kind: 'body', bodyCode: AOMORI_CITY }, async (tx) =>
      sql`select 1 from surveys.answer where round_id = ${roundId}`.execute(tx),
    );
    expect(own.rows).toHaveLength(1);
  });

  it('a section writes what it was given, a reader nothing', async () => {
    const reader = seat(AOMORI_CITY, { rights: new Set(['surveys:read'] as const) });
    expect(await save({ 's.staff': '0', 'a.staff': '1' }, {}, reader)).toMatchObject({ code: 'not-yours' });
    const section = seat(AOMORI_CITY, {
      sectionId: '00000000-0000-4000-8000-000000000001',
      sectionName: '総務課',
      rights: new Set(['surveys:read', 'surveys:answer'] as const),
    });
    expect(await save({ 's.staff': '0', 'a.staff': 'x' }, {}, section)).toMatchObject({
      code: 'not-your-section',
    });
    expect((await opened()).raws).toEqual([]);
  });
});
