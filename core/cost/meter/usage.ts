import { InputError } from '../../kernel/errors.ts';

/** Whom and what a quantity served. A missing tag means shared: allocated later by an approved key, never guessed. */
export interface UsageTags {
  readonly campaign?: string;
  readonly persona?: string;
  readonly arm?: string;
  /** `push`, `email`, `sms`, or an advertising channel. */
  readonly channel?: string;
  /** The station that used it: `events`, `profiles`, `models`, `personas`, `copy`, `plan`, `delivery`, `outcomes`, `kpis`. */
  readonly stage?: string;
  /** What a language model was asked for: `persona`, `copy`, `repair`, `embedding`. */
  readonly purpose?: string;
}

/** The keys of `UsageTags`, in the order in which they are written. */
export const USAGE_TAGS = ['campaign', 'persona', 'arm', 'channel', 'stage', 'purpose'] as const;

/** One metered quantity. Holds no personal data: tags name campaigns and groups, never a person. */
export interface Usage {
  /** Idempotency: the same id counts once, whatever is retried. Derived from what was done, e.g. a request id. */
  readonly id: string;
  /** When it was used, UTC epoch ms: decides month and price. */
  readonly atMs: number;
  /** Service code as in the price list, e.g. `AmazonDynamoDB`. */
  readonly service: string;
  /** Metered unit as in the price book, e.g. `write-request-unit`, `input-token/nova-micro`. */
  readonly unit: string;
  /** Whole number of units, 0 … 2^53 − 1. */
  readonly quantity: number;
  /** AWS Region, e.g. `ap-northeast-2`. */
  readonly region: string;
  readonly tags: UsageTags;
}

/**
 * The usage itself, if it can be metered.
 * @throws InputError if an id or name is empty, or the quantity or time is not a whole number from 0 up.
 */
export function checkUsage(usage: Usage): Usage {
  const { id, service, unit, region } = usage;
  if ([id, service, unit, region].some((text) => text === ''))
    throw new InputError('a usage needs id, service, unit and region');
  for (const [name, value] of [
    ['quantity', usage.quantity],
    ['atMs', usage.atMs],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new InputError(`${name} of usage ${id} is no whole number from 0 up`);
  }
  return usage;
}
