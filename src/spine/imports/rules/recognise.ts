import { ok, type Result, refuse } from '../../../core/result.ts';
import type { FileKind, Workbook } from '../../contracts/file-kind.ts';

export interface Recognised {
  readonly kind: FileKind;
  /** Shown to the operator: by what the file was told. */
  readonly why: string;
}

/** The kind that is surest; none, or two equally sure ones, is a refusal that names what there is. */
export function recognise(
  workbook: Workbook,
  kinds: readonly FileKind[],
): Result<Recognised, 'unknown-kind' | 'two-kinds'> {
  const found = kinds
    .flatMap((kind) => {
      const said = kind.recognise(workbook);
      return said === null ? [] : [{ kind, ...said }];
    })
    .sort((left, right) => right.confidence - left.confidence);
  const [best, second] = found;
  if (best === undefined) {
    return refuse('unknown-kind', {
      count: String(kinds.length),
      kinds: kinds.map((kind) => kind.title).join('、'),
    });
  }
  if (second !== undefined && second.confidence === best.confidence) {
    return refuse('two-kinds', { first: best.kind.title, second: second.kind.title });
  }
  return ok({ kind: best.kind, why: best.why });
}
