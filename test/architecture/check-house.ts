/** The house rules as a program, for `npm run check`: prints each finding, exits with 1 when there is one. */
import { describeFinding, judge } from './house.ts';
import { readSources } from './source.ts';

const sources = readSources(process.cwd());
const findings = judge(sources);
for (const finding of findings) process.stdout.write(`${describeFinding(finding)}\n`);
process.stdout.write(`${sources.length} files, ${findings.length} findings\n`);
process.exitCode = sources.length === 0 || findings.length > 0 ? 1 : 0;
