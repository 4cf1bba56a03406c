import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a child's script is and what loads it. */
export interface ChildScript {
  readonly path: string;
  /** Arguments of Node before it. */
  readonly loader: readonly string[];
}

/** `src/**\/<name>.ts` as a program: beside the bundle in production, beside the asking file (`here`) in development. */
export function childScript(name: string, here: string): ChildScript {
  for (const place of [`./${name}.js`, `../${name}.js`]) {
    const path = fileURLToPath(new URL(place, here));
    if (existsSync(path)) return { path, loader: [] };
  }
  return { path: fileURLToPath(new URL(`./${name}.ts`, here)), loader: ['--import', 'tsx'] };
}
