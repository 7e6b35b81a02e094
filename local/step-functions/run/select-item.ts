import type { Json } from '#core/kernel/json.ts';
import type { MapState } from '../definition/state-types.ts';
import { StateError } from './state-error.ts';
import type { Visit } from './visit.ts';

/** The items of `Items`, or the input itself. @throws StateError when that is no list. */
export async function itemsOf(visit: Visit<MapState>): Promise<readonly Json[]> {
  const { Items } = visit.state;
  const items = Items === undefined ? visit.input : await visit.fill(Items, 'Items');
  if (Array.isArray(items)) return items as readonly Json[];
  throw new StateError('States.QueryEvaluationError', `the items of ${visit.name} are no list`);
}

/** What a flow is given for an item: itself, or what `ItemSelector` makes of it. */
export function selectItem(
  visit: Visit<MapState>,
  item: { readonly Index: number; readonly Value: Json },
): Promise<Json> {
  const { ItemSelector } = visit.state;
  return ItemSelector === undefined
    ? Promise.resolve(item.Value)
    : visit.fill(ItemSelector, 'ItemSelector', visit.scope({}, item));
}
