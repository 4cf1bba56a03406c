/** A fault that the operator can mend: its message is Japanese, complete, and printed without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
