import type { Command } from './command.ts';
import { apply } from './commands/apply.ts';
import { approve } from './commands/approve.ts';
import { backtest } from './commands/backtest.ts';
import { cancel, pause, resume } from './commands/change-campaign.ts';
import { check } from './commands/check.ts';
import { cost } from './commands/cost.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { erase } from './commands/erase.ts';
import { exportPerson } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { journeys } from './commands/journeys.ts';
import { keys } from './commands/keys.ts';
import { learnings } from './commands/learnings.ts';
import { maySend } from './commands/may-send.ts';
import { merge } from './commands/merge.ts';
import { notices } from './commands/notices.ts';
import { plan } from './commands/plan.ts';
import { prices } from './commands/prices.ts';
import { profile } from './commands/profile.ts';
import { quality } from './commands/quality.ts';
import { quarantine } from './commands/quarantine.ts';
import { rebuild } from './commands/rebuild.ts';
import { report } from './commands/report.ts';
import { review } from './commands/review.ts';
import { run } from './commands/run.ts';
import { stores } from './commands/stores.ts';
import { tail } from './commands/tail.ts';
import { testSend } from './commands/test-send.ts';
import { unmerge } from './commands/unmerge.ts';
import { up } from './commands/up.ts';
import { why } from './commands/why.ts';

/** Every verb. Those whose services are missing are not offered. */
export const commands: readonly Command[] = [
  demo,
  up,
  doctor,
  importFile,
  tail,
  quarantine,
  quality,
  profile,
  exportPerson,
  erase,
  keys,
  merge,
  unmerge,
  rebuild,
  run,
  backtest,
  review,
  check,
  maySend,
  notices,
  cost,
  prices,
  plan,
  testSend,
  approve,
  apply,
  pause,
  resume,
  cancel,
  why,
  report,
  learnings,
  stores,
  journeys,
];
