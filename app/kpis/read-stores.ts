import type { PredictionStore } from '#app/ports/prediction-store.ts';
import { type Journey, JourneyTally } from '#core/kpis/journeys.ts';
import { addEvents, type EventEffect, EventTally, type StoreEventDay } from '#core/kpis/store-events.ts';
import { type StoresReport, StoreTally } from '#core/kpis/stores.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What happens in stores. */
export interface StoresAndEvents extends StoresReport {
  readonly events: readonly EventEffect[];
}

/** Reads everybody twice: first which events there were, then what people did. */
export async function readStores(
  rows: () => AsyncIterable<PersonRow>,
  { zone, nowMs }: { readonly zone: string; readonly nowMs: number },
): Promise<StoresAndEvents> {
  const known = new Map<string, StoreEventDay>();
  for await (const row of rows()) addEvents(known, row);
  const tally = new StoreTally(zone, nowMs);
  const eventTally = new EventTally(known);
  for await (const row of rows()) {
    tally.add(row);
    eventTally.add(row);
  }
  const { events, hiddenCount } = eventTally.report();
  const report = tally.report();
  return { ...report, events, hiddenCount: report.hiddenCount + hiddenCount };
}

const BATCH = 100;

/** Journeys of everybody, by the stage that the live models give. */
export async function readJourneys(
  rows: AsyncIterable<PersonRow>,
  predictions: Pick<PredictionStore, 'load'>,
  nowMs: number,
): Promise<{ readonly journeys: readonly Journey[]; readonly hiddenCount: number }> {
  const tally = new JourneyTally(nowMs);
  let batch: PersonRow[] = [];
  const flush = async (): Promise<void> => {
    const known = await predictions.load(batch.map(({ personId }) => personId));
    for (const row of batch) tally.add(row, known.get(row.personId)?.stage);
    batch = [];
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return tally.report();
}
