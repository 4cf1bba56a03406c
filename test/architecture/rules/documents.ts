import path from 'node:path/posix';
import type { Finding, Rule, Source } from '../source.ts';

function lineAt(source: Source, index: number): number {
  return source.text.slice(0, index).split('\n').length;
}

function documents(sources: readonly Source[]): Source[] {
  return sources.filter((source) => source.path.endsWith('.md'));
}

/** A link or picture in a document leads to a file or folder that is there. */
export const linksResolve: Rule = (sources) => {
  const findings: Finding[] = [];
  const paths = sources.map((source) => source.path);
  const exists = (target: string) =>
    target === '.' ||
    paths.some((each) => each === target || each.startsWith(`${target.replace(/\/$/, '')}/`));
  for (const source of documents(sources)) {
    for (const match of source.text.matchAll(/\]\(([^)\s]+)\)/g)) {
      const [file] = (match[1] as string).split('#');
      if (!file || /^[a-z]+:/.test(file)) continue;
      const target = path.join(path.dirname(source.path), file);
      if (exists(target)) continue;
      const line = lineAt(source, match.index);
      findings.push({ rule: 'links-resolve', path: source.path, line, message: `${file} does not exist` });
    }
  }
  return findings;
};

/** npm's own commands, which package.json does not list. */
const NPM_COMMANDS = new Set(['ci', 'install', 'run']);

function scriptsOf(sources: readonly Source[]): Set<string> {
  const manifest = sources.find((source) => source.path === 'package.json')?.text ?? '{}';
  return new Set(Object.keys((JSON.parse(manifest) as { scripts?: object }).scripts ?? {}));
}

function commandLine(sources: readonly Source[]): string {
  return sources
    .filter((source) => /^src\/(?:.+\/)?(?:cli|commands)(?:\.ts$|\/)/.test(source.path))
    .map((source) => source.text)
    .join('\n');
}

/** Every command that a document tells the reader to type exists. */
export const commandsExist: Rule = (sources) => {
  const findings: Finding[] = [];
  const scripts = scriptsOf(sources);
  const program = commandLine(sources);
  for (const source of documents(sources)) {
    const report = (index: number, message: string) =>
      findings.push({ rule: 'commands-exist', path: source.path, line: lineAt(source, index), message });
    for (const match of source.text.matchAll(/(?:^|`)npm (?:run )?(?:-s |--silent )?([a-z][a-z-]*)/gm)) {
      const name = match[1] as string;
      if (!scripts.has(name) && !NPM_COMMANDS.has(name))
        report(match.index, `package.json has no script ${name}`);
    }
    for (const match of source.text.matchAll(/\bshirube -- ([a-z][a-z-]*)/g)) {
      const name = match[1] as string;
      if (!new RegExp(`['"\`]${name}['"\`]|^\\s*${name}:`, 'm').test(program)) {
        report(match.index, `the command line has no command ${name}`);
      }
    }
  }
  return findings;
};

/** The settings that the program reads and the settings that README.md lists are the same. */
export const settingsDocumented: Rule = (sources) => {
  const env = sources.filter((source) => /^src\/platform\/env(?:-[a-z-]+)?\.ts$/.test(source.path));
  const readme = sources.find((source) => source.path === 'README.md');
  if (env.length === 0 || !readme) return [];
  const read = new Set(
    env.flatMap(({ text }) =>
      [...text.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] as string),
    ),
  );
  // A row may stand for settings that are given together.
  const listed = new Map(
    [...readme.text.matchAll(/^\| ((?:`[A-Z][A-Z_]+` )+)\|/gm)].flatMap((row) =>
      [...(row[1] as string).matchAll(/[A-Z][A-Z_]+/g)].map((match) => [match[0], row.index] as const),
    ),
  );
  const report = (line: number, message: string): Finding => ({
    rule: 'settings-documented',
    path: 'README.md',
    line,
    message,
  });
  return [
    ...[...read].filter((name) => !listed.has(name)).map((name) => report(1, `${name} is not in the table`)),
    ...[...listed]
      .filter(([name]) => !read.has(name))
      .map(([name, index]) => report(lineAt(readme, index), `the program does not read ${name}`)),
  ];
};
