/**
 * Which products the message may be about. `interest`: named, in the cart, watched or looked at again; `watched`: of
 * those only what the event names; `any`: whatever the campaign has words for.
 */
export type WantedProducts = 'interest' | 'cart' | 'watched' | 'searched' | 'any';

/** What must hold beside the occasion's name and age. */
export type TriggerCondition =
  /** The stay was at least that long. */
  | { readonly dwellSeconds: number }
  /** Points of imminent signals, as the profile counts them. */
  | { readonly imminentScore: number }
  /** No order that was kept within so many hours before the occasion, and none since. */
  | { readonly notBoughtHours: number }
  /** The named store has an event that is on, or begins within so many days. */
  | { readonly storeEventDays: number };

/** What one kind of trigger asks for: the product's part of the rule. The campaign's part is its `TriggerRule`. */
export interface TriggerDefinition {
  /** Names of the occasions that start it. */
  readonly startedBy: readonly string[];
  /** An occasion older than this starts nothing: what comes late or is replayed is never sent. Minutes. */
  readonly maxAgeMinutes: number;
  readonly wanted: WantedProducts;
  readonly conditions: readonly TriggerCondition[];
}

/**
 * The kinds of trigger. The figures are a start that any shop would recognise: two imminent signs on one day are 6
 * points and more; three minutes in front of a shelf are a long look.
 */
export const triggerRules = {
  store_interest: {
    startedBy: ['Store Nearby', 'Store Entered'],
    maxAgeMinutes: 10,
    wanted: 'interest',
    conditions: [],
  },
  zone_dwell: {
    startedBy: ['Zone Dwelled'],
    maxAgeMinutes: 30,
    wanted: 'any',
    conditions: [{ dwellSeconds: 180 }, { notBoughtHours: 3 }],
  },
  imminent: {
    startedBy: ['Stock Checked', 'Price Alert Set', 'Store Nearby'],
    maxAgeMinutes: 30,
    wanted: 'interest',
    conditions: [{ imminentScore: 6 }, { notBoughtHours: 24 }],
  },
  price_drop: {
    startedBy: ['Price Dropped'],
    maxAgeMinutes: 24 * 60,
    wanted: 'watched',
    conditions: [{ notBoughtHours: 24 }],
  },
  back_in_stock: {
    startedBy: ['Back in Stock'],
    maxAgeMinutes: 24 * 60,
    wanted: 'watched',
    conditions: [{ notBoughtHours: 24 }],
  },
  cart_left: {
    startedBy: ['Product Added'],
    maxAgeMinutes: 60,
    wanted: 'cart',
    conditions: [],
  },
  store_event: {
    startedBy: ['Store Nearby', 'Store Entered'],
    maxAgeMinutes: 30,
    wanted: 'any',
    conditions: [{ storeEventDays: 7 }],
  },
  after_search: {
    startedBy: ['Products Searched'],
    maxAgeMinutes: 10,
    wanted: 'searched',
    conditions: [{ notBoughtHours: 24 }],
  },
} as const satisfies Record<string, TriggerDefinition>;

/** A kind of trigger; the `on` of a campaign's trigger. */
export type TriggerKind = keyof typeof triggerRules;

/** Is this the name of a kind? */
export function isTriggerKind(name: string): name is TriggerKind {
  return Object.hasOwn(triggerRules, name);
}

/** Events that a rule may name to cancel a message that waits; the campaign's own goal does so anyway. */
export const CANCELLING_EVENT_NAMES = ['Order Completed', 'Checkout Started'] as const;

/** What every profile counts as a goal, and so may cancel a message that waits for it, beside orders and visits. */
const ATTENDED = 'In-Store Event Attended';

/**
 * The only events that the lane of triggers looks at: each costs a call of its own.
 * @param goalEvents of the stage: what campaigns are for cancels what waits for it.
 */
export function triggerEventNames(goalEvents: readonly string[]): readonly string[] {
  const starting = Object.values(triggerRules).flatMap(({ startedBy }) => startedBy);
  return [...new Set<string>([...starting, ...CANCELLING_EVENT_NAMES, ATTENDED, ...goalEvents])];
}

/**
 * What makes a campaign's waiting message pointless: the events that its rule names, and its own goal. A goal that
 * starts the message is what it answers to, and does not end it.
 */
export function cancellingEvents(
  kind: TriggerKind,
  named: readonly string[],
  goal: string,
): readonly string[] {
  const { startedBy }: TriggerDefinition = triggerRules[kind];
  return [...new Set(startedBy.includes(goal) ? named : [...named, goal])];
}
