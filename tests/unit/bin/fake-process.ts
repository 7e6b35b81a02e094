import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import type { ExitStatus } from '#bin/command.ts';
import { main } from '#bin/main.ts';
import type { Services } from '#bin/services.ts';
import type {
  ImportedConsent,
  ImportedContact,
  ImportedSuppression,
} from '#core/events/imports/file-handler.ts';
import type { Message } from '#core/events/message.ts';

/** What a run of the command line said. */
export interface Ran {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** A time after every test's data. */
export const NOW_MS = Date.parse('2026-11-22T00:00:00Z');

/** A folder of its own for each test file. */
export const folder = mkdtempSync(join(tmpdir(), 'kairos-cli-'));

/** Writes a file of the test's folder and gives its name. */
export function fileOf(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Standard input that holds a text. */
export async function* inputOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Runs the command line as a function. */
export async function run(
  argv: readonly string[],
  options: {
    readonly services?: Partial<Services>;
    readonly env?: NodeJS.ProcessEnv;
    readonly stdin?: string;
  } = {},
): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      texts[name] += text;
    },
    isTerminal: false,
  });
  const status = await main(argv, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: { LANG: 'en_US.UTF-8', KAIROS_HOME: join(folder, 'home'), ...options.env },
    cwd: folder,
    stdin: () => inputOf(options.stdin ?? ''),
    clock: { nowMs: () => NOW_MS },
    services: options.services ?? {},
    signal: new AbortController().signal,
  });
  return { status, ...texts };
}

/** Ports that keep what was imported, to look at. */
export interface FakePorts extends ImportPorts {
  readonly records: StreamRecord[];
  readonly messages: () => Message[];
  readonly contacts: ImportedContact[];
  readonly consents: ImportedConsent[];
  readonly suppressions: ImportedSuppression[];
}

export function createFakePorts(): FakePorts {
  const records: StreamRecord[] = [];
  const contacts: ImportedContact[] = [];
  const consents: ImportedConsent[] = [];
  const suppressions: ImportedSuppression[] = [];
  return {
    records,
    contacts,
    consents,
    suppressions,
    messages: () =>
      records.flatMap(({ data }) =>
        [JSON.parse(new TextDecoder().decode(data)) as Message | Message[]].flat(),
      ),
    stream: { put: async (more) => void records.push(...more) },
    catalogue: createMemoryCatalogueStore(),
    gateMessage: (message) => message,
    saveContacts: async (more) => {
      contacts.push(...more);
      return [];
    },
    saveConsents: async (more) => void consents.push(...more),
    saveSuppressions: async (more) => void suppressions.push(...more),
  };
}

/** Services over ports in memory; a stage's outputs are not looked at. */
export function importServices(ports: ImportPorts): Partial<Services> {
  return { importPorts: async () => ports, streamProgress: () => ({ behind: async () => 0 }) };
}
