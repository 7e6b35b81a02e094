import type { Usage } from './usage.ts';

/** What a supplier bills for one message, or for one part of an SMS, by channel and the recipient's jurisdiction. */
export function messageUnit(
  channel: 'push' | 'email' | 'sms',
  jurisdiction: string,
): Pick<Usage, 'service' | 'unit'> {
  switch (channel) {
    case 'push':
      return { service: 'AWSEndUserMessaging', unit: 'push' };
    case 'email':
      return { service: 'AmazonSES', unit: 'email' };
    case 'sms':
      return { service: 'AWSEndUserMessaging', unit: `sms-part-${jurisdiction}` };
  }
}

/** Write units of a message from claim to receipt, measured (docs/performance.md). */
export const WRITE_UNITS_OF_A_MESSAGE = 3;

/**
 * DynamoDB units of a planned message, measured: five consistent reads; its writes, and one into the due index. So it
 * is where many are due in a minute; messages spread thin share the units of a minute, a run and a budget with fewer.
 */
export const MESSAGE_STORE_UNITS = {
  'read-request-half-unit': 10,
  'write-request-unit': WRITE_UNITS_OF_A_MESSAGE + 1,
} as const;
