import { m0001 as audit1 } from './audit/migrations/0001-audit.ts';
import { m0002 as audit2 } from './audit/migrations/0002-entry-of-actor.ts';
import { m0003 as audit3 } from './audit/migrations/0003-row-security.ts';
import type { Migration } from './db/migration.ts';
import { m0002 } from './db/migrations/0002-scope.ts';
import { m0003 } from './db/migrations/0003-copy.ts';
import { m0001 as jobs1 } from './jobs/migrations/0001-jobs.ts';
import { m0001 } from './operator/migrations/0001-operator-session.ts';
import { m0001 as signIn1 } from './sign-in/migrations/0001-accounts.ts';
import { m0002 as signIn2 } from './sign-in/migrations/0002-issuer.ts';

/** The platform's own tables, applied before those of any part. */
export const platformMigrations: readonly Migration[] = [
  m0001,
  m0002,
  audit1,
  audit2,
  signIn1,
  jobs1,
  audit3,
  m0003,
  signIn2,
];
