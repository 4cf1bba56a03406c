/** What names a fact as one series tells it. */
interface Told {
  readonly bodyCode: string;
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
  readonly series: string;
}

/** One whose fact another of them has told already, in the same series: a fault of whoever read the file. */
export function repeatedAmong(observations: Iterable<Told>): Told | null {
  const told = new Set<string>();
  for (const one of observations) {
    const fact = `${one.bodyCode}|${one.indicator}|${one.part}|${one.on}|${one.series}`;
    if (told.has(fact)) return one;
    told.add(fact);
  }
  return null;
}
