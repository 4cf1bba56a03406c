import { describe, expect, it } from 'vitest';
import type { Right } from '../../contracts/seat.ts';
import { relationTo, rightFor, scopeOf } from './rights.ts';
import { adjustmentsTo, grantable, rightsOf } from './roles.ts';

const ALL = new Set<Right>([
  'surveys:read',
  'surveys:answer',
  'surveys:hand-out',
  'surveys:decide',
  'surveys:review',
  'surveys:conduct',
  'posts:administer',
]);
/** Each with every right there is: what remains refused is refused by whose it is. */
const SEATS = {
  town: { bodyCode: '012025', kind: 'municipality', rights: ALL },
  hokkaido: { bodyCode: '010006', kind: 'prefecture', rights: ALL },
  aomori: { bodyCode: '020001', kind: 'prefecture', rights: ALL },
  nation: { bodyCode: '000000', kind: 'nation', rights: ALL },
  sampleVillage: { bodyCode: '993611', kind: 'municipality', rights: ALL },
  samplePrefecture: { bodyCode: '990001', kind: 'prefecture', rights: ALL },
  sampleMinistry: { bodyCode: '999997', kind: 'nation', rights: ALL },
} as const;
const OWNERS = {
  town: { bodyCode: '012025', prefectureCode: '010006' },
  neighbour: { bodyCode: '012033', prefectureCode: '010006' },
  hokkaido: { bodyCode: '010006', prefectureCode: '010006' },
  nation: { bodyCode: '000000', prefectureCode: null },
  sampleVillage: { bodyCode: '993611', prefectureCode: '990001' },
  sampleMinistry: { bodyCode: '999997', prefectureCode: null },
} as const;

describe('whose it is decides', () => {
  it.each([
    ['town', 'town', 'own'],
    ['town', 'neighbour', null],
    ['town', 'hokkaido', null],
    ['town', 'nation', null],
    ['hokkaido', 'town', 'prefecture'],
    ['hokkaido', 'hokkaido', 'own'],
    ['hokkaido', 'nation', null],
    ['aomori', 'town', null],
    ['nation', 'town', 'nation'],
    ['nation', 'hokkaido', 'nation'],
    ['nation', 'nation', 'own'],
    // The two realms never meet.
    ['nation', 'sampleVillage', null],
    ['sampleMinistry', 'sampleVillage', 'nation'],
    ['sampleMinistry', 'town', null],
    ['sampleMinistry', 'nation', null],
    ['nation', 'sampleMinistry', null],
    ['samplePrefecture', 'sampleVillage', 'prefecture'],
    ['samplePrefecture', 'town', null],
  ] as const)('%s towards what %s owns: %s', (seat, owner, relation) => {
    expect(relationTo(SEATS[seat], OWNERS[owner])).toBe(relation);
  });

  it.each([
    // Nobody answers, decides or administers in another body's name.
    ['hokkaido', 'surveys:answer', 'town', false],
    ['hokkaido', 'surveys:decide', 'town', false],
    ['hokkaido', 'posts:administer', 'town', false],
    ['nation', 'posts:administer', 'town', false],
    ['nation', 'surveys:answer', 'hokkaido', false],
    ['hokkaido', 'surveys:review', 'town', true],
    ['hokkaido', 'surveys:read', 'town', true],
    ['hokkaido', 'surveys:review', 'hokkaido', false],
    ['town', 'surveys:review', 'town', false],
    ['nation', 'surveys:review', 'town', true],
    ['town', 'surveys:decide', 'town', true],
    ['town', 'surveys:conduct', 'nation', false],
    ['nation', 'surveys:conduct', 'nation', true],
    ['town', 'surveys:read', 'neighbour', false],
    ['sampleMinistry', 'surveys:review', 'town', false],
  ] as const)('%s %s of %s: %s', (seat, right, owner, may) => {
    expect(rightFor(SEATS[seat], right, OWNERS[owner])).toBe(may);
  });

  it('and without the right nothing', () => {
    expect(rightFor({ ...SEATS.town, rights: new Set() }, 'surveys:read', OWNERS.town)).toBe(false);
  });
});

it('what a transaction sees follows from the body alone', () => {
  expect(scopeOf(SEATS.town)).toEqual({ kind: 'body', bodyCode: '012025' });
  expect(scopeOf(SEATS.hokkaido)).toEqual({
    kind: 'prefecture',
    bodyCode: '010006',
    prefectureCode: '010006',
  });
  expect(scopeOf(SEATS.sampleMinistry)).toEqual({ kind: 'nation', bodyCode: '999997' });
});

describe('what a post may do', () => {
  const has = (...args: Parameters<typeof rightsOf>) => [...rightsOf(...args)].sort();

  it('is its role, more and less', () => {
    const own = ['roadmap:answer', 'roadmap:read', 'standardization:answer', 'standardization:read'];
    expect(has('section-answerer', [], 'municipality')).toEqual([
      'notices:read',
      ...own,
      'surveys:answer',
      'surveys:read',
    ]);
    const changes = [
      { right: 'surveys:hand-out', granted: true },
      { right: 'notices:read', granted: false },
    ] as const;
    expect(has('section-answerer', changes, 'municipality')).toEqual([
      ...own,
      'surveys:answer',
      'surveys:hand-out',
      'surveys:read',
    ]);
  });

  it('is never what no post of such a body has', () => {
    const changes = [{ right: 'surveys:conduct', granted: true }] as const;
    expect(has('sole-officer', changes, 'municipality')).not.toContain('surveys:conduct');
    expect(has('sole-officer', changes, 'municipality')).not.toContain('surveys:review');
    expect(has('nation-administrator', [], 'municipality')).toEqual([]);
    expect(has('what-is-this', [], 'nation')).toEqual([]);
    expect(grantable('municipality')).not.toContain('surveys:conduct');
    expect(grantable('prefecture')).toContain('surveys:review');
  });

  it('is kept as what differs from the role', () => {
    const chosen = new Set([
      'surveys:read',
      'surveys:hand-out',
      'surveys:conduct',
      'nonsense',
      'roadmap:read',
    ]);
    expect(adjustmentsTo('section-answerer', chosen, 'municipality')).toEqual([
      { right: 'surveys:answer', granted: false },
      { right: 'surveys:hand-out', granted: true },
      { right: 'roadmap:answer', granted: false },
      { right: 'standardization:read', granted: false },
      { right: 'standardization:answer', granted: false },
      { right: 'notices:read', granted: false },
    ]);
  });
});
