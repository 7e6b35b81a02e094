import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Considered } from '#core/plan/audience/judge-audience.ts';

/**
 * What `weather_trends` says of each place on this day; columns are the shop's own.
 * @param localDayNumber days since 1970-01-01 on the shop's calendar.
 */
export async function weatherOn(
  localDayNumber: number,
  catalogue: Pick<CatalogueStore, 'list'>,
): Promise<NonNullable<Considered['weatherIn']>> {
  const rows = new Map<string, JsonObject>();
  const day = new Date(localDayNumber * DAY_MS).toISOString().slice(0, 10);
  for await (const { attributes } of catalogue.list('weather_trends')) {
    const { region, date, extra } = attributes;
    if (typeof region === 'string' && date === day) rows.set(region, extra as JsonObject);
  }
  return (place, field) => {
    const value = Number(rows.get(place)?.[field] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
}
