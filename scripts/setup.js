// Runs before start, test, check and the command line: installs and builds when something is missing or out of date.
// Plain Node without dependencies, because none may be there yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const quiet = process.argv.includes('--quiet');
/** Tests, checks and the bench need the tools of development too; running the program does not. */
const withTools = process.argv.includes('--tools');
const say = (line) => quiet || console.log(line);

/** A reason that a person can mend: told without a stack trace. */
class Stop extends Error {}

function stop(lines) {
  throw new Stop(lines.join('\n'));
}

process.on('uncaughtException', (error) => {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
});

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop([
    'しるべを起動できません。Node.js の版が古いためです。',
    `見つかった版: ${process.versions.node}。必要な版: 20.19以上。`,
  ]);
}

/** npm writes this file at the end of a complete installation. */
const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');

function needsInstall() {
  if (!existsSync(installed)) return true;
  if (withTools && !existsSync(join(root, 'node_modules', 'vitest'))) return true;
  // A checkout touches times without changing content: compare what was installed with what is asked for.
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return false;
  const wanted = packages(lock);
  const present = packages(installed);
  return Object.entries(wanted).some(
    ([name, entry]) =>
      name !== '' &&
      !entry.optional &&
      !entry.devOptional &&
      (withTools || !entry.dev) &&
      present[name]?.version !== entry.version,
  );
}

function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Two commands at once (start and test) must not install or build over each other. */
async function alone(work) {
  const file = join(root, '.setup.lock');
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') return work();
      if (error.code !== 'EEXIST') throw error;
      if (!alive(file) || tries > 6000) rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function alive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (!pid) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install() {
  say('必要な部品を入れています（初回は1分ほどかかります）…');
  const npm = process.env.npm_execpath;
  const only = withTools ? [] : ['--omit=dev'];
  const args = ['ci', ...only, '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const done = spawnSync(command, all, {
    cwd: root,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  if (done.status !== 0) {
    stop([
      '必要な部品を入れられませんでした。上の表示を確かめてください。',
      'インターネットにつながらない環境では、部品を含む配布物を使ってください。',
    ]);
  }
}

async function buildIfNeeded() {
  const { buildAll, fingerprint } = await import('./build.js');
  const mark = join(root, 'dist', 'fingerprint');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint()) return;
  const began = performance.now();
  try {
    await buildAll();
  } catch (error) {
    stop(['組み立てに失敗しました。ソースに誤りがあります。', String(error?.message ?? error)]);
  }
  say(`組み立てました（${((performance.now() - began) / 1000).toFixed(1)}秒）。`);
}

/** Made by `npm run release`: all packages and the built program are there, for one kind of machine. */
function isRelease() {
  const mark = join(root, 'release.json');
  if (!existsSync(mark)) return false;
  const { machine } = JSON.parse(readFileSync(mark, 'utf8'));
  const here = `${process.platform}-${process.arch}`;
  if (machine !== here) {
    stop([
      'しるべを起動できません。この配布物は、別の種類の機械のためのものです。',
      `配布物: ${machine}。この機械: ${here}。同じ種類の機械で npm run release を行ってください。`,
    ]);
  }
  return true;
}

if (!isRelease()) {
  await alone(async () => {
    if (needsInstall()) install();
    await buildIfNeeded();
  });
}
