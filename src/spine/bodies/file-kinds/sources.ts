import sources from '../../../../data/editions/sources.json' with { type: 'json' };
import type { FileSource } from '../../contracts/file-kind.ts';

export const RESIDENT_REGISTER: FileSource = sources['resident-register'];
export const BASIC_INDICATORS: FileSource = sources['basic-indicators'];
export const SHAPES: FileSource = sources['municipality-shapes'];
