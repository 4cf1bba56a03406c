/**
 * Reads who imports whom below `baseDir` and judges it by .dependency-cruiser.mjs.
 * Run as a program it judges this project and exits with 1 on a violation, and on finding nothing to judge.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import swc from '@swc/core';
import { cruise } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.mjs';

// dependency-cruiser 17 hands every file to swc as TypeScript without JSX, and a page (.tsx) then ends the run with
// "Unterminated regexp literal". It takes swc's functions from this same object, so the missing option is added here.
const parseFileSync = swc.parseFileSync.bind(swc);
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('x') });

const FOLDERS = ['src', 'test', 'bench', 'scripts'];

/**
 * @param {string} baseDir absolute
 * @returns {Promise<{ modules: number, dependencies: number, violations: string[] }>}
 *   violations as `rule: from → to`, sorted
 */
export async function readImports(baseDir) {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(baseDir, folder)));
  const { enhancedResolveOptions, ...options } = configuration.options;
  const { output } = await cruise(
    folders,
    { ...options, validate: true, ruleSet: { forbidden: configuration.forbidden }, baseDir },
    enhancedResolveOptions,
  );
  const { totalCruised, totalDependenciesCruised, violations } = output.summary;
  return {
    modules: totalCruised,
    dependencies: totalDependenciesCruised,
    violations: violations.map(describe).sort(),
  };
}

function describe({ rule, from, to, cycle }) {
  const way = cycle ? [from, ...cycle.map((step) => step.name)] : [from, to];
  return `${rule.name}: ${way.join(' → ')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, dependencies, violations } = await readImports(process.cwd());
  for (const violation of violations) {
    const rule = configuration.forbidden.find((each) => violation.startsWith(`${each.name}:`));
    process.stdout.write(`${violation}\n    ${rule.comment}\n`);
  }
  process.stdout.write(`${modules} modules, ${dependencies} imports, ${violations.length} violations\n`);
  const nothingRead = modules === 0 || dependencies === 0;
  if (nothingRead)
    process.stdout.write('Nothing was read: that is a fault of the check, not a clean house.\n');
  process.exitCode = nothingRead || violations.length > 0 ? 1 : 0;
}
