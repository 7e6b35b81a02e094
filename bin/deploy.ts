import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** `npm run deploy -- --stage dev`: CDK's own deployment, whose outputs `kairos --stage` reads. */
const { values, positionals } = parseArgs({
  options: { stage: { type: 'string', default: 'dev' } },
  allowPositionals: true,
});
const { stage } = values;
mkdirSync('.kairos', { recursive: true });
const { status } = spawnSync(
  'cdk',
  [
    'deploy',
    '--all',
    '--app',
    'node bin/cloud.ts',
    '--outputs-file',
    `.kairos/${stage}.outputs.json`,
    ...positionals,
  ],
  { stdio: 'inherit', env: { ...process.env, KAIROS_STAGE: stage } },
);
process.exitCode = status ?? 1;
