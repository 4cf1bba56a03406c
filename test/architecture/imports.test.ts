import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Plant, plant } from './plant.ts';

interface ImportsRead {
  readonly modules: number;
  readonly dependencies: number;
  readonly violations: readonly string[];
}

const root = path.resolve(import.meta.dirname, '../..');
const reader = pathToFileURL(path.join(root, 'scripts/read-imports.js')).href;
const { readImports } = (await import(reader)) as { readImports(baseDir: string): Promise<ImportsRead> };

const A_NAME = 'export const name = 1;\n';
const takes = (from: string) => `import { name } from '${from}';\nexport const other = name;\n`;
const takesType = (from: string) => `import type { Name } from '${from}';\nexport type Other = Name;\n`;

/** What each rule must name; the files stand in one tree, together with what is allowed. */
const faults: readonly {
  readonly breaks: string;
  readonly files: Record<string, string>;
  readonly found: string[];
}[] = [
  {
    breaks: 'R1: a circle of types only',
    files: {
      'src/ui/circle-a.ts': "import type { B } from './circle-b.ts';\nexport interface A { b: B }\n",
      'src/ui/circle-b.ts': "import { type A } from './circle-a.ts';\nexport interface B { a: A }\n",
    },
    found: ['R1-no-circles: src/ui/circle-a.ts → src/ui/circle-b.ts → src/ui/circle-a.ts'],
  },
  {
    breaks: 'R2: core imports a Node module, the platform, and dynamically',
    files: {
      'src/core/reads-files.ts':
        "import { readFile } from 'node:fs/promises';\nexport const read = readFile;\n",
      'src/core/asks-platform.ts': takesType('../platform/env.ts'),
      'src/core/late.ts': "export const late = () => import('../ui/button.tsx');\n",
    },
    found: [
      'R2-core-imports-only-core: src/core/asks-platform.ts → src/platform/env.ts',
      'R2-core-imports-only-core: src/core/late.ts → src/ui/button.tsx',
      'R2-core-imports-only-core: src/core/reads-files.ts → fs/promises',
    ],
  },
  {
    breaks: 'R3: rules ask the database, a file kind asks actions, rules of another part',
    files: {
      'src/spine/bodies/rules.ts': takes('./queries.ts'),
      'src/modules/talent/rules/gates.ts': takesType('../../../platform/env.ts'),
      'src/spine/imports/kinds/card.ts': takes('../actions.ts'),
      'src/spine/plan/rules.ts': takes('../bodies/rules.ts'),
    },
    found: [
      'R3-rules-are-pure: src/modules/talent/rules/gates.ts → src/platform/env.ts',
      'R3-rules-are-pure: src/spine/bodies/rules.ts → src/spine/bodies/queries.ts',
      'R3-rules-are-pure: src/spine/imports/kinds/card.ts → src/spine/imports/actions.ts',
      'R3-rules-are-pure: src/spine/plan/rules.ts → src/spine/bodies/rules.ts',
    ],
  },
  {
    breaks: 'R4: a module imports another, from a page',
    files: {
      'src/modules/talent/pages/pool.tsx': `${takes('../../cases/module.ts')}export const P = <p>あ</p>;\n`,
    },
    found: ['R4-modules-apart: src/modules/talent/pages/pool.tsx → src/modules/cases/module.ts'],
  },
  {
    breaks: 'R4: a part of the spine imports a later one',
    files: {
      'src/spine/bodies/queries.ts': takes('../plan/queries.ts'),
      'src/spine/observations/queries.ts': takesType('../roll-up/queries.ts'),
      'src/spine/structure/queries.ts': takes('../visibility/queries.ts'),
    },
    found: [
      'R4-spine-order-bodies: src/spine/bodies/queries.ts → src/spine/plan/queries.ts',
      'R4-spine-order-observations: src/spine/observations/queries.ts → src/spine/roll-up/queries.ts',
      'R4-spine-order-structure: src/spine/structure/queries.ts → src/spine/visibility/queries.ts',
    ],
  },
  {
    breaks: 'R4: a part that no order names; a contract that knows a part',
    files: {
      'src/spine/weather/queries.ts': takes('../bodies/queries.ts'),
      'src/spine/contracts/help.ts': takesType('../plan/queries.ts'),
    },
    found: [
      'R4-contracts-are-types-of-core: src/spine/contracts/help.ts → src/spine/plan/queries.ts',
      'R4-spine-parts-are-declared: src/spine/weather/queries.ts → src/spine/bodies/queries.ts',
    ],
  },
  {
    breaks: 'R4: observations are recorded past the roll-up',
    files: { 'src/spine/imports/actions.ts': takes('../observations/actions.ts') },
    found: ['R4-only-roll-up-records: src/spine/imports/actions.ts → src/spine/observations/actions.ts'],
  },
  {
    breaks: 'R5: lower floors know upper ones',
    files: {
      'src/spine/visibility/queries.ts': takes('../../app/modules.ts'),
      'src/platform/env.ts': `${A_NAME}${takesType('../spine/module.ts')}`,
      'src/ui/button.tsx': `${takes('../platform/db/pool.ts')}export const Button = () => <button>押す</button>;\n`,
      'src/modules/cases/actions.ts': takes('../../app/server.ts'),
    },
    found: [
      'R5-modules-do-not-import-app: src/modules/cases/actions.ts → src/app/server.ts',
      'R5-nothing-below-imports-modules-or-app: src/spine/visibility/queries.ts → src/app/modules.ts',
      'R5-platform-knows-no-subject: src/platform/env.ts → src/spine/module.ts',
      'R5-ui-imports-core-and-ui: src/ui/button.tsx → src/platform/db/pool.ts',
    ],
  },
  {
    breaks: 'R6: past the face of a module, or to it from elsewhere than app/',
    files: {
      'src/app/server.ts': takes('../modules/talent/queries.ts'),
      'scripts/report.ts': takes('../src/modules/cases/module.ts'),
    },
    found: [
      'R6-only-app-imports-faces: scripts/report.ts → src/modules/cases/module.ts',
      'R6-only-the-face-of-a-module: src/app/server.ts → src/modules/talent/queries.ts',
    ],
  },
  {
    breaks: 'R7: a page touches the driver',
    files: {
      'src/spine/plan/pages/version.tsx': "import { sql } from 'kysely';\nexport const V = <p>{sql}</p>;\n",
    },
    found: [
      'R7-pages-never-touch-the-driver: src/spine/plan/pages/version.tsx → kysely',
      'no-unresolvable-imports: src/spine/plan/pages/version.tsx → kysely',
    ],
  },
  {
    breaks: 'R9: a barrel',
    files: {
      'src/ui/index.ts': "export { name } from './page.ts';\n",
      'src/ui/form.ts': takes('./index.ts'),
    },
    found: ['R9-no-index-files: src/ui/form.ts → src/ui/index.ts'],
  },
  {
    breaks: 'the program imports tests and what only developers install',
    files: {
      'src/ui/table.ts': takes('../../test/support/sample.ts'),
      'package.json': JSON.stringify({ devDependencies: { knip: '1.0.0' } }),
      'node_modules/knip/package.json': JSON.stringify({ name: 'knip', version: '1.0.0', main: 'main.js' }),
      'node_modules/knip/main.js': 'module.exports = {};\n',
      'src/app/main.ts': "import knip from 'knip';\nexport const tool = knip;\n",
    },
    found: [
      'no-development-packages-in-the-program: src/app/main.ts → node_modules/knip/main.js',
      'no-program-imports-tests: src/ui/table.ts → test/support/sample.ts',
    ],
  },
];

