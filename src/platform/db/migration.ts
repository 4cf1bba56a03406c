/** One piece of SQL, forward only: the hash of an applied one never changes. */
export interface Migration {
  /** `observations/0001-observations` */
  readonly id: string;
  readonly sql: string;
}
