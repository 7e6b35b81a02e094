/** What is wrong with a message by the event contract, judged without the product's own schemas. */
export function faultsOf(json: string, partitionKey: string): readonly string[] {
  let message: unknown;
  try {
    message = JSON.parse(json);
  } catch {
    return ['not JSON'];
  }
  if (!isObject(message)) return ['not an object'];
  const key = message['userId'] ?? message['anonymousId'];
  return [
    ...(typeof message['messageId'] === 'string' ? [] : ['no message id']),
    ...(key === partitionKey ? [] : ['partition key is not the customer key']),
    ...['timestamp', 'sentAt'].filter((field) => !isInstant(message[field])),
    ...(isObject(message['context']) ? [] : ['no context']),
    ...faultsByType(message),
  ];
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
}

function faultsByType(message: Json): readonly string[] {
  switch (message['type']) {
    case 'identify':
      return isObject(message['traits']) && typeof message['userId'] === 'string'
        ? []
        : ['identify without traits'];
    case 'alias':
      return typeof message['previousId'] === 'string' ? [] : ['alias without previous id'];
    case 'page':
    case 'screen':
      return typeof message['name'] === 'string' ? [] : ['page without name'];
    case 'track':
      return faultsOfTrack(message);
    default:
      return ['unknown type'];
  }
}

function faultsOfTrack(message: Json): readonly string[] {
  const { event, properties } = message;
  const wanted = typeof event === 'string' ? needed[event] : undefined;
  if (wanted === undefined) return ['unknown event'];
  if (!isObject(properties)) return ['no properties'];
  const missing = wanted.split(' ').filter((name) => properties[name] === undefined);
  return [...missing, ...faultsOfLists(properties)];
}

function faultsOfLists(properties: Json): readonly string[] {
  const products: unknown = properties['products'] ?? [];
  const areIdentified =
    Array.isArray(products) &&
    products.every((product) => isObject(product) && typeof product['product_id'] === 'string');
  const amounts = ['total', 'revenue', 'discount', 'price', 'value', 'shipping', 'tax'];
  const fractional = amounts.filter(
    (name) => properties[name] !== undefined && !Number.isInteger(properties[name]),
  );
  return [...(areIdentified ? [] : ['products without ids']), ...fractional];
}

/** Event names of the contract with the properties that they cannot do without. */
const needed: Readonly<Record<string, string>> = {
  'Products Searched': 'query',
  'Product List Viewed': 'products',
  'Product Viewed': 'product_id currency',
  'Product Added': 'product_id price quantity',
  'Cart Viewed': 'products',
  'Checkout Started': 'products value currency',
  'Order Completed': 'order_id products total revenue currency discount',
  'Order Refunded': 'order_id products total currency',
  'Order Cancelled': 'order_id products total currency',
  'Product Reviewed': 'product_id rating',
  'Coupon Applied': 'coupon_id order_id discount',
  'Stock Checked': 'product_id',
  'Price Alert Set': 'product_id',
  'Products Compared': 'product_ids',
  'Store Entered': 'store_id region',
  'Store Exited': 'store_id region',
  'Store Nearby': 'store_id region distance_m',
  'Zone Dwelled': 'store_id zone_id category dwell_s',
  'Beacon Seen': 'beacon_id store_id zone_id rssi',
  'In-Store Event Attended': 'store_id event_id kind',
  'Footfall Counted': 'store_id zone_id from to count',
  'Reviews Viewed': 'product_id',
  'Social Reacted': 'product_id reaction',
  'Support Contacted': 'topic',
  'Points Earned': 'order_id amount',
  'Points Redeemed': 'order_id amount',
  'Ad Exposed': 'campaign_id',
  'Device Registered': 'platform token app_version',
  'Consent Changed': 'purpose channel granted text_version basis',
};

export const eventNames = Object.keys(needed);
