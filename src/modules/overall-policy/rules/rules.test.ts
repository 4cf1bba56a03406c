import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare.ts';
import { countsFrom, jointStanding, missingOf, NOTHING, type Standing, standingOf } from './counting.ts';
import { factsOf, marksOf } from './evidence.ts';
import { decisionOf, firstPage, pagesOf, publicationOf } from './input.ts';
import type { PolicyVersion, Section, Sections, TemplateItem } from './model.ts';
import { reviewOf } from './review.ts';
import { isSection, isWriteStep, sectionsOfStep, WHOLE_MINUTES, WRITE_STEPS, yearsOf } from './sections.ts';
import { starterOf } from './template.ts';
import { addressOf, readBook } from './workbook-read.ts';
import { readYears } from './write-form.ts';

const ITEMS: readonly TemplateItem[] = [
  { item: 'standardization', title: '標準化', group: 'priority', groupTitle: '重点' },
  { item: 'divide', title: 'デジタルデバイド対策', group: 'together', groupTitle: 'あわせて' },
];

function texts(values: Readonly<Record<string, readonly [string, string?]>>): Sections {
  return new Map(
    Object.entries(values).map(([section, [text, choice = '']]): [string, Section] => [
      section,
      { section, revision: 1, text, choice, seatTitle: '', savedAt: '' },
    ]),
  );
}

const BOTH = texts({ vision: ['目指す姿'], 'roadmap:standardization': ['移行する', '2026-2027'] });

function version(more: Partial<PolicyVersion> = {}): PolicyVersion {
  return {
    policyNo: 1,
    versionNo: 1,
    planVersion: '5.0',
    way: 'written',
    changeNote: null,
    url: null,
    fileSha256: null,
    filePages: null,
    visionPages: null,
    roadmapPages: null,
    decision: null,
    publishedOn: null,
    publishedUrl: null,
    edition: 1,
    createdBy: '',
    createdAt: '',
    ...more,
  };
}

const decision = (on: string) => ({
  documentNo: '企第1号',
  on,
  decider: '町長',
  onBehalf: false,
  seenLater: false,
  samePerson: false,
});
const decided = (on: string, publishedOn: string | null = null) => ({ decision: decision(on), publishedOn });
const registered = { way: 'registered', url: 'https://www.example.jp/dx.pdf' } as const;

describe('a version counts', () => {
  it.each<[string, Partial<PolicyVersion>, Sections, string | null, string]>([
    ['from 公表日 after 決裁日', decided('2026-04-20', '2026-04-22'), BOTH, '2026-04-22', ''],
    ['from the one day of both', decided('2026-04-20', '2026-04-20'), BOTH, '2026-04-20', ''],
    ['not without 公表日', decided('2026-04-20'), BOTH, null, 'publication'],
    ['not without 決裁', {}, BOTH, null, 'decision publication'],
    [
      'not without years in the roadmap',
      decided('2026-04-20', '2026-04-22'),
      texts({ vision: ['目指す姿'], 'roadmap:standardization': ['移行する'] }),
      null,
      'roadmap',
    ],
    [
      'not with a vision of blanks',
      decided('2026-04-20', '2026-04-22'),
      texts({ vision: [' \n'], 'roadmap:divide': ['講座', '2026-2026'] }),
      null,
      'vision',
    ],
    [
      'registered with both pages',
      { ...registered, ...decided('2020-04-01', '2020-05-01'), visionPages: '3', roadmapPages: '8' },
      new Map(),
      '2020-05-01',
      '',
    ],
    [
      'registered without the page of the roadmap: not',
      { ...registered, ...decided('2020-04-01', '2020-05-01'), visionPages: '3' },
      new Map(),
      null,
      'roadmap',
    ],
    [
      'pages of nothing are none',
      { way: 'registered', ...decided('2020-04-01', '2020-05-01'), visionPages: '3', roadmapPages: '8' },
      new Map(),
      null,
      'vision roadmap',
    ],
  ])('%s', (_, more, sections, from, missing) => {
    expect(countsFrom(version(more), sections)).toBe(from);
    expect(missingOf(version(more), sections).join(' ')).toBe(missing);
  });
});

