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
