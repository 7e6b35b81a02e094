import { SendTaskSuccessCommand, type SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { translateErrors } from '#adapters/aws/translate-error.ts';
import type { TaskTokens } from '#app/ports/task-tokens.ts';

/** Task tokens of Step Functions. */
export function createStepFunctionsTokens(client: SFNClient): TaskTokens {
  return {
    succeed: (token, output) =>
      translateErrors('SendTaskSuccess', async () => {
        try {
          await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
          return true;
        } catch (error) {
          if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return false;
          throw error;
        }
      }),
  };
}
