import type { LakeLine, LakeReader, LakeReading, LakeWriter } from '#app/ports/lake.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { InputError } from '#core/kernel/errors.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { seal, unseal } from './line-seal.ts';
import type { PersonKeys } from './person-keys.ts';

/** A line as it lies in the lake. Nothing in it says whose it is without the table of salts. */
interface SealedLine {
  readonly person: string;
  /** When its events were applied, UTC epoch milliseconds. */
  readonly at: number;
  readonly sealed: string;
}

/** Firehose takes records up to 1,000 KiB. */
const LINE_LIMIT_BYTES = 1_000_000;
/** Lines whose keys are looked up together. */
const LINES_AT_ONCE = 200;

const boundOf = (person: string, at: number) => `${person}|${at}`;

/** Seals lines and hands them on as texts of one line each, `\n` at the end. */
export function createSealedLakeWriter(
  personKeys: PersonKeys,
  write: (lines: readonly string[]) => Promise<void>,
): LakeWriter {
  return {
    async append(lines) {
      if (lines.length === 0) return;
      const keys = await personKeys.obtain(lines.map((line) => line.customerKey));
      const sealed = lines.flatMap((line) => {
        const person = keys.get(line.customerKey);
        return person === undefined ? [] : sealLine(line, person.personId, person.key);
      });
      await write(sealed);
    },
  };
}

/** One line, or several where it would be too long: halved by events until each fits. */
function sealLine(line: LakeLine, person: string, key: Uint8Array): string[] {
  const text = JSON.stringify({ customerKey: line.customerKey, events: line.events });
  const at = line.appliedAtMs;
  const sealed = seal(key, text, boundOf(person, at));
  if (sealed.length < LINE_LIMIT_BYTES)
    return [`${JSON.stringify({ person, at, sealed } satisfies SealedLine)}\n`];
  if (line.events.length < 2) throw new InputError('one event is larger than the lake takes');
  const middle = line.events.length >> 1;
  return [line.events.slice(0, middle), line.events.slice(middle)].flatMap((events) =>
    sealLine({ ...line, events }, person, key),
  );
}

/** Reads lines back; those whose salt is gone or whose bytes are not what was written are counted and skipped. */
export function createSealedLakeReader(
  personKeys: PersonKeys,
  readLines: () => AsyncIterable<string>,
): LakeReader {
  async function* open(lines: readonly SealedLine[], reading: LakeReading): AsyncIterable<LakeLine> {
    const keys = await personKeys.find(lines.map((line) => line.person));
    for (const { person, at, sealed } of lines) {
      const key = keys.get(person);
      const text = key === undefined ? undefined : unseal(key, sealed, boundOf(person, at));
      if (text === undefined) {
        reading.onUnreadable?.(key === undefined ? 'erased' : 'damaged');
        continue;
      }
      // Authenticated, hence written by us.
      const held = JSON.parse(text) as { customerKey: string; events: CustomerEvent[] };
      yield { ...held, appliedAtMs: at };
    }
  }

  return {
    async *read(reading = {}) {
      const { index, count } = reading.share ?? { index: 0, count: 1 };
      let waiting: SealedLine[] = [];
      for await (const text of readLines()) {
        const line = parseLine(text);
        if (line === undefined) {
          // Belongs to no share: told once, by the first.
          if (index === 0) reading.onUnreadable?.('damaged');
          continue;
        }
        if (hash48(line.person) % count !== index) continue;
        waiting.push(line);
        if (waiting.length < LINES_AT_ONCE) continue;
        yield* open(waiting, reading);
        waiting = [];
      }
      yield* open(waiting, reading);
    },
  };
}

function parseLine(text: string): SealedLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<SealedLine> | null;
    const { person, at, sealed } = line ?? {};
    return typeof person === 'string' && typeof at === 'number' && typeof sealed === 'string'
      ? { person, at, sealed }
      : undefined;
  } catch {
    return undefined;
  }
}
