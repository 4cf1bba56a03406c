import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

/** A node of the syntax tree as swc gives it; only what the rules ask is named. */
export interface Node {
  readonly type: string;
  readonly span?: { readonly start: number };
  readonly [key: string]: unknown;
}

/** One file of the project: its path from the root with `/`, its text, and its tree where it is TypeScript. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Every node below the module, in the order of the text; empty for what is not TypeScript. */
  readonly nodes: readonly Node[];
  /** Line of a node, from 1. */
  lineOf(node: Node): number;
}

/** What a rule found: shown as `path:line rule message`. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export type Rule = (sources: readonly Source[]) => readonly Finding[];

const TEXT_FILE = /\.(?:ts|tsx|js|mjs|json|md|css|txt|csv|sql|sh)$/;

export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.startsWith('test/') || file.startsWith('bench/');
}

/** The part or module that a file belongs to: `src/spine/roll-up/queries/x.ts` → floor spine, name roll-up. */
export function partOf(file: string): { readonly floor: 'spine' | 'modules'; readonly name: string } | null {
  const match = /^src\/(spine|modules)\/([^/]+)\//.exec(file);
  if (!match || match[2] === 'contracts') return null;
  return { floor: match[1] as 'spine' | 'modules', name: match[2] as string };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function collect(value: unknown, into: Node[]): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, into);
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) into.push(value);
    for (const [key, each] of Object.entries(value)) if (key !== 'span') collect(each, into);
  }
}

/** `text` of a file that is not on the disk serves the planted faults. Throws where TypeScript cannot be parsed. */
export function sourceOf(file: string, text: string): Source {
  if (!/\.tsx?$/.test(file)) return { path: file, text, nodes: [], lineOf: () => 1 };
  // The empty statement makes the module start at the first byte: swc counts from its first token otherwise.
  const marked = `;${text}`;
  let tree: Node;
  try {
    tree = parseSync(marked, {
      syntax: 'typescript',
      tsx: file.endsWith('x'),
      target: 'es2022',
    }) as unknown as Node;
  } catch (cause) {
    throw new Error(`${file} cannot be parsed`, { cause });
  }
  const nodes: Node[] = [];
  collect(tree.body, nodes);
  const start = tree.span?.start ?? 0;
  const bytes = Buffer.from(marked);
  const lineOf = (node: Node) => {
    const before = bytes.subarray(0, Math.max(0, (node.span?.start ?? start) - start));
    return before.toString('utf8').split('\n').length;
  };
  return { path: file, text, nodes, lineOf };
}

/** Tracked files and new ones that git does not ignore; every file where the folder is no repository. */
function fileNames(root: string): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
    return [...new Set(listed.split('\0').filter((name) => name !== ''))].sort();
  } catch {
    const found = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    return found
      .filter((name) => !/(?:^|\/)(?:node_modules|dist|\.git|\.shirube|test-output)\//.test(name))
      .sort();
  }
}

export function readSources(root: string): Source[] {
  const sources: Source[] = [];
  for (const name of fileNames(root)) {
    let text = '';
    if (TEXT_FILE.test(name) && name !== 'package-lock.json') {
      try {
        text = readFileSync(path.join(root, name), 'utf8');
      } catch (error) {
        // A tracked file that is deleted but not yet committed.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        throw error;
      }
    }
    sources.push(sourceOf(name, text));
  }
  return sources;
}
