import type { ProfileView } from '#core/profiles/profile-view.ts';

/** A goal as people read it. */
export interface GoalName {
  readonly en: string;
  readonly ko: string;
}

interface BuiltInGoal extends GoalName {
  /** UTC epoch ms of each time that a person reached it. */
  timesOf(profile: ProfileView): readonly number[];
}

/** The goal of campaigns that name none. */
export const ORDER_GOAL = 'Order Completed';

/** Goals that every profile keeps anyway. */
const builtIn: ReadonlyMap<string, BuiltInGoal> = new Map([
  [
    ORDER_GOAL,
    {
      en: 'orders',
      ko: '주문',
      timesOf: ({ orders }: ProfileView) => orders.map(({ at }) => Date.parse(at)),
    },
  ],
  [
    'Store Entered',
    {
      en: 'store visits',
      ko: '매장 방문',
      timesOf: ({ storeVisits }: ProfileView) => storeVisits.map(({ atSeconds }) => atSeconds * 1000),
    },
  ],
  [
    'In-Store Event Attended',
    {
      en: 'store events attended',
      ko: '매장 행사 참석',
      timesOf: ({ attendances }: ProfileView) => attendances.map(({ atSeconds }) => atSeconds * 1000),
    },
  ],
]);

/** Can this event be counted as a goal? @param goalEvents those that the stage keeps beside the built-in ones. */
export function isCountedGoal(event: string, goalEvents: readonly string[]): boolean {
  return builtIn.has(event) || goalEvents.includes(event);
}

/** When a person did what the campaign was for, UTC epoch ms, of the instants that their profile keeps. */
export function goalTimes(event: string, profile: ProfileView): readonly number[] {
  const known = builtIn.get(event);
  if (known !== undefined) return known.timesOf(profile);
  return profile.goals.flatMap(({ name, at }) => (name === event ? [Date.parse(at)] : []));
}

/** The goal's name in sentences: many of them. An event that we have no word for is quoted as it is. */
export function goalName(event: string): GoalName {
  return builtIn.get(event) ?? { en: `"${event}"`, ko: `"${event}"` };
}
