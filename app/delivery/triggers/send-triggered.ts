import type { DeliveryPorts } from '#app/delivery/delivery-ports.ts';
import { createDeliveryRun } from '#app/delivery/delivery-run.ts';
import { createWatchCampaign } from '#app/delivery/watch-campaigns.ts';
import type { StartTriggersPorts } from './start-triggers.ts';

/** A provider that keeps us waiting longer leaves the rest to the dispatcher. */
const SENDING_MS = 10_000;

/** Claims and sends at once, in a run of its own. @param newRunId unique for ever: claims and grants carry it. */
export function createSendTriggered(
  ports: DeliveryPorts,
  newRunId: () => string,
): StartTriggersPorts['sendNow'] {
  // What one run saw of a campaign's state within its second holds for the next one too.
  const watch = createWatchCampaign(ports.campaigns, ports.elapsedMs);
  return async (messages) => {
    if (messages.length === 0) return [];
    const startedMs = ports.elapsedMs();
    const run = createDeliveryRun(ports, {
      runId: newRunId(),
      watch,
      isLate: () => ports.elapsedMs() - startedMs > SENDING_MS,
    });
    const pending = await run.send(messages);
    await run.settle();
    return pending;
  };
}
