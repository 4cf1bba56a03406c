import type { NamedStep } from './mapping.ts';
import type { Template } from './model.ts';
import { plainText } from './names.ts';

export interface NameLineFault {
  /** Counts from 1. */
  readonly line: number;
  /** One Japanese sentence. */
  readonly message: string;
}

/** The longest name that a header may have. */
export const NAME_LENGTH = 120;

/**
 * Lines as they are pasted from two columns of a sheet: the name in the file's header, and the number of the step it
 * belongs to (「なし」: to none). A tab, a comma or two spaces stand between. Empty lines are left out.
 */
export function readNameLines(
  text: string,
  template: Template,
): { readonly lines: readonly NamedStep[]; readonly faults: readonly NameLineFault[] } {
  const lines: NamedStep[] = [];
  const faults: NameLineFault[] = [];
  const seen = new Map<string, number>();
  const range = `${template.steps[0]?.number ?? 0}～${template.steps.at(-1)?.number ?? 0}`;
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    if (written.trim() === '') continue;
    const line = index + 1;
    const say = (message: string) => faults.push({ line, message: `${line}行目：${message}` });
    const parts = /^(.*?)(?:\t|,|，|\s{2,})\s*([^\t,，]+?)\s*$/u.exec(written.trim());
    const name = (parts?.[1] ?? '').trim();
    const plain = plainText(name);
    if (parts === null || plain === '') {
      say(`名称と番号（${range}、なければ「なし」）を、タブか読点で区切ってください。`);
      continue;
    }
    if ([...name].length > NAME_LENGTH) {
      say(`名称は${NAME_LENGTH}字までにしてください。`);
      continue;
    }
    const number = (parts[2] ?? '').normalize('NFKC');
    const step = template.steps.find((one) => String(one.number) === number);
    if (step === undefined && number !== 'なし') {
      say(`「${number}」は番号として読めません。${range}か「なし」にしてください。`);
      continue;
    }
    const before = seen.get(plain);
    if (before !== undefined) {
      say(`${before}行目と同じ名称です。`);
      continue;
    }
    seen.set(plain, line);
    lines.push({ name, step: step?.id ?? null });
  }
  return { lines, faults };
}
