import { connectLocal, type OutputName } from '../connection.ts';
import type { Out } from '../out.ts';
import { followRun } from '../run/follow-run.ts';
import { openWorkflows } from '../wiring/workflows.ts';

/** Starts a state machine of the local run, follows it to its end and gives what it put out. @throws Error if it fails. */
export async function runMachine(
  endpoint: string,
  machine: OutputName,
  options: { readonly out: Out; readonly signal: AbortSignal },
): Promise<unknown> {
  const connection = await connectLocal(endpoint);
  const workflows = openWorkflows(connection);
  const runId = await workflows.start(connection.nameOf(machine), { name: undefined, input: {} });
  const { run } = await followRun(workflows, runId, { ...options, everyMs: 200 });
  if (run.status !== 'succeeded')
    throw new Error(`${machine}: ${run.status} ${run.error ?? ''} ${run.cause ?? ''}`);
  return run.output;
}
