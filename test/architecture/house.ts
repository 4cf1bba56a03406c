import { commandsExist, linksResolve, settingsDocumented } from './rules/documents.ts';
import { namedExports } from './rules/exports.ts';
import { fileNames, identifiers } from './rules/names.ts';
import { contentSecurity } from './rules/pages.ts';
import { contractTypes, purity, visibleImports } from './rules/purity.ts';
import { ownSchemas } from './rules/schemas.ts';
import { migrationsRegistered, shape } from './rules/shape.ts';
import { sqlHomes } from './rules/sql-homes.ts';
import { noCyrillic, noMachinePaths, nothingSoft } from './rules/words.ts';
import type { Finding, Rule, Source } from './source.ts';

/** Every rule that the import cruiser cannot see. */
export const HOUSE_RULES: readonly Rule[] = [
  visibleImports,
  purity,
  contractTypes,
  sqlHomes,
  ownSchemas,
  namedExports,
  contentSecurity,
  fileNames,
  identifiers,
  noCyrillic,
  noMachinePaths,
  nothingSoft,
  shape,
  migrationsRegistered,
  linksResolve,
  commandsExist,
  settingsDocumented,
];

export function judge(sources: readonly Source[]): readonly Finding[] {
  return HOUSE_RULES.flatMap((rule) => rule(sources));
}

export function describeFinding({ rule, path, line, message }: Finding): string {
  return `${path}:${line} ${rule}: ${message}`;
}