describe('a policy stands', () => {
  const first = { version: version(decided('2026-04-20', '2026-04-22')), sections: BOTH };
  const abolition = {
    on: '2026-09-01',
    reason: '統合',
    ...{ documentNo: '1', decidedOn: '2026-08-20', decider: '町長' },
  };

  it('goes on standing through a revision that is empty, or decided and not published', () => {
    const stands = standingOf([first], null);
    expect(stands).toEqual({
      vision: '2026-04-20',
      roadmap: '2026-04-20',
      counts: '2026-04-22',
      ended: null,
      stood: null,
    });
    const empty = { version: version({ versionNo: 2 }), sections: new Map() };
    const unpublished = { version: version({ versionNo: 2, ...decided('2026-10-01') }), sections: new Map() };
    expect(standingOf([first, empty], null)).toEqual(stands);
    expect(standingOf([first, unpublished], null)).toEqual(stands);
  });

  it('ends with its abolition', () => {
    expect(standingOf([first], abolition)).toEqual({ ...NOTHING, ended: '2026-09-01', stood: '2026-04-22' });
  });

  it.each([
    ['its own decision, later', '2026-06-01', '2026-06-01'],
    ['the plan itself, later', '2026-04-01', '2026-04-22'],
    ['nothing before it agreed', null, null],
  ])('for who shares it from %s', (_, agreed, counts) => {
    expect(jointStanding(standingOf([first], null), agreed).counts).toBe(counts);
  });

  it('is one line of a prefecture’s list; of a written draft nothing is said that it cannot see', () => {
    const line = (versions: (typeof first)[], ended = false) => {
      const own = ended ? abolition : null;
      const reviewed = reviewOf([
        { versions, abolition: own, standing: standingOf(versions, own), joint: false },
      ]);
      return [reviewed.state, reviewed.on, reviewed.missing.join(' ')];
    };
    expect(line([first])).toEqual(['counts', '2026-04-22', '']);
    expect(line([first], true)).toEqual(['abolished', '2026-09-01', '']);
    expect(line([{ version: version(decided('2026-04-20')), sections: new Map() }])).toEqual([
      'decided',
      '2026-04-20',
      'publication',
    ]);
    expect(line([{ version: version(), sections: new Map() }])).toEqual(['draft', null, 'decision']);
    expect(reviewOf([]).state).toBe('none');
  });
});

describe('evidence', () => {
  const stands = { ...NOTHING, vision: '2026-04-20', roadmap: '2026-04-20', counts: '2026-04-22' };
  const abolished = { ...NOTHING, ended: '2026-09-01', stood: '2026-04-22' };
  const marksShown = (marks: ReturnType<typeof marksOf>) =>
    marks.map(({ key, on, stands: still }) => [key, on, still]);

  it('of an abolition: the marks end that day, the figure is 0 that day', () => {
    expect(marksShown(marksOf(stands, abolished))).toEqual([
      ['policy.vision', '2026-09-01', false],
      ['policy.roadmap', '2026-09-01', false],
      ['policy.published', '2026-09-01', false],
    ]);
  });

  it('of an abolition that is taken back: its day says again what stands', () => {
    expect(marksShown(marksOf(abolished, stands)).slice(-2)).toEqual([
      ['policy.published', '2026-04-22', true],
      ['policy.published', '2026-09-01', true],
    ]);
  });

  const from = (counts: string | null) => ({ ...NOTHING, counts });
  const span = (stood: string, ended: string) => ({ ...NOTHING, stood, ended });
  const old = span('2024-04-01', '2025-01-01');
  it.each<[string, readonly Standing[], readonly Standing[], readonly unknown[]]>([
    ['nothing has changed', [from('2026-04-22')], [from('2026-04-22')], []],
    ['it begins', [NOTHING], [from('2026-04-22')], [['2026-04-22', 1]]],
    ['a wrong record is taken back', [from('2026-04-22')], [NOTHING], [['2026-04-22', 'withdrawn']]],
    ['taken back after an abolition', [old, from('2026-04-22')], [old, NOTHING], [['2026-04-22', 0]]],
    [
      'it began later than was said',
      [from('2026-04-22')],
      [from('2026-05-01')],
      [
        ['2026-04-22', 'withdrawn'],
        ['2026-05-01', 1],
      ],
    ],
    [
      'it began earlier than was said',
      [from('2026-04-22')],
      [from('2026-04-21')],
      [
        ['2026-04-21', 1],
        // The entry of the other day is no change any more, and stays true.
        ['2026-04-22', 1],
      ],
    ],
    ['it is abolished', [from('2026-04-22')], [abolished], [['2026-09-01', 0]]],
    ['on the day it began', [from('2026-04-22')], [span('2026-04-22', '2026-04-22')], [['2026-04-22', 0]]],
    ['the abolition was a mistake', [abolished], [from('2026-04-22')], [['2026-09-01', 1]]],
    ['one that never counted is abolished', [NOTHING], [{ ...NOTHING, ended: '2026-09-01' }], []],
    ['while another stands', [from('2026-04-22'), from('2026-05-01')], [abolished, from('2026-05-01')], []],
    [
      'and another began later',
      [from('2026-04-22'), from('2026-10-01')],
      [abolished, from('2026-10-01')],
      [
        ['2026-09-01', 0],
        ['2026-10-01', 1],
      ],
    ],
    [
      'another that stood already on that day is recorded afterwards',
      [abolished, NOTHING],
      [abolished, from('2026-08-01')],
      [['2026-09-01', 1]],
    ],
  ])('of the figure: %s', (_, before, after, expected) => {
    expect(shown(factsOf(before, after))).toEqual(expected);
  });

  it('of a day that moved: marks of the former day end only where the new one is later', () => {
    const moved = (counts: string) =>
      marksOf(stands, { ...stands, counts }).map(({ on, stands: still }) => [on, still]);
    expect(moved('2026-05-01')).toEqual([
      ['2026-04-22', false],
      ['2026-05-01', true],
    ]);
    expect(moved('2026-04-21')).toEqual([['2026-04-21', true]]);
  });

  function shown(facts: ReturnType<typeof factsOf>) {
    return facts.map(({ on, value, reason }) => [on, value === null ? reason : Number(value)]);
  }
});

