import { type Finding, partOf, type Rule } from '../source.ts';

const README_LINES = 40;

function rootOf(path: string): string | null {
  const part = partOf(path);
  return part ? `src/${part.floor}/${part.name}` : null;
}

/** Every part of the spine and every module has a face and a short README, and `app/modules.ts` registers it. */
export const shape: Rule = (sources) => {
  const findings: Finding[] = [];
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const register = byPath.get('src/app/modules.ts')?.text ?? '';
  const report = (path: string, message: string) => findings.push({ rule: 'shape', path, line: 1, message });
  for (const root of new Set(sources.map((source) => rootOf(source.path)).filter((each) => each !== null))) {
    const face = byPath.get(`${root}/module.ts`);
    const readme = byPath.get(`${root}/README.md`);
    if (!face) report(root, 'module.ts is missing');
    else if (!/\bdefineModule\(|\): ModuleFace\b/.test(face.text))
      report(face.path, 'it defines no face: defineModule({ … })');
    if (!readme) report(root, 'README.md is missing');
    else if (readme.text.split('\n').length > README_LINES)
      report(readme.path, `longer than ${README_LINES} lines`);
    if (face && !register.includes(`../${root.slice('src/'.length)}/module.ts`)) {
      report(root, 'src/app/modules.ts does not register it');
    }
  }
  return findings;
};

/** Every migration is taken up by name where its folder is registered; a forgotten one would never run. */
export const migrationsRegistered: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    const match = /^(src\/.+?)\/migrations\/((\d{4})-[a-z0-9-]+)\.ts$/.exec(source.path);
    if (!match) {
      if (/\/migrations\/[^/]+\.ts$/.test(source.path)) {
        findings.push({
          rule: 'migrations',
          path: source.path,
          line: 1,
          message: 'call it 0001-what-it-does.ts',
        });
      }
      continue;
    }
    const [, folder, name, number] = match as unknown as [string, string, string, string];
    const owners = folder.split('/').slice(1);
    const report = (message: string) =>
      findings.push({ rule: 'migrations', path: source.path, line: 1, message });
    const ids = owners.map((owner) => `'${owner}/${name}'`);
    if (!ids.some((id) => source.text.includes(`id: ${id}`))) report(`its id is none of ${ids.join(', ')}`);
    if (!source.text.includes(`export const m${number}:`)) report(`it does not export m${number}`);
    const takenUp = sources.some(
      (other) =>
        other.path !== source.path &&
        other.text.includes(`/migrations/${name}.ts'`) &&
        !/\.test\.ts$/.test(other.path),
    );
    if (!takenUp) report('no register takes it up: it would never run');
  }
  return findings;
};
