import { ANSWERED, type GoalReached } from './goal-reached.ts';
import { feedsHours, type Order } from './order.ts';

/** An order so soon after an answer to a message came when we wrote. */
const ECHO_SECONDS = 86_400;

/**
 * Does this order say at which hour the customer buys by themselves? What follows an answer to a message of ours tells
 * when we sent it: learned from, the hours that were chosen once would be chosen for ever.
 */
export function feedsOwnHours(order: Order, goals: readonly GoalReached[]): boolean {
  return feedsHours(order) && !isEcho(order.completion?.atSeconds ?? 0, goals);
}

/** Was a message of ours answered within the day before? */
export function isEcho(atSeconds: number, goals: readonly GoalReached[]): boolean {
  return goals.some(
    ({ name, atSeconds: answeredSeconds }) =>
      name === ANSWERED && answeredSeconds <= atSeconds && atSeconds < answeredSeconds + ECHO_SECONDS,
  );
}
