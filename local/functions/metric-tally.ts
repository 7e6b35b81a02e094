import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

interface MetricDirective {
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name: string }[];
}

type LogLine = Readonly<Record<string, unknown>> & {
  readonly _aws?: { readonly CloudWatchMetrics?: readonly MetricDirective[] };
};

/** Dimensions that every metric of a function has: they tell no two apart. */
const COMMON = new Set(['service', 'function_name']);

function ownDimensions({ Dimensions }: MetricDirective, line: LogLine): string {
  const own = (Dimensions?.[0] ?? []).filter((name) => !COMMON.has(name));
  return own.length === 0 ? '' : `{${own.map((name) => `${name}=${String(line[name])}`).join(',')}}`;
}

/**
 * Sums of the metrics that a function writes into its log, as CloudWatch would read them there (embedded metric
 * format), by name and own dimensions: `EventsQuarantinedByReason{reason=late}`.
 */
export class MetricTally {
  readonly #sums = new Map<string, number>();

  /** Reads a worker's output until it ends. */
  follow(output: Readable): void {
    createInterface({ input: output }).on('line', (line) => this.#read(line));
  }

  sums(): Record<string, number> {
    return Object.fromEntries([...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #read(line: string): void {
    if (!line.includes('"_aws"')) return;
    let parsed: LogLine;
    try {
      parsed = JSON.parse(line) as LogLine;
    } catch {
      return;
    }
    for (const directive of parsed._aws?.CloudWatchMetrics ?? []) {
      const suffix = ownDimensions(directive, parsed);
      for (const { Name } of directive.Metrics ?? []) this.#add(Name + suffix, parsed[Name]);
    }
  }

  #add(name: string, value: unknown): void {
    const sum = [value]
      .flat()
      .reduce<number>((total, each) => total + (typeof each === 'number' ? each : 0), 0);
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + sum);
  }
}
