/** A request that is refused: becomes a page, or under `/api` a problem document (RFC 9457). */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 422 | 429 | 503,
    /** One Japanese sentence: what happened. */
    readonly title: string,
    /** What to do, in Japanese. */
    readonly detail: string,
    /** Further members of the problem document: `{ available: ['2023-04-01'] }`. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
  }
}

/** The body of an `application/problem+json` answer. */
export function problemDocument(problem: HttpProblem, instance: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance,
    ...problem.members,
  };
}
