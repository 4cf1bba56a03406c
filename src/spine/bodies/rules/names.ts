import type { BodyCode } from '../../../core/body-code.ts';
import { normalise } from '../../../core/text.ts';
import type { NameKind, RegisterBody, RegisterDay } from './register.ts';

export type NameHow = NameKind | 'stripped';

export interface Named {
  readonly body: RegisterBody;
  readonly how: NameHow;
}

/** 郡, 支庁・振興局 and islands stand before names in official files: 石狩郡当別町, 三宅島三宅村. */
const PREFIX_ENDS = ['郡', '支庁', '振興局', '諸島', '島'];

/** What is left of a normalised name behind each prefix that it may carry; the whole name is not among it. */
export function withoutPrefixes(name: string): readonly string[] {
  const rests = new Set<string>();
  for (const end of PREFIX_ENDS) {
    for (let at = name.indexOf(end, 1); at > 0; at = name.indexOf(end, at + 1)) {
      const rest = name.slice(at + end.length);
      if (rest !== '') rests.add(rest);
    }
  }
  return [...rests];
}

/** `北海道`, `青森県`; also `青森` where no other prefecture is meant. Null when it is none. */
export function prefectureNamed(register: RegisterDay, text: string): RegisterBody | null {
  const found = register.prefectureNames.get(normalise(text));
  return found === undefined ? null : (register.byCode.get(found.bodyCode) ?? null);
}

/**
 * The bodies of one prefecture that a name means. The whole name comes first (大和郡山市 is one); a prefix is taken
 * off only when what is left is a name of that prefecture's register. More than one: a person decides.
 */
export function namedIn(register: RegisterDay, prefecture: RegisterBody, name: string): readonly Named[] {
  const names = register.byName.get(prefecture.bodyCode);
  if (names === undefined) return [];
  const own = normalise(prefecture.name);
  const written = normalise(name);
  const whole = written.startsWith(own) && written !== own ? [written, written.slice(own.length)] : [written];
  const found = (keys: readonly string[], stripped: boolean): Named[] => {
    const codes = new Map<BodyCode, Named>();
    for (const key of keys) {
      for (const code of names.get(key) ?? []) {
        const body = register.byCode.get(code);
        const kind = register.names.get(code)?.get(key) ?? 'name';
        if (body !== undefined)
          codes.set(code, { body, how: stripped && kind === 'name' ? 'stripped' : kind });
      }
    }
    return [...codes.values()];
  };
  const direct = found(whole, false);
  return direct.length > 0 ? direct : found(whole.flatMap(withoutPrefixes), true);
}

/** How `name` means this body, or null when it does not. An empty name means nobody. */
export function meaning(register: RegisterDay, body: RegisterBody, name: string): NameHow | null {
  if (body.kind === 'prefecture')
    return prefectureNamed(register, name)?.bodyCode === body.bodyCode ? 'name' : null;
  const prefecture = register.byCode.get(body.prefectureCode);
  if (prefecture === undefined) return null;
  return (
    namedIn(register, prefecture, name).find((named) => named.body.bodyCode === body.bodyCode)?.how ?? null
  );
}
