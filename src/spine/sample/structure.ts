import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import type { By } from '../structure/actions/by.ts';
import { addEntry } from '../structure/actions/entries.ts';
import { askJoint } from '../structure/actions/joint.ts';
import { allVersions } from '../structure/queries/entries.ts';
import type { EntryContent } from '../structure/rules/entry.ts';
import type { Kind, Rank } from '../structure/rules/kinds.ts';
import { SAMPLE_BODIES } from './bodies.ts';
import { sampleId } from './people.ts';
import { lockSample } from './queries.ts';

const SINCE = '2024-04-01';
const { prefecture, city, first, second, third, village } = SAMPLE_BODIES;

function entry(kind: Kind, more: Partial<EntryContent>): EntryContent {
  return {
    kind,
    state: 'held',
    validFrom: SINCE,
    validTo: null,
    title: '',
    rank: null,
    unit: null,
    external: null,
    members: null,
    personId: null,
    ...more,
  };
}

function cio(title: string, rank: Rank = 'deputy', more: Partial<EntryContent> = {}): EntryContent {
  return entry('cio', { title, rank, ...more });
}

const OFFICE = entry('dedicated-unit', { title: 'デジタル推進課', unit: 'division' });
const MEETING = entry('cross-cutting', {
  title: 'DX推進会議',
  rank: 'director',
  members: '総務部長、各課長',
});

/**
 * As the bodies answered last year (`survey-answers.ts`): the village has no CIO and has not said why, one town's CIO has
 * left, one shared aide waits for consent.
 */
const REGISTERS: readonly (readonly [string, readonly EntryContent[]])[] = [
  [
    prefecture.code,
    [
      cio('副知事'),
      entry('cio-aide', { title: 'デジタル統括アドバイザー', external: true }),
      entry('dedicated-unit', { title: 'デジタル推進局', unit: 'department' }),
      entry('cross-cutting', { title: 'DX推進本部', rank: 'head', members: '副知事、各部局長' }),
    ],
  ],
  [city.code, [cio('副市長'), OFFICE, MEETING]],
  [
    first.code,
    [
      cio('副町長'),
      entry('cio-aide', { title: 'CIO補佐官', external: true }),
      entry('dedicated-unit', { title: '企画課 情報政策係', unit: 'group' }),
      entry('cross-cutting', { title: 'DX推進本部', rank: 'deputy', members: '副町長、各課長' }),
      entry('dx-leader', { title: '各課1人、計9人' }),
    ],
  ],
  [second.code, [cio('副町長'), OFFICE, MEETING]],
  [
    third.code,
    [
      cio('副町長', 'deputy', { validTo: '2025-10-01' }),
      entry('cio', { state: 'vacant', validFrom: '2025-10-01' }),
      OFFICE,
      MEETING,
    ],
  ],
  [village.code, [entry('dedicated-unit', { state: 'not-placed' })]],
];

/** Number of an entry, so that every start and every test knows it again. */
export function entryIdOf(bodyCode: string, kind: Kind, validFrom = SINCE): string {
  return sampleId('structure', bodyCode, kind, validFrom);
}

/** 体制台帳 of 見本県. Once, at the first start. */
export async function seedStructureOfSample(deps: Deps): Promise<void> {
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    if ((await allVersions(tx, prefecture.code)).length > 0) return;
    await lockSample(tx);
    if ((await allVersions(tx, prefecture.code)).length > 0) return;
    const by = (bodyCode: string): By => ({ clock: deps.clock, bodyCode, seat: null });
    for (const [bodyCode, entries] of REGISTERS) {
      for (const content of entries) {
        const done = await addEntry(
          tx,
          by(bodyCode),
          content,
          entryIdOf(bodyCode, content.kind, content.validFrom),
        );
        if (!done.ok) throw new Error(`見本県: structure: ${done.code}`);
      }
    }
    const asked = await askJoint(tx, by(first.code), entryIdOf(first.code, 'cio-aide'), third.code);
    if (!asked.ok) throw new Error(`見本県: structure: ${asked.code}`);
  });
}