describe('what is typed', () => {
  it.each<[string, number | null, string | null]>([
    ['3', null, '3'],
    ['３～５ページ、8', null, '3-5、8'],
    ['p.12-14', 14, '12-14'],
    ['', 10, null],
    ['12-14', 13, 'pages-beyond'],
    ['5-3', null, 'bad-pages'],
    ['表紙', null, 'bad-pages'],
    ['0', null, 'bad-pages'],
  ])('pages %s of %s', (text, pages, expected) => {
    const read = pagesOf(text, pages);
    expect(read.ok ? read.value : read.code).toBe(expected);
  });

  const FORM = {
    documentNo: '企第1号',
    decidedOn: '令和8年4月20日',
    decider: '町長',
    onBehalf: false,
    seenLater: false,
    samePerson: false,
  };
  it.each<[string, Partial<typeof FORM>, string]>([
    ['stands', {}, '2026-04-20'],
    ['no number', { documentNo: ' ' }, 'document-missing'],
    ['no day', { decidedOn: '' }, 'decided-missing'],
    ['no day that exists', { decidedOn: '令和8年2月30日' }, 'bad-decided'],
    ['a day to come', { decidedOn: '2026-04-21' }, 'decided-future'],
    ['before the last version', { decidedOn: '2026-03-31' }, 'decided-before-last'],
    ['nobody', { decider: '' }, 'decider-missing'],
    ['後閲 without 代決', { seenLater: true }, 'seen-without-behalf'],
  ])('a decision: %s', (_, more, expected) => {
    const read = decisionOf({ ...FORM, ...more }, '2026-04-20', '2026-04-01');
    expect(read.ok ? read.value.on : read.code).toBe(expected);
  });

  it.each<[string, string, string | null]>([
    ['', '', null],
    ['2026-04-22', '', '2026-04-22'],
    ['2026-04-19', '', 'published-before-decided'],
    ['2026-04-23', '', 'published-future'],
    ['いつか', '', 'bad-published'],
    ['2026-04-22', 'javascript:alert(1)', 'bad-address'],
  ])('a publication on 「%s」 at 「%s」', (publishedOn, publishedUrl, expected) => {
    const read = publicationOf({ publishedOn, publishedUrl }, '2026-04-22', '2026-04-20');
    expect(read.ok ? read.value.on : read.code).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['2026', '2028', '2026-2028'],
    ['令和8年度', '', '2026-2026'],
    ['', '', ''],
    ['2028', '2026', 'bad'],
    ['来年', '', 'bad'],
  ])('years %s to %s', (from, to, expected) => expect(readYears(from, to)).toBe(expected));

  it('names the first page of a span', () =>
    expect([firstPage('3-5、8'), firstPage(null)]).toEqual([3, null]));
});

