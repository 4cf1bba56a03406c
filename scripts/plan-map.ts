/**
 * Writes docs/plan-map.md: each heading of the newest plan with the module that serves it, its pages, its indicators
 * and its tables, from the register and the data alone. `--check` writes nothing and fails when the file is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { modules, planned } from '../src/app/modules.ts';
import { planNeighboursOf } from '../src/app/plan-neighbours.ts';
import type { ModuleFace } from '../src/spine/module.ts';
import { loadPlanData } from '../src/spine/plan/data.ts';
import {
  contentsOf,
  formatPlanDate,
  newestVersion,
  numberedTitle,
} from '../src/spine/plan/rules/contents.ts';
import type { PlanItem } from '../src/spine/plan/rules/model.ts';

const file = path.resolve(import.meta.dirname, '../docs/plan-map.md');
const plan = loadPlanData();
const newest = newestVersion(plan)!;
const neighbours = planNeighboursOf(() => modules);

function serves(face: { readonly plan: ModuleFace['plan'] }, item: PlanItem): boolean {
  return face.plan.some((each) => each.plan === item.version && each.item === item.id);
}

function tablesOf(face: ModuleFace): readonly string[] {
  const created = /^\s*create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([a-z_]+\.[a-z_]+)/gim;
  return face.migrations.flatMap(({ sql }) => [...sql.matchAll(created)].map((match) => match[1]!));
}

function code(words: readonly string[]): string {
  return words.length === 0 ? '―' : words.map((word) => `\`${word}\``).join(' ');
}

function row(item: PlanItem): string {
  const face = modules.find((each) => serves(each, item));
  const waiting = planned.find((each) => serves(each, item));
  const indicators = neighbours.indicatorsFor(item.version, item.id);
  const cells = [
    numberedTitle(item),
    face !== undefined
      ? `\`${face.id}\``
      : waiting !== undefined
        ? `未提供（\`${waiting.id}\`）`
        : '**なし**',
    code([`/plan/${item.version}/${item.id}`, ...indicators.map(({ id }) => `/indicators/${id}`)]),
    code(indicators.map(({ id }) => id)),
    code(face === undefined ? [] : tablesOf(face)),
  ];
  return `| ${cells.join(' | ')} |`;
}

const head = '| 取組事項 | 担当 | ページ | 指標 | 担当の表 |\n|---|---|---|---|---|';
const groups = contentsOf(plan, newest).map(({ group, items }) =>
  [`## ${group.title}`, '', head, ...items.map(row), ''].join('\n'),
);
const parts = modules.map((face) => `| \`${face.id}\` | ${face.title} | ${code(tablesOf(face))} |`);
const text = [
  '# 計画の目次とプログラムの対応',
  '',
  `${newest.title}（${formatPlanDate(newest.on)}）の目次です。\`node --import tsx scripts/plan-map.ts\` が作ります。手で直しません。`,
  '値は `observations`、集計は `roll-up` の表に入ります。「担当の表」は、担当が自分で持つ表だけです。',
  '',
  ...groups,
  '## 部品ごとの表',
  '',
  '| 部品 | 名称 | 表 |\n|---|---|---|',
  ...parts,
  '',
].join('\n');

if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write('docs/plan-map.md is out of date: node --import tsx scripts/plan-map.ts\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}
