import path from 'node:path';
import { pathToFileURL } from 'node:url';

const configuration = pathToFileURL(path.resolve(import.meta.dirname, '../../.dependency-cruiser.mjs')).href;

/** The one declared order, from the file that judges imports. */
export const { SPINE_ORDER } = (await import(configuration)) as { readonly SPINE_ORDER: readonly string[] };
