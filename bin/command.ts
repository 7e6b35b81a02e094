import type { Clock } from '#app/ports/clock.ts';
import type { Verb } from './arguments.ts';
import type { Out } from './out.ts';
import type { Language, Said } from './said.ts';
import type { Services } from './services.ts';

/** What a command is given besides its arguments. */
export interface CommandContext {
  readonly out: Out;
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** Folder against which file names are read. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Opens standard input. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly services: Partial<Services>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Exit status: 0 done, 1 our fault, 2 the caller's. */
export type ExitStatus = 0 | 1 | 2;

/** One verb of the command line. */
export interface Command extends Verb {
  readonly summary: Said;
  /** More for `kairos <verb> --help`: paragraphs below the options. */
  readonly notes?: Said;
  readonly examples?: readonly string[];
  /** Services without which the verb does not exist. */
  readonly needs: readonly (keyof Services)[];
  run(argv: readonly string[], context: CommandContext): Promise<ExitStatus>;
}
