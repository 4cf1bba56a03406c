import type { BodyCode } from './body-code.ts';
import type { Day } from './calendar.ts';

/**
 * Names of figures, readable and stable, from which 算出の内訳 is shown: what was asked of the roll-up, a printed
 * figure, or one observation of a body.
 */
export type Provenance =
  | {
      readonly kind: 'roll-up';
      readonly indicator: string;
      readonly area: BodyCode;
      readonly level: string;
      readonly bodyClass: string;
      readonly part: string;
      readonly on: Day;
      readonly knownOn: Day;
      readonly base: string;
    }
  | { readonly kind: 'published'; readonly publishedId: string }
  | {
      readonly kind: 'observation';
      readonly bodyCode: BodyCode;
      readonly indicator: string;
      readonly part: string;
      readonly on: Day;
    };

/** `r~cio@1~000000~municipality~all~~2023-04-01~2026-11-21~official`, `p~<id>`, `o~012025~cio@1~~2023-04-01`. */
export function provenanceId(provenance: Provenance): string {
  if (provenance.kind === 'published') return `p~${provenance.publishedId}`;
  if (provenance.kind === 'observation') {
    return ['o', provenance.bodyCode, provenance.indicator, provenance.part, provenance.on].join('~');
  }
  const { indicator, area, level, bodyClass, part, on, knownOn, base } = provenance;
  return ['r', indicator, area, level, bodyClass, part, on, knownOn, base].join('~');
}

/** Null when the text names nothing. Whether the named thing exists is another question. */
export function parseProvenanceId(text: string): Provenance | null {
  const fields = text.split('~');
  const [kind, first, second, third, fourth, fifth, sixth, seventh, eighth] = fields;
  if (kind === 'p' && fields.length === 2 && first) return { kind: 'published', publishedId: first };
  if (kind === 'o' && fields.length === 5 && first && second && fourth) {
    return { kind: 'observation', bodyCode: first, indicator: second, part: third ?? '', on: fourth };
  }
  if (
    kind === 'r' &&
    fields.length === 9 &&
    first &&
    second &&
    third &&
    fourth &&
    sixth &&
    seventh &&
    eighth
  ) {
    return {
      kind: 'roll-up',
      indicator: first,
      area: second,
      level: third,
      bodyClass: fourth,
      part: fifth ?? '',
      on: sixth,
      knownOn: seventh,
      base: eighth,
    };
  }
  return null;
}
