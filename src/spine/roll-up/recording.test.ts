import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allCells,
  batch,
  cell,
  clock,
  DEFINITIONS,
  db,
  nation,
  recomputed,
  save,
  useStore,
} from '../../../test/support/roll-up-store.ts';
import { addDays } from '../../core/calendar.ts';
import { registerDefinitions } from '../indicators/actions.ts';
import { historyOf } from '../observations/queries/history.ts';
import { preview, registerRules, undoBatch } from './actions.ts';

useStore();

describe('recording', () => {
  it('counts insert, unchanged, supersede and older, and keeps every revision', async () => {
    const first = await save([cell({ bodyCode: '012025', indicator: 'sample-yes@1' })], batch('2023-05-01'));
    expect(first.outcome).toEqual({ inserted: 1, superseded: 0, unchanged: 0, older: 0 });
    const again = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', note: '注' })],
      batch('2023-06-01'),
    );
    expect(again.outcome).toMatchObject({ unchanged: 1, superseded: 0 });
    const changed = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 0n })],
      batch('2023-07-01'),
    );
    expect(changed.outcome).toMatchObject({ superseded: 1 });
    const older = await save(
      [cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n })],
      batch('2023-06-15'),
    );
    expect(older.outcome).toMatchObject({ older: 1, superseded: 0 });
    expect(await nation('sample-yes')).toMatchObject({ reported: 1, numerator: '0', partial: true });
    const history = await historyOf(db, {
      bodyCode: '012025',
      indicator: 'sample-yes@1',
      part: '',
      on: '2023-04-01',
    });
    expect(history.map((row) => [row.revision, row.value, row.counts])).toEqual([
      [2, 0n, true],
      [1, 1n, false],
    ]);
  });

  it('previews without writing', async () => {
    const before = await allCells(db);
    const seen = await preview(db, clock, batch(), [
      cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n }),
    ]);
    expect(seen.outcome).toMatchObject({ superseded: 1 });
    expect(seen.changes).toMatchObject([
      { action: 'supersede', body_code: '012025', old_value: 0n, value: 1n },
    ]);
    expect(await allCells(db)).toEqual(before);
  });

  it('refuses an unknown body, indicator or series, and two values for one fact; nothing stays', async () => {
    const before = await allCells(db);
    await expect(save([cell({ bodyCode: '999999', indicator: 'sample-yes@1' })])).rejects.toThrow(/unknown/);
    await expect(save([cell({ bodyCode: '012025', indicator: 'nothing@1' })])).rejects.toThrow(/unknown/);
    const twice = cell({ bodyCode: '012033', indicator: 'sample-yes@1' });
    await expect(save([twice, { ...twice, value: 0n }])).rejects.toThrow(/two values/);
    expect(await allCells(db)).toEqual(before);
  });

  it('believes the first series, shows the second when the first is gone', async () => {
    const fact = { bodyCode: '022012', indicator: 'sample-yes@1' };
    await save([cell({ ...fact, series: 'second', value: 0n })]);
    expect((await nation('sample-yes')).numerator).toBe('0');
    const first = await save([cell({ ...fact, series: 'first', value: 1n })]);
    expect((await nation('sample-yes')).numerator).toBe('1');
    await db.transaction().execute((tx) => undoBatch(tx, clock, first.batchId, '運用管理者'));
    expect(await nation('sample-yes')).toMatchObject({ numerator: '0', reported: 2 });
  });

  it('an undone batch leaves no trace in figures and cannot be undone twice', async () => {
    const before = await allCells(db);
    const saved = await save([
      cell({ bodyCode: '133078', indicator: 'sample-yes@1' }),
      cell({ bodyCode: '012025', indicator: 'sample-yes@1', value: 1n }),
    ]);
    expect(await allCells(db)).not.toEqual(before);
    const undone = await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
    expect(undone).toEqual({ ok: true, value: { restored: 1, withdrawn: 1 } });
    expect(await allCells(db)).toEqual(before);
    const again = await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
    expect(again).toMatchObject({ ok: false, code: 'already-undone' });
    const unknown = await db.transaction().execute((tx) => undoBatch(tx, clock, randomUUID(), '運用管理者'));
    expect(unknown).toMatchObject({ ok: false, code: 'unknown-batch' });
  });

  it('a value that two files say stands until both are undone', async () => {
    const before = await allCells(db);
    const fact = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    const excerpt = await save([cell(fact)]);
    const whole = await save([cell(fact), cell({ ...fact, bodyCode: '012033' })]);
    expect(whole.outcome).toMatchObject({ inserted: 1, unchanged: 1 });
    const both = await allCells(db);
    const undo = (batchId: string) =>
      db.transaction().execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
    expect(await undo(excerpt.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 0 } });
    expect(await allCells(db)).toEqual(both);
    expect(await undo(whole.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 2 } });
    expect(await allCells(db)).toEqual(before);
  });

  it('the first of two corrections is undone without the second losing what it repeats', async () => {
    const one = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    const two = { ...one, bodyCode: '012033' };
    const first = await save([cell({ ...one, value: 0n }), cell({ ...two, value: 0n })]);
    const before = await allCells(db);
    const correction = await save([cell({ ...one, value: 1n }), cell({ ...two, value: 0n })]);
    const second = await save([cell({ ...one, value: 1n }), cell({ ...two, value: 1n })]);
    const after = await allCells(db);
    for (const [saved, expected] of [
      [correction, after],
      [second, before],
    ] as const) {
      await db.transaction().execute((tx) => undoBatch(tx, clock, saved.batchId, '運用管理者'));
      expect(await allCells(db)).toEqual(expected);
      expect(await allCells(db)).toEqual(await recomputed());
    }
    await db.transaction().execute((tx) => undoBatch(tx, clock, first.batchId, '運用管理者'));
  });

  it('an edition older than one that repeated the value does not overwrite it', async () => {
    const fact = { bodyCode: '132012', indicator: 'sample-yes@1', on: '2021-04-01' };
    await save([cell(fact)], batch('2023-01-01'));
    await save([cell(fact)], batch('2023-03-01'));
    const between = await save([cell({ ...fact, value: 0n })], batch('2023-02-01'));
    expect(between.outcome).toMatchObject({ older: 1, superseded: 0 });
  });

  it('what an older edition said counts when the newer one is taken back, and goes with its own undoing', async () => {
    const fact = { bodyCode: '133078', indicator: 'sample-people@1', on: '2021-04-01' };
    const undo = (batchId: string) =>
      db.transaction().execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
    const value = async () => (await nation('sample-people', '2021-04-01')).value;
    const before = await value();
    const newer = await save([cell({ ...fact, value: 9n, row: 5 })], batch('2024-01-01'));
    const older = await save([cell({ ...fact, value: 7n, row: 6 })], batch('2023-01-01'));
    expect(older.outcome).toMatchObject({ older: 1, inserted: 0 });
    expect(await value()).toBe(String(Number(before ?? 0) + 9));
    expect(await undo(newer.batchId)).toEqual({ ok: true, value: { restored: 1, withdrawn: 0 } });
    expect(await value()).toBe(String(Number(before ?? 0) + 7));
    const [row] = await historyOf(db, { ...fact, part: '' });
    expect(row).toMatchObject({
      counts: true,
      value: 7n,
      row_no: 6,
      batch_kind: 'undo',
      edition_on: '2023-01-01',
    });
    // A newer edition supersedes it as any other; undone, it is there again.
    const third = await save([cell({ ...fact, value: 8n })], batch('2023-06-01'));
    expect(third.outcome).toMatchObject({ superseded: 1 });
    await undo(third.batchId);
    expect(await value()).toBe(String(Number(before ?? 0) + 7));
    expect(await undo(older.batchId)).toEqual({ ok: true, value: { restored: 0, withdrawn: 1 } });
    expect(await value()).toBe(before);
    expect(await allCells(db)).toEqual(await recomputed());
  });

  it('whatever comes and goes, the newest standing edition counts; of two alike the later', async () => {
    const step = fc.record({
      edition: fc.integer({ min: 1, max: 4 }),
      value: fc.bigInt({ min: 0n, max: 2n }),
      undo: fc.option(fc.nat(6), { nil: null, freq: 2 }),
    });
    let day = 0;
    const sequence = fc.array(step, { minLength: 3, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        day += 1;
        const fact = { bodyCode: '022012', indicator: 'sample-people@1', on: addDays('2000-01-01', day) };
        const given: { edition: number; value: bigint; batchId: string; stands: boolean }[] = [];
        for (const { edition, value, undo } of steps) {
          const taken = undo === null ? undefined : given.filter((one) => one.stands)[undo];
          if (taken === undefined) {
            const { batchId } = await save([cell({ ...fact, value })], batch(`2023-01-0${edition}`));
            given.push({ edition, value, batchId, stands: true });
          } else {
            taken.stands = false;
            await db.transaction().execute((tx) => undoBatch(tx, clock, taken.batchId, '運用管理者'));
          }
          const standing = given.filter((one) => one.stands);
          const newest = Math.max(...standing.map((one) => one.edition));
          const expected = standing.findLast((one) => one.edition === newest)?.value ?? null;
          const counting = (await historyOf(db, { ...fact, part: '' })).find((row) => row.counts);
          expect(counting?.value ?? null).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
    expect(await allCells(db)).toEqual(await recomputed());
  }, 60_000);

  it('a corrected denominator corrects the rate that stands on it', async () => {
    const people = { bodyCode: '131016', indicator: 'sample-people@1', on: '2021-04-01' };
    await save([
      cell({ ...people, value: 200n }),
      cell({ bodyCode: '131016', indicator: 'sample-rate@1', value: 50n, base: 200n, baseOn: '2021-04-01' }),
    ]);
    expect((await nation('sample-rate')).value).toBe('25.0');
    await save([cell({ ...people, value: 250n })]);
    expect(await nation('sample-rate')).toMatchObject({ value: '20.0', denominator: '250' });
    expect(await allCells(db)).toEqual(await recomputed());
  });
});

describe('a change of who is believed', () => {
  it('moves the figures of contested facts, and nothing else', async () => {
    const fact = { bodyCode: '132012', indicator: 'sample-share@1', on: '2020-04-01' };
    await save([cell({ ...fact, series: 'first', value: 1n, base: 4n })]);
    await save([cell({ ...fact, series: 'second', value: 3n, base: 4n })]);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('25.0');
    const others = DEFINITIONS.map((one) =>
      one.id === 'sample-share' ? { ...one, precedence: ['second', 'first'] } : one,
    );
    await registerDefinitions(db, clock, others);
    await registerRules(db, others);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('75.0');
    expect(await allCells(db)).toEqual(await recomputed());
    await registerDefinitions(db, clock, DEFINITIONS);
    await registerRules(db, DEFINITIONS);
    expect((await nation('sample-share', '2020-04-01')).value).toBe('25.0');
  });
});
