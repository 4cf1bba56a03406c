/**
 * `npm run check`: everything that a machine can judge without running the program. One line for each check;
 * what a failed one said follows below. Two run at a time; the longest start first.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);
const tsx = [process.execPath, '--import', 'tsx'];
/** A check that hangs is a check that failed. */
const LIMIT_MS = 120_000;

const checks = [
  { name: 'types', says: 'TypeScript', command: [bin('tsc'), '--project', '.', '--noEmit'] },
  {
    name: 'unused',
    says: 'knip: files, exports and packages in use',
    command: [bin('knip'), '--no-progress'],
  },
  { name: 'format', says: 'Biome', command: [bin('biome'), 'check', '--error-on-warnings', '--colors=off'] },
  { name: 'imports', says: 'R1–R6, R9', command: [process.execPath, 'scripts/read-imports.js'] },
  {
    name: 'house',
    says: 'R2, R3, R7–R9, names, words',
    command: [...tsx, 'test/architecture/check-house.ts'],
  },
];
if (existsSync(path.join(root, 'scripts/plan-map.ts'))) {
  checks.push({
    name: 'plan-map',
    says: 'docs/plan-map.md is as generated',
    command: [...tsx, 'scripts/plan-map.ts', '--check'],
  });
}

/** @returns {Promise<{ ok: boolean, output: string, seconds: number }>} */
function run([program, ...given]) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, given, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    const end = (ok, note) =>
      resolve({ ok, output: output + note, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => end(false, `${error.message}\n`));
    child.on('close', (code, signal) => end(code === 0, signal ? `stopped by ${signal}\n` : ''));
  });
}

const only = process.argv.slice(2);
const unknown = only.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No check is called ${unknown.join(', ')}. There are: ${checks.map((c) => c.name).join(', ')}\n`,
  );
  process.exit(2);
}
const waiting = checks.filter((check) => only.length === 0 || only.includes(check.name));
const failed = [];

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { ok, output, seconds } = await run(check.command);
    process.stdout.write(
      `${ok ? 'ok    ' : 'FAILED'} ${check.name.padEnd(9)} ${seconds.toFixed(1).padStart(5)} s  ${check.says}\n`,
    );
    if (!ok) failed.push({ name: check.name, output });
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
for (const { name, output } of failed) process.stdout.write(`\n== ${name} ==\n${output.trim()}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
