import type { GeoContext } from 'd3-geo';

/**
 * Writes a path on a grid of whole units with relative steps, and drops what falls on the same point: a third of the
 * bytes of decimals, with nothing lost at the size it is drawn. A ring that shrinks to a point stays as a dot of
 * one unit, so that no island village vanishes.
 */
export class GridPath implements GeoContext {
  #parts: string[] = [];
  #ring: [number, number][] = [];

  beginPath(): void {}

  moveTo(x: number, y: number): void {
    this.#flush(false);
    this.#ring = [[Math.round(x), Math.round(y)]];
  }

  lineTo(x: number, y: number): void {
    const point: [number, number] = [Math.round(x), Math.round(y)];
    const last = this.#ring.at(-1);
    if (last !== undefined && last[0] === point[0] && last[1] === point[1]) return;
    this.#ring.push(point);
  }

  closePath(): void {
    this.#flush(true);
  }

  arc(): void {}

  text(): string {
    this.#flush(false);
    return this.#parts.join('');
  }

  #flush(closed: boolean): void {
    const ring = straightened(this.#ring);
    this.#ring = [];
    const [start, ...rest] = ring;
    if (start === undefined) return;
    if (closed && rest.length < 2) {
      const dot = `M${start[0]} ${start[1]}h1v1h-1z`;
      if (!this.#parts.includes(dot)) this.#parts.push(dot);
      return;
    }
    if (rest.length === 0) return;
    let [x, y] = start;
    let steps = '';
    for (const [nextX, nextY] of rest) {
      const dx = nextX - x;
      const dy = nextY - y;
      if (dy === 0) steps += `h${dx}`;
      else if (dx === 0) steps += `v${dy}`;
      else steps += `l${dx}${dy < 0 ? '' : ' '}${dy}`;
      x = nextX;
      y = nextY;
    }
    this.#parts.push(`M${start[0]} ${start[1]}${steps}${closed ? 'z' : ''}`);
  }
}

/** Without points that lie on the straight way between their neighbours. */
function straightened(points: readonly [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  for (const point of points) {
    const before = kept.at(-2);
    const middle = kept.at(-1);
    if (before !== undefined && middle !== undefined) {
      const along = [middle[0] - before[0], middle[1] - before[1]] as const;
      const next = [point[0] - middle[0], point[1] - middle[1]] as const;
      const ahead = along[0] * next[0] + along[1] * next[1] > 0;
      if (along[0] * next[1] === along[1] * next[0] && ahead) kept.pop();
    }
    kept.push(point);
  }
  return kept;
}
