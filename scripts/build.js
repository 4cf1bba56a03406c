// Builds the server's two programs and the files for the browser. Plain Node and esbuild; under two seconds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

/** JSON of a package goes into the bundle: Node would ask for an import attribute. */
const dataOfPackages = {
  name: 'data-of-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./].*\.json$/ }, ({ path, resolveDir }) => ({
      path: createRequire(join(resolveDir, '_.js')).resolve(path),
    }));
  },
};

/**
 * Packages of a hundred files and more, in which Node would look up and open one by one at each start. Only such as no
 * other package imports: there would be two of them.
 */
const intoTheBundle = {
  name: 'into-the-bundle',
  setup(build) {
    build.onResolve({ filter: /^(kysely|hucre)(\/|$)/ }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(path)),
    }));
  },
};

/** main.js and cli.js; the other packages stay in node_modules. Shared code goes into chunks, so that both load the same. */
function programs(outdir) {
  return build({
    entryPoints: [at('src/app/main.ts'), at('src/app/cli.ts'), ...children()],
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    plugins: [dataOfPackages, intoTheBundle],
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    // Node reads every map whole at each start; lines and names are enough for a stack trace.
    sourcesContent: false,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
}

/** Programs that run in a process of their own: every `src/**\/*-child.ts`. They lie beside main.js. */
function children() {
  return readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-child.ts'))
    .map((name) => at('src', name));
}

function forBrowsers(outdir) {
  const css = at('src/ui/styles/main.css');
  const client = at('src/ui/client');
  const scripts = existsSync(client)
    ? readdirSync(client).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    : [];
  return build({
    entryPoints: [...(existsSync(css) ? [css] : []), ...scripts.map((name) => join(client, name))],
    outdir,
    bundle: true,
    minify: true,
    // The browsers that offices still run.
    target: ['es2020', 'chrome100', 'safari15', 'firefox100'],
    format: 'iife',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
    // Fonts and styles lie side by side under /assets/.
    publicPath: '.',
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
}

/** `main.css` → `main-3FA9.css`. */
function manifestOf(metafile) {
  const entries = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint !== undefined);
  return Object.fromEntries(
    entries.map(([file, output]) => {
      const name = basename(output.entryPoint, extname(output.entryPoint));
      return [`${name}${extname(file)}`, basename(file)];
    }),
  );
}

/** Fingerprint of all that the build reads, kept in dist/: names, sizes and times are not enough after a checkout. */
export function fingerprint() {
  const hash = createHash('sha256');
  const names = readdirSync(at('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of [...names, at('scripts/build.js'), at('package-lock.json')].sort()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

export async function buildAll() {
  const mark = fingerprint();
  const out = at('dist');
  const half = at(`dist.${process.pid}.tmp`);
  rmSync(half, { recursive: true, force: true });
  mkdirSync(join(half, 'public'), { recursive: true });
  try {
    const [, browser] = await Promise.all([programs(half), forBrowsers(join(half, 'public'))]);
    writeFileSync(
      join(half, 'public', 'manifest.json'),
      `${JSON.stringify(manifestOf(browser.metafile), null, 2)}\n`,
    );
    writeFileSync(join(half, 'package.json'), '{ "type": "module" }\n');
    writeFileSync(join(half, 'fingerprint'), mark);
    rmSync(out, { recursive: true, force: true });
    renameSync(half, out);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildAll();
