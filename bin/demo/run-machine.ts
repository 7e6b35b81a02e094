import { connectLocal, type OutputName } from '../connection.ts';
import type { Out } from '../out.ts';
import { followRun } from '../run/follow-run.ts';
import { openWorkflows } from '../wiring/workflows.ts';

/** Starts a state machine of the local run and follows it to its end. Gives why it failed; undefined if it did not. */
export async function runMachine(
  endpoint: string,
  machine: OutputName,
  { out, signal }: { readonly out: Out; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const connection = await connectLocal(endpoint);
  const workflows = openWorkflows(connection);
  const runId = await workflows.start(connection.nameOf(machine), { name: undefined, input: {} });
  const quiet = { ...out, note: () => undefined };
  const { run } = await followRun(workflows, runId, { out: quiet, signal, everyMs: 200 });
  return run.status === 'failed' ? sentenceOf(run.cause ?? run.error ?? machine) : undefined;
}

/** A failed function's cause is JSON that holds its message. */
function sentenceOf(cause: string): string {
  return /"errorMessage":"([^"]*)"/.exec(cause)?.[1] ?? cause;
}
