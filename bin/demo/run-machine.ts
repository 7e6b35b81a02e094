import type { Json } from '#core/kernel/json.ts';
import { connectLocal, type OutputName } from '../connection.ts';
import type { Out } from '../out.ts';
import { followRun } from '../run/follow-run.ts';
import { openWorkflows } from '../wiring/workflows.ts';

/** How a state machine ended: what it gave, or why it failed. */
export type Ended = { readonly output: Json | undefined } | { readonly failure: string };

/** Starts a state machine of the local run and follows it to its end. */
export async function runMachine(
  endpoint: string,
  machine: OutputName,
  { out, signal }: { readonly out: Out; readonly signal: AbortSignal },
): Promise<Ended> {
  const connection = await connectLocal(endpoint);
  const workflows = openWorkflows(connection);
  const runId = await workflows.start(connection.nameOf(machine), { name: undefined, input: {} });
  const quiet = { ...out, note: () => undefined };
  const { run } = await followRun(workflows, runId, { out: quiet, signal, everyMs: 200 });
  return run.status === 'failed'
    ? { failure: sentenceOf(run.cause ?? run.error ?? machine) }
    : { output: run.output };
}

/** A failed function's cause is JSON that holds its message. */
function sentenceOf(cause: string): string {
  return /"errorMessage":"([^"]*)"/.exec(cause)?.[1] ?? cause;
}
