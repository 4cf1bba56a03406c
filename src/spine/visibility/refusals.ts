import { HttpProblem } from '../../platform/http/problem.ts';

/** A name of a figure that is none. */
export function malformed(): HttpProblem {
  return new HttpProblem(
    400,
    '算出の内訳の番号を読み取れません。',
    '番号が途中で切れていないか確かめてください。数値のリンクから開くと確実です。',
  );
}

/** A name that is well formed, of something that does not exist. */
export function notThere(title: string, detail: string, available: readonly string[] = []): HttpProblem {
  return new HttpProblem(404, title, detail, available.length === 0 ? {} : { available });
}
