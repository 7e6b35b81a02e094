import type { ExportCodec } from '#app/ports/export-codec.ts';
import type { RunFiles } from '#app/ports/run-files.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { hasDoneAnything, type KeyState, personRow } from '#core/profiles/person-state.ts';

/** Where a snapshot is made, and into how many shares. */
export interface SnapshotRun {
  /** Folder of the run's files, without slash at the end. */
  readonly folder: string;
  readonly shareCount: number;
}

/** The three steps from exported tables to shares of person rows. Each can be repeated; memory holds one share. */
export interface ShuffleExport {
  /** Sends the lines of one exported file to the shares of their customer keys; other files of an export are left. */
  scatter(run: SnapshotRun, exportedKey: string): Promise<void>;
  /** Finds whose keys a share holds, and sends them to the share of their person. */
  join(run: SnapshotRun, share: number): Promise<void>;
  /** Combines a person's keys; gives how many persons the share has. */
  combine(run: SnapshotRun, share: number, atMs: number): Promise<number>;
}

/** Lines held before they are written: some 100 MB. */
const LINES_HELD = 50_000;

/** Name of a share's rows. */
export const rowsKey = ({ folder }: SnapshotRun, share: number): string => `${folder}/rows/${share}`;

/** The lines of one customer key. */
interface KeyLines {
  readonly customerKey: string;
  personId: string;
  hot?: string;
  history?: string;
}

/** Over these files. */
export function createShuffleExport(ports: {
  readonly files: RunFiles;
  readonly codec: ExportCodec;
  readonly settings: FoldSettings;
}): ShuffleExport {
  const { files, codec, settings } = ports;
  const shareOf = (key: string, { shareCount }: SnapshotRun): number => hash48(key) % shareCount;

  async function* linesUnder(prefix: string): AsyncIterable<string> {
    for await (const key of files.list(prefix)) yield* files.readLines(key);
  }

  return {
    async scatter(run, exportedKey) {
      const name = /\/([^/]+)\/data\/([^/]+)\.json\.gz$/.exec(exportedKey)?.slice(1).join('-');
      if (name === undefined) return;
      let shares = new Map<number, string[]>();
      let held = 0;
      let part = 0;
      const flush = async (): Promise<void> => {
        for (const [share, lines] of shares)
          await files.writeLines(`${run.folder}/scattered/${share}/${name}-${part}`, lines);
        shares = new Map();
        held = 0;
        part += 1;
      };
      for await (const line of files.readLines(exportedKey)) {
        const about = codec.describe(line);
        if (about === undefined) continue;
        const share = shareOf(about.customerKey, run);
        const lines = shares.get(share) ?? [];
        shares.set(share, lines);
        lines.push(line);
        held += 1;
        if (held >= LINES_HELD) await flush();
      }
      await flush();
    },

    async join(run, share) {
      const keys = new Map<string, KeyLines>();
      for await (const line of linesUnder(`${run.folder}/scattered/${share}/`)) {
        const about = codec.describe(line);
        if (about === undefined) continue;
        const { kind, customerKey } = about;
        const key = keys.get(customerKey) ?? { customerKey, personId: customerKey };
        keys.set(customerKey, key);
        if (kind === 'ledger') key.personId = codec.personOf(line);
        else key[kind] = line;
      }
      const shares = new Map<number, string[]>();
      for (const key of keys.values()) {
        // A ledger without a profile: somebody who said what may be sent, and did nothing.
        if (key.hot === undefined && key.history === undefined) continue;
        const to = shareOf(key.personId, run);
        const lines = shares.get(to) ?? [];
        shares.set(to, lines);
        lines.push(JSON.stringify(key));
      }
      for (const [to, lines] of shares) await files.writeLines(`${run.folder}/joined/${to}/${share}`, lines);
    },

    async combine(run, share, atMs) {
      const persons = new Map<string, KeyState[]>();
      for await (const line of linesUnder(`${run.folder}/joined/${share}/`)) {
        const { customerKey, personId, hot, history } = JSON.parse(line) as KeyLines;
        const state: KeyState = {
          customerKey,
          hot: hot === undefined ? emptyHotPart.state : codec.hot(hot),
          history: history === undefined ? emptyHistoryPart.state : codec.history(history),
        };
        persons.set(personId, [...(persons.get(personId) ?? []), state]);
      }
      const sorted = [...persons]
        .filter(([, keys]) => hasDoneAnything(keys))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      await files.writeLines(
        rowsKey(run, share),
        sorted.values().map(([personId, keys]) => JSON.stringify(personRow(personId, keys, settings, atMs))),
      );
      return sorted.length;
    },
  };
}
