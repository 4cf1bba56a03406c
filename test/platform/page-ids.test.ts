import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRegistry } from '../../src/app/modules.ts';
import { definitionKey, type IndicatorDefinition } from '../../src/core/indicator.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { undoRun } from '../../src/spine/imports/undo.ts';
import { shapesFile } from '../fixtures/files/bodies.ts';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { marksRows } from '../fixtures/files/standardization.ts';
import { importAll, read } from '../imports/support.ts';
import { pageFaults } from '../support/page-faults.ts';
import { observed, openSite, type Site } from '../support/site.ts';

const MUNICIPAL = ['012025', '012033', '162019', '172065', '132012'];
const PREFECTURES = ['010006', '160008'];
/** Kinds of pages below which something has gone wrong with the walk itself. */
const FEWEST = 80;

let site: Site;
let cookie = '';
/** Pages that no link leads to: what was refused, what is asked, what has an error. */
const starts = [
  ...['/', '/bodies/999999', '/bodies/404055', '/nowhere', '/indicators/nothing', '/accessibility'],
  ...['/?asOf=x&class=y&knownOn=z', '/?knownOn=2020-01-01', '/bodies/160008?asOf=x&sort=name&class=y'],
  '/indicators/cio?view=table&prefecture=160008&class=city&sort=value&order=desc&page=2&knownOn=2026-04-01',
  ...['/indicators/cio?asOf=1999-01-01', '/indicators/cio?class=y&level=z', '/provenance/x'],
];

/** Two days, two sources that disagree, parts: what makes a page of an indicator as long as it can be. */
function valuesOf(definition: IndicatorDefinition) {
  const parts = definition.parts?.slice(0, 2).map((part) => part.id) ?? [''];
  const bodies = [
    ...(definition.level === 'prefecture' ? [] : MUNICIPAL),
    ...(definition.level === 'municipality' ? [] : PREFECTURES),
  ];
  const value = { value: BigInt(definition.choices?.[0]?.value ?? 1), base: 4n };
  return (series: string, on: string, more: bigint) =>
    bodies.flatMap((bodyCode) =>
      [...parts, ...(definition.partsTotal === undefined ? [] : ['total'])].map((part) =>
        observed({
          ...{ bodyCode, indicator: definitionKey(definition), part, on, series },
          ...{ value: value.value + more, base: definition.valueKind === 'share' ? value.base : null },
          ...(definition.denominator === undefined ? {} : { base: 1000n, baseOn: on }),
        }),
      ),
    );
}

beforeAll(async () => {
  site = await openSite();
  for (const definition of importRegistry().definitions) {
    const values = valuesOf(definition);
    await site.save([
      ...values('first-source', '2023-04-01', 0n),
      ...values('first-source', '2024-04-01', 0n),
      ...values('second-source', '2023-04-01', definition.valueKind === 'yes-no' ? -1n : 1n),
    ]);
  }
  const cio = [observed({ bodyCode: '012025', indicator: 'cio@1', value: 0n })];
  await site.save(cio, '訂正の表', 'correction');
  await site.undo(await site.save([observed({ bodyCode: '012025', on: '2025-04-01' })]));

  const { deps } = site;
  const table = csv('見本の表.csv', municipalRows());
  await importAll(deps, [shapesFile()]);
  const undone = await importAll(deps, [csv('交付状況.csv', localgovRows())]);
  await undoRun(deps, undone.runId);
  const done = await importAll(deps, [table], '2023-04-01');
  const states = [
    done,
    await read(deps, [csv('別の表.csv', withCell(municipalRows(), 4, 3, '未実施'))], '2023-04-01'),
    await read(deps, [csv('壊れた表.csv', withCell(municipalRows(), 4, 3, '検討中'))], '2023-04-01'),
    await read(deps, [csv('一覧.csv', marksRows())]),
    await read(deps, [csv('名前.csv', withCell(withCell(localgovRows(), 2, 3, '架空市'), 2, 9, '<NA>'))]),
  ];
  expect(new Set(states.map((run) => run.state))).toEqual(
    new Set(['done', 'preview', 'refused', 'needs-decision']),
  );
  starts.push(`/imports/${done.runId}/undo`, ...states.map((run) => `/imports/${run.runId}`));
  const answer = await site.get(await issueOperatorLink(deps, deps.settings.baseUrl));
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}, 180_000);
afterAll(() => site?.close());

/** Indicators of one build have pages of one kind. */
const BUILDS = new Map(
  importRegistry().definitions.map(({ id, level, operator, parts, denominator }) => [
    id,
    [level, operator.kind, parts && 'parts', denominator && 'divided'].filter(Boolean).join('-'),
  ]),
);

/** Pages of one kind differ only in which body, day or file they are about: each build and view, each set of choices. */
function kindsOf(address: string): readonly string[] {
  const { pathname, searchParams } = new URL(address, 'http://a');
  const path = pathname
    .replace(/^\/provenance\/.*/, '/provenance')
    .replace(/^\/plan\/([^/]+)\/.*/, '/plan/item')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'run')
    .replace(/\/bodies\/(\d{2})000\d$/, '/bodies/prefecture')
    .replace(/\/bodies\/\d{6}$/, '/bodies/municipality');
  const [, id] = /^\/indicators\/([^/]+)$/.exec(path) ?? [];
  const look = ['view', 'level'].map((name) => searchParams.get(name) ?? '').join(' ');
  const choices = [...searchParams.keys()].sort().join(' ');
  const kind = id === undefined ? path : '/indicators/id';
  const build = id === undefined ? path : `/indicators/${BUILDS.get(id) ?? id}`;
  return [`${build} ${look}`.trim(), `${kind}?${choices}`];
}

function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)]
    .map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
    .filter((link) => !/^\/(api|assets)\//.test(link));
}

/** Every kind of page that links lead to, as the operator sees them: with every form that there is. */
async function walk() {
  const headers = { cookie };
  const seen = new Set<string>();
  const waiting = [...starts];
  const faults: string[] = [];
  let pages = 0;
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kinds = kindsOf(address);
    if (kinds.every((kind) => seen.has(kind))) continue;
    for (const kind of kinds) seen.add(kind);
    pages += 1;
    const answer = await site.request(address, { headers });
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const html = await answer.text();
    if (answer.status >= 500) faults.push(`${address}: ${answer.status}`);
    faults.push(...pageFaults(html).map((fault) => `${address}: ${fault}`));
    waiting.push(...linksOf(html));
  }
  return { seen, pages, faults };
}

describe('no page carries an id twice', () => {
  test('the judge sees ids of headings, fields and drawings alike', () => {
    const html = '<h1 id="a"></h1><svg><pattern id="p"/></svg><input type="text" id="a"><g id="p"></g>';
    expect(pageFaults(html)).toEqual(['an id twice: a p']);
  });

  test('however deep the links lead', async () => {
    const { seen, pages, faults } = await walk();
    expect(faults).toEqual([]);
    expect(pages).toBeGreaterThan(FEWEST);
    for (const kind of ['/', '/bodies/municipality', '/bodies/prefecture', '/data', '/corrections'])
      expect(seen).toContain(kind);
    for (const view of ['table', 'prefectures', 'table prefecture'])
      expect([...seen]).toContain(`/indicators/both-share-of-bodies ${view}`);
  }, 240_000);
});
