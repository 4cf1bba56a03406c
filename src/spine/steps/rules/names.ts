/**
 * A step's name without what differs from file to file: width, spaces, line breaks, a number before it („⑭", „14.",
 * „(14)"), kinds of brackets and middle dots.
 */
export function plainText(name: string): string {
  // Circled numbers would become bare digits; „①2段階" must not lose its own 2.
  const withoutMark = name.trim().replace(/^[\u2460-\u2473\u3251-\u325f]/u, '');
  const plain = withoutMark.normalize('NFKC').replaceAll(/\s+/g, '');
  return plain
    .replace(/^(?:\(\d{1,2}\)|(?:No\.?|ステップ|STEP)\d{1,2}[.:：、_-]?|\d{1,2}[.:：、_)-])/iu, '')
    .replaceAll('･', '・')
    .toLowerCase();
}
