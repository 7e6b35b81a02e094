// Adds up what jest wrote. A skip is a failure unless .ci/declared-skips names it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const declared = readFileSync(join(import.meta.dirname, 'declared-skips'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
let passed = 0;
let failed = 0;
for (const file of readdirSync(process.argv[2])) {
  if (!file.endsWith('.json')) continue;
  const report = JSON.parse(readFileSync(join(process.argv[2], file), 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== 'pending' || declared.some((name) => fullName.includes(name))) continue;
      console.log(`skipped without being declared: ${fullName}`);
      failed += 1;
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
