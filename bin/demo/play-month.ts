import { join } from 'node:path';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { Brand } from '#demo/index.ts';
import { connectLocal } from '../connection.ts';
import type { Out } from '../out.ts';
import { printProfile } from '../profile-page.ts';
import type { RunningCloud } from '../services.ts';
import { openCloudStores } from '../wiring/cloud-stores.ts';
import { viewProfile } from '../wiring/customer-services.ts';
import { drain, setClock } from './gateway-clock.ts';
import { importShop } from './import-shop.ts';
import { sendDays } from './send-days.ts';
import { addUpProfiles, countReasons, printWhatHappened, type ShopTotals } from './what-happened.ts';

/** Days of the first month. */
export const MONTH_DAYS = 30;

/** What the first month came to. */
export interface PlayedMonth extends ShopTotals {
  readonly sentCount: number;
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly profile: JsonObject | null;
}

/** Reports read this document, and say that their customers are made up. */
async function saySimulated(endpoint: string): Promise<void> {
  const { documents } = await openCloudStores(await connectLocal(endpoint));
  const { version } = await documents.load('pointer', 'simulated');
  await documents.save('pointer', 'simulated', version, { by: 'kairos demo' });
}

/** Imports the brand's files, sends its first month through the stream, shows what became of it and one customer. */
export async function playMonth(
  brand: Brand,
  cloud: RunningCloud,
  { ports, out, signal }: { readonly ports: ImportPorts; readonly out: Out; readonly signal: AbortSignal },
): Promise<PlayedMonth> {
  const startedMs = performance.now();
  const endpoint = cloud.url;
  await setClock(endpoint, brand.startMs);
  await saySimulated(endpoint);
  const imported = await importShop(brand, ports, {
    folder: join(cloud.dataFolder, 'shop-files'),
    nowMs: brand.startMs,
    onFile: (kind) => out.note(out.say({ en: `importing ${kind}`, ko: `${kind} 가져오는 중` })),
  });
  await drain(endpoint, signal);
  const bar = out.progress(out.say({ en: 'a month, day by day', ko: '한 달을 하루씩' }));
  const days = { from: 0, to: MONTH_DAYS };
  const onDay = (day: number): void => bar.update(day / MONTH_DAYS);
  const streamedCount = await sendDays(brand, days, {
    stream: ports.stream,
    endpoint,
    signal,
    onDay,
  }).finally(() => bar.done());
  const seconds = (performance.now() - startedMs) / 1000;
  const sentCount = imported.reduce((sum, { report }) => sum + report.messageCount, streamedCount);

  const connection = await connectLocal(endpoint);
  const stores = await openCloudStores(connection);
  const totals = await addUpProfiles(stores);
  const reasons = await countReasons(stores.quarantine.list());
  const profile = (await viewProfile(connection, totals.example, { by: 'demo', reason: 'demo' })) ?? null;
  const metrics = cloud.metrics('IngestEvents');
  if (!out.isJson) {
    out.line();
    printWhatHappened({ totals, metrics, reasons, sentCount, seconds }, out);
    out.line();
    if (profile !== null) printProfile(profile, out);
  }
  return { ...totals, sentCount, seconds, metrics, quarantined: Object.fromEntries(reasons), profile };
}
