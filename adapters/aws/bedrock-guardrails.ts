import * as z from 'zod/mini';
import type { BedrockControl } from '#adapters/aws/bedrock-control.ts';
import type { FoundGuardrail, Guardrails } from '#app/ports/guardrails.ts';
import { RefusedError } from '#core/kernel/errors.ts';

const tiered = z.optional(z.looseObject({ tier: z.optional(z.object({ tierName: z.string() })) }));
const reply = z.object({
  status: z.string(),
  contentPolicy: tiered,
  topicPolicy: tiered,
  crossRegionDetails: z.optional(z.looseObject({})),
});

/** Guardrails of Bedrock. @see docs.aws.amazon.com/bedrock/latest/APIReference/API_GetGuardrail.html */
export function createBedrockGuardrails(control: BedrockControl): Guardrails {
  return {
    async find(id, version): Promise<FoundGuardrail | undefined> {
      try {
        const found = await control.call({
          operation: 'GetGuardrail',
          method: 'GET',
          path: `/guardrails/${encodeURIComponent(id)}`,
          query: { guardrailVersion: version },
        });
        const { status, contentPolicy, topicPolicy, crossRegionDetails } = reply.parse(found);
        const policies = [contentPolicy, topicPolicy].filter((policy) => policy !== undefined);
        return {
          isReady: status === 'READY',
          isStandard: policies.every(({ tier }) => tier?.tierName === 'STANDARD'),
          isCrossRegion: crossRegionDetails !== undefined,
        };
      } catch (error) {
        const isMissing =
          error instanceof RefusedError && error.details['cause'] === 'ResourceNotFoundException';
        if (isMissing) return undefined;
        throw error;
      }
    },
  };
}
