import type { Deps } from '../deps.ts';
import { readSecretMark, secretMark } from './queries/short-lived.ts';
import { fingerprintOf, knownSecret } from './secret.ts';

/**
 * At the start: whether this program holds the key with which this database was used before. Null: all is well.
 * A restored copy without its key still runs; only what the other key sealed (authenticator apps) is lost.
 */
export async function secretWarning(deps: Pick<Deps, 'db' | 'settings'>): Promise<string | null> {
  const { settings } = deps;
  const secret = knownSecret(settings);
  if (secret === null) {
    if (settings.databaseUrl !== null) {
      return (
        'SHIRUBE_SECRET が指定されていません。何台でも同じ秘密の文字列を指定してください。\n' +
        '指定がないと、認証アプリの登録がほかの機械で使えません。'
      );
    }
    if ((await readSecretMark(deps.db)) === null) return null;
  } else {
    const own = fingerprintOf(secret);
    if ((await secretMark(deps.db, own)) === own) return null;
  }
  return (
    '秘密鍵が、前に使われていたものと違います。登録済みの認証アプリは使えません。\n' +
    'SHIRUBE_SECRET か、データのフォルダーの secret ファイルを、前のものに戻してください。'
  );
}
