import type { Delivery, Tally } from '#core/events/imports/file-handler.ts';
import type { ImportPorts } from './import-ports.ts';
import { MessageBatch } from './message-batch.ts';
import type { Survey } from './survey-file.ts';

/** What an import wrote. */
export interface ImportReport extends Tally {
  readonly messageCount: number;
  /** Records on the stream: messages of one customer may share one. */
  readonly recordCount: number;
  /** Rows written to stores rather than to the stream. */
  readonly itemCount: number;
}

type Stored = Exclude<Delivery, { to: 'stream' }>;
type Keep = {
  readonly [To in Stored['to']]: (rows: readonly Extract<Stored, { to: To }>[]) => Promise<void>;
};

/** Rows that go to a store at once. */
const ROWS_AT_ONCE = 500;

/** Gathers what goes to a store; of one file, all rows go to the same. */
class StoreBatch {
  readonly #keep: Keep;
  #rows: Stored[] = [];
  itemCount = 0;

  constructor(ports: ImportPorts, messages: MessageBatch) {
    this.#keep = {
      catalogue: (rows) => ports.catalogue.put(rows.map(({ item }) => item)),
      contacts: async (rows) => {
        const told = await ports.saveContacts(rows.map(({ contact }) => contact));
        for (const message of told) await messages.add(message);
      },
      consents: (rows) => ports.saveConsents(rows.map(({ consent }) => consent)),
      suppressions: (rows) => ports.saveSuppressions(rows.map(({ suppression }) => suppression)),
    };
  }

  async add(row: Stored): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length >= ROWS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const [first] = this.#rows;
    if (first === undefined) return;
    const keep = this.#keep[first.to] as (rows: readonly Stored[]) => Promise<void>;
    await keep(this.#rows);
    this.itemCount += this.#rows.length;
    this.#rows = [];
  }
}

/** What the file's rows come to, slice by slice. */
async function* deliveriesOf(
  survey: Survey,
  onProgress: (share: number) => void,
): AsyncGenerator<readonly Delivery[]> {
  const { file, handler } = survey;
  const passCount = handler.passCount();
  for (let pass = 0; pass < passCount; pass += 1) {
    const slices = file.rows((share) => onProgress((pass + share) / passCount));
    for await (const rows of slices) {
      const deliveries = rows.map((row) => ('code' in row ? undefined : handler.deliver(row, pass)));
      yield deliveries.filter((delivery) => delivery !== undefined);
    }
  }
}

/** Writes what a surveyed file holds. */
export async function deliverFile(
  survey: Survey,
  ports: ImportPorts,
  onProgress: (share: number) => void = () => undefined,
): Promise<ImportReport> {
  const messages = new MessageBatch(ports.stream);
  const stores = new StoreBatch(ports, messages);
  for await (const deliveries of deliveriesOf(survey, onProgress)) {
    for (const delivery of deliveries) {
      if (delivery.to === 'stream') await messages.add(ports.gateMessage(delivery.message));
      else await stores.add(delivery);
    }
  }
  await stores.flush();
  await messages.flush();
  const { messageCount, recordCount } = messages;
  return { ...survey.handler.tally(), messageCount, recordCount, itemCount: stores.itemCount };
}

/** Counts what `deliverFile` would write, and writes nothing. */
export async function rehearseFile(
  survey: Survey,
  onProgress: (share: number) => void = () => undefined,
): Promise<ImportReport> {
  let messageCount = 0;
  let itemCount = 0;
  for await (const deliveries of deliveriesOf(survey, onProgress)) {
    const streamed = deliveries.filter(({ to }) => to === 'stream').length;
    // Of a contact the address is stored, and the stream is told that it is known.
    messageCount += streamed + deliveries.filter(({ to }) => to === 'contacts').length;
    itemCount += deliveries.length - streamed;
  }
  return { ...survey.handler.tally(), messageCount, recordCount: 0, itemCount };
}
