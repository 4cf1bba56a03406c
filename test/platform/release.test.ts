import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endDatabase, temporaryFolder } from '../support/process.ts';

const folder = temporaryFolder('release');
afterAll(() => folder.remove());

/** Nothing listens there: whoever asks a registry fails. */
const NOWHERE = 'http://127.0.0.1:9/';

test('a release starts where no registry can be reached', async () => {
  execFileSync(process.execPath, ['scripts/setup.js', '--quiet', '--tools'], { stdio: 'pipe' });
  const said = execFileSync(process.execPath, ['scripts/release.js', folder.path], { encoding: 'utf8' });
  const archive = /書庫: (\S+\.tar\.gz)/.exec(said)?.[1] ?? '';
  // Unpacked by the system's own tar: what we write must be read by others.
  const elsewhere = join(folder.path, '別の 場所');
  execFileSync('mkdir', [elsewhere]);
  execFileSync('tar', ['-xzf', archive, '-C', elsewhere]);
  const [name = ''] = readdirSync(elsewhere);
  const place = join(elsewhere, name);
  for (const each of [
    'dist/main.js',
    'dist/cli.js',
    'data',
    'README.md',
    'node_modules/kysely',
    'dist/pdf-child.js',
    'node_modules/@expo-google-fonts/noto-sans-jp/400Regular',
    'node_modules/@expo-google-fonts/noto-sans-jp/700Bold',
    'node_modules/@expo-google-fonts/noto-sans-jp/LICENSE_FONT',
    'package.json',
  ])
    expect(existsSync(join(place, each)), each).toBe(true);
  for (const each of [
    'src',
    'test',
    'node_modules/vitest',
    'node_modules/typescript',
    'node_modules/esbuild',
    'node_modules/@expo-google-fonts/noto-sans-jp/800ExtraBold',
  ])
    expect(existsSync(join(place, each)), each).toBe(false);

  const data = join(folder.path, 'data');
  const env = {
    ...{ PATH: process.env.PATH ?? '', HOME: folder.path, PORT: '0', SHIRUBE_DATA: data },
    ...{ npm_config_registry: NOWHERE, npm_config_update_notifier: 'false' },
  };
  const program = spawn('npm', ['start'], {
    cwd: place,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let out = '';
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      program.once('exit', (code) => reject(new Error(`ended with ${code}: ${out}`)));
      program.stdout.on('data', () => {
        const found = /しるべを起動しました: (http\S+)/.exec(out)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/^<!doctype html>/i);
    // Style and font come out of the archive too.
    const style = /href="(\/assets\/main-[^"]+\.css)"/.exec(await (await fetch(`${url}/data`)).text())?.[1];
    expect((await fetch(url + style)).status).toBe(200);
    expect(out).not.toContain('必要な部品を入れています');
    const ended = new Promise((resolve) => program.once('exit', resolve));
    process.kill(-(program.pid ?? 0), 'SIGTERM');
    await ended;
  } finally {
    if (program.exitCode === null && program.signalCode === null)
      process.kill(-(program.pid ?? 0), 'SIGKILL');
    await endDatabase(join(data, 'db'));
  }
  // A command of the release, on the same data, without a registry either.
  const listed = execFileSync('npm', ['run', '-s', 'shirube', '--', 'imports'], {
    cwd: place,
    env,
    encoding: 'utf8',
  });
  expect(listed).toContain('取込はまだありません。');
  // On another kind of machine it says so before anything is tried.
  const mark = JSON.parse(readFileSync(join(place, 'release.json'), 'utf8')) as { machine: string };
  expect(mark.machine).toBe(`${process.platform}-${process.arch}`);
}, 240_000);
