import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { type Scope, withScope } from '../../platform/db/scope.ts';
import { loadRegister } from '../bodies/actions.ts';
import { REGISTER_SOURCE } from '../bodies/register-data.ts';
import type { Evidence, EvidenceMark } from '../contracts/evidence.ts';
import { registerDefinitions } from '../indicators/actions.ts';
import { registerRules } from '../roll-up/actions.ts';
import { recordEvidence } from './actions.ts';
import { evidenceHistory, standingMarks } from './queries.ts';

const TOWN = '013315';
const OTHER = '022012';
const clock = fixedClock('2026-06-01T09:00:00+09:00');
/** The structure's own definitions stand in a later part. */
const DEFINITIONS: readonly IndicatorDefinition[] = [
  {
    id: 'sample-cio',
    version: 1,
    title: '台帳の指標',
    shortTitle: '台帳',
    definition: '試験のための定義',
    formula: '試験のための式',
    source: '試験のための資料',
    level: 'both',
    valueKind: 'yes-no',
    unit: '%',
    decimals: 1,
    scale: 0,
    better: 'up',
    period: 'day',
    operator: { kind: 'share-of-bodies', atLeast: 1 },
    base: 'asked',
    baseBodies: 'all',
    planItems: [],
    standing: true,
  },
];
const OWN: Scope = { kind: 'body', bodyCode: TOWN };

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await loadRegister(test.db, clock, REGISTER_SOURCE);
  await registerDefinitions(test.db, clock, DEFINITIONS);
  await registerRules(test.db, DEFINITIONS);
}, 60_000);
afterAll(() => test?.close());

function cio(marks: readonly Omit<EvidenceMark, 'key'>[], more: Partial<Evidence> = {}): Evidence {
  return {
    bodyCode: TOWN,
    source: 'structure',
    subject: 'cio',
    title: 'CIO（副町長）',
    href: '/structure',
    marks: marks.map((mark) => ({ key: 'structure.cio', ...mark })),
    facts: marks.map(({ on, stands }) => ({
      indicator: 'sample-cio@1',
      part: '',
      on,
      value: stands ? 1n : 0n,
      reason: null,
    })),
    ...more,
  };
}

const record = (evidence: Evidence | readonly Evidence[], scope = OWN) =>
  withScope(test.appDb, scope, (tx) => recordEvidence(tx, clock, null, evidence));
const standing = (on: string, scope: Scope = OWN) =>
  withScope(test.appDb, scope, (tx) => standingMarks(tx, [TOWN, OTHER], on));

describe('evidence', () => {
  it('stands from its day until it ends, and again', async () => {
    await record(cio([{ on: '2024-04-01', stands: true }]));
    await record(cio([{ on: '2026-04-01', stands: false }]));
    await record(cio([{ on: '2026-05-10', stands: true }], { title: 'CIO（総務課長）' }));
    expect(await standing('2024-03-31')).toEqual([]);
    expect(await standing('2026-03-31')).toMatchObject([{ title: 'CIO（副町長）', since: '2024-04-01' }]);
    expect(await standing('2026-05-09')).toEqual([]);
    expect(await standing('2026-06-01')).toMatchObject([{ title: 'CIO（総務課長）', since: '2026-05-10' }]);
  });

  it('is corrected by what is recorded later of the same day', async () => {
    await record(
      cio([
        { on: '2026-04-01', stands: true },
        { on: '2026-05-10', stands: true },
      ]),
    );
    expect(await standing('2026-04-15')).toMatchObject([{ since: '2024-04-01' }]);
    const history = await withScope(test.appDb, OWN, (tx) => evidenceHistory(tx, TOWN, { subject: 'cio' }));
    expect(history).toHaveLength(4);
    expect(history[0]?.marks).toHaveLength(2);
  });

  it('is written for the own body only, and seen by its prefecture and not by others', async () => {
    await expect(record(cio([], { bodyCode: OTHER, subject: 'stolen' }))).rejects.toThrow('row-level');
    expect(await standing('2026-06-01', { kind: 'body', bodyCode: OTHER })).toEqual([]);
    const hokkaido: Scope = { kind: 'prefecture', prefectureCode: '010006', bodyCode: '010006' };
    expect(await standing('2026-06-01', hokkaido)).toHaveLength(1);
    const aomori: Scope = { kind: 'prefecture', prefectureCode: '020001', bodyCode: '020001' };
    expect(await standing('2026-06-01', aomori)).toEqual([]);
    expect(await standing('2026-06-01', { kind: 'public' })).toEqual([]);
  });
});
