import type { Json } from '#core/kernel/json.ts';
import type { MapState } from '../definition/state-types.ts';
import { runDistributedMap } from '../map/run-distributed-map.ts';
import { runFlows } from './run-flows.ts';
import { itemsOf, selectItem } from './select-item.ts';
import { Halt } from './state-error.ts';
import type { Visit } from './visit.ts';

/** What AWS runs at once of an inline map that sets no limit. */
const INLINE_LIMIT = 40;

export function runMap(visit: Visit<MapState>): Promise<Json> {
  return visit.state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED'
    ? runDistributedMap(visit)
    : runInlineMap(visit);
}

async function runInlineMap(visit: Visit<MapState>): Promise<Json> {
  const { run, state, frame, name } = visit;
  const items = await itemsOf(visit);
  const limit = await visit.number(state.MaxConcurrency, 'MaxConcurrency', 0);
  const outer = visit.scope().variables;
  const itemAt = (index: number) => ({ Index: index, Value: items[index] as Json });
  if (run.log.progress(visit.pathOf(0)) === undefined)
    visit.event('MapStateStarted', { length: items.length });
  const told = (how: string) => (index: number, path: string) =>
    run.log.event(path, { type: `MapIteration${how}`, details: { name, index } });
  try {
    const outputs = await runFlows(run, {
      count: items.length,
      limit: Math.min(limit === 0 ? INLINE_LIMIT : limit, INLINE_LIMIT),
      signal: frame.signal,
      frameOf: (index, signal) => ({
        path: visit.pathOf(index),
        flow: state.ItemProcessor,
        outer,
        item: itemAt(index),
        signal,
      }),
      inputOf: (index) => selectItem(visit, itemAt(index)),
      onStarted: told('Started'),
      onEnded: (index, path, how) => told(how)(index, path),
    });
    visit.event('MapStateSucceeded');
    return outputs;
  } catch (error) {
    if (!(error instanceof Halt)) visit.event('MapStateFailed');
    throw error;
  }
}
