import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { meets, type RollUpResult } from '../../../core/roll-up.ts';

/**
 * Whether more than half of the bodies of a class that answered do what this body does not do yet. Only where doing
 * more is the aim (`better: up`) and the body itself answered: silence is no 未実施.
 */
export function mostlyDoneElsewhere(
  definition: IndicatorDefinition,
  own: { readonly value: bigint | null; readonly base: bigint | null } | null,
  inClass: Pick<RollUpResult, 'numerator' | 'reported' | 'basis'>,
): boolean {
  if (definition.operator.kind !== 'share-of-bodies' || definition.better !== 'up') return false;
  if (own === null || own.value === null || meets(definition, { value: own.value, base: own.base }))
    return false;
  return (
    inClass.basis === 'computed' &&
    inClass.numerator !== null &&
    BigInt(inClass.numerator) * 2n > BigInt(inClass.reported)
  );
}
