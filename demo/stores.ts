import { DAY_MS, HOUR_MS } from './calendar.ts';
import { type CategoryId, categories } from './catalogue/categories.ts';
import { randomOf } from './random.ts';

export interface Zone {
  readonly id: string;
  /** The entrance shows no category. */
  readonly category: CategoryId | undefined;
  readonly beaconId: string;
}

export interface Store {
  readonly id: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timezone: 'Asia/Seoul';
  readonly zones: readonly Zone[];
  /** Share of the customers who live near it. */
  readonly share: number;
}

export interface StoreEvent {
  readonly id: string;
  readonly storeId: string;
  readonly kind: 'class' | 'launch' | 'consultation';
  readonly topic: CategoryId;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Opening hours of every store by Seoul's clock. */
export const OPENS_AT_HOUR = 10.5;
export const CLOSES_AT_HOUR = 21.5;

type Site = readonly [
  ko: string,
  en: string,
  region: string,
  latitude: number,
  longitude: number,
  share: number,
];

/** District centres, to two digits: a street, not an address. */
const sites: readonly Site[] = [
  ['성수점', 'Seongsu', '서울', 37.54, 127.06, 0.24],
  ['강남점', 'Gangnam', '서울', 37.5, 127.03, 0.22],
  ['홍대점', 'Hongdae', '서울', 37.56, 126.92, 0.16],
  ['분당점', 'Bundang', '경기', 37.38, 127.12, 0.12],
  ['서면점', 'Seomyeon', '부산', 35.16, 129.06, 0.1],
  ['동성로점', 'Dongseongno', '대구', 35.87, 128.6, 0.07],
  ['둔산점', 'Dunsan', '대전', 36.35, 127.38, 0.05],
  ['충장로점', 'Chungjangno', '광주', 35.15, 126.91, 0.04],
];

const ZONES_PER_STORE = 6;

export function createStores(): readonly Store[] {
  return sites.map(([nameKo, nameEn, region, latitude, longitude, share], index) => {
    const id = `S${String(index + 1).padStart(2, '0')}`;
    return {
      id,
      nameKo: `온결마루 ${nameKo}`,
      nameEn: `Ongyeolmaru ${nameEn}`,
      region,
      latitude,
      longitude,
      timezone: 'Asia/Seoul',
      zones: zonesOf(id),
      share,
    };
  });
}

function zonesOf(storeId: string): readonly Zone[] {
  const random = randomOf('zones', storeId);
  const shown = [...categories]
    .map((category) => ({ id: category.id, order: random.unit() }))
    .sort((left, right) => left.order - right.order)
    .slice(0, ZONES_PER_STORE - 1);
  return [undefined, ...shown.map((category) => category.id)].map((category, index) => ({
    id: `${storeId}-Z${index}`,
    category,
    beaconId: `${storeId}-B${index}`,
  }));
}

/** Two events a month and store, on Saturdays or weekday evenings. */
export function createStoreEvents(
  stores: readonly Store[],
  span: { readonly seed: number; readonly startMs: number; readonly days: number },
): readonly StoreEvent[] {
  return stores.flatMap((store) => {
    const random = randomOf(span.seed, 'store-events', store.id);
    const count = Math.max(1, Math.round(span.days / 15));
    return Array.from({ length: count }, (_, index): StoreEvent => {
      const day = Math.min(span.days - 1, index * 15 + random.integer(2, 13));
      const fromMs = span.startMs + day * DAY_MS + random.pick([14, 16, 19]) * HOUR_MS;
      return {
        id: `${store.id}-E${index + 1}`,
        storeId: store.id,
        kind: random.pick(['class', 'launch', 'consultation'] as const),
        topic: random.pick(categories).id,
        fromMs,
        toMs: fromMs + 2 * HOUR_MS,
      };
    });
  });
}
