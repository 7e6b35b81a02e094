import type { CustomerEvent } from '#core/events/customer-event.ts';

/** Events by which somebody comes from a message of ours, where they carry its key; so does any page. */
export const ARRIVAL_EVENT_NAMES: readonly string[] = [
  'Push Notification Tapped',
  'Email Link Clicked',
  'Product Clicked',
  'Product Viewed',
  'Deep Link Opened',
  'Application Opened',
];

/** Did somebody tap a message of ours, click in it or reach the page that it links to? */
export function isAnswer({ type, name, properties }: CustomerEvent): boolean {
  return (
    typeof properties['message_key'] === 'string' && (type === 'page' || ARRIVAL_EVENT_NAMES.includes(name))
  );
}
