/** Runs of one piece of work: all times in milliseconds, in the order in which they were taken. */
export interface Times {
  readonly runs: readonly number[];
  readonly median: number;
  readonly p95: number;
}

export function summarise(runs: readonly number[]): Times {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { runs, median: at(0.5), p95: at(0.95) };
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Two pieces of work in turn, A B A B …, so that a machine whose speed drifts drifts for both. */
export async function inTurn(
  rounds: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
): Promise<{ readonly a: Times; readonly b: Times; readonly ratio: number }> {
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    first.push(await time(a));
    second.push(await time(b));
  }
  const ratios = first.map((value, index) => value / (second[index] ?? Number.NaN));
  return { a: summarise(first), b: summarise(second), ratio: summarise(ratios).median };
}

export function ms(value: number): string {
  return value >= 100 ? `${value.toFixed(0)} ms` : `${value.toFixed(2)} ms`;
}

/** One row of the results: what was measured, against what, the goal, and whether it was met. */
export interface ResultRow {
  readonly id: string;
  readonly work: string;
  readonly figure: string;
  readonly against: string;
  readonly ratio: string;
  readonly goal: string;
  readonly met: boolean;
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
