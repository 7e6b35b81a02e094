import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import type { ReviewTopic } from './topic.ts';

/** What one word after the topic's name does in the copy station. */
export type OfficeAction = (office: CopyOffice, args: Arguments, context: CommandContext) => Promise<unknown>;

/** A topic of the copy station: its actions by their words, `list` among them, and how a result is shown to people. */
export function officeTopic({
  actions,
  about,
  shown,
  ...topic
}: Omit<ReviewTopic, 'needs' | 'run' | 'usage'> & {
  readonly actions: Readonly<Record<string, OfficeAction>>;
  /** What follows an action, e.g. `[ID|PRODUCT]`. */
  readonly about: string;
  readonly shown: (action: string, result: unknown, context: CommandContext) => void;
}): ReviewTopic {
  const words = Object.keys(actions);
  return {
    ...topic,
    usage: `${topic.name} ${words.join('|')} ${about}`,
    needs: ['copyOffice'],
    async run(args, context): Promise<ExitStatus> {
      const action = args.positionals[0] ?? 'list';
      const act = actions[action];
      if (act === undefined) {
        const known = words.join(', ');
        throw refuse({
          en: `review ${topic.name} knows ${known}`,
          ko: `review ${topic.name} 가 아는 말: ${known}`,
        });
      }
      const office = await service(context, 'copyOffice')(await connect(args, context.env));
      const result = await act(office, args, context);
      context.out.result(result, () => shown(action, result, context));
      return 0;
    },
  };
}