describe('writing', () => {
  it('takes half an hour, and every section belongs to one step', () => {
    expect(WHOLE_MINUTES).toBe(30);
    const all = WRITE_STEPS.flatMap(({ id }) => sectionsOfStep(id, ITEMS));
    expect(new Set(all).size).toBe(all.length);
    expect(isSection('item:divide', ITEMS) && !isSection('item:bpr', ITEMS)).toBe(true);
    expect([isWriteStep('vision'), isWriteStep('constructor'), yearsOf('2028-2026')]).toEqual([
      true,
      false,
      null,
    ]);
  });

  it('begins with words that name no figure and no day, and a roadmap of the items that are not watched', () => {
    for (const section of WRITE_STEPS.flatMap(({ id }) => sectionsOfStep(id, ITEMS))) {
      expect(starterOf(section, '架空村', ITEMS, 2026).text).not.toMatch(/%|\d{4}年/);
    }
    expect(starterOf('roadmap:standardization', '架空村', ITEMS, 2026).choice).toBe('2026-2027');
    expect(starterOf('roadmap:divide', '架空村', ITEMS, 2026)).toEqual({ text: '', choice: '' });
    expect(starterOf('structure', '青森県', ITEMS, 2026).text).toContain('副知事を最高情報統括責任者');
  });
});

describe('two versions', () => {
  it('are compared by section', () => {
    const from = {
      version: version({ ...registered, visionPages: '3' }),
      sections: texts({ vision: ['旧'], current: ['同じ'] }),
    };
    const to = {
      version: version({ versionNo: 2 }),
      sections: texts({ vision: ['新'], current: ['同じ'], 'item:divide': ['講座', 'do'] }),
    };
    expect(
      compareVersions(from, to, ITEMS).map(({ section, state, to: text }) => [section, state, text]),
    ).toEqual([
      ['url', 'removed', ''],
      ['vision-pages', 'removed', ''],
      ['vision', 'changed', '新'],
      ['current', 'same', '同じ'],
      ['item:divide', 'added', '［取り組む］講座'],
    ]);
  });
});

describe('a workbook that comes back', () => {
  const HEAD = ['欄の番号', '欄', '扱い', '開始年度', '終了年度', '本文'];
  const read = (...rows: string[][]) =>
    readBook(
      [{ name: 'x', rows: [['方針番号', 'P1-993611-1'], [], ['', ...HEAD], ...rows], formulas: [[7, 7]] }],
      'P1-993611-1',
      ITEMS,
    );

  it('is read by its words, moved by a column; faults name their cells', () => {
    const got = read(
      ['', 'vision', '', '', '', '', '目指す姿'],
      ['', 'item:divide', '', 'ぼちぼち', '', '', '講座'],
      ['', 'item:nowhere', '', '', '', '', '？'],
      ['', 'current', '', '', '', '', '42'],
      ['', 'roadmap:divide', '', '', '2028', '2026', '講座'],
      ['', 'roadmap:standardization', '', '', '2026.0', '2027', '移行'],
      ['', 'vision', '', '', '', '', '二つ目'],
      ['', 'structure', '', '', '', '', ''],
    );
    if (!got.ok) throw new Error(got.code);
    expect(got.value.lines).toEqual([
      { section: 'vision', text: '目指す姿', choice: '', cell: 'G4' },
      { section: 'roadmap:standardization', text: '移行', choice: '2026-2027', cell: 'G9' },
    ]);
    expect(got.value.faults.map(({ cell }) => cell)).toEqual(['D5', 'B6', 'G7', 'E8', 'B10']);
  });

  it('of another version, and what is none, is refused as a whole', () => {
    const other = readBook([{ name: 'x', rows: [['P1-993611-2']], formulas: [] }], 'P1-993611-1', ITEMS);
    const none = readBook([{ name: 'x', rows: [['メモ']], formulas: [] }], 'P1-993611-1', ITEMS);
    const noTable = readBook([{ name: 'x', rows: [['P1-993611-1']], formulas: [] }], 'P1-993611-1', ITEMS);
    expect([other, none, noTable].map((one) => (one.ok ? 'read' : one.code))).toEqual([
      'other-number',
      'no-number',
      'no-table',
    ]);
    expect([addressOf(0, 0), addressOf(11, 5), addressOf(0, 27)]).toEqual(['A1', 'F12', 'AB1']);
  });
});
