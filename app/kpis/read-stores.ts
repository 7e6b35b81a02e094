import type { LakeReader } from '#app/ports/lake.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import { type FootfallReport, FootfallTally } from '#core/kpis/footfall.ts';
import { type Journey, JourneyTally } from '#core/kpis/journeys.ts';
import { addEvents, type EventEffect, EventTally, type StoreEventDay } from '#core/kpis/store-events.ts';
import { type StoresReport, StoreTally } from '#core/kpis/stores.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What happens in stores. */
export interface StoresAndEvents extends StoresReport {
  readonly events: readonly EventEffect[];
  readonly footfall: FootfallReport['places'];
}

/** Reads everybody twice: first which events there were, then what people did. Whom counters counted is in the lake alone. */
export async function readStores(
  { rows, lake }: { readonly rows: () => AsyncIterable<PersonRow>; readonly lake: LakeReader },
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
  const counters = new FootfallTally(zone, nowMs);
  for await (const line of lake.read()) for (const event of line.events) counters.add(event);
  const [report, attended, counted] = [tally.report(), eventTally.report(), counters.report()];
  return {
    ...report,
    events: attended.events,
    footfall: counted.places,
    hiddenCount: report.hiddenCount + attended.hiddenCount + counted.hiddenCount,
  };
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