const allowed: Record<string, string> = {
  'src/core/day.ts': A_NAME,
  'src/core/day.test.ts': "import { tmpdir } from 'node:os';\nexport const folder = tmpdir();\n",
  'src/platform/db/pool.ts': A_NAME,
  'src/ui/page.ts': takes('../core/day.ts'),
  'src/spine/module.ts': takesType('../platform/db/pool.ts'),
  'src/spine/contracts/file-kind.ts': takesType('../../core/day.ts'),
  'src/spine/plan/queries.ts': A_NAME,
  'src/spine/observations/actions.ts': A_NAME,
  'src/spine/roll-up/queries.ts': A_NAME,
  'src/spine/roll-up/actions.ts': takes('../observations/actions.ts'),
  'src/spine/roll-up/rules.ts': `${takes('../../core/day.ts')}export * from './rules/mean.ts';\n`,
  'src/spine/roll-up/rules/mean.ts': takesType('../../contracts/file-kind.ts'),
  'src/spine/imports/kinds/dashboard.ts':
    "import facts from '../../../../data/editions.json';\nexport const f = facts;\n",
  'data/editions.json': '{}\n',
  'src/modules/talent/queries.ts': takes('../../spine/plan/queries.ts'),
  'src/modules/cases/module.ts': takes('../../spine/module.ts'),
  'src/app/modules.ts': takes('../modules/cases/module.ts'),
  'test/support/sample.ts': takes('../../src/modules/talent/queries.ts'),
};

describe('imports (R1–R6, R9)', () => {
  let project: Plant;
  let read: ImportsRead;

  beforeAll(async () => {
    const planted = Object.assign({}, allowed, ...faults.map((fault) => fault.files));
    project = plant(planted);
    read = await readImports(project.folder);
  });
  afterAll(() => project.remove());

  it.each(faults)('$breaks', ({ found }) => {
    for (const violation of found) expect(read.violations).toContain(violation);
  });

  it('names nothing but the planted faults', () => {
    expect(read.violations).toEqual(faults.flatMap((fault) => fault.found).sort());
  });

  it('fails where it reads nothing, or cannot read a page', () => {
    const judge = (files: Record<string, string>) => {
      const tree = plant(files);
      try {
        return spawnSync(process.execPath, [fileURLToPath(reader)], { cwd: tree.folder, encoding: 'utf8' });
      } finally {
        tree.remove();
      }
    };
    const nothing = judge({ 'src/README.md': 'no module\n' });
    expect(nothing.status).toBe(1);
    expect(nothing.stdout).toContain('0 modules, 0 imports');
    expect(judge({ 'src/ui/a.tsx': 'export const a = <p>あ;\n' }).status).toBe(1);
    const clean = judge({
      'src/ui/a.ts': A_NAME,
      'src/ui/b.tsx': `${takes('./a.ts')}export const b = <p>い</p>;\n`,
    });
    expect(clean.status).toBe(0);
    expect(clean.stdout).toContain('2 modules, 1 imports, 0 violations');
  });

  it('reads this project and finds no fault', async () => {
    const house = await readImports(root);
    expect(house.violations).toEqual([]);
    expect(house.modules).toBeGreaterThan(20);
    expect(house.dependencies).toBeGreaterThan(20);
  }, 120_000);
});
