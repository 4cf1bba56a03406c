export type JobState = 'waiting' | 'running' | 'done' | 'failed';

export interface Job {
  readonly jobId: string;
  readonly kind: string;
  readonly key: string | null;
  /** Whose work it is, for rights on the page; null: of no one body. */
  readonly bodyCode: string | null;
  /** Seat that asked; null: the program itself. */
  readonly askedBy: string | null;
  readonly title: string;
  readonly payload: unknown;
  readonly state: JobState;
  readonly runAt: string;
  readonly attempts: number;
  readonly cursor: unknown;
  readonly done: number | null;
  readonly total: number | null;
  /** For readers: what is being done, or why it was refused. */
  readonly message: string | null;
  readonly result: unknown;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface NewJob {
  readonly kind: string;
  readonly payload: unknown;
  /** One job for ever under this key and kind. */
  readonly key?: string | undefined;
  readonly bodyCode?: string | null;
  readonly askedBy?: string | null;
  /** What its page is called: 「AI調査の回答票 1,741団体分」. Default: the kind's title is shown. */
  readonly title?: string;
  /** Milliseconds since 1970; default: now. */
  readonly runAt?: number;
}

export interface JobFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: bigint;
  readonly sha256: string;
  readonly expiresAt: string;
}
