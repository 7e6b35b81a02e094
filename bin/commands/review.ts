import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { reviewTopics } from '../review/topics.ts';
import { refuse } from '../said.ts';

/** Topic, action, and up to six ids. */
const MOST_WORDS = 8;
const names = reviewTopics.map(({ name }) => name).join('|');

/** `kairos review`: what people decide on, by topic. */
export const review: Command = {
  name: 'review',
  summary: {
    en: 'what people decide on: list, show, accept, change, reject',
    ko: '사람이 정하는 것: 목록, 보기, 승인, 수정, 반려',
  },
  usage: `review ${names} ACTION [ID …]`,
  notes: {
    en: reviewTopics.map(({ usage, summary }) => `kairos review ${usage}\n    ${summary.en}`).join('\n'),
    ko: reviewTopics.map(({ usage, summary }) => `kairos review ${usage}\n    ${summary.ko}`).join('\n'),
  },
  options: reviewTopics.reduce((all, { options }) => ({ ...all, ...options }), CONNECTION_OPTIONS),
  examples: reviewTopics.flatMap(({ examples = [] }) => examples),
  needs: [],

  async run(argv, context) {
    const args = readArguments(review, argv, MOST_WORDS);
    const name = required(review, args, 0, names);
    const topic = reviewTopics.find(
      (each) => each.name === name && each.needs.every((service) => context.services[service] !== undefined),
    );
    if (topic === undefined) {
      throw refuse({
        en: `review ${name}: say one of ${names}`,
        ko: `review ${name}: ${names} 중 하나를 쓰십시오`,
      });
    }
    return topic.run({ ...args, positionals: args.positionals.slice(1) }, context);
  },
};
