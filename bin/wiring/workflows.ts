import { SFNClient } from '@aws-sdk/client-sfn';
import { createSfnWorkflows } from '#adapters/aws/sfn-workflows.ts';
import type { Workflows } from '#app/ports/workflows.ts';
import type { Connection } from '../connection.ts';

/** The state machines of a local run or of a stage. */
export function openWorkflows({ clientConfig }: Connection): Workflows {
  return createSfnWorkflows(new SFNClient(clientConfig));
}
