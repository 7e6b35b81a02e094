import type { Arguments, Option } from '../arguments.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import type { Said } from '../said.ts';
import type { Services } from '../services.ts';

/** One thing that people review: `kairos review <name> …`. */
export interface ReviewTopic {
  /** The word after `review`. */
  readonly name: string;
  readonly summary: Said;
  /** After `kairos review`, e.g. `personas list|show ID`. */
  readonly usage: string;
  /** Options of its own; two topics may share one, then with the same meaning. */
  readonly options: Readonly<Record<string, Option>>;
  readonly examples?: readonly string[];
  /** Services without which the topic does not exist. */
  readonly needs: readonly (keyof Services)[];
  /** @param args its positionals begin after the topic's name: the action, then what it is about. */
  run(args: Arguments, context: CommandContext): Promise<ExitStatus>;
}
