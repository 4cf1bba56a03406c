import type { Finding, Rule, Source } from '../source.ts';

function* matches(source: Source, pattern: RegExp): Generator<{ line: number; text: string }> {
  for (const match of source.text.matchAll(pattern)) {
    yield { line: source.text.slice(0, match.index).split('\n').length, text: match[0] };
  }
}

function words(rule: string, applies: (path: string) => boolean, pattern: RegExp, message: string): Rule {
  return (sources) => {
    const findings: Finding[] = [];
    for (const source of sources) {
      if (!applies(source.path)) continue;
      for (const { line, text } of matches(source, pattern)) {
        findings.push({ rule, path: source.path, line, message: `${message}: ${JSON.stringify(text)}` });
      }
    }
    return findings;
  };
}

const everywhere = () => true;
const code = (path: string) => /\.(?:ts|tsx|js|mjs)$/.test(path);

/** Source documents carry Cyrillic letters inside Japanese words; searching for such a word finds nothing. */
export const noCyrillic = words(
  'no-cyrillic',
  everywhere,
  /[\u0400-\u04ff]+/g,
  'Cyrillic letters, damage of a source',
);

/** A path of one person's machine works nowhere else. `/home/cio` is a page of ours: only what lies below a person's is meant. */
export const noMachinePaths = words(
  'no-machine-paths',
  everywhere,
  /(?<![\w.$}/-])\/(?:(?:work|Users)\/[\w.-]+|home\/[\w.-]+\/[\w.-]+)|\b[A-Z]:\\+Users\\+\w+/g,
  'a path of one machine',
);

// The words are put together so that this file does not find itself.
const SOFT = [
  '@ts-(?:ignore|nocheck)',
  'FIX' + 'ME',
  'TO' + 'DO',
  'XX' + 'X',
  '未実' + '装',
  'not implement' + 'ed',
];
const SOFT_TESTS = [
  '\\b(?:it|test|describe)\\.(?:only|skip|to' + 'do|fails)\\b',
  'expect\\(true\\)\\.',
  'expect\\(1\\)\\.toBe\\(1\\)',
];

/** Nothing is called done that is not, and no test is left out quietly. */
export const nothingSoft = words(
  'nothing-soft',
  (path) => code(path) && path !== 'test/architecture/rules/words.ts',
  new RegExp([...SOFT, ...SOFT_TESTS].join('|'), 'g'),
  'softer than it looks',
);
