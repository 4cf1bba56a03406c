import type { IndicatorDefinition } from '../../core/indicator.ts';
import type { FileKind } from './file-kind.ts';

/** What the program understands: file kinds and definitions of all faces, joined in app/. */
export interface ImportRegistry {
  readonly fileKinds: readonly FileKind[];
  readonly definitions: readonly IndicatorDefinition[];
}
