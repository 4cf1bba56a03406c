/** 下駄: what printers set where they have no type for a character. */
const GETA = '〓';

/** Controls, marks of direction and joiners: nothing that a reader sees. A line's end stays. */
const UNSEEN = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ufe00-\ufe0f]/u;

/** 異体字セレクタ: chooses a form of the character before it; a font without the form shows the character. */
const VARIANT = /[\u{e0100}-\u{e01ef}]/u;

/**
 * A text with only what the font can show: PDF/UA refuses the rest, and nobody may be kept from a document by one typed
 * emoji. Each other character becomes 〓 and is named to `missing` (`U+1F600`).
 */
export function fitText(text: string, covers: (codePoint: number) => boolean, missing: Set<string>): string {
  let fitted = '';
  for (const character of text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n' || VARIANT.test(character)) fitted += character;
    else if (UNSEEN.test(character)) continue;
    else if (covers(codePoint) && !(codePoint >= 0xd800 && codePoint <= 0xdfff)) fitted += character;
    else {
      fitted += GETA;
      missing.add(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
    }
  }
  return fitted;
}

/** The same for every text in a document's data. Keys stay. */
export function fitData(
  data: unknown,
  covers: (codePoint: number) => boolean,
  missing: Set<string>,
): unknown {
  if (typeof data === 'string') return fitText(data, covers, missing);
  if (Array.isArray(data)) return data.map((each) => fitData(each, covers, missing));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, fitData(value, covers, missing)]),
  );
}
