import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFinding, HOUSE_RULES, judge } from './house.ts';
import { plant } from './plant.ts';
import { commandsExist, linksResolve, settingsDocumented } from './rules/documents.ts';
import { namedExports } from './rules/exports.ts';
import { fileNames, identifiers } from './rules/names.ts';
import { contentSecurity } from './rules/pages.ts';
import { contractTypes, purity, visibleImports } from './rules/purity.ts';
import { ownSchemas } from './rules/schemas.ts';
import { migrationsRegistered, shape } from './rules/shape.ts';
import { sqlHomes } from './rules/sql-homes.ts';
import { noCyrillic, noMachinePaths, nothingSoft } from './rules/words.ts';
import { type Rule, readSources, sourceOf } from './source.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Fault {
  readonly rule: Rule;
  readonly name: string;
  readonly files: Record<string, string>;
  /** `path:line` of everything that is to be named, in the order of the text. */
  readonly found: readonly string[];
}

/** Split so that the rules do not find these planted words in this file. */
const soft = (...pieces: string[]) => pieces.join('');

const faults: readonly Fault[] = [
  {
    rule: visibleImports,
    name: 'R1: an import inside a type',
    files: { 'src/core/a.ts': "\nexport type A = import('../ui/b.ts').B;\n" },
    found: ['src/core/a.ts:2'],
  },
  {
    rule: purity,
    name: 'R2: clock, chance, process and waiting in core',
    files: {
      'src/core/a.ts': [
        '// 今日の日付を読む',
        'export const today = new Date();',
        'export const now = () => Date.now();',
        'export const id = Math.random();',
        'export const home = process.env.HOME;',
        'export const fine = { process: 1, date: today }.process;',
        "export const late = async () => { await fetch('/'); };",
      ].join('\n'),
      'src/core/a.test.ts': 'export const start = Date.now();\n',
      'src/platform/clock.ts': 'export const now = () => Date.now();\n',
    },
    found: [2, 3, 4, 5, 7, 7].map((line) => `src/core/a.ts:${line}`),
  },
  {
    rule: purity,
    name: 'R3: the clock in rules, in a file kind and in a contract',
    files: {
      'src/spine/plan/rules.ts': 'export const year = new Date().getFullYear();\n',
      'src/modules/talent/rules/gates.ts': 'export const at = performance.now();\n',
      'src/spine/imports/file-kinds/card.ts': 'export const id = crypto.randomUUID();\n',
      'src/spine/contracts/help.ts': 'export const at = Date.now();\n',
    },
    found: [
      'src/spine/plan/rules.ts:1',
      'src/modules/talent/rules/gates.ts:1',
      'src/spine/imports/file-kinds/card.ts:1',
      'src/spine/contracts/help.ts:1',
    ],
  },
  {
    rule: contractTypes,
    name: 'R4: a contract takes a value of the platform',
    files: {
      'src/spine/module.ts': "import { env } from '../platform/env.ts';\nexport const port = env.port;\n",
      'src/spine/contracts/a.ts':
        "import type { Day } from '../../core/calendar.ts';\nexport type D = Day;\n",
    },
    found: ['src/spine/module.ts:1'],
  },
  {
    rule: sqlHomes,
    name: 'R7: driver, SQL text and query builder outside queries.ts',
    files: {
      'src/spine/plan/actions.ts': [
        "import { sql } from 'kysely';",
        "import type { Kysely } from 'kysely';",
        "import { type Selectable } from 'kysely';",
        "import pg from 'pg';",
        'export const one = sql`select title from plan.item`;',
        "export const two = 'DELETE FROM plan.item';",
        `export const three = (table: string) => \`insert into ${soft('$', '{table}')} values (1)\`;`,
        "export const four = (db) => db.selectFrom('plan.item').selectAll();",
        "export const text = '一覧から選ぶ';",
      ].join('\n'),
      'src/spine/plan/queries.ts':
        "import { sql } from 'kysely';\nexport const q = sql`select 1 from plan.item`;\n",
      'src/spine/plan/queries/items.ts': 'export const q = `update plan.item set a = 1`;\n',
      'src/platform/db/pool.ts': "import pg from 'pg';\nexport const pool = pg;\n",
      'src/spine/plan/actions.test.ts': 'export const q = `delete from plan.item`;\n',
    },
    found: [1, 4, 5, 6, 7, 8].map((line) => `src/spine/plan/actions.ts:${line}`),
  },
  {
    rule: ownSchemas,
    name: "R8: writes another part's tables, by text and by builder, and tables without a written name",
    files: {
      'src/modules/talent/queries.ts': [
        'export const a = `insert into observations.observation (body_code) values (1)`;',
        'export const b = `update talent.posting p set title = 1`;',
        'export const c = `insert into talent.posting values (1) on conflict (id) do update set title = 2`;',
        "export const d = (db) => db.deleteFrom('plan.item');",
        `export const e = (table: string) => \`truncate ${soft('$', '{table}')}\`;`,
        "export const f = (db) => db.insertInto('talent.posting');",
        'export const g = `update posting set title = 1`;',
      ].join('\n'),
      'src/spine/observations/queries.ts': 'export const a = `select 1 from observations.observation`;\n',
      'src/spine/plan/queries.ts': 'export const a = `select 1 from plan.item`;\n',
    },
    found: [1, 5, 7, 4].map((line) => `src/modules/talent/queries.ts:${line}`),
  },
  {
    rule: ownSchemas,
    name: 'R8: reads another module, or a later part of the spine',
    files: {
      'src/modules/talent/queries.ts': [
        'export const a = `select 1 from plan.item i join cases.case c on true`;',
        'export const b = `select 1 from rollup.cell`;',
      ].join('\n'),
      'src/modules/cases/queries.ts': 'export const a = `select 1 from cases.case`;\n',
      'src/spine/plan/queries.ts':
        "export const a = (db) => db.selectFrom('rollup.cell as c').selectAll();\n",
      'src/spine/roll-up/queries.ts': 'export const a = `insert into rollup.cell select 1 from plan.item`;\n',
    },
    found: ['src/modules/talent/queries.ts:1', 'src/spine/plan/queries.ts:1'],
  },
  {
    rule: ownSchemas,
    name: "R8: a migration creates in another's schema; a temporary table is nobody's",
    files: {
      'src/spine/roll-up/migrations/0001-cells.ts': [
        'export const sql = `create table plan.cell (id int); create index on plan.cell (id);',
        'create table rollup.cell (id int references plan.item); create index cell_id on rollup.cell (id);`;',
        'export const work = `create temp table if not exists delta (id int); insert into delta select 1;`;',
      ].join('\n'),
      'src/spine/plan/queries.ts': 'export const a = `select 1 from plan.item`;\n',
    },
    found: ['src/spine/roll-up/migrations/0001-cells.ts:1', 'src/spine/roll-up/migrations/0001-cells.ts:1'],
  },
  {
    rule: namedExports,
    name: 'R9: default export, exporting again, index.ts',
    files: {
      'src/core/a.ts':
        "export * from './b.ts';\nexport { b } from './b.ts';\nexport default 1;\nexport const c = 1;\n",
      'src/ui/index.ts': 'export const d = 1;\n',
      'vitest.config.ts': 'export default {};\n',
    },
    found: ['src/core/a.ts:1', 'src/core/a.ts:2', 'src/core/a.ts:3', 'src/ui/index.ts:1'],
  },
  {
    rule: contentSecurity,
    name: 'inline style, inline handler, inline script',
    files: {
      'src/ui/a.tsx': [
        "export const A = () => <p style='color:red'>あ</p>;",
        'export const B = () => <button onClick={go}>い</button>;',
        'export const C = () => <script>{code}</script>;',
        "export const D = () => <script src='/assets/menu.js' />;",
        "export const E = () => <script type='application/ld+json'>{json}</script>;",
        'export const F = () => <style>{css}</style>;',
      ].join('\n'),
    },
    found: ['src/ui/a.tsx:1', 'src/ui/a.tsx:2', 'src/ui/a.tsx:3', 'src/ui/a.tsx:6'],
  },
  {
    rule: fileNames,
    name: 'names of files that are not kebab-case ASCII',
    files: {
      'src/core/rollUp.ts': '',
      'src/core/Body/code.ts': '',
      'docs/用語集.md': '',
      'docs/glossary.md': '',
      'src/spine/plan/README.md': '',
      'data/examples/body-code_valid.txt': '',
      'docs/adr/0001-module-first.md': '',
      '.dependency-cruiser.mjs': '',
    },
    found: ['src/core/rollUp.ts:1', 'src/core/Body/code.ts:1', 'docs/用語集.md:1'],
  },
  {
    rule: identifiers,
    name: 'Japanese identifiers',
    files: {
      'src/core/a.ts':
        'export const titles = { 市: 1 };\nexport const 団体 = 1;\nexport type T = { 県: 1 };\n',
    },
    found: ['src/core/a.ts:2', 'src/core/a.ts:3'],
  },
  {
    rule: noCyrillic,
    name: 'Cyrillic letters in a Japanese word',
    files: {
      'data/plan.json': '{\n"title": "\u0434\u0438\u0432\u0430\u0439\u0434"}',
      'docs/a.md': 'デジタルデバイド\n',
    },
    found: ['data/plan.json:2'],
  },
  {
    rule: noMachinePaths,
    name: 'a path of one machine',
    files: {
      'docs/a.md': `see ${soft('/ho', 'me')}/taro/plan.csv\nhttps://example.jp/home/plan と /imports/1 は可\n`,
      'src/core/a.ts': `export const at = '${soft('/wo', 'rk')}/main';\n`,
    },
    found: ['docs/a.md:1', 'src/core/a.ts:1'],
  },
  {
    rule: nothingSoft,
    name: 'tests left out, checks switched off, things not done',
    files: {
      'src/core/a.test.ts': `it${soft('.', 'skip')}('a', () => {});\nexpect${soft('(', 'true)')}.toBe(true);\n`,
      'src/core/a.ts': `// @ts-${soft('ig', 'nore')}\nexport const a = 1; // ${soft('FIX', 'ME')}\n`,
    },
    found: ['src/core/a.test.ts:1', 'src/core/a.test.ts:2', 'src/core/a.ts:1', 'src/core/a.ts:2'],
  },
  {
    rule: shape,
    name: 'a part without face or README, or that nobody registers',
    files: {
      'src/spine/plan/queries.ts': '',
      'src/modules/talent/module.ts': 'export const talentModule = defineModule({});\n',
      'src/modules/talent/README.md': '# talent\n',
      'src/modules/cases/module.ts': 'export const casesModule = {};\n',
      'src/modules/cases/README.md': `${'line\n'.repeat(60)}`,
      'src/app/modules.ts': "import '../modules/cases/module.ts';\n",
    },
    found: [
      'src/spine/plan:1',
      'src/spine/plan:1',
      'src/modules/talent:1',
      'src/modules/cases/module.ts:1',
      'src/modules/cases/README.md:1',
    ],
  },
  {
    rule: migrationsRegistered,
    name: 'a migration that nobody registers, with another id, with a name out of order',
    files: {
      'src/spine/plan/migrations/0001-plan.ts':
        "export const m0001: Migration = { id: 'plan/0001-plan', sql: '' };\n",
      'src/spine/plan/migrations/0002-items.ts':
        "export const m0002: Migration = { id: 'plan/0002-item', sql: '' };\n",
      'src/spine/plan/migrations/items.ts': '',
      'src/spine/plan/module.ts': "import { m0001 } from './migrations/0001-plan.ts';\n",
    },
    found: [
      'src/spine/plan/migrations/0002-items.ts:1',
      'src/spine/plan/migrations/0002-items.ts:1',
      'src/spine/plan/migrations/items.ts:1',
    ],
  },
  {
    rule: linksResolve,
    name: 'a document leads to a file that is not there',
    files: {
      'README.md':
        '[a](docs/adr/) [b](docs/gone.md#part) [c](https://example.jp/x.md) [d](#below)\n![e](gone.png)\n',
      'docs/adr/README.md': '[up](../../README.md)\n[no](0009-no.md)\n',
    },
    found: ['README.md:1', 'README.md:2', 'docs/adr/README.md:2'],
  },
  {
    rule: commandsExist,
    name: 'a document tells to type what does not exist',
    files: {
      'README.md':
        'npm start\nnpm run release\nnpm run -s shirube -- import a.csv\nnpm run -s shirube -- restart\n',
      'package.json': JSON.stringify({ scripts: { start: '', shirube: '' } }),
      'src/app/cli.ts': "export const commands = ['import', 'undo'];\n",
    },
    found: ['README.md:2', 'README.md:4'],
  },
  {
    rule: settingsDocumented,
    name: 'a setting that README.md does not list, and one that nobody reads',
    files: {
      'src/platform/env.ts': "const EXPECTED = {\n  PORT: 'a',\n  HOST: 'b',\n};\n",
      'README.md': '| `PORT` | a |\n| `GONE` | b |\n',
    },
    found: ['README.md:1', 'README.md:2'],
  },
];

describe('house rules that imports do not show', () => {
  it.each(faults)('$name', ({ rule, files, found }) => {
    const sources = Object.entries(files).map(([file, text]) => sourceOf(file, text));
    expect(rule(sources).map((finding) => `${finding.path}:${finding.line}`)).toEqual(found);
  });

  it('proves every rule by a planted fault', () => {
    const proved = new Set(faults.map((fault) => fault.rule));
    expect(HOUSE_RULES.filter((rule) => !proved.has(rule))).toEqual([]);
  });

  it('reads a tree from the disk', () => {
    const project = plant({
      'src/core/a.ts': 'export const today = new Date();\n',
      'node_modules/x/a.ts': 'x',
    });
    try {
      const found = judge(readSources(project.folder)).map(describeFinding);
      expect(found).toEqual([
        'src/core/a.ts:1 R2-pure: Date is not pure: take the value (today, a random id) as a parameter',
      ]);
    } finally {
      project.remove();
    }
  });

  it('reads this project and finds no fault', () => {
    const sources = readSources(root);
    expect(judge(sources).map(describeFinding)).toEqual([]);
    expect(sources.filter((source) => source.nodes.length > 0).length).toBeGreaterThan(20);
  });
});
