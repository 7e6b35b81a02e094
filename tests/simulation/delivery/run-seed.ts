import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { bystander, loader, prepare, worker } from './actors.ts';
import { Oracle } from './oracle.ts';
import { NO_FAULTS } from './scheduler.ts';
import { createWorld, type Missing, type World } from './world.ts';

/** What a seed showed. */
export interface SeedOutcome {
  /** Broken invariants, in the order in which they broke. */
  readonly broken: readonly string[];
  /** Every call in its order: equal for equal seeds. */
  readonly log: readonly string[];
  readonly totals: Readonly<Record<string, number>>;
}

const MINUTE_MS = 60_000;
/** After a quarter of an hour nothing is under way any more; after a day and a half every window has ended. */
const REST_MS = [16, 16, 16, 60, 60, 600, 600, 600, 600].map((minutes) => minutes * MINUTE_MS);

/** Runs one seed: workers amid faults and bystanders, then peace until all is accounted for. */
export async function runSeed(seed: number, missing: Missing = {}): Promise<SeedOutcome> {
  const world = createWorld(seed, missing);
  const oracle = new Oracle(world);
  const { scheduler, provider } = world;
  await prepare(world);
  if (scheduler.chance(0.7)) await scheduler.run([loader(world, 'early loader')]);
  scheduler.faults = { crash: 0.012, refused: 0.01, lostAnswer: 0.02, twice: 0.01, jump: 0.008 };
  const workers = 2 + scheduler.below(2);
  await scheduler.run([
    loader(world, 'loader'),
    ...(scheduler.chance(0.3) ? [loader(world, 'loader again')] : []),
    ...Array.from({ length: workers }, (_, index) => worker(world, `w${index}`, 4)),
    ...Array.from({ length: 1 + scheduler.below(4) }, (_, index) => bystander(world, `b${index}`)),
  ]);
  scheduler.faults = NO_FAULTS;
  provider.isQuiet = true;
  await comeToRest(world);
  const receipts = await receiptsOf(world);
  const budget = await world.portsFor().budgets.load('budget');
  oracle.judgeEnd(receipts, budget?.spentMicros ?? 0);
  return { broken: oracle.broken, log: scheduler.log, totals: countBy(receipts) };
}

async function comeToRest(world: World): Promise<void> {
  const { scheduler } = world;
  for (const [index, restMs] of REST_MS.entries()) {
    const dispatch = createDispatchDue(world.portsFor('last'));
    const task = { runId: `last-${index}`, worker: 0, workers: 1, durationMs: 300_000 };
    await scheduler.run([() => dispatch(task)]);
    scheduler.nowMs += restMs;
  }
}

async function receiptsOf(world: World): Promise<readonly Receipt[]> {
  const { receipts } = world.portsFor();
  const found: Receipt[] = [];
  for (const { campaignId } of world.campaigns) {
    for await (const receipt of receipts.list(campaignId)) found.push(receipt);
  }
  return found;
}

function countBy(receipts: readonly Receipt[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { status } of receipts) totals[status] = (totals[status] ?? 0) + 1;
  return totals;
}
