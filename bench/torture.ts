/**
 * The large figures: the tests that CI runs small, run large. `npm run torture` runs every part,
 * `npm run torture -- kill sdk` only these. One line a part; exit status 1 if one fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Part {
  readonly figure: string;
  /** Files of tests, as jest's patterns. */
  readonly tests: readonly string[];
  readonly only?: string;
  readonly environment: Readonly<Record<string, string>>;
}

const CASES = { KAIROS_RUNS: '10000' };
const PARTS: Readonly<Record<string, Part>> = {
  properties: {
    figure: '10,000 cases a property',
    tests: ['tests/property/[^/]+\\.test', 'tests/property/identity/ledger', 'profile-codec', 'message-pack'],
    // The fold of a million events is a part of its own.
    only: '^(?!.*hostile)',
    environment: CASES,
  },
  identity: {
    figure: '10,000 seeds of merging and linking amid crashes',
    tests: ['tests/property/identity/.*-simulation'],
    environment: CASES,
  },
  simulation: {
    figure: '1,000 seeds of ingest under faults at every call',
    tests: ['tests/simulation/ingest\\.test'],
    environment: { KAIROS_RUNS: '1000' },
  },
  delivery: {
    figure: '20,000 seeds of claim, send and receipt amid crashes, races and jumping clocks',
    tests: ['tests/simulation/delivery'],
    environment: { KAIROS_RUNS: '20000' },
  },
  erasures: {
    figure: '1,000 erasures at once while events stream, over memory; 40 on the local cloud',
    tests: ['tests/simulation/erasures', 'tests/torture/erasures'],
    environment: { KAIROS_ERASURES: '1000' },
  },
  budget: {
    figure: '1,000 seeds of 100 workers on one budget, with lost answers and deaths',
    tests: ['tests/simulation/budget'],
    environment: { KAIROS_RUNS: '1000' },
  },
  ledger: {
    figure: '1,000 seeds of metering and closing amid lost answers, crashes, price changes and late entries',
    tests: ['tests/simulation/cost-ledger'],
    environment: { KAIROS_SEEDS: '1000' },
  },
  zones: {
    figure: 'every zone and link, 2020-2035, at every boundary and change',
    tests: ['tests/property/plan/zones'],
    environment: { KAIROS_ZONES: 'all' },
  },
  worlds: {
    figure: '200 seeds of made-up people in each of four worlds, read daily',
    tests: ['tests/simulation/worlds'],
    environment: { KAIROS_WORLD_SEEDS: '200', KAIROS_WORLD_PEOPLE: '2400' },
  },
  empathy: {
    figure: '200 seeds of the empathy map, 24,000 people in each of four worlds, read daily',
    tests: ['tests/simulation/empathy'],
    environment: { KAIROS_EMPATHY_SEEDS: '200' },
  },
  regions: {
    figure: '2,000 seeds of stores held out, 8, 12 and 20 of them',
    tests: ['unit/core/outcomes/regions'],
    environment: { KAIROS_REGION_SEEDS: '2000' },
  },
  personas: {
    figure: 'personas of eleven made-up shops of 300 and of 1,000 customers against the hidden ones',
    tests: ['tests/recovery/personas-recovery'],
    only: 'other made-up',
    environment: { KAIROS_PERSONA_SEEDS: '7,1,2,3,4,5,6,8,9,10,11', KAIROS_PERSONA_SIZES: '300,1000' },
  },
  loop: {
    figure:
      'a quarter of weekly campaigns, 5 held-out seeds of 6,000 people in three worlds, and of 24,000 where nothing works',
    tests: ['tests/simulation/closed-loop'],
    environment: { KAIROS_LOOP_SEEDS: '5', KAIROS_LOOP_PEOPLE: '6000', KAIROS_LOOP_NULL_PEOPLE: '24000' },
  },
  brand: {
    figure: 'models against the truth of 2,400 made-up people, dirty and clean',
    tests: ['tests/recovery/train-recovery'],
    environment: { KAIROS_BRAND_PEOPLE: '2400' },
  },
  bot: {
    figure: '1,000,000 events of one key',
    tests: ['tests/property/fold-bounds'],
    environment: { KAIROS_RUNS: '1' },
  },
  sdk: {
    figure: '10,000 events by each SDK, up to two faults in a row a request',
    tests: ['tests/front-door/node-sdks'],
    environment: { KAIROS_SDK_EVENTS: '10000' },
  },
  browser: {
    figure: '10,000 events from a page in Chromium, up to two faults in a row a request',
    tests: ['tests/browser'],
    environment: { KAIROS_BROWSER_EVENTS: '10000' },
  },
  shops: {
    figure: 'real shops through the local cloud',
    tests: ['tests/torture/real-shops'],
    environment: {},
  },
  kill: {
    figure: 'killed 50 times during imports',
    tests: ['tests/e2e/kill'],
    environment: { KAIROS_KILLS: '50' },
  },
};

const project = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'kairos-torture-'));

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Where all that was printed is kept, if something failed. */
  readonly log: string;
}

async function run(name: string, { tests, only, environment }: Part): Promise<Outcome> {
  const results = join(scratch, `${name}.json`);
  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
  const flags = [
    '--testTimeout=7200000',
    // What CI leaves out is what this runs.
    '--testPathIgnorePatterns=nothing',
    '--json',
    `--outputFile=${results}`,
    '--maxWorkers=1',
    // A test that ran out of time leaves things open: the others must still be told.
    '--forceExit',
  ];
  const filter = only === undefined ? [] : ['--testNamePattern', only];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...jest, ...flags, ...filter, '--testPathPatterns', ...tests], {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  await once(child, 'exit');
  const log = join(tmpdir(), `kairos-torture-${name}.log`);
  writeFileSync(log, Buffer.concat(said));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
    readFileSync(results, 'utf8'),
  ) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
  };
  const failed = Math.max(numFailedTests, numFailedTestSuites);
  return { passed: numPassedTests, failed, seconds: (performance.now() - startedMs) / 1000, log };
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no part ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { passed, failed, seconds, log } = await run(name, part);
    const verdict = failed > 0 || passed === 0 ? `FAILED, ${failed} tests: ${log}` : `${passed} tests passed`;
    process.stdout.write(`${name.padEnd(11)} ${part.figure}: ${verdict}, ${seconds.toFixed(0)} s\n`);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  }
}
rmSync(scratch, { recursive: true });
