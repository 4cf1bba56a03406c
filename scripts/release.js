/**
 * `npm run release`: everything that runs しるべ, in one folder and one archive, for networks without a registry. Made
 * for the kind of machine that it is made on, because the database's programs are. Plain Node; no program of the system.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packTarGz } from './tar.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

/** What a running program needs beside its packages. */
const CARRIED = [
  'dist',
  'data',
  'scripts/setup.js',
  'README.md',
  'README.en.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'LICENSE',
];
/** Builds `dist`, which is carried as it is. */
const ONLY_FOR_BUILDING = /^node_modules\/(esbuild|@esbuild\/[^/]+)(\/|$)/;
/** Of the font for PDFs two weights are drawn with; the others are 38 MB. */
const UNUSED_WEIGHTS = /noto-sans-jp[\\/]\d00(?!Regular|Bold)[A-Za-z]+([\\/]|$)/;
const SCRIPTS = ['prestart', 'start', 'preshirube', 'shirube'];

function json(file) {
  return JSON.parse(readFileSync(at(file), 'utf8'));
}

/** Folders of the packages that run the program, as the lock file tells them; those of other machines are not there. */
export function runtimePackages() {
  return Object.entries(json('package-lock.json').packages)
    .filter(
      ([name, entry]) => name !== '' && !entry.dev && !ONLY_FOR_BUILDING.test(name) && existsSync(at(name)),
    )
    .map(([name]) => name);
}

function copy(name, folder) {
  const from = at(name);
  // A package inside a package has a line of its own in the lock file.
  const filter = (path) => !path.slice(from.length).includes('node_modules') && !UNUSED_WEIGHTS.test(path);
  cpSync(from, join(folder, name), { recursive: true, verbatimSymlinks: true, filter });
}

/** @returns {Promise<{ folder: string, archive: string }>} */
export async function release(out) {
  const { name, version, engines, description, license, scripts, type, dependencies } = json('package.json');
  const machine = `${process.platform}-${process.arch}`;
  const title = `${name}-${version}-${machine}`;
  const folder = join(out, title);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const each of [...CARRIED, ...runtimePackages()]) copy(each, folder);
  const kept = Object.fromEntries(SCRIPTS.map((script) => [script, scripts[script]]));
  const own = {
    name,
    version,
    description,
    license,
    private: true,
    type,
    engines,
    scripts: kept,
    dependencies,
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  // scripts/setup.js finds this and asks no registry.
  writeFileSync(join(folder, 'release.json'), `${JSON.stringify({ version, machine }, null, 2)}\n`);
  // The database runs as another user when root starts it.
  chmodSync(folder, 0o755);
  const archive = join(out, `${title}.tar.gz`);
  await packTarGz(folder, title, archive);
  return { folder, archive };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { folder, archive } = await release(process.argv[2] ?? at('release'));
  console.log(`配布物を作りました。\n  フォルダー: ${folder}\n  書庫: ${archive}`);
  console.log('同じ種類の機械へ運び、展開したフォルダーで npm start を実行します。');
}
